"""Drills, and who takes part in each: nothing of a warning's. The words are sealed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from storage.alert import AlertKind, Level
from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import Module, timed
from storage.recipient import Recipient

_ALL = "drill:%"


class DrillState(StrEnum):
    """WAITING can be taken back; SENDING is on; DONE is over, and those who have it are told so; CANCELLED was taken back."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"


class Drill(BaseModel):
    """A drill of a warning of this kind and level. `people` is how many it is for; `shown` is what its author has seen of it; `ended_at` is
    set when nothing of it is on its way any more."""

    model_config = ConfigDict(frozen=True)

    id: int
    code: str
    unit_id: int
    author_id: int | None
    kind: AlertKind
    level: Level
    words: str | None
    state: DrillState
    people: int
    shown: int
    send_at: datetime
    created_at: datetime
    ended_at: datetime | None

    @property
    def batch(self) -> str:
        """What its messages are marked with in the outbox."""
        return f"drill:{self.id}"

    @property
    def batch_of_end(self) -> str:
        """What those are marked with that say that it is over."""
        return f"{self.batch}:end"


class CopyState(StrEnum):
    """OWED: handed to the sender; OVER: told that it is over, as far as they take part in drills by then."""

    WAITING = "waiting"
    OWED = "owed"
    OVER = "over"


class DrillCopy(BaseModel):
    """How far it is for one person."""

    model_config = ConfigDict(frozen=True)

    state: CopyState
    owed_at: datetime | None
    answered_at: datetime | None


class DrillAnswers(BaseModel):
    """How many answered, and within which time half of them did."""

    model_config = ConfigDict(frozen=True)

    people: int = 0
    median: timedelta = timedelta(0)


class Drills(Module):
    """Queries about drills, and about who takes part."""

    async def add(
        self,
        code: str,
        kind: AlertKind,
        level: Level,
        words: str | None,
        *,
        unit_id: int,
        author_id: int,
        people: int,
        send_at: datetime,
        now: datetime,
    ) -> Drill:
        """Keeps a drill that waits until `send_at`."""
        row = await self._q.drills.add(
            self._conn,
            code=code,
            unit_id=unit_id,
            author_id=author_id,
            kind=kind.value,
            level=level.value,
            words=self._seal.seal_text("words", words),
            people=people,
            send_at=to_micros(send_at),
            now=to_micros(now),
        )
        return self._drill(row)

    async def by_id(self, drill_id: int) -> Drill | None:
        """The drill, if there is one of this id."""
        row = await self._q.drills.by_id(self._conn, drill_id=drill_id)
        return None if row is None else self._drill(row)

    async def by_code(self, code: str) -> Drill | None:
        """The drill of a code that anybody can make up, if there is one."""
        row = await self._q.drills.by_code(self._conn, code=code)
        return None if row is None else self._drill(row)

    async def under_way(self) -> tuple[Drill, ...]:
        """Those that have not ended, oldest first."""
        return tuple([self._drill(row) async for row in self._q.drills.under_way(self._conn)])

    async def gone_out(self, *, since: datetime, limit: int) -> tuple[Drill, ...]:
        """What began since then and was not taken back before, the newest first."""
        rows = self._q.drills.gone_out(self._conn, since=to_micros(since), limit=limit)
        return tuple([self._drill(row) async for row in rows])

    async def save(self, drill: Drill) -> None:
        """Writes what may change: state, people, shown, send_at, ended_at."""
        await self._q.drills.save(
            self._conn,
            **drill.model_dump(include={"id", "people", "shown"}),
            state=drill.state.value,
            send_at=to_micros(drill.send_at),
            ended_at=to_micros(drill.ended_at),
        )

    async def forget(self, *, before: datetime) -> None:
        """Deletes those that ended before then."""
        await self._q.drills.forget(self._conn, before=to_micros(before))

    async def put(self, drill_id: int, people: Iterable[int]) -> None:
        """They take part; each once."""
        await self._of_each(self._q.drills.put, drill_id, people)

    async def count(self, drill_id: int, state: CopyState) -> int:
        """How many are so far."""
        return int(await self._q.drills.count(self._conn, drill_id=drill_id, state=state.value))

    async def next_ones(self, drill_id: int, state: CopyState, *, limit: int) -> tuple[int, ...]:
        """The first ids of those who are so far."""
        rows = self._q.drills.next_ones(self._conn, drill_id=drill_id, state=state.value, limit=limit)
        return tuple([row["person_id"] async for row in rows])

    async def owed(self, drill_id: int, people: Iterable[int], *, now: datetime) -> None:
        """It is handed to the sender for them."""
        await self._of_each(self._q.drills.owed, drill_id, people, now=to_micros(now))

    async def over(self, drill_id: int, people: Iterable[int]) -> None:
        """They need not be told any more that it is over."""
        await self._of_each(self._q.drills.over, drill_id, people)

    async def leave_out(self, drill_id: int, people: Iterable[int]) -> None:
        """They take no part."""
        await self._of_each(self._q.drills.leave_out, drill_id, people)

    async def take_back(self, person_id: int, batch: str) -> bool:
        """What somebody has still to get of a batch, unless it is being sent; whether there was anything."""
        return bool(await self._take_back(person_id, batch))

    async def opt_out(self, person_id: int) -> None:
        """Somebody takes part in none any more: what they had still to get is taken back, and of what is on they are left out."""
        taken = await self._take_back(person_id, _ALL)
        for drill in await self.under_way():
            if drill.batch in taken:
                await self.leave_out(drill.id, (person_id,))
        await self._q.drills.leave_out_everywhere(self._conn, person_id=person_id)

    async def copy_of(self, drill_id: int, person_id: int) -> DrillCopy | None:
        """How far it is for somebody; None where they take no part."""
        row = await self._q.drills.copy(self._conn, drill_id=drill_id, person_id=person_id)
        if row is None:
            return None
        times = {name: from_micros(row[name]) for name in ("owed_at", "answered_at")}
        return DrillCopy(state=CopyState(row["state"]), **times)

    async def answer(self, drill_id: int, person_id: int, *, now: datetime) -> bool:
        """Somebody has it; False where they have said so, or were not asked."""
        named = {"drill_id": drill_id, "person_id": person_id}
        return await self._q.drills.answer(self._conn, **named, now=to_micros(now)) is not None

    async def answers(self, drill_id: int) -> DrillAnswers:
        """As far as they have come."""
        people = int(await self._q.drills.answered(self._conn, drill_id=drill_id))
        if not people:
            return DrillAnswers()
        micros: int = await self._q.drills.middle(self._conn, drill_id=drill_id, middle=(people - 1) // 2)
        return DrillAnswers(people=people, median=timedelta(microseconds=max(micros, 0)))

    async def _take_back(self, person_id: int, batch: str) -> set[str]:
        """The batches of which there was something."""
        chat = Recipient(person_id=person_id).chat(self._seal)
        rows = [row async for row in self._q.drills.take_back(self._conn, chat=chat, batch=batch)]
        for lane in {row["lane"] for row in rows}:
            await self._q.outbox.promote(self._conn, chat=chat, lane=lane)
        return {row["batch"] for row in rows}

    async def _of_each(self, query: Any, drill_id: int, people: Iterable[int], **named: Any) -> None:
        rows = [{"drill_id": drill_id, "person_id": one, **named} for one in people]
        if rows:
            await query(self._conn, rows)

    def _drill(self, row: Row) -> Drill:
        fields = timed(row)
        fields["words"] = self._seal.open_text("words", fields["words"])
        return Drill.model_validate(fields)
