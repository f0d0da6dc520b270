"""Warnings under way, as things happen to them: stopped, taken back, expired, answered and approved by many at once; a unit that goes,
people who move or leave. Tests 4, 5 and 17 of the bar for warnings, and of test 16 what follows a stop.
"""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.demo.faults import Fault
from bot.demo.hands import Hands
from handlers.alerts import rules, service, spreading
from storage.alert import Alert, Level
from storage.clock import utc_now
from storage.store import Store
from tests.dialogs.test_alerts import drafted, goes, officer
from tests.dialogs.test_leaving import erased
from tests.faults.lives import assert_discreet
from tests.faults.skipping import Weather, in_skipped_time, weather
from tests.faults.test_storm import most_within, too_early
from tests.letting_go import a_content, a_unit, let_go
from tests.storage.makers import work_on
from tests.town import GRACE, ZH_STAFF, ZHOU, Town

_FIRST = 91_001
_IN_FLIGHT = 8
_BATCH = "SELECT state, COUNT(*) FROM outbox WHERE batch = ? GROUP BY state"


async def residents(here: Town, count: int, unit: str = ZH_STAFF) -> list[Hands]:
    """So many live there, and have written to the bot before."""
    async with here.parts.database.write() as store:
        home = await a_unit(store, unit)
        for number in range(_FIRST, _FIRST + count):
            here.stranger(number).chat.started = True
            person = await store.people.meet(number, "zh-hans", now=here.clock.now)
            await store.people.consent(person.id, now=here.clock.now)
            await store.people.set_home(person.id, home.id, now=here.clock.now)
    return [here.person(number) for number in range(_FIRST, _FIRST + count)]


def warned(people: list[Hands]) -> list[int]:
    """How many warnings each of them got."""
    return [sum("预警" in one.words for one in hands.from_bot) for hands in people]


async def out(here: Town, level: Level = Level.YELLOW) -> Alert:
    """One that is let go by two."""
    here.person(ZHOU).chat.started = True
    return await let_go(here.parts.database, level, now=here.clock.now)


def state(here: Town, alert: Alert) -> Any:
    """Where it stands now."""
    return here.rows("SELECT state FROM alerts WHERE id = ?", alert.id)[0][0]


async def spread_to(here: Town, pieces: int) -> Alert:
    """A grave one, after so many pieces of those it is for; nothing is handed over."""
    alert = await out(here, Level.RED)
    async with here.parts.database.write() as store:
        alert = await spreading.begin(work_on(store, here.clock.now), alert)
    for _ in range(pieces):
        async with here.parts.database.write() as store:
            alert = await spreading.spread(work_on(store, here.clock.now), alert)
    return alert


