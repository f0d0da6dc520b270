"""Pictures sent as files into a report that is still being told: each is looked into once, for the place that it names."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.module import Module


class Glance(BaseModel):
    """A picture to look into, by Telegram's file id, for whoever sent it."""

    model_config = ConfigDict(frozen=True)

    id: int
    person_id: int
    file_id: str
    tries: int


class Glances(Module):
    """Queries about pictures to look into."""

    async def add(self, person_id: int, file_id: str, *, now: datetime) -> None:
        """A picture that may name a place."""
        await self._q.glances.add(
            self._conn,
            person=self._seal.seal_text("glance", str(person_id)),
            file_id=self._seal.seal_text("file_id", file_id),
            now=to_micros(now),
        )

    async def due(self, *, now: datetime, limit: int) -> tuple[Glance, ...]:
        """Those whose time has come, oldest first."""
        return tuple(
            [
                Glance(
                    id=row["id"],
                    person_id=int(self._seal.open_text("glance", row["person"])),
                    file_id=self._seal.open_text("file_id", row["file_id"]),
                    tries=row["tries"],
                )
                async for row in self._q.glances.due(self._conn, now=to_micros(now), limit=limit)
            ]
        )

    async def put_off(self, glance_id: int, *, until: datetime) -> None:
        """Tried in vain, for now."""
        await self._q.glances.put_off(self._conn, id=glance_id, retry_at=to_micros(until))

    async def end(self, glance_id: int) -> None:
        """Looked into, or given up."""
        await self._q.glances.end(self._conn, id=glance_id)
