"""When something last happened that has to be known after a restart."""

from datetime import datetime

from storage.clock import from_micros, to_micros
from storage.module import Module


class Moments(Module):
    """Queries about moments, by name."""

    async def get(self, name: str) -> datetime | None:
        """When it last happened, if ever."""
        at: int | None = await self._q.moments.get(self._conn, name=name)
        return from_micros(at)

    async def put(self, name: str, at: datetime) -> None:
        """It happened then."""
        await self._q.moments.put(self._conn, name=name, at=to_micros(at))
