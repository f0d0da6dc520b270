"""Tests 7 and 17 of the bar for those who say whether a case is fixed: twice and in any order, and a hundred of them at once."""

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import taps
from bot.demo.hands import Hands
from storage.case import Actor, Place, PlaceSource, Report, Status
from tests.faults.test_twice_and_shuffled import Arrival, deal, dealt, deck_of, known
from tests.town import NOON, ZH_STAFF, ZHOU, Town, town

_FIRST, _ASKED = 71_000, 100


async def done(here: Town, number: int, reporter: int, asked: list[int]) -> str:
    """A case of somebody's that is said to be done, and about which these neighbours were asked; its code."""
    code = f"H-{number:04}-0000"
    async with here.parts.database.write() as store:
        grid, zhou = await store.units.by_code(ZH_STAFF), await store.people.find(ZHOU)
        people = [await store.people.find(one) for one in (reporter, *asked)]
        assert grid is not None
        assert zhou is not None
        ids = [one.id for one in people if one is not None]
        new = Report(
            id=0, code=code, reporter_id=ids[0], pseudonym=f"R-{number}", grid_id=grid.id, unit_id=grid.id,
            place=Place(source=PlaceSource.MISSING), answer_by=NOON, created_at=NOON, updated_at=NOON,
        )  # fmt: skip
        added = await store.reports.add(new)
        held = {"status": Status.DONE, "holder_id": zhou.id, "waits_until": NOON + timedelta(hours=72)}
        case = added.model_copy(update=held)
        await store.reports.save(case, now=NOON)
        await store.reports.add_event(case, "done", Actor.STAFF, staff_id=zhou.id, now=NOON)
        for one in ids[1:]:
            await store.votes.ask(case.id, one)
    return code


@pytest.mark.parametrize("cases", [20, pytest.param(500, marks=pytest.mark.full)])
async def test_votes_twice_and_shuffled(prepared: Path, tmp_path: Path, cases: int) -> None:
    """States, history and every message owed are the same as where each vote comes once, in the same order."""
    dice = random.Random(7)
    shuffled = dealt(cases, ("reporter yes", "first yes", "first no", "second yes", "second partly"), dice)
    outcomes = []
    for name, order in (("shuffled", shuffled), ("once", list(dict.fromkeys(shuffled)))):
        async with town(prepared, tmp_path / name) as here:
            await _play(here, cases, order)
            outcomes.append(_outcome(here))
    assert outcomes[0] == outcomes[1]
    assert max(outcomes[0]["ends"].values()) == 1, "one case ends once, verified or opened again"
    assert sum(outcomes[0]["ends"].values()) == cases


async def _play(here: Town, cases: int, order: list[Arrival]) -> None:
    await here.staff(ZHOU, ZH_STAFF)
    people = [await known(here, _FIRST + number) for number in range(3 * cases)]
    for number in range(cases):
        reporter, first, second = range(_FIRST + 3 * number, _FIRST + 3 * number + 3)
        await done(here, number, reporter, [first, second])
    for hands in people:
        hands.text("/privacy")  # so that there is a message of the bot's to tap on
    await here.quiet()
    deck = deck_of(here)

    def tap(arrival: Arrival) -> int:
        number, (who, answer) = arrival[0], arrival[1].split()
        hands = people[3 * number + ("reporter", "first", "second").index(who)]
        return hands.forge(f"vote:H-{number:04}-0000:{answer}", hands.last)

    await deal(here, deck, order, tap)


def _outcome(here: Town) -> dict[str, Counter[Any]]:
    queries = {
        "reports": "SELECT id, status FROM reports",
        "history": "SELECT report_id, event, actor, status FROM report_events",
        "ends": "SELECT report_id FROM report_events WHERE event IN ('verified', 'reopened')",
        "votes": "SELECT report_id, answer FROM votes",
        "owed": "SELECT lane, worth, state, repeat FROM outbox WHERE slot IS NULL",
    }
    return {name: Counter(here.rows(query)) for name, query in queries.items()}


async def crowd(here: Town) -> tuple[str, list[Hands]]:
    """A case, and a hundred neighbours who were asked about it."""
    await here.staff(ZHOU, ZH_STAFF)
    people = [await known(here, _FIRST + number) for number in range(_ASKED + 1)]
    code = await done(here, 1, _FIRST, [_FIRST + number for number in range(1, _ASKED + 1)])
    for hands in people:
        hands.text("/privacy")
    await here.quiet()
    return code, people[1:]


async def test_a_hundred_yes_at_once(either: Town) -> None:
    """Each tapped twice: a hundred are counted."""
    code, neighbours = await crowd(either)
    for hands in neighbours * 2:
        hands.forge(f"vote:{code}:yes", hands.last)
    await either.quiet()
    await either.server.world.until(lambda: not either.server.world.taps)
    assert either.rows("SELECT COUNT(*) FROM report_events WHERE event = 'voted'") == [(_ASKED,)]
    assert either.rows("SELECT answer, COUNT(*) FROM votes GROUP BY answer") == [("yes", _ASKED)]
    assert either.rows("SELECT status FROM reports") == [("done",)]


async def test_a_hundred_no_at_once(either: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first opens it again, and rings who has it, once; the others come too late, and are answered."""
    monkeypatch.setattr(taps, "_PATIENCE_SECONDS", 60.0)  # a busy machine may need over a second for a hundred
    code, neighbours = await crowd(either)
    for hands in neighbours:
        hands.forge(f"vote:{code}:no", hands.last)
    await either.quiet()
    await either.server.world.until(lambda: not either.server.world.taps)
    assert either.rows("SELECT COUNT(*) FROM report_events WHERE event = 'reopened'") == [(1,)]
    assert either.rows("SELECT status FROM reports") == [("accepted",)]
    assert sum("重新打开" in one.words for one in either.person(ZHOU).from_bot) == 1
    assert sum("不用您看" in toast for hands in neighbours for toast in hands.chat.toasts) == _ASKED - 1
