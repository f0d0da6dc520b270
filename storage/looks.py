"""Who looks, near a place of theirs, whether what was done is fixed. The place is sealed; a keyed hash of its cell finds it again."""

import json
from datetime import datetime

from storage.clock import to_micros
from storage.module import Module
from storage.nearness import Point, cell_of, cells_around, nearest


class Looks(Module):
    """Queries about those who look."""

    async def offer(self, person_id: int, point: Point) -> None:
        """Somebody looks near this point from now on, and near no other."""
        sealed = self._seal.seal_text("look", json.dumps(point))
        cell = self._cell(str(cell_of(*point)))
        await self._q.looks.offer(self._conn, person_id=person_id, place=sealed, cell=cell)

    async def withdraw(self, person_id: int) -> None:
        """They do not any more, and their place is forgotten."""
        await self._q.looks.withdraw(self._conn, person_id=person_id)

    async def place(self, person_id: int) -> Point | None:
        """Near which point somebody looks, if they do."""
        sealed: bytes | None = await self._q.looks.place(self._conn, person_id=person_id)
        return None if sealed is None else self._opened(sealed)

    async def near(self, point: Point, metres: float, *, day: datetime, limit: int) -> tuple[tuple[int, float], ...]:
        """Who can be reached, was not asked on this day, and looks within so many metres of a point: ids and metres, the nearest first."""
        cells = json.dumps([self._cell(one) for one in cells_around(point, metres)])
        rows = [row async for row in self._q.looks.near(self._conn, cells=cells, day=to_micros(day))]
        placed = []
        for row in rows:
            latitude, longitude = self._opened(row["place"])
            placed.append({"id": row["id"], "latitude": latitude, "longitude": longitude})
        return tuple((row["id"], away) for away, row in nearest(placed, point, metres, limit))

    async def asked(self, person_id: int, *, day: datetime) -> None:
        """They were asked on this day."""
        await self._q.looks.asked(self._conn, person_id=person_id, day=to_micros(day))

    def _cell(self, cell: str) -> str:
        return self._seal.lookup("look", cell)

    def _opened(self, sealed: bytes) -> Point:
        latitude, longitude = json.loads(self._seal.open_text("look", sealed))
        return latitude, longitude
