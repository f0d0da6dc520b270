"""Who gets a digest of their open cases, at which minute of the community's day, and when the next one is due."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import Module


class Digest(BaseModel):
    """`due_at` is None for whoever wants none; `had` is how many cases there were at the last one."""

    model_config = ConfigDict(frozen=True)

    person_id: int
    minute: int
    due_at: datetime | None
    had: int


class Digests(Module):
    """Queries about digests."""

    async def get(self, person_id: int) -> Digest | None:
        """Somebody's, if it was ever planned."""
        row = await self._q.digests.get(self._conn, person_id=person_id)
        return None if row is None else _digest(row)

    async def plan(self, person_id: int, minute: int, due_at: datetime | None) -> None:
        """At which minute of the day from now on, and when for the first time; None for never."""
        await self._q.digests.plan(self._conn, person_id=person_id, minute=minute, due_at=to_micros(due_at))

    async def due(self, *, now: datetime, latest: datetime) -> tuple[Digest, ...]:
        """Those whose time has come, oldest first, and those that are further off than `latest`."""
        rows = self._q.digests.due(self._conn, now=to_micros(now), latest=to_micros(latest))
        return tuple([_digest(row) async for row in rows])

    async def move(self, person_id: int, due_at: datetime, *, had: int) -> None:
        """One is done: when the next one is due, and how many cases there were."""
        await self._q.digests.move(self._conn, person_id=person_id, due_at=to_micros(due_at), had=had)

    async def end(self, person_id: int) -> None:
        """Somebody gets none any more, and is asked anew should they become staff again."""
        await self._q.digests.end(self._conn, person_id=person_id)

    async def newcomers(self) -> tuple[int, ...]:
        """Ids of the staff and duty officers for whom none was ever planned."""
        return tuple([row["person_id"] async for row in self._q.digests.newcomers(self._conn)])


def _digest(row: Row) -> Digest:
    return Digest.model_validate(dict(row) | {"due_at": from_micros(row["due_at"])})
