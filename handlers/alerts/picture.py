"""The picture of a warning's area: which units are drawn around it, and how exactly. It is drawn when it is sent."""

import json
from collections.abc import Iterable, Iterator

import h3
import numpy
import shapely
from shapely.geometry.base import BaseGeometry

from handlers.alerts.wording import map_title
from handlers.messages import AreaMap, Outline, Text, text
from handlers.report.card import unit_name
from handlers.units.geometry import METRES_PER_DEGREE, Point, in_metres, sound
from handlers.units.shapes import HALF_TURN, QUARTER_TURN
from storage.alert import Level
from storage.store import Store
from storage.units import CELL_RESOLUTION, Unit, UnitKind

MOST_UNITS = 40
MOST_BYTES = 20_000  # as JSON: each of many people's messages may carry it
RING = 0.6  # of the longer side of the area; a picture of any shape shows less
LEAST_RING = 350.0  # metres
_PIXELS = 900  # whatever is finer than one of them cannot be seen
_EXACT = 1e-6  # degrees: 0.1 metres
_COARSER = (1, 2, 4, 8)
_FEWER = (20, 10, 5, 0)
_CELL_METRES = 200.0  # no cell is so narrow that points as far from each other miss it
_ACROSS = 48  # points at most: of very large areas not every cell is looked at

_Box = tuple[float, float, float, float]  # west, south, east, north in degrees


async def area_map(store: Store, geometry: str, level: Level, title: Text | None = None) -> AreaMap | None:
    """The picture of an area, under the name of the level where there is no other title; None where it cannot be drawn."""
    area = _read(geometry)
    if area is None:
        return None
    box = _around(area)
    units = _nearest(_smallest(await store.units.touching(_cells(box))), area, box)
    drafts = _drafts(area, units, AreaMap(title=title or map_title(level), level=level, area=""))
    return next((one for one in drafts if len(json.dumps(one.model_dump(mode="json"))) <= MOST_BYTES), None)


def _read(geometry: str) -> BaseGeometry | None:
    area = shapely.from_geojson(geometry, on_invalid="ignore")
    if area is None or area.is_empty:
        return None
    west, south, east, north = area.bounds
    is_on_earth = -HALF_TURN <= west <= east <= HALF_TURN and -QUARTER_TURN <= south <= north <= QUARTER_TURN
    return sound(area) if is_on_earth else None


def _around(area: BaseGeometry) -> _Box:
    """The area with a ring around it."""
    west, south, east, north = area.bounds
    tall, wide = (north - south) * METRES_PER_DEGREE, (east - west) * _metres_per_degree_east(area)
    ring = max(RING * max(tall, wide), LEAST_RING)
    up, aside = ring / METRES_PER_DEGREE, ring / _metres_per_degree_east(area)
    return west - aside, max(south - up, -QUARTER_TURN), east + aside, min(north + up, QUARTER_TURN)


def _metres_per_degree_east(area: BaseGeometry) -> float:
    return METRES_PER_DEGREE * max(float(numpy.cos(numpy.radians(_middle(area).latitude))), 0.01)


def _middle(area: BaseGeometry) -> Point:
    west, south, east, north = area.bounds
    return Point((south + north) / 2, (west + east) / 2)


def _cells(box: _Box) -> set[str]:
    """Those in which points lie that are spread evenly over the box."""
    west, south, east, north = box
    most = _CELL_METRES / METRES_PER_DEGREE
    rows = numpy.linspace(south, north, min(_ACROSS, 2 + int((north - south) / most)))
    columns = numpy.linspace(west, east, min(_ACROSS, 2 + int((east - west) / most)))
    return {h3.latlng_to_cell(row, column, CELL_RESOLUTION) for row in rows for column in columns}


def _smallest(units: tuple[Unit, ...]) -> list[Unit]:
    """Grids, and communities that have none of them; of too many the communities alone."""
    grids = [one for one in units if one.kind is UnitKind.GRID]
    divided = {one.parent_id for one in grids}
    communities = [one for one in units if one.kind is UnitKind.COMMUNITY]
    parts = [*grids, *(one for one in communities if one.id not in divided)]
    return communities if communities and len(parts) > MOST_UNITS else parts


def _nearest(units: Iterable[Unit], area: BaseGeometry, box: _Box) -> list[tuple[Unit, BaseGeometry]]:
    """What can be seen of those that come into the box; of too many those that are nearest to the middle of the area."""
    middle, origin = _middle(area), shapely.Point(0, 0)
    shapes = ((unit, shapely.from_geojson(unit.geometry)) for unit in units)
    seen = [(unit, shapely.clip_by_rect(shape, *box)) for unit, shape in shapes]
    away = {unit.id: in_metres(shape, middle).distance(origin) for unit, shape in seen if not shape.is_empty}
    there = [one for one in seen if one[0].id in away]
    return sorted(there, key=lambda one: (away[one[0].id], one[0].code))[:MOST_UNITS]


def _drafts(area: BaseGeometry, units: list[tuple[Unit, BaseGeometry]], empty: AreaMap) -> Iterator[AreaMap]:
    """As exact as can be seen; then coarser; then with fewer units."""
    west, south, east, north = area.bounds
    finest = max(north - south, east - west, LEAST_RING / METRES_PER_DEGREE) / _PIXELS
    for factor in _COARSER:
        yield _draft(area, units, finest * factor, empty)
    for count in _FEWER:
        yield _draft(area, units[:count], finest * _COARSER[-1], empty)


def _draft(area: BaseGeometry, units: Iterable[tuple[Unit, BaseGeometry]], tolerance: float, empty: AreaMap) -> AreaMap:
    outlines = tuple(
        Outline(name=text("named", name=unit_name(unit)), geometry=_written(shape, tolerance)) for unit, shape in units
    )
    return empty.model_copy(update={"area": _written(area, tolerance), "outlines": outlines})


def _written(shape: BaseGeometry, tolerance: float) -> str:
    """Without what cannot be seen, and without digits that mean nothing."""
    exact = shapely.set_precision(shape, _EXACT)
    return str(shapely.to_geojson(shapely.simplify(exact, tolerance)))
