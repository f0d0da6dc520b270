"""Whom each message of a warning is for, how far it went, and what they answered.

The rows are written by statements that cover many people at once. The sender's own queue holds only the next few of them, so that the
rest of a warning is stopped, replaced or overtaken by a graver one in one step.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.alert import Alert
from storage.clock import to_micros
from storage.connection import Row
from storage.module import AT_ONCE, NO_END, Module

STEP = 2  # places from one unit to the next: who needs help comes before the others of a unit
FIRST = 2  # the place of the first unit: before it are those on duty


class CopyState(StrEnum):
    """OWED: handed to the sender, so that they got it or may have; MUTED: they chose not to get such warnings."""

    WAITING = "waiting"
    OWED = "owed"
    MUTED = "muted"


class Answer(StrEnum):
    """What somebody said to a warning."""

    READ = "read"
    SAFE = "safe"
    HELP = "help"


class Copy(BaseModel):
    """One person's copy. `unit_id` is where they live, for counting; lower places go first; one that does not ring changes, or comes
    silently."""

    model_config = ConfigDict(frozen=True)

    person_id: int
    unit_id: int | None = None
    place: int = 0
    state: CopyState = CopyState.WAITING
    rings: bool = True


class Copies(Module):
    """Queries about the copies of a warning."""

    async def put(self, alert_id: int, copies: Iterable[Copy]) -> None:
        """For single people, each of whom has it once."""
        rows = [
            {**one.model_dump(exclude={"state", "rings"}), "state": one.state.value, "rings": int(one.rings)}
            for one in copies
        ]
        if rows:
            await self._q.copies.put(self._conn, [{"alert_id": alert_id, **row} for row in rows])

    async def piece(self, alert_id: int | None, followed: Iterable[int], *, after: int, limit: int) -> int | None:
        """Up to which person a piece of at most `limit` of each kind goes: those who live in the area of `alert_id`, and those who have one
        of the `followed` messages. None when no more than a piece is left."""
        named: dict[str, Any] = {"after": after, "limit": limit}
        rows: list[Row] = []
        if alert_id is not None:
            rows.append(await self._q.copies.piece_living(self._conn, alert_id=alert_id, **named))
        for one in followed:
            rows.append(await self._q.copies.piece_following(self._conn, before_id=one, **named))
        return min((row["last"] for row in rows if row["people"] == limit), default=None)

    async def spread(self, alert_id: int, *, after: int, last: int | None) -> None:
        """A copy for everybody above `after` who lives in the area, up to `last`."""
        await self._q.copies.spread(
            self._conn, alert_id=alert_id, after=after, last=NO_END if last is None else last, first=FIRST, step=STEP
        )

    async def follow(self, alert_id: int, before_id: int, *, rings: bool, after: int, last: int | None) -> None:
        """A copy for everybody in that range who has an earlier message of the event; for those who had one already it rings no more than
        `rings` says."""
        named = {
            "alert_id": alert_id,
            "before_id": before_id,
            "after": after,
            "last": NO_END if last is None else last,
        }
        await self._q.copies.follow(self._conn, **named, rings=int(rings))
        if not rings:
            await self._q.copies.silence(self._conn, **named)

    async def count_living(self, alert_id: int) -> int:
        """How many people who can be reached live in the area."""
        return int(await self._q.copies.count_living(self._conn, alert_id=alert_id))

    async def count_following(self, alert: Alert, *, living: bool, without: Iterable[int]) -> int:
        """How many people have an earlier message of its event or may have it; without these, and without those who live in the area where
        they are counted as `living` there."""
        named = {"event": alert.event, "serial": alert.serial, "alert_id": alert.id if living else 0}
        return int(await self._q.copies.count_following(self._conn, **named, without=json.dumps(tuple(without))))

    async def next_ones(self, alert_id: int, *, limit: int) -> tuple[Copy, ...]:
        """Who is next."""
        rows = self._q.copies.next_ones(self._conn, alert_id=alert_id, limit=limit)
        return tuple([Copy.model_validate(dict(row)) async for row in rows])

    async def owed(self, alert_id: int, people: Iterable[int]) -> None:
        """They are handed to the sender."""
        await self._q.copies.owed(self._conn, [{"alert_id": alert_id, "person_id": one} for one in people])

    async def waiting(self, alert_id: int) -> int:
        """How many are not handed to the sender yet."""
        return int(await self._q.copies.waiting(self._conn, alert_id=alert_id))

    async def count(self, alert_id: int) -> int:
        """For how many people it is."""
        return int(await self._q.copies.count(self._conn, alert_id=alert_id))

    async def drop(self, alert_id: int, *, limit: int) -> bool:
        """Forgets so many of those that wait; whether there may be more."""
        await self._q.copies.drop(self._conn, alert_id=alert_id, limit=limit)
        return await self.waiting(alert_id) > 0

    async def by_unit(self, alert_id: int) -> Mapping[int | None, Mapping[CopyState, int]]:
        """How many people of each unit are how far."""
        found: dict[int | None, dict[CopyState, int]] = {}
        async for row in self._q.copies.by_unit(self._conn, alert_id=alert_id):
            found.setdefault(row["unit_id"], {})[CopyState(row["state"])] = row["people"]
        return found

    async def state_of(self, alert_id: int, person_id: int) -> CopyState | None:
        """How far somebody's copy is; None where it is not for them."""
        state: str | None = await self._q.copies.has(self._conn, alert_id=alert_id, person_id=person_id)
        return None if state is None else CopyState(state)

    async def is_somebody_missing(self, alert_id: int) -> bool:
        """Whether somebody has come to live in the area since it was entered."""
        return await self._q.copies.missing(self._conn, alert_id=alert_id) is not None

    async def rung_often(self, alert_id: int, *, rings: int, since: datetime) -> int:
        """For how many people of the area so many warnings or more have rung since then."""
        often = await self._q.copies.rung_often(self._conn, alert_id=alert_id, rings=rings, since=to_micros(since))
        return int(often)

    async def answer(self, alert: Alert, person_id: int, answer: Answer, *, now: datetime) -> bool:
        """What somebody says to an event; False where that changes nothing."""
        named = {"event": alert.event, "person_id": person_id, "answer": answer.value}
        return await self._q.copies.answer(self._conn, **named, now=to_micros(now)) is not None

    async def answered(self, event: str) -> Mapping[Answer, int]:
        """How many said what."""
        rows = self._q.copies.answered(self._conn, event=event)
        return {Answer(row["answer"]): row["people"] async for row in rows}

    async def answered_by_unit(self, alert: Alert) -> Mapping[int | None, Mapping[Answer | None, int]]:
        """How many of each unit said what; under None those who have it and are silent."""
        found: dict[int | None, dict[Answer | None, int]] = {}
        async for row in self._q.copies.answered_by_unit(self._conn, event=alert.event, alert_id=alert.id):
            answer = None if row["answer"] is None else Answer(row["answer"])
            found.setdefault(row["unit_id"], {})[answer] = row["people"]
        return found

    async def silent(self, alert: Alert, unit_id: int) -> tuple[int, ...]:
        """Who of a unit has it and has said nothing."""
        rows = self._q.copies.silent(self._conn, alert_id=alert.id, event=alert.event, unit_id=unit_id)
        return tuple([row["person_id"] async for row in rows])

    async def forget(self, *, before: datetime) -> None:
        """Whom those were for that were over before then, and what they said; so much at a time that nobody waits for it."""
        await self._q.copies.forget_copies(self._conn, before=to_micros(before), limit=AT_ONCE)
        await self._q.copies.forget_answers(self._conn, before=to_micros(before))
