"""Files that are looked into once: pictures sent into a report that is still being told, for the place they name; warnings of others."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.clock import to_micros
from storage.module import Module


class GlanceKind(StrEnum):
    """What a file is looked into for."""

    PICTURE = "picture"
    WARNING = "warning"


class Glance(BaseModel):
    """A file to look into, by Telegram's file id, for whoever sent it."""

    model_config = ConfigDict(frozen=True)

    id: int
    person_id: int
    file_id: str
    tries: int


class Glances(Module):
    """Queries about files to look into."""

    async def add(self, person_id: int, file_id: str, *, now: datetime, what: GlanceKind = GlanceKind.PICTURE) -> None:
        """A picture that may name a place, or a document that may be a warning."""
        await self._q.glances.add(
            self._conn,
            what=what.value,
            person=self._seal.seal_text("glance", str(person_id)),
            file_id=self._seal.seal_text("file_id", file_id),
            now=to_micros(now),
        )

    async def due(self, *, now: datetime, limit: int, what: GlanceKind = GlanceKind.PICTURE) -> tuple[Glance, ...]:
        """Those whose time has come, oldest first."""
        return tuple(
            [
                Glance(
                    id=row["id"],
                    person_id=int(self._seal.open_text("glance", row["person"])),
                    file_id=self._seal.open_text("file_id", row["file_id"]),
                    tries=row["tries"],
                )
                async for row in self._q.glances.due(self._conn, what=what.value, now=to_micros(now), limit=limit)
            ]
        )

    async def put_off(self, glance_id: int, *, until: datetime) -> None:
        """Tried in vain, for now."""
        await self._q.glances.put_off(self._conn, id=glance_id, retry_at=to_micros(until))

    async def end(self, glance_id: int) -> None:
        """Looked into, or given up."""
        await self._q.glances.end(self._conn, id=glance_id)