async def test_a_piece_that_is_done_again_enters_nobody_twice(either: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a death that nobody wrote down."""
    monkeypatch.setattr(spreading, "PIECE", 7)
    people = await residents(either, 30)
    alert = await spread_to(either, 3)
    assert alert.reached > 0
    async with either.parts.database.write() as store:
        await store.alerts.save(alert.model_copy(update={"reached": 0}))
    await goes(either)
    assert warned(people) == [1] * 30
    assert state(either, alert) == "done"
    assert either.rows("SELECT people FROM alerts") == [(31,)]


async def test_it_expires_while_it_is_entered_and_sent(either: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has not got it by then does not get it, and nothing of it is left."""
    monkeypatch.setattr(spreading, "PIECE", 7)
    monkeypatch.setattr(rules, "AHEAD", 10)
    people = await residents(either, 30)
    for pieces in (2, 9):
        alert = await spread_to(either, pieces)
        async with either.parts.database.write() as store:
            await spreading.hand_over(work_on(store, either.clock.now), await _fresh(store, alert))
        either.clock.advance(hours=7)
        await goes(either)
        assert state(either, alert) == "stopped"
        assert either.rows("SELECT COUNT(*) FROM alert_copies WHERE state = 'waiting'") == [(0,)]
    assert max(warned(people)) <= 2
    assert either.rows("SELECT COUNT(*) FROM alerts WHERE ended_at IS NULL") == [(0,)]


async def _fresh(store: Store, alert: Alert) -> Alert:
    found = await store.alerts.by_id(alert.id)
    assert found is not None
    return found


async def test_people_move_and_leave_while_it_is_sent(either: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gets it twice, whoever comes gets it, and of whoever is erased nothing is left."""
    monkeypatch.setattr(spreading, "PIECE", 7)
    monkeypatch.setattr(rules, "AHEAD", 10)
    people = await residents(either, 30)
    alert = await spread_to(either, 9)
    async with either.parts.database.write() as store:
        await spreading.hand_over(work_on(store, either.clock.now), await _fresh(store, alert))
        beside = await a_unit(store, "QY-01-1")
        for hands in people[5:15]:
            person = await store.people.find(hands.chat.actor.id)
            assert person is not None
            await store.people.set_home(person.id, beside.id, now=either.clock.now)
    for gone in (people[0], people[25]):
        gone.text("/erase")
    await asyncio.gather(*(erased(either, gone) for gone in (people[0], people[25])))
    for _ in range(3):
        await goes(either)
    assert [
        count for count, hands in zip(warned(people), people, strict=True) if hands not in (people[0], people[25])
    ] == [1] * 28
    assert state(either, alert) == "done"
    assert either.rows("SELECT COUNT(*) FROM alert_copies WHERE person_id NOT IN (SELECT id FROM people)") == [(0,)]
    assert either.rows("SELECT COUNT(*) FROM alert_copies WHERE state = 'waiting'") == [(0,)]


async def test_a_grid_goes_while_it_is_sent(either: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lived there gets it all the same."""
    monkeypatch.setattr(spreading, "PIECE", 7)
    people = await residents(either, 20, "QY-01-1")
    alert = await spread_to(either, 9)
    async with either.parts.database.write() as store:
        grid = await a_unit(store, "QY-01-1")
        await store._conn.run(f"DELETE FROM unit_cells WHERE unit_id = {grid.id}")
        await store._conn.run(f"DELETE FROM units WHERE id = {grid.id}")
    for _ in range(2):
        await goes(either)
    await either.parts.jobs.alerts.ring_silent()
    assert warned(people) == [1] * 20
    assert state(either, alert) == "done"


async def test_the_area_changes_while_it_is_sent(either: Town) -> None:
    """The update overtakes it: whoever has it and whoever is new there gets it, each once."""
    here, there = await residents(either, 12), []
    async with either.parts.database.write() as store:
        beside = await a_unit(store, "QY-02")
        for number in range(_FIRST + 100, _FIRST + 110):
            either.stranger(number).chat.started = True
            person = await store.people.meet(number, "zh-hans", now=either.clock.now)
            await store.people.set_home(person.id, beside.id, now=either.clock.now)
            there.append(either.person(number))
    alert = await out(either, Level.RED)
    await goes(either)
    async with either.parts.database.write() as store:
        work = work_on(store, either.clock.now)
        update = await service.follow_up(work, await _fresh(store, alert), alert.author_id or 0)
        content = a_content(await a_unit(store, "QY-02"), Level.RED, either.clock.now)
        changed = await service.change(work, update, alert.author_id or 0, content)
        released = {"state": "approved", "way": "two", "send_at": either.clock.now}
        await store.alerts.save(Alert.model_validate(changed.model_dump() | released))
    await goes(either)
    assert warned(here) == [1] * 12, "the message that they have says it now"
    assert warned(there) == [1] * 10
    assert either.rows("SELECT COUNT(*) FROM alerts WHERE ended_at IS NULL") == [(0,)]


async def test_two_hundred_answer_at_once(here: Town) -> None:
    """And some say two things: the last one counts, but for having read it."""
    either, people = here, await residents(here, 200)
    alert = await out(either)
    await goes(either)
    for number, hands in enumerate(people):
        for said in (("read",), ("safe", "read"), ("read", "safe"), ("safe",))[number % 4]:
            hands.forge(f"wsay:{alert.event}:{said}", hands.last)
    await either.quiet()
    found = dict(either.rows("SELECT answer, COUNT(*) FROM alert_answers GROUP BY answer"))
    assert found == {"read": 50, "safe": 150}
    await either.parts.jobs.alerts.show()
    await either.quiet()
    card = next(one.words for one in either.person(ZHOU).from_bot if "发完了" in one.words)
    assert "回应 200 人：平安 150，需要帮助 0" in card


async def test_two_approve_at_once(either: Town) -> None:
    """One of them does, and people get it once."""
    people = await residents(either, 3)
    zhou, officers = await either.staff(ZHOU, ZH_STAFF), []
    for number in (GRACE, 80_011):
        either.stranger(number) if number != GRACE else None
        officers.append(await officer(either, number, factor=False))
    zhou.tap("送去批准", await drafted(zhou))
    await either.quiet()
    ((number,),) = either.rows("SELECT id FROM alerts")
    digest = (await _by_number(either, number)).content.digest
    for _ in range(10):
        for hands in officers:
            hands.forge(f"wok:{number}:{digest}", hands.last)
    await either.quiet()
    await goes(either)
    assert warned(people) == [1] * 3
    going = ("发出去了。", "It is out.")
    assert sum(toast in going for hands in officers for toast in hands.chat.toasts) == 1
    assert either.rows("SELECT COUNT(*) FROM alerts WHERE approver_id IS NOT NULL") == [(1,)]


async def test_approved_changed_and_dropped_at_once(either: Town) -> None:
    """Exactly one of these, each time."""
    people = await residents(either, 1)
    zhou, grace = await either.staff(ZHOU, ZH_STAFF), await officer(either, GRACE, factor=False)
    outcomes: Counter[str] = Counter()
    for number in range(1, 13):
        zhou.tap("送去批准", await drafted(zhou))
        await either.quiet()
        alert = await _by_number(either, number)
        taps = [(grace, f"wok:{number}:{alert.content.digest}"), (zhou, f"wedit:{number}"), (zhou, f"wdrop:{number}")]
        for hands, data in taps[number % 3 :] + taps[: number % 3]:
            hands.forge(data, hands.last)
        await either.quiet()
        after = state(either, alert)
        after = after if after in ("draft", "discarded") else "approved"
        outcomes[after] += 1
        assert (either.rows("SELECT approver_id IS NOT NULL FROM alerts WHERE id = ?", number)[0][0]) == (
            after == "approved"
        )
    await goes(either)
    assert warned(people) == [outcomes["approved"]]
    assert outcomes.keys() >= {"approved", "discarded"}


async def _by_number(here: Town, number: int) -> Alert:
    async with here.parts.database.read() as store:
        found = await store.alerts.by_id(number)
    assert found is not None
    return found


async def _under_way(here: Weather, people: int, level: Level) -> Alert:
    """People who live there, and a warning for all of them that is being sent."""
    ids = await here.meet(_FIRST, people)
    here.server.world.phones[ZHOU].started = True
    async with here.parts.database.write() as store:
        home = await a_unit(store, ZH_STAFF)
        for one in ids:
            await store.people.set_home(one, home.id, now=utc_now())
    return await let_go(here.parts.database, level)


def _copies(here: Weather) -> list[float]:
    """When each call for somebody who is warned reached Telegram."""
    return [one.at for one in here.server.arrivals if one.method == "sendMessage" and (one.chat or 0) >= _FIRST]


@pytest.mark.parametrize("people", [150, pytest.param(3_000, marks=pytest.mark.full)])
def test_stopped_and_taken_back(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, people: int
) -> None:
    """At the permitted rate. After stop at most eight more, within a second; the correction begins within ten seconds, and goes to
    everybody who got it or may have."""
    in_skipped_time(monkeypatch, _stopped(prepared, tmp_path, caplog, people))


async def _stopped(prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, people: int) -> None:
    async with weather(prepared, tmp_path) as here:
        now = asyncio.get_running_loop().time
        here.server.misbehave(Fault.LOST, "sendMessage", share=0.1, seconds=100.0)
        alert = await _under_way(here, people, Level.YELLOW)
        while len(_copies(here)) < people / 2:  # noqa: ASYNC110 - in skipped time
            await asyncio.sleep(0.1)
        zhou = here.server.person(ZHOU)
        zhou.forge(f"wstop:{alert.id}", zhou.last)
        while not zhou.chat.toasts:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        stopped, before = now(), len(_copies(here))
        await asyncio.sleep(5)
        after = _copies(here)[before:]
        assert len(after) <= _IN_FLIGHT
        assert all(at - stopped <= 1.0 for at in after)
        zhou.forge(f"wend:{alert.id}:wrong", zhou.last)
        pressed, before = now(), len(_copies(here))
        await asyncio.sleep(12)
        assert _copies(here)[before] - pressed <= 10
        await here.drained()
        had = {one.chat for one in here.server.arrivals[:] if one.method == "sendMessage" and one.at <= stopped + 1} - {
            ZHOU
        }
        told = Counter(one.chat for one in here.server.arrivals if one.method == "sendMessage" and one.at > pressed)
        assert {one for one in had if one is not None and one >= _FIRST} <= told.keys()
        assert max(count for chat, count in told.items() if chat != ZHOU) == 1 or alert.level.is_grave
        assert most_within([one for one in here.server.arrivals if one.method == "sendMessage"], 1.0) <= 30
        assert_discreet(caplog.text, here.server)


@pytest.mark.parametrize("level", [Level.YELLOW, Level.RED])
@pytest.mark.parametrize("people", [60, pytest.param(5_000, marks=pytest.mark.full)])
def test_storms(
    prepared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    level: Level,
    people: int,
) -> None:
    """Tests 4 and 5 of the bar, for a warning: told to wait, errors, hanging and cut replies."""
    in_skipped_time(monkeypatch, _storm(prepared, tmp_path, caplog, level, people))


async def _storm(prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, level: Level, people: int) -> None:
    async with weather(prepared, tmp_path) as here:
        for seconds in (1, 15, 60):
            here.server.misbehave(Fault.TOO_MANY, "sendMessage", share=0.1, seconds=seconds)
        for fault in (Fault.SERVER_ERROR, Fault.HANG, Fault.CUT, Fault.LOST):
            here.server.misbehave(fault, "sendMessage", share=0.05, seconds=100.0)
        alert = await _under_way(here, people, level)
        async with asyncio.timeout(100_000):
            while here.rows("SELECT state FROM alerts") != [("done",)]:  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(1)
        await here.drained()
        calls = [one for one in here.server.arrivals if one.method == "sendMessage"]
        assert too_early(calls) == []
        assert most_within(calls, 1.0) <= 30
        heard = [warned([here.server.person(one)])[0] for one in range(_FIRST, _FIRST + people)]
        states = dict(here.rows(_BATCH, alert.batch))
        ((unsure,),) = here.rows("SELECT COALESCE(SUM(repeat), 0) FROM outbox WHERE batch = ?", alert.batch)
        if level.is_grave:
            assert min(heard) >= 1
            assert sum(heard) - people <= unsure
            assert states == {"sent": people + 1}
        else:
            assert max(heard) == 1
            assert states["sent"] + states["unknown"] == people + 1
            assert heard.count(0) <= states["unknown"]
        assert_discreet(caplog.text, here.server)
