"""Cases whose place is in no grid or on a border, and of whole areas whose such places are."""

from datetime import datetime

import h3
from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module
from storage.nearness import Point
from storage.units import CELL_RESOLUTION


class Orphan(BaseModel):
    """The case of an id is to be given to some unit for good: to the one that has it, to its neighbour, or to another; `settled_at` is
    when that was said."""

    model_config = ConfigDict(frozen=True)

    report_id: int
    neighbour_id: int | None
    settled_at: datetime | None = None


class Orphans(Module):
    """Queries about cases that are nobody's, and about areas."""

    async def put(self, report_id: int, neighbour_id: int | None) -> None:
        """The case is one, and nobody has said yet whose it is."""
        await self._q.orphans.put(self._conn, report_id=report_id, neighbour_id=neighbour_id)

    async def forget(self, report_id: int) -> None:
        """The case is none after all."""
        await self._q.orphans.forget(self._conn, report_id=report_id)

    async def of(self, report_id: int) -> Orphan | None:
        """What is known of a case as one, settled or not."""
        row = await self._q.orphans.of_report(self._conn, report_id=report_id)
        return None if row is None else Orphan(**{**dict(row), "settled_at": from_micros(row["settled_at"])})

    async def settle(self, report_id: int, *, now: datetime) -> None:
        """Somebody has said whose it is."""
        await self._q.orphans.settle(self._conn, report_id=report_id, now=to_micros(now))

    async def unsettled(self, above: tuple[int, ...], *, limit: int) -> tuple[str, ...]:
        """Codes of open cases of which nobody has said so, those that lie below one of these units; danger first, then the oldest."""
        found: dict[str, tuple[int, int, int]] = {}
        for unit_id in above:
            rows = self._q.orphans.unsettled(self._conn, unit_id=unit_id, limit=limit)
            found |= {row["code"]: (row["is_ordinary"], row["created_at"], row["id"]) async for row in rows}
        return tuple(sorted(found, key=lambda code: found[code])[:limit])

    async def area(self, point: Point) -> int | None:
        """The unit whose places around a point are that are in no grid or on a border; None where nobody has said so."""
        found: int | None = await self._q.orphans.area(self._conn, cell=_cell(point))
        return found

    async def give_area(self, point: Point, unit_id: int, *, by: int, now: datetime) -> None:
        """From now on they are this unit's; the last word counts."""
        await self._q.orphans.give_area(self._conn, cell=_cell(point), unit_id=unit_id, by=by, now=to_micros(now))


def _cell(point: Point) -> str:
    return str(h3.latlng_to_cell(*point, CELL_RESOLUTION))
