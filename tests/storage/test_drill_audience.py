"""Whatever is done with a drill, in whatever order: its messages go to those alone who take part in drills, and to nobody of them who has
changed their mind."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from handlers.context import Context, context_of
from handlers.drill import audience, routes, sending
from handlers.drill.flow import Draft
from handlers.drill.rules import begun, is_to_begin
from handlers.messages import Message
from handlers.wishes import routes as wishes
from storage.alert import AlertKind, Level
from storage.drills import DrillState
from storage.outbox import Lane
from storage.store import Store
from storage.units import Unit
from tests.meta.test_texts import texts
from tests.rules.test_drill import marked
from tests.storage.makers import NOW, a_member_of_staff, a_person, a_town, work_on

_TURNS = 100


@dataclass
class Play:
    """A town of a member of staff and six neighbours. `got` is what each was sent of drills, `out` who does not take part."""

    store: Store
    dice: random.Random
    town: dict[str, Unit]
    staff: int
    people: list[int]
    now = NOW
    codes: list[str] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    got: list[int] = field(default_factory=list)

    async def turn(self) -> None:
        """Something happens."""
        acts: list[Callable[[], Awaitable[None]]] = [
            self._start, self._end, self._answer, self._opt, self._opt, self._go_on, self._go_on, self._send, self._send,
            self._forge, self._wait,
        ]  # fmt: skip
        await self.dice.choice(acts)()

    async def _as(self, person_id: int) -> Context:
        ctx = await context_of(work_on(self.store).house, self.store, person_id, self.now)
        assert ctx is not None
        return ctx

    async def _start(self) -> None:
        unit = self.town[self.dice.choice(("D", "C1", "G1", "G3"))]
        draft = Draft(code=f"D-{len(self.codes)}", kind=AlertKind.GAS, level=self.dice.choice(list(Level)), words="x")
        await sending.start(await self._as(self.staff), unit, draft, people=1)
        self.codes.append(draft.code)

    async def _end(self) -> None:
        if self.codes:
            await routes.buttons["drillend"](await self._as(self.staff), self.dice.choice(self.codes))

    async def _answer(self) -> None:
        if self.codes:
            await routes.buttons["drillgot"](await self._as(self._one()), self.dice.choice(self.codes))

    async def _forge(self) -> None:
        """Whatever button, whoever presses it."""
        action = self.dice.choice(("drillend", "drillgot"))
        await routes.buttons[action](await self._as(self._one()), self.dice.choice([*self.codes, "", "D-9"]))

    async def _opt(self) -> None:
        one = self._one()
        name = "drills" if one in self.out else "nodrills"
        self.out ^= {one}
        await wishes.buttons[name](await self._as(one))

    async def _wait(self) -> None:
        self.now += timedelta(minutes=self.dice.choice((1, 1, 1, 1, 70)))

    async def _go_on(self) -> None:
        """What DrillJobs does."""
        work = work_on(self.store, self.now)
        for drill in await self.store.drills.under_way():
            if is_to_begin(drill, self.now):
                await self.store.drills.put(drill.id, await audience.takers(self.store, drill.unit_id))
                await self.store.drills.save(begun(drill, 1, self.now))
            await sending.go_on(work, drill.id, limit=2)

    async def _send(self) -> None:
        """What the sender does, for the next few."""
        for claimed in await self.store.outbox.claim(Lane.BULK, limit=2, busy=(), now=self.now):
            assert claimed.recipient is not None
            assert claimed.recipient.person_id is not None
            assert claimed.recipient.person_id not in self.out
            self.got.append(claimed.recipient.person_id)
            message = Message.model_validate(claimed.payload)
            assert message.text is not None
            for language in texts().languages:
                assert marked(texts().render(message.text, language, now=self.now), language)
            await self.store.outbox.settle(claimed, "sent", now=self.now)

    def _one(self) -> int:
        return self.dice.choice(self.people)


async def played(store: Store, seed: int) -> Play:
    """So many turns, from a beginning where only some take part."""
    town = await a_town(store)
    people = [await a_person(store, 2000 + number) for number in range(6)]
    play = Play(store, random.Random(seed), town, await a_member_of_staff(store, town["D"], 1), people)
    for number, one in enumerate(people):
        await store.people.consent(one, now=NOW)
        await store.people.set_home(one, town[("G1", "G1", "G2", "G3", "C1", "D")[number]].id, now=NOW)
        play.out.add(one)
    for one in people[::2]:
        await wishes.buttons["drills"](await play._as(one))
        play.out.discard(one)
    for _ in range(_TURNS):
        await play.turn()
    return play


class _UndoneError(Exception):
    """So that nothing is kept."""


@pytest.mark.parametrize("some", range(4))
async def test_messages_of_a_drill_go_to_nobody_else(store: Store, some: int) -> None:
    """In many plays; and of each message of the bulk lane, which is a drill's alone here, both marks are there."""
    got, states = 0, set()
    for seed in range(some * 10, some * 10 + 10):
        with pytest.raises(_UndoneError):
            async with store.savepoint():
                play = await played(store, seed)
                got += len(play.got)
                for code in play.codes:
                    drill = await store.drills.by_code(code)
                    states |= set() if drill is None else {drill.state}
                assert await store._conn.fetch("SELECT 1 FROM alert_copies") == []
                raise _UndoneError
    assert got > 20, "they do go to somebody"
    assert states == set(DrillState)
