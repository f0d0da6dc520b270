"""Places that have a QR code on the wall: whoever scans it needs no GPS."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.connection import Row
from storage.module import Module


class Spot(BaseModel):
    """A point (WGS-84 degrees) that has a name, and the code that its QR code says; a retired one means nothing any more."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    name_en: str
    latitude: float
    longitude: float
    retired_at: datetime | None = None


class Places(Module):
    """Queries about places."""

    async def save(self, spot: Spot, *, now: datetime) -> None:
        """Adds the place, or changes the one of the same code."""
        await self._q.places.save(
            self._conn,
            **spot.model_dump(exclude={"retired_at"}),
            retired_at=to_micros(spot.retired_at),
            now=to_micros(now),
        )

    async def by_code(self, code: str) -> Spot | None:
        """The place of a code, if there is one; it may be retired."""
        row = await self._q.places.by_code(self._conn, code=code)
        return None if row is None else _spot(row)

    async def everything(self) -> tuple[Spot, ...]:
        """Every place, by name."""
        return tuple([_spot(row) async for row in self._q.places.everything(self._conn)])


def _spot(row: Row) -> Spot:
    return Spot.model_validate(dict(row) | {"retired_at": from_micros(row["retired_at"])})
