"""The geometry of a GeoJSON feature, checked as strictly as it is later trusted."""

import h3
import shapely
from shapely.geometry.base import BaseGeometry

from handlers.units.datum import Datum, Position, geometry_to_wgs84
from handlers.units.geometry import Point, in_metres
from handlers.units.problems import Flaw, ProblemKind, shown
from storage.units import CELL_RESOLUTION, UnitKind

INDEXED = (UnitKind.COMMUNITY, UnitKind.GRID)
WIDEST_INDEXED = 200_000.0  # metres; a larger community is a mistake in its coordinates, and millions of cells
SHORTEST_RING = 4  # positions: a triangle, closed
HALF_TURN, QUARTER_TURN = 180, 90  # degrees: the limits of longitude and of latitude
LONGEST_POSITION = 3  # longitude, latitude and, unused, altitude


def read_shape(geometry: object, kind: UnitKind | None, datum: Datum) -> BaseGeometry:
    """The shape in WGS-84, valid and drawn as RFC 7946 wants it; raises Flaw. `kind` is None where it is unknown."""
    shape = shapely.orient_polygons(geometry_to_wgs84(_drawn(geometry, kind), datum))
    if not shape.is_valid:
        raise _bad(f"invalid polygon: {shapely.is_valid_reason(shape)}")
    if kind in INDEXED and _width(shape) > WIDEST_INDEXED:
        raise _bad(f"is wider than {WIDEST_INDEXED / 1000:.0f} km, too much for a {kind}; check the coordinates")
    return shape


def cells_of(shape: BaseGeometry, kind: UnitKind) -> tuple[str, ...]:
    """Every H3 cell that the shape touches, sorted; empty for kinds that are not looked up by cell."""
    if kind not in INDEXED:
        return ()
    outline = h3.geo_to_h3shape(shapely.geometry.mapping(shape))
    return tuple(sorted(set(h3.h3shape_to_cells_experimental(outline, CELL_RESOLUTION, contain="overlap"))))


def _drawn(geometry: object, kind: UnitKind | None) -> BaseGeometry:
    match geometry:
        case {"type": "Polygon", "coordinates": list(rings)}:
            return _polygon(rings)
        case {"type": "MultiPolygon", "coordinates": list(parts)} if parts:
            return shapely.MultiPolygon([_polygon(rings) for rings in parts])
        case {"type": "Point", "coordinates": position} if kind in (UnitKind.BUILDING, None):
            return shapely.Point(_position(position))
        case {"type": str(name)}:
            raise _bad(f"geometry is no usable Polygon or MultiPolygon, nor the Point of a building: {shown(name)}")
    raise _bad("has no geometry")


def _polygon(rings: object) -> shapely.Polygon:
    if not isinstance(rings, list) or not rings:
        raise _bad("a polygon has no rings")
    shell, *holes = [_ring(ring) for ring in rings]
    return shapely.Polygon(shell, holes)


def _ring(ring: object) -> list[Position]:
    if not isinstance(ring, list) or len(ring) < SHORTEST_RING:
        raise _bad(f"a ring has fewer than {SHORTEST_RING} positions")
    positions = [_position(position) for position in ring]
    if positions[0] != positions[-1]:
        raise _bad(f"a ring is not closed: begins at {shown(ring[0])}, ends at {shown(ring[-1])}")
    return positions


def _position(position: object) -> Position:
    """Compares before it converts: a JSON integer may be too large for a float."""
    match position:
        case [int() | float() as east, int() | float() as north, *rest] if _are_numbers([east, north, *rest]):
            if abs(east) <= HALF_TURN and abs(north) <= QUARTER_TURN:
                return Position(float(east), float(north))
            raise _bad(f"{shown(position)} is outside the earth{_swapped(east, north)}")
    raise _bad(f"{shown(position)} is not a position of two numbers, longitude and latitude")


def _are_numbers(values: list[object]) -> bool:
    return len(values) <= LONGEST_POSITION and all(_is_number(value) for value in values)


def _is_number(value: object) -> bool:
    """JSON's true is an int to Python; its NaN is a number, which no comparison lets pass."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _swapped(east: float, north: float) -> str:
    looks_swapped = abs(east) <= QUARTER_TURN and abs(north) <= HALF_TURN
    return "; longitude comes first, then latitude" if looks_swapped else ""


def _width(shape: BaseGeometry) -> float:
    """Metres across, the longer way."""
    west, south, _, north = shape.bounds
    nearest_the_equator = min(abs(south), abs(north)) if south * north > 0 else 0.0
    flat = in_metres(shape, around=Point(latitude=nearest_the_equator, longitude=west))
    left, low, right, high = flat.bounds
    return float(max(right - left, high - low))


def _bad(detail: str) -> Flaw:
    return Flaw(ProblemKind.BAD_GEOMETRY, detail)
