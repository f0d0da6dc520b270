"""A made-up city to look things up in: a square of grids, sixteen to a community, and open cases, half of them around busy spots."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from math import cos, isqrt, radians, sqrt
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from handlers.report.settings import BUILT_IN
from handlers.units.geometry import METRES_PER_DEGREE, Point
from handlers.units.shapes import cells_of
from storage.case import Place, PlaceSource, Report
from storage.clock import to_micros
from storage.store import Store
from storage.units import UnitKind

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
MIDDLE = Point(30.66, 104.06)
EAST = cos(radians(MIDDLE.latitude))  # how long a degree of longitude is here, in degrees of latitude

_GRID_METRES = 250.0
_OF_A_COMMUNITY = 4  # grids each way
_CASES_PER_KM2 = 250.0  # an inner city in which everything of half a year is still open
_AT_A_SPOT, _SPOT_METRES = 50, 40.0
_WEEKS = 24.0
_ROWS = 5000


@dataclass(frozen=True)
class Atlas:
    """So many grids and open cases; the same ones each time."""

    grids: int
    cases: int

    @property
    def half(self) -> float:
        """Metres from the middle to the border."""
        return (isqrt(self.grids - 1) + 1) * _GRID_METRES / 2

    async def fill(self, store: Store) -> None:
        """Into an empty database."""
        ids: dict[str, int] = {}
        for some in _chunks(self._units(ids)):
            await store._conn.run_many(_ADD_UNIT, [row for row, _ in some])
            cells = [{"cell": cell, "unit_id": row["id"]} for row, found in some for cell in found]
            for start in range(0, len(cells), _ROWS):
                await store.units._q.units.add_cells(store._conn, cells[start : start + _ROWS])
        dice = random.Random(7)
        for number, place in enumerate(islice(self.places(dice), self.cases)):
            await store.reports.add(_case(number, place, dice))

    def places(self, dice: random.Random) -> Iterator[Point]:
        """Where something is wrong: every other time at one of the spots."""
        reach = sqrt(self.cases / _CASES_PER_KM2) * 1000 / 2
        layout = random.Random(8)
        spots = [_within(layout, reach) for _ in range(self.cases // 2 // _AT_A_SPOT + 1)]
        while True:
            east, north = dice.choice(spots)
            yield _point(dice.gauss(east, _SPOT_METRES), dice.gauss(north, _SPOT_METRES))
            yield _point(*_within(dice, reach))

    def inside(self, dice: random.Random) -> Iterator[Point]:
        """In one of the grids."""
        while True:
            yield _point(*_within(dice, self.half))

    def outside(self, dice: random.Random, nearest: float, farthest: float) -> Iterator[Point]:
        """So many metres beyond the border, on any side."""
        while True:
            away = self.half + dice.uniform(nearest, farthest)
            east, north = dice.choice((-away, away)), dice.uniform(-away, away)
            yield _point(*dice.choice(((east, north), (north, east))))

    def _units(self, ids: dict[str, int]) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
        """A row for each unit, and its cells."""
        across = isqrt(self.grids - 1) + 1
        blocks = product(range(0, across, _OF_A_COMMUNITY), repeat=2)
        yield from (_unit(ids, f"C{east}.{north}", UnitKind.COMMUNITY, None, self._square(east, north, _OF_A_COMMUNITY))
                    for east, north in blocks)  # fmt: skip
        for east, north in islice(product(range(across), repeat=2), self.grids):
            community = f"C{east - east % _OF_A_COMMUNITY}.{north - north % _OF_A_COMMUNITY}"
            yield _unit(ids, f"G{east}.{north}", UnitKind.GRID, ids[community], self._square(east, north, 1))

    def _square(self, east: int, north: int, grids: int) -> BaseGeometry:
        """With corners along its sides, as areas have that follow streets."""
        low, high = [_point(*(-self.half + (at + more) * _GRID_METRES for at in (east, north))) for more in (0, grids)]
        square = shapely.box(low.longitude, low.latitude, high.longitude, high.latitude)
        return shapely.segmentize(square, (high.latitude - low.latitude) / 3)


_ADD_UNIT = """
INSERT INTO units (id, code, kind, parent_id, name, name_en, geometry, updated_at)
VALUES (:id, :code, :kind, CAST(:parent_id AS BIGINT), :code, :code, :geometry, :now)
"""


def _unit(
    ids: dict[str, int], code: str, kind: UnitKind, parent_id: int | None, shape: BaseGeometry
) -> tuple[dict[str, Any], tuple[str, ...]]:
    ids[code] = len(ids) + 1
    row = {"id": ids[code], "code": code, "kind": kind.value, "parent_id": parent_id}
    return row | {"geometry": shapely.to_geojson(shape), "now": to_micros(NOW)}, cells_of(shape, kind)


def _case(number: int, point: Point, dice: random.Random) -> Report:
    made = NOW - timedelta(weeks=dice.uniform(0, _WEEKS))
    return Report(
        id=0,
        code=f"H-{number}",
        reporter_id=None,
        pseudonym=f"R-{number}",
        category=dice.choice(BUILT_IN).code,
        grid_id=None,
        unit_id=None,
        place=Place(source=PlaceSource.PIN, latitude=point.latitude, longitude=point.longitude, accuracy=12.0),
        words="楼道里有电动车在充电，线从窗户拉下来的",
        answer_by=made + timedelta(days=1),
        created_at=made,
        updated_at=made,
    )


def _point(east: float, north: float) -> Point:
    """Metres from the middle."""
    return Point(MIDDLE.latitude + north / METRES_PER_DEGREE, MIDDLE.longitude + east / METRES_PER_DEGREE / EAST)


def _within(dice: random.Random, reach: float) -> tuple[float, float]:
    return dice.uniform(-reach, reach), dice.uniform(-reach, reach)


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, _ROWS)):
        yield some
