"""The crowd behind the demo's people: the same each time, written into the bot's database, cheap to keep, and quick to answer."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.demo import crowd
from bot.demo.crowd import answer_of, dwellers, gather, settle, takes_part
from bot.demo.spread import warning_in
from handlers.units.geometry import Point, locate
from storage.copies import Answer
from tests.demo.api import Api
from tests.dialogs.test_alerts import drafted, goes
from tests.town import ZH_STAFF, ZHOU, Town, settings_in

MANY = 2000
WARNED = {"inline_keyboard": [[{"text": one.value, "callback_data": f"wsay:W-1:{one.value}"} for one in Answer]]}


def test_it_is_the_same_each_time_and_lives_where_it_says() -> None:
    """In every grid as many; each grid is of a community of ours."""
    people = dwellers(MANY)
    assert people == dwellers(MANY)
    assert people[:10] == dwellers(10)
    assert len({one.actor.id for one in people}) == MANY
    assert set(Counter(one.grid for one in people).values()) == {MANY // 6, MANY // 6 + 1}


def test_most_say_that_they_know_and_two_need_help() -> None:
    said = Counter(answer_of(one.actor.id) for one in dwellers(MANY))
    assert said[Answer.HELP] == 2
    assert 0.55 < said[Answer.READ] / MANY < 0.65
    assert 0.15 < said[Answer.SAFE] / MANY < 0.25
    assert said[None] > 0


async def test_they_live_in_the_bots_database(here: Town) -> None:
    """With the points at which they are inside the grids in which they live."""
    people = dwellers(30)
    await settle(settings_in(here.folder, here.server.url, here.server.token, here.url), people, here.clock.now)
    lived = "SELECT u.code, COUNT(*) FROM people p JOIN units u ON u.id = p.home_unit_id WHERE p.consented_at > 0 GROUP BY u.code"
    assert dict(here.rows(lived)) == Counter(one.grid for one in people)
    async with here.parts.database.read() as store:
        grids = [one for one in await store.units.everything() if one.kind == "grid"]
    for one in people:
        found = locate(Point(one.actor.latitude, one.actor.longitude), grids)
        assert found is not None
        assert (found.unit.code, found.is_inside) == (one.grid, True)


async def test_some_take_part_in_drills(here: Town) -> None:
    people = dwellers(8)
    await settle(settings_in(here.folder, here.server.url, here.server.token, here.url), people, here.clock.now)
    async with here.parts.database.read() as store:
        for one in people:
            person = await store.people.find(one.actor.id)
            assert person is not None
            assert (await store.wishes.get(person.id)).drills == takes_part(one.actor.id)
    assert sum(takes_part(one.actor.id) for one in people) == 2


async def test_they_answer_each_event_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """And of what was said to them little is kept, nor is it told one by one."""
    monkeypatch.setattr(crowd, "_SOONEST", 0.0)
    monkeypatch.setattr(crowd, "_LATEST", 0.0)
    people = dwellers(20)
    gather(api.world, people)
    calls = len(api.world.calls)
    for _ in range(5):
        for one in people:
            assert (await api.send(chat_id=one.actor.id, reply_markup=WARNED))[0] == 200
    wanted = sum(answer_of(one.actor.id) is not None for one in people)
    await api.world.until(lambda: len(api.world.pending) == wanted)
    said = [update["callback_query"] for _, update in api.world.pending.values()]
    assert {one["from"]["id"]: one["data"] for one in said} == _expected(people)
    assert all(len(api.world.extras[one.actor.id].messages) == 4 for one in people)
    assert len(api.world.calls) == calls
    await api.world.until(lambda: api.world.events[-1]["kind"] == "crowd")
    assert not [one for one in api.world.events if one["chat"] in api.world.extras]


def _expected(people: Any) -> dict[int, str]:
    said = {one.actor.id: answer_of(one.actor.id) for one in people}
    return {one: f"wsay:W-1:{answer.value}" for one, answer in said.items() if answer is not None}


async def test_who_needs_help_says_where_they_are(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """As soon as they are asked; others who get the key leave it."""
    monkeypatch.setattr(crowd, "_WALK", 0.0)
    people = dwellers(1)
    gather(api.world, people)
    key = {"keyboard": [[{"text": "here", "request_location": True}]]}
    await api.send(chat_id=people[0].actor.id, reply_markup=key)
    await api.world.until(lambda: api.world.pending)
    (update,) = await api.updates()
    assert update["message"]["location"]["latitude"] == people[0].actor.latitude


async def test_a_warning_spreads_over_the_map(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each grid with how many of its people have it, and what they said."""
    monkeypatch.setattr(crowd, "_SOONEST", 0.0)
    monkeypatch.setattr(crowd, "_LATEST", 0.0)
    database = Path(here.folder / "shao.db")
    assert warning_in(database) is None
    people = dwellers(60)
    await settle(settings_in(here.folder, here.server.url, here.server.token, here.url), people, here.clock.now)
    gather(here.server.world, people)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    card = await drafted(zhou, level="蓝色")
    zhou.tap("发出", card)
    await here.quiet()
    await goes(here)
    await here.quiet()
    shown = warning_in(database)
    assert shown is not None
    assert (shown["kind"], shown["level"], shown["message"]) == ("rainstorm", "blue", "alert")
    grids = {code: unit for code, unit in shown["units"].items() if code}
    assert {code: (unit["people"], unit["sent"]) for code, unit in grids.items()} == {
        f"QY-01-{number}": (10, 10) for number in (1, 2, 3)
    }
    lived = [one for one in people if one.grid.startswith("QY-01")]
    assert sum(unit["read"] for unit in grids.values()) == sum(answer_of(one.actor.id) is not None for one in lived)
