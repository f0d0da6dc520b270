"""To whom a point belongs, and whether that is beyond doubt: one in no grid, or on a border, has to be given to somebody.

Whoever is nearest has it until that is said; what was said of the whole area counts for the points in it that are in doubt, and for no
others: a point well inside a grid belongs there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, radians, sin

import h3

from handlers.units.geometry import METRES_PER_DEGREE, Located, Point, locate
from storage.store import Store
from storage.units import CELL_RESOLUTION, Unit, UnitKind

ON_A_BORDER = 15  # metres: as exact as a phone is in a street, so that nobody can tell on which side somebody stood
BESIDE = 400  # metres; who is further from a place that is in no grid is no neighbour of it
_DISK = 2  # rings of cells around a point's own: they cover more than BESIDE
_DIRECTIONS = 8
_WIDER = 1.1  # so that a circle around the point lies within the eight corners that are looked at


@dataclass(frozen=True)
class Found:
    """Whose a point is, the nearest other unit, and why it is in doubt, if it is."""

    located: Located[Unit]
    neighbour: Unit | None = None
    in_no_grid: bool = False
    on_border: bool = False

    @property
    def is_orphan(self) -> bool:
        """Whether somebody has to say whose it is."""
        return self.in_no_grid or self.on_border


async def find(store: Store, point: Point) -> Found | None:
    """Whose a point is; None while no units are loaded."""
    candidates = await store.units.touching(_cells_on(point))
    located = locate(point, candidates)
    if located is None or not located.is_inside:
        home = h3.latlng_to_cell(*point, CELL_RESOLUTION)
        around = await store.units.touching(h3.grid_disk(home, _DISK))
        candidates = tuple({one.id: one for one in (*await store.units.near(point), *around)}.values())
        located = locate(point, candidates)
    if located is None:
        return None
    found = judge(point, located, candidates, is_divided=await _is_divided(store, located.unit))
    return await _as_said(store, point, found) if found.is_orphan else found


def judge(point: Point, located: Located[Unit], candidates: Iterable[Unit], *, is_divided: bool) -> Found:
    """Whether a point is in doubt, among units near it; `is_divided` where its unit has grids, of which none has the point. Pure."""
    unit = located.unit
    others = [one for one in candidates if one.id not in (unit.id, unit.parent_id)]
    if not is_divided:
        others = [one for one in others if one.parent_id != unit.id]
    beside = locate(point, others)
    in_no_grid = is_divided or not located.is_inside
    reach = BESIDE if in_no_grid else ON_A_BORDER
    if beside is None or beside.outside_metres > reach:
        return Found(located, in_no_grid=in_no_grid)
    return Found(located, beside.unit, in_no_grid=in_no_grid, on_border=not in_no_grid)


async def _as_said(store: Store, point: Point, found: Found) -> Found:
    """On a border only where one of the two was meant: the area may have borders with others."""
    said = await store.orphans.area(point)
    sides = [one.id for one in (found.located.unit, found.neighbour) if one is not None]
    if said is None or not (found.in_no_grid or said in sides):
        return found
    return Found(Located(await store.units.by_id(said), 0))


async def _is_divided(store: Store, unit: Unit) -> bool:
    return unit.kind is UnitKind.COMMUNITY and bool(await store.units.children(unit.id))


def _cells_on(point: Point) -> set[str]:
    """The cells of a point and of all that is as near as a border may be."""
    metres = ON_A_BORDER * _WIDER
    degrees = metres / METRES_PER_DEGREE
    turns = [2 * pi * number / _DIRECTIONS for number in range(_DIRECTIONS)]
    corners = [
        (point.latitude + degrees * sin(turn), point.longitude + degrees * cos(turn) / cos(radians(point.latitude)))
        for turn in turns
    ]
    return {h3.latlng_to_cell(latitude, longitude, CELL_RESOLUTION) for latitude, longitude in (point, *corners)}
