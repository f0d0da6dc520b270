"""The peers of the benchmark of nearness: what each engine itself has for it, beside the same tables, asked over the same connection.

With SQLite that is the R*Tree, on which SpatiaLite and GeoPackage build as well; with PostgreSQL a GiST index, as PostGIS's are, which is
not to be had without a package of the system. How near exactly is looked at afterwards, by the same code as ours.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from math import cos, radians
from typing import Any

import shapely

from handlers.units.geometry import METRES_PER_DEGREE, Located, Point, locate
from storage.clock import to_micros
from storage.connection import Row
from storage.nearness import nearest
from storage.reports import Near
from storage.store import Store
from storage.units import Unit
from tests.bench.atlas import EAST

_OPEN = """
status IN ('received', 'accepted', 'waiting') AND created_at >= :since
AND (CAST(:category AS TEXT) IS NULL OR category = :category)
"""
_SQUARES = (0.005, 0.02, 360.0)  # degrees from the middle to a side
_CLOSEST = 16  # whose boxes are nearest, so that the nearest shape is among them


class Peer(ABC):
    """Looks up by rectangles. Areas are kept with a degree of longitude as long as one of latitude is in this city."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conn = store._conn

    @abstractmethod
    async def build(self) -> None:
        """Indexes what is in the database."""

    @abstractmethod
    async def reports(self, box: dict[str, float], category: str | None, since: datetime) -> Sequence[Row]:
        """The open ones in a rectangle of degrees."""

    @abstractmethod
    async def units_at(self, east: float, north: float) -> Sequence[Row]:
        """Those whose rectangle contains a point."""

    @abstractmethod
    async def units_near(self, east: float, north: float) -> Sequence[Row]:
        """Those that may be the nearest to a point."""

    async def near(
        self, point: Point, metres: float, category: str | None, *, since: datetime, limit: int
    ) -> tuple[Near, ...]:
        """As store.reports.near()."""
        north = metres / METRES_PER_DEGREE
        east = north / cos(radians(point.latitude))
        box = {"south": point.latitude - north, "north": point.latitude + north}
        rows = await self.reports(
            box | {"west": point.longitude - east, "east": point.longitude + east}, category, since
        )
        return tuple(Near(self._store.reports._report(row), away) for away, row in nearest(rows, point, metres, limit))

    async def unit_at(self, point: Point) -> Located[Unit] | None:
        """As handlers.report.places.unit_at()."""
        place = point.longitude * EAST, point.latitude
        inside = locate(point, _units(await self.units_at(*place)))
        if inside is not None and inside.is_inside:
            return inside
        return locate(point, _units(await self.units_near(*place)))

    async def _bounds(self) -> list[dict[str, Any]]:
        """The rectangle of each unit."""
        found = []
        for row in await self._conn.fetch("SELECT id, geometry FROM units"):
            west, south, east, north = shapely.from_geojson(row["geometry"]).bounds
            found.append({"id": row["id"], "south": south, "north": north, "west": west * EAST, "east": east * EAST})
        return found


class RTree(Peer):
    """SQLite's."""

    async def build(self) -> None:
        """R*Trees beside the tables."""
        for name in ("peer_reports", "peer_units"):
            await self._conn.run(f"CREATE VIRTUAL TABLE {name} USING rtree(id, south, north, west, east)")
        await self._conn.run(
            "INSERT INTO peer_reports SELECT id, latitude, latitude, longitude, longitude FROM reports"
        )
        await self._conn.run_many(
            "INSERT INTO peer_units VALUES (:id, :south, :north, :west, :east)", await self._bounds()
        )

    async def reports(self, box: dict[str, float], category: str | None, since: datetime) -> Sequence[Row]:
        """What overlaps the rectangle, since an R*Tree rounds outwards. CROSS: SQLite would rather begin with the status."""
        sql = f"""
        SELECT r.* FROM peer_reports p CROSS JOIN reports r ON r.id = p.id
        WHERE p.north >= :south AND p.south <= :north AND p.east >= :west AND p.west <= :east AND {_OPEN}
        """
        return await self._conn.fetch(sql, {**box, "category": category, "since": to_micros(since)})

    async def units_at(self, east: float, north: float) -> Sequence[Row]:
        """By one look."""
        return await self._overlapping(east, north, 0.0)

    async def units_near(self, east: float, north: float) -> Sequence[Row]:
        """Ordered by how far their rectangles are: in a square, in a larger one, or all of them, since an R*Tree has no such order."""
        for reach in _SQUARES:
            found = await self._overlapping(east, north, reach, f"ORDER BY away LIMIT {_CLOSEST}")
            if found and found[0]["away"] <= reach * reach:
                break
        return found

    async def _overlapping(self, east: float, north: float, reach: float, order: str = "") -> Sequence[Row]:
        sql = f"""
        SELECT u.id, code, kind, parent_id, name, name_en, geometry, up * up + aside * aside AS away
        FROM (
            SELECT id, MAX(south - :at_north, :at_north - north, 0) AS up, MAX(west - :at_east, :at_east - east, 0) AS aside
            FROM peer_units WHERE north >= :south AND south <= :north AND east >= :west AND west <= :east
        ) p CROSS JOIN units u ON u.id = p.id
        {order}
        """
        around = {"south": north - reach, "north": north + reach, "west": east - reach, "east": east + reach}
        return await self._conn.fetch(sql, around | {"at_east": east, "at_north": north})


class Gist(Peer):
    """PostgreSQL's."""

    async def build(self) -> None:
        """GiST indexes, and what the planner has to know."""
        await self._conn.run("CREATE INDEX peer_reports ON reports USING gist (point(longitude, latitude))")
        await self._conn.run("CREATE TABLE peer_units (id BIGINT PRIMARY KEY, bounds BOX)")
        await self._conn.run_many(
            "INSERT INTO peer_units VALUES (:id, box(point(:west, :south), point(:east, :north)))", await self._bounds()
        )
        await self._conn.run("CREATE INDEX peer_units_bounds ON peer_units USING gist (bounds)")
        await self._conn.run("ANALYZE")

    async def reports(self, box: dict[str, float], category: str | None, since: datetime) -> Sequence[Row]:
        """Points in the rectangle."""
        sql = f"""
        SELECT * FROM reports
        WHERE point(longitude, latitude) <@ box(point(:west, :south), point(:east, :north)) AND {_OPEN}
        """
        return await self._conn.fetch(sql, {**box, "category": category, "since": to_micros(since)})

    async def units_at(self, east: float, north: float) -> Sequence[Row]:
        """Rectangles that contain the point."""
        return await self._units(
            "WHERE p.bounds && box(point(:east, :north), point(:east, :north))", east=east, north=north
        )

    async def units_near(self, east: float, north: float) -> Sequence[Row]:
        """By the index's own order."""
        return await self._units(
            "ORDER BY p.bounds <-> point(:east, :north) LIMIT :most", east=east, north=north, most=_CLOSEST
        )

    async def _units(self, which: str, **parameters: float) -> Sequence[Row]:
        sql = f"""
        SELECT u.id, code, kind, parent_id, name, name_en, geometry
        FROM (SELECT p.id FROM peer_units p {which}) p JOIN units u ON u.id = p.id
        """
        return await self._conn.fetch(sql, parameters)


def _units(rows: Sequence[Row]) -> list[Unit]:
    return [Unit.model_validate(dict(row)) for row in rows]
