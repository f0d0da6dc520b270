"""Where riders last were: sealed, with its end, since place and time together would say whose a report is. All are opened to find some."""

from collections.abc import Collection
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module

_LONGEST = timedelta(days=1)  # more than any area counts for


class _Area(BaseModel):
    """A unit, and until when it counts, in microseconds."""

    model_config = ConfigDict(frozen=True)

    unit_id: int
    until: int

    def counts(self, now: datetime) -> bool:
        """Not either where a clock said so that was far ahead."""
        return to_micros(now) < self.until <= to_micros(now + _LONGEST)


class Riders(Module):
    """Queries about riders."""

    async def moved(self, person_id: int, unit_id: int, *, until: datetime) -> None:
        """Somebody was in a unit just now, which counts until then."""
        area = _Area(unit_id=unit_id, until=to_micros(until)).model_dump_json()
        await self._q.riders.set_area(self._conn, person_id=person_id, area=self._seal.seal_text("area", area))

    async def area(self, person_id: int, *, now: datetime) -> tuple[int, datetime] | None:
        """(id of the unit where somebody was last, until when that counts); None when it does not, or never did."""
        sealed: bytes | None = await self._q.riders.area(self._conn, person_id=person_id)
        area = None if sealed is None else self._opened(sealed)
        return (area.unit_id, from_micros(area.until)) if area is not None and area.counts(now) else None

    async def left(self, person_id: int) -> None:
        """Where they were is forgotten."""
        await self._q.riders.set_area(self._conn, person_id=person_id, area=None)

    async def within(self, unit_ids: Collection[int], *, now: datetime, after: int = 0) -> tuple[int, ...]:
        """Ids above `after`, in order, of the riders who can be reached and were last in one of these units."""
        rows = [row async for row in self._q.riders.reachable(self._conn, after=after)]
        areas = [(int(row["id"]), self._opened(row["area"])) for row in rows]
        return tuple(one for one, area in areas if area.unit_id in unit_ids and area.counts(now))

    async def forget(self, *, now: datetime) -> None:
        """Forgets where those were for whom it counts no more."""
        rows = [row async for row in self._q.riders.moving(self._conn)]
        for row in rows:
            if not self._opened(row["area"]).counts(now):
                await self.left(row["id"])

    def _opened(self, sealed: bytes) -> _Area:
        return _Area.model_validate_json(self._seal.open_text("area", sealed))
