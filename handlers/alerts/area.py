"""Areas of warnings: how they are said, and which units they meet. Shapes are WGS-84, as everywhere."""

from collections.abc import Iterable, Sequence

import h3
import numpy
import shapely
from shapely.geometry.base import BaseGeometry

from handlers.messages import Argument, Text, text
from handlers.report.card import unit_name
from handlers.units.geometry import Point, in_metres
from storage.alert import Area, AreaSource
from storage.store import Store
from storage.units import CELL_RESOLUTION, Unit, UnitKind

_HOMES = (UnitKind.COMMUNITY, UnitKind.GRID, UnitKind.BUILDING)  # what somebody may say that they live in
_CIRCLE_POINTS = 16  # a quarter of a circle is drawn with so many
_NAMED = 4  # units that are named before the rest is only counted


async def of_units(store: Store, units: Sequence[Unit]) -> Area:
    """Whole units."""
    shape = shapely.union_all([shapely.from_geojson(one.geometry) for one in units])
    codes = tuple(one.code for one in units)
    return Area(source=AreaSource.UNITS, geometry=shapely.to_geojson(shape), units=codes)


async def circle(store: Store, point: Point, metres: int) -> Area:
    """Everything so near to a place."""
    east = in_metres(shapely.Point(point.longitude + 1, point.latitude), point).x  # metres of a degree there
    north = in_metres(shapely.Point(point.longitude, point.latitude + 1), point).y
    round_it = shapely.Point(0, 0).buffer(metres, quad_segs=_CIRCLE_POINTS)
    shape = shapely.transform(
        round_it, lambda rows: rows / numpy.array([east, north]) + numpy.array([point.longitude, point.latitude])
    )
    drawn = Area(source=AreaSource.CIRCLE, geometry=shapely.to_geojson(shape), metres=metres)
    return await _named(store, drawn)


async def both(store: Store, one: Area, other: Area) -> Area:
    """What either covers; whole units stay whole units."""
    shape = shapely.union(shapely.from_geojson(one.geometry), shapely.from_geojson(other.geometry))
    codes = tuple(dict.fromkeys((*one.units, *other.units)))
    if {one.source, other.source} == {AreaSource.UNITS}:
        return Area(source=AreaSource.UNITS, geometry=shapely.to_geojson(shape), units=codes)
    return await _named(store, Area(source=AreaSource.POLYGON, geometry=shapely.to_geojson(shape)))


async def polygon(store: Store, shape: BaseGeometry) -> Area:
    """What somebody has drawn."""
    return await _named(store, Area(source=AreaSource.POLYGON, geometry=shapely.to_geojson(shape)))


async def _named(store: Store, area: Area) -> Area:
    """With the units that people know it by: grids, or communities that have none."""
    met = [one for one in await met_by(store, area) if one.kind is not UnitKind.BUILDING]
    return area.model_copy(update={"units": tuple(one.code for one in met)})


async def met_by(store: Store, area: Area) -> tuple[Unit, ...]:
    """The units in which somebody may live that the area meets, the nearest to its middle first. What was said as whole units are these and
    all below; what was drawn meets the parts of a unit rather than the whole of it."""
    shape = shapely.from_geojson(area.geometry)
    if area.source is AreaSource.UNITS:
        return _nearest_first(shape, await _below(store, area.units))
    touched = [one for one in await store.units.touching(_cells(shape)) if _meets(shape, one)]
    parents = {one.parent_id for one in touched}
    smallest = [one for one in touched if one.id not in parents]
    buildings = [part for one in smallest for part in await store.units.children(one.id)]
    return _nearest_first(shape, [*smallest, *(one for one in buildings if _meets(shape, one))])


async def around(store: Store, met: Iterable[Unit]) -> tuple[Unit, ...]:
    """The communities of which only parts are met: whoever has said no more than that may live there."""
    inside = {one.id for one in met}
    parents = {one.parent_id for one in met if one.parent_id is not None} - inside
    found = {one.id: one for parent in sorted(parents) for one in await store.units.upwards(parent)}
    return tuple(one for one in found.values() if one.kind is UnitKind.COMMUNITY and one.id not in inside)


async def neighbours(store: Store, area: Area, *, metres: int) -> tuple[Unit, ...]:
    """The communities whose land is so near to the area, without those that it meets."""
    shape = shapely.from_geojson(area.geometry)
    own = {one.id for met in await met_by(store, area) for one in await store.units.upwards(met.id)}
    middle = shape.centroid
    here = Point(middle.y, middle.x)
    wide = in_metres(shape, here).buffer(metres)
    cells = {near for cell in _cells(shape) for near in h3.grid_disk(cell, 1 + metres // _CELL_METRES)}
    touched = [one for one in await store.units.touching(cells) if one.id not in own]
    near = [one for one in touched if in_metres(shapely.from_geojson(one.geometry), here).intersects(wide)]
    return tuple(one for one in near if one.kind is UnitKind.COMMUNITY)


_CELL_METRES = 300  # across a cell at its narrowest, so that as many rings as this says are enough


async def words(store: Store, area: Area) -> Text:
    """The area as people read it."""
    units = [await store.units.by_code(code) for code in area.units]
    names = [unit_name(one) for one in units if one is not None]
    match area.source:
        case AreaSource.CIRCLE:
            return text("alert-area-circle", metres=area.metres or 0, units=listed(names))
        case AreaSource.POLYGON:
            return text("alert-area-polygon", units=listed(names))
        case _:
            return text("alert-area-units", units=listed(names))


def listed(names: Sequence[Argument]) -> Text:
    """A few by name, of more the number. Pure."""
    if not names:
        return text("alert-area-nameless")
    if len(names) > _NAMED:
        return text("alert-area-more", first=listed(names[: _NAMED - 1]), count=len(names))
    said = text("named", name=names[0])
    for name in names[1:]:
        said = text("alert-area-and", first=said, then=name)
    return said


async def _below(store: Store, codes: Iterable[str]) -> list[Unit]:
    tops = [await store.units.by_code(code) for code in codes]
    ids = {below for one in tops if one is not None for below in await store.units.below(one.id)}
    return [one for one in await store.units.everything() if one.id in ids and one.kind is not UnitKind.TEAM]


def _cells(shape: BaseGeometry) -> tuple[str, ...]:
    """Every cell that the shape touches."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    found: set[str] = set()
    for part in parts:
        outline = h3.geo_to_h3shape(shapely.geometry.mapping(part))
        found.update(h3.h3shape_to_cells_experimental(outline, CELL_RESOLUTION, contain="overlap"))
    return tuple(sorted(found))


def _meets(shape: BaseGeometry, unit: Unit) -> bool:
    """More than a common border."""
    if unit.kind not in _HOMES:
        return False
    land = shapely.from_geojson(unit.geometry)
    return bool(shape.intersects(land) and not shape.touches(land))


def _nearest_first(shape: BaseGeometry, units: Iterable[Unit]) -> tuple[Unit, ...]:
    middle = shape.centroid
    here = Point(middle.y, middle.x)

    def distance(unit: Unit) -> tuple[float, str]:
        land = in_metres(shapely.from_geojson(unit.geometry), here)
        return float(land.centroid.distance(shapely.Point(0, 0))), unit.code

    return tuple(sorted(units, key=distance))
