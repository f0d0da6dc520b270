"""Files that no row means any more: noted in the transaction that deletes the row, removed from the disk when their time has come."""

from collections.abc import Iterable
from datetime import datetime

from storage.clock import to_micros
from storage.module import Module


class Discarded(Module):
    """Queries about files to be removed. Paths are below media_dir."""

    async def add(self, paths: Iterable[str], *, due_at: datetime) -> None:
        """These are to be removed then."""
        for path in paths:
            await self._q.discarded.add(self._conn, path=path, due_at=to_micros(due_at))

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Those whose time has come."""
        rows = self._q.discarded.due(self._conn, now=to_micros(now), limit=limit)
        return tuple([row["path"] async for row in rows])

    async def removed(self, paths: Iterable[str]) -> None:
        """They are gone from the disk."""
        for path in paths:
            await self._q.discarded.removed(self._conn, path=path)
