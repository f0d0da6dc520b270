"""Which unit a report belongs to, and whose staff are rung."""

from dataclasses import dataclass

from handlers import rights
from handlers.report.flow import Draft
from handlers.rights import MAY, Deed
from handlers.units.borders import Found, find
from handlers.units.choice import UNSURE
from handlers.units.geometry import Located, Point
from storage.case import Place, Report
from storage.people import Person
from storage.store import Store
from storage.units import Unit, UnitKind


@dataclass(frozen=True)
class Given:
    """Where a report goes: the grid (or larger unit) of its place, and the nearest unit upwards that has staff, with them. `found` is how
    the grid was found, where that was by a point."""

    grid: Unit | None
    outside_metres: int | None
    unit: Unit | None
    staff: tuple[int, ...]
    found: Found | None = None


async def unit_at(store: Store, place: Place) -> Located[Unit] | None:
    """The unit of a point, or the nearest one; None while no units are loaded."""
    found = await found_at(store, place)
    return None if found is None else found.located


async def found_at(store: Store, place: Place) -> Found | None:
    """The same, and whether it is in doubt."""
    assert place.latitude is not None
    assert place.longitude is not None
    return await find(store, Point(place.latitude, place.longitude))


async def given_to(store: Store, draft: Draft, reporter: Person) -> Given:
    """Where a draft's report goes."""
    found = None
    if draft.place is not None and draft.place.latitude is not None:
        found = await found_at(store, draft.place)
        grid = None if found is None else found.located.unit
    else:
        grid = await _grid(store, draft, reporter)
    outside = None if found is None or found.located.is_inside else found.located.outside_metres
    unit, staff = await ringing(store, grid)
    return Given(grid, outside, unit, staff, found)


async def ringing(store: Store, grid: Unit | None) -> tuple[Unit | None, tuple[int, ...]]:
    """The nearest unit upwards that has staff who can be reached, and their ids; nobody when there is none at all."""
    for unit in () if grid is None else await store.units.upwards(grid.id):
        for role in MAY[Deed.BE_RUNG]:
            staff = await store.roles.holders(role, unit.id)
            if staff:
                return unit, staff
    return None, ()


async def ringing_above(store: Store, report: Report) -> tuple[Unit | None, tuple[int, ...]]:
    """As ringing(), of the units above the one whose case it is."""
    unit = None if report.unit_id is None else await store.units.by_id(report.unit_id)
    parent = None if unit is None or unit.parent_id is None else await store.units.by_id(unit.parent_id)
    return await ringing(store, parent)


async def highest(store: Store, report: Report) -> tuple[int, ...]:
    """The staff of the topmost unit that has any."""
    where = report.grid_id or report.unit_id
    for unit in reversed(() if where is None else await store.units.upwards(where)):
        for role in MAY[Deed.BE_RUNG]:
            staff = await store.roles.holders(role, unit.id)
            if staff:
                return staff
    return ()


async def ringing_about(store: Store, report: Report) -> tuple[Unit | None, tuple[int, ...]]:
    """Who is rung about a report that nobody has: as ringing(), and of what is about staff or a department nobody whom it is about. Where
    no unit is above those, administrators of the whole bot are."""
    grid = None if report.grid_id is None else await store.units.by_id(report.grid_id)
    unit, staff = await ringing(store, grid)
    if not report.is_conduct:
        return unit, staff
    others = await _not_about(store, report, staff)
    if others:
        return unit, others
    return grid, await _not_about(store, report, await rights.alarmed(store, report.grid_id))


async def _not_about(store: Store, report: Report, people: tuple[int, ...]) -> tuple[int, ...]:
    return tuple([one for one in people if not await rights.is_about(store, one, report)])


async def _grid(store: Store, draft: Draft, reporter: Person) -> Unit | None:
    """Without a point: what was chosen, else where they live, else the whole."""
    if draft.area is not None and draft.area != UNSURE:
        unit = await store.units.by_code(draft.area)
    elif reporter.home_unit_id is not None and not draft.by_minor:
        unit = await _no_building(store, reporter.home_unit_id)
    else:
        unit = None
    return unit or next(iter(await store.units.roots()), None)


async def _no_building(store: Store, unit_id: int) -> Unit:
    """The nearest unit that is none: whose building it is would say who reported something."""
    return next(one for one in await store.units.upwards(unit_id) if one.kind is not UnitKind.BUILDING)
