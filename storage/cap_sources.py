"""Which documents of others became which warnings."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module


class Source(BaseModel):
    """What CAP tells messages apart by."""

    model_config = ConfigDict(frozen=True)

    sender: str
    identifier: str
    sent_at: datetime


class CapSources(Module):
    """Queries about what came from others."""

    async def add(self, source: Source, alert_id: int) -> None:
        """It became this message, or was about it."""
        await self._q.cap_sources.add(self._conn, **_row(source), alert_id=alert_id)

    async def alert_of(self, source: Source) -> int | None:
        """The message that it became; None for one that never came."""
        row = await self._q.cap_sources.alert_of(self._conn, **_row(source))
        return None if row is None else int(row["alert_id"])

    async def newest(self, event: str) -> datetime | None:
        """When the newest was sent of all that an event was made of; None where it is our own."""
        row = await self._q.cap_sources.newest(self._conn, event=event)
        return None if row is None else from_micros(row["sent_at"])


def _row(source: Source) -> dict[str, str | int | None]:
    return {"sender": source.sender, "identifier": source.identifier, "sent_at": to_micros(source.sent_at)}
