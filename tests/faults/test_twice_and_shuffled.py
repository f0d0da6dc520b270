"""Test 7 of the bar: updates come once to three times and in any order; the outcome is that of each coming once."""

import itertools
import random
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.demo.hands import Hands
from tests.town import CODE, FIRM, HE, ZH_STAFF, ZHOU, Town, town

_FIRST_PERSON = 70_001
_JPEG = b"\xff\xd8\xff\xe0 nothing that is looked at"
_EACH = 7  # updates about each person's report

Update = dict[str, Any]
Arrival = tuple[int, str]  # whose, and what
Orders = tuple[list[Arrival], list[Arrival]]  # of what is sent, and of what is then tapped


@dataclass
class Deck:
    """Deals updates to the poller as they lie, whatever their ids."""

    left: deque[Update] = field(default_factory=deque)
    dealt: int = 0

    def waiting(self, limit: int) -> list[Update]:
        """The next ones; only a poll that may have several takes them."""
        batch = list(itertools.islice(self.left, limit))
        self.dealt = len(batch) if limit > 1 else self.dealt
        return batch

    def confirm(self, _offset: int) -> None:
        """The last ones need not be dealt again."""
        for _ in range(self.dealt):
            self.left.popleft()
        self.dealt = 0


@pytest.mark.parametrize("people", [30, pytest.param(1_000, marks=pytest.mark.full)])
async def test_twice_and_shuffled(
    prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, people: int
) -> None:
    """Tickets, their history and every message owed are the same as where each update comes once, in the same order."""
    dice = random.Random(7)
    shuffled = (
        dealt(people, ("photo", "place"), dice),
        dealt(people, ("danger", "accept", "finish", "giveto", "step"), dice),
    )
    once = (list(dict.fromkeys(shuffled[0])), list(dict.fromkeys(shuffled[1])))
    assert len(once[0]) + len(once[1]) == people * _EACH < len(shuffled[0]) + len(shuffled[1])
    outcomes = []
    for name, orders in (("shuffled", shuffled), ("once", once)):
        async with town(prepared, tmp_path / name) as here:
            await _play(here, people, orders)
            assert here.rows("SELECT state, tries, COUNT(*) FROM inbox GROUP BY 1, 2") == [
                ("done", 0, people * _EACH + 2)
            ]
            outcomes.append(_outcome(here))
    assert outcomes[0] == outcomes[1]
    assert [one.getMessage() for one in caplog.records if one.name == "asyncio"] == []
    events = outcomes[0]["events"]
    assert events["received",] == people
    assert 0 < events["accepted",] < people, "where a team was asked first, there is nothing to be accepted"
    assert 0 < events["acknowledged",] <= events["assigned",] <= people
    assert outcomes[0]["events"]["danger",] <= people
    assert sorted(outcomes[0]["media"].values()) == [1] * people
    assert set(outcomes[0]["dialogs"]) <= {("finish", "photo")}, "staff are asked for a picture of the last one"


def dealt(people: int, kinds: Iterable[str], dice: random.Random) -> list[Arrival]:
    """Each one to three times, in any order."""
    arrivals = [(person, kind) for person in range(people) for kind in kinds]
    repeated = [one for one in arrivals for _ in range(dice.randint(1, 3))]
    dice.shuffle(repeated)
    return repeated


async def _play(here: Town, people: int, orders: Orders) -> None:
    """Everybody reports; then reporters and staff tap whatever there is to tap."""
    staff, team = await here.staff(ZHOU, ZH_STAFF), await here.member(HE, FIRM)
    everybody = [await known(here, _FIRST_PERSON + number) for number in range(people)]
    await here.quiet()
    deck = deck_of(here)
    await deal(here, deck, orders[0], lambda one: _send(everybody[one[0]], one[1]))
    codes = [_code(one) for one in everybody]
    await deal(here, deck, orders[1], lambda one: _tap((everybody[one[0]], staff, team), one[1], codes[one[0]]))


def deck_of(here: Town) -> Deck:
    """From now on the bot polls from this."""
    deck = Deck()
    setattr(here.server.world, "waiting", deck.waiting)  # noqa: B010 - mypy forbids the plain assignment, rightly
    setattr(here.server.world, "confirm", deck.confirm)  # noqa: B010
    return deck


async def deal(here: Town, deck: Deck, order: list[Arrival], make: Callable[[Arrival], int]) -> None:
    """Makes each update once, deals them as they were shuffled, and waits until all is handled and sent."""
    ids = {arrival: make(arrival) for arrival in dict.fromkeys(order)}
    made = {update_id: update for update_id, (_, update) in here.server.world.pending.items()}
    here.server.world.pending.clear()
    deck.left.extend(made[ids[arrival]] for arrival in order)
    here.server.world.changed()
    await here.server.world.until(lambda: not deck.left, 300)
    await here.quiet()


def _send(reporter: Hands, kind: str) -> int:
    return reporter.photo(content=_JPEG) if kind == "photo" else reporter.place()


_MORE = {"giveto": f":{FIRM}", "step": ":acknowledged"}  # what follows the code in a button's data


def _tap(people: tuple[Hands, Hands, Hands], kind: str, code: str) -> int:
    reporter, staff, team = people
    hands = {"danger": reporter, "step": team}.get(kind, staff)
    return hands.forge(f"{kind}:{code}{_MORE.get(kind, '')}", hands.last)


async def known(here: Town, person_id: int) -> Hands:
    """Somebody who consented before, without the conversation about it."""
    async with here.parts.database.write() as store:
        person = await store.people.meet(person_id, "zh-Hans", now=here.clock.now)
        await store.people.consent(person.id, now=here.clock.now)
    return here.stranger(person_id)


def _code(reporter: Hands) -> str:
    """The one code that somebody was told."""
    codes = {found.group() for one in reporter.from_bot for found in CODE.finditer(one.words)}
    assert len(codes) == 1
    return codes.pop()


def _outcome(here: Town) -> dict[str, Any]:
    """Everything that could differ, without what is random."""
    queries = {
        "reports": "SELECT id, status, urgency, holder_id, team_id FROM reports",
        "history": "SELECT report_id, event, status FROM report_events",
        "events": "SELECT event FROM report_events",
        "media": "SELECT report_id FROM report_media",
        "dialogs": "SELECT flow, step FROM dialogs",
        # How many edits of a card there are depends on how many wait at the same time: the newest says it all.
        "owed": "SELECT lane, worth, state, repeat FROM outbox WHERE slot IS NULL",
        "cards": "SELECT COUNT(*) FROM slots",
    }
    return {name: Counter(here.rows(query)) for name, query in queries.items()}
