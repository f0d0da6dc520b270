"""Who is asked to knock, and who may see which doors: neighbours and volunteers of the same building, or grid where there are no buildings,
and whoever works there. Read from the database each time, so that whoever moved or was demoted sees nothing more."""

from handlers import rights
from handlers.alerts import rollcall
from handlers.context import Work
from handlers.doors.rules import KNOCKED_AT
from handlers.rights import MAY, Deed
from storage.alert import Alert
from storage.doors import DoorRung
from storage.roles import Role
from storage.units import Unit, UnitKind


async def asked(work: Work, alert: Alert, unit_id: int, rung: DoorRung) -> tuple[int, ...]:
    """Whom a rung means: the nearest kind first."""
    match rung:
        case DoorRung.NEAR:
            found = await _near(work, unit_id)
        case DoorRung.GRID:
            found = await _of_the_grid(work, unit_id)
        case DoorRung.STAFF:
            found = await _in_charge(work, alert, unit_id)
        case _:
            found = []
    return tuple(dict.fromkeys(found))


async def may_knock(work: Work, person_id: int, unit_id: int) -> bool:
    """Whether somebody may be shown the doors of a unit when they go there."""
    units = await work.store.units.upwards(unit_id)
    if not units or units[0].kind not in KNOCKED_AT:
        return False
    around = {one.id for one in units if one.kind in (*KNOCKED_AT, UnitKind.COMMUNITY)}
    near = {one.id for one in units if one.kind in KNOCKED_AT}
    for held in await work.store.roles.of(person_id):
        if (held.role is Role.VOLUNTEER and held.unit_id in near) or (
            held.role is Role.STAFF and held.unit_id in around
        ):
            return True
    if await rights.may(work.store, person_id, Deed.APPROVE_GRAVE, unit_id):
        return True
    person = await work.store.people.by_id(person_id)
    lives_there = person is not None and person.home_unit_id == unit_id and await _is_neighbourly(work, units[0])
    return lives_there and (await work.store.wishes.get(person_id)).would_help


async def _near(work: Work, unit_id: int) -> list[int]:
    """Volunteers of the very unit, and whoever lives in it and would help."""
    found = [*await work.store.roles.holders(Role.VOLUNTEER, unit_id)]
    if await _is_neighbourly(work, await work.store.units.by_id(unit_id)):
        living = await work.store.wishes.living_in([unit_id])
        found += [person_id for person_id, _, wishes in living if wishes.would_help]
    return found


async def _is_neighbourly(work: Work, unit: Unit) -> bool:
    """Whether its people are each other's neighbours: those of a building, or of a grid where there are no buildings."""
    return unit.kind is UnitKind.BUILDING or not await work.store.units.children(unit.id)


async def _of_the_grid(work: Work, unit_id: int) -> list[int]:
    """Whoever works there, and the volunteers of a building's grid."""
    units = [one for one in await work.store.units.upwards(unit_id) if one.kind in KNOCKED_AT]
    roles = (Role.VOLUNTEER, *MAY[Deed.BE_RUNG])
    return [one for unit in units for role in roles for one in await work.store.roles.holders(role, unit.id)]


async def _in_charge(work: Work, alert: Alert, unit_id: int) -> list[int]:
    """Whoever is on duty above the grid, who wrote the warning, and who let it go."""
    above = [one for one in await work.store.units.upwards(unit_id) if one.kind not in KNOCKED_AT]
    on_duty = await rollcall.on_duty(work, above[0].id if above else unit_id)
    return [*on_duty, *(one for one in (alert.author_id, alert.approver_id) if one is not None)]
