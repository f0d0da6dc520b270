"""Ordinary notices to the people of a unit, until everybody's copy is through. The words are sealed."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.connection import Row
from storage.module import Module, timed


class NoticeState(StrEnum):
    """WAITING can be taken back; SPREADING is being entered into the outbox, person by person; SENDING is owed to everybody."""

    WAITING = "waiting"
    SPREADING = "spreading"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"


class Notice(BaseModel):
    """A notice. `people` is how many it is for, an estimate until it is owed to all of them; `reached` is the last person it was owed to;
    `shown` is how many were through when its author was last told; `ended_at` is set when nothing is on its way any more."""

    model_config = ConfigDict(frozen=True)

    id: int
    unit_id: int
    author_id: int | None
    words: str
    people: int
    state: NoticeState
    reached: int
    shown: int
    send_at: datetime
    created_at: datetime
    ended_at: datetime | None

    @property
    def batch(self) -> str:
        """What its messages are marked with in the outbox."""
        return f"notice:{self.id}"


class Notices(Module):
    """Queries about notices, and about whom they are for."""

    async def add(
        self, unit_id: int, author_id: int, words: str, *, people: int, send_at: datetime, now: datetime
    ) -> Notice:
        """Keeps a notice that waits until `send_at`."""
        row = await self._q.notices.add(
            self._conn,
            unit_id=unit_id,
            author_id=author_id,
            words=self._seal.seal_text("words", words),
            people=people,
            send_at=to_micros(send_at),
            now=to_micros(now),
        )
        return self._notice(row)

    async def get(self, notice_id: int) -> Notice | None:
        """The notice, if there is one of this id."""
        row = await self._q.notices.get(self._conn, notice_id=notice_id)
        return None if row is None else self._notice(row)

    async def under_way(self) -> tuple[Notice, ...]:
        """Those that have not ended, oldest first."""
        return tuple([self._notice(row) async for row in self._q.notices.under_way(self._conn)])

    async def save(self, notice: Notice) -> None:
        """Writes what may change: people, state, reached, shown, ended_at."""
        await self._q.notices.save(
            self._conn,
            **notice.model_dump(include={"id", "people", "reached", "shown"}),
            state=notice.state.value,
            ended_at=to_micros(notice.ended_at),
        )

    async def forget(self, *, before: datetime) -> None:
        """Deletes those that ended before then."""
        await self._q.notices.forget(self._conn, before=to_micros(before))

    async def residents(self, unit_id: int, *, after: int, limit: int) -> tuple[int, ...]:
        """Ids above `after` of the people who live in the unit or below and can be reached, in order."""
        rows = self._q.notices.residents(self._conn, unit_id=unit_id, after=after, limit=limit)
        return tuple([row["id"] async for row in rows])

    async def count_residents(self, unit_id: int) -> int:
        """How many people live in the unit or below and can be reached."""
        return int(await self._q.notices.count_residents(self._conn, unit_id=unit_id))

    def _notice(self, row: Row) -> Notice:
        fields = timed(row)
        fields["words"] = self._seal.open_text("words", fields["words"])
        return Notice.model_validate(fields)
