"""Who may let a warning go, and who is called about it."""

from collections.abc import Iterable

from handlers import rights
from handlers.alerts import area as areas
from handlers.alerts.rules import NEIGHBOURS_WITHIN
from handlers.context import Work
from handlers.rights import MAY, Deed
from handlers.roster import duty
from storage.alert import Alert, Level
from storage.units import Unit


async def may_approve(work: Work, person_id: int, alert: Alert) -> bool:
    """At its unit, at one above, or at a community next to its area."""
    deed = _deed(alert.level)
    if await rights.may(work.store, person_id, deed, alert.unit_id):
        return True
    if not await rights.may_anywhere(work.store, person_id, deed):
        return False
    beside = await _neighbours(work, alert)
    return any([await rights.may(work.store, person_id, deed, one.id) for one in beside])


async def may_send_alone(work: Work, person_id: int, alert: Alert) -> bool:
    """Duty officers and administrators of its unit or above; and whoever of its staff is on duty now by the roster."""
    if await rights.may(work.store, person_id, Deed.APPROVE_GRAVE, alert.unit_id):
        return True
    if not await rights.may(work.store, person_id, Deed.WRITE_ALERT, alert.unit_id):
        return False
    shifts = await duty.shifts_now(work, alert.unit_id)
    return any(one.person_id == person_id for one in shifts)


async def nearest_approvers(work: Work, alert: Alert) -> tuple[int, ...]:
    """Those of the nearest unit upwards that has anybody but the author."""
    for unit in await work.store.units.upwards(alert.unit_id):
        found = await _of_units(work, alert, [unit])
        if found:
            return found
    return await _of_units(work, alert, await _neighbours(work, alert))


async def all_approvers(work: Work, alert: Alert) -> tuple[int, ...]:
    """Of its unit, of all above, and of the communities next to its area; without the author."""
    units = [*await work.store.units.upwards(alert.unit_id), *await _neighbours(work, alert)]
    everywhere = [one for role in MAY[_deed(alert.level)] for one in await work.store.roles.holders(role, None)]
    found = (*await _of_units(work, alert, units), *everywhere)
    return tuple(one for one in dict.fromkeys(found) if one != alert.author_id)


async def officers_on_duty(work: Work, alert: Alert) -> tuple[int, ...]:
    """Who may send it alone: by the roster, else the duty officers of the nearest unit upwards that has any."""
    by_roster = [one.person_id for one in await duty.shifts_now(work, alert.unit_id)]
    on_duty = [one for one in by_roster if await may_send_alone(work, one, alert)]
    if on_duty:
        return tuple(dict.fromkeys(on_duty))
    for unit in await work.store.units.upwards(alert.unit_id):
        found = [one for role in MAY[Deed.APPROVE_GRAVE] for one in await work.store.roles.holders(role, unit.id)]
        if found:
            return tuple(dict.fromkeys(found))
    return await rights.alarmed(work.store, alert.unit_id)


async def reviewers(work: Work, alert: Alert, *, above: bool) -> tuple[int, ...]:
    """Who holds the review of one that somebody sent alone: whoever could have approved it; in the end those above its unit."""
    if not above:
        return await all_approvers(work, alert)
    units = (await work.store.units.upwards(alert.unit_id))[1:]
    found = [
        one
        for unit in units
        for role in MAY[Deed.APPROVE_GRAVE]
        for one in await work.store.roles.holders(role, unit.id)
    ]
    return tuple(dict.fromkeys(found)) or await rights.alarmed(work.store, alert.unit_id)


async def _of_units(work: Work, alert: Alert, units: Iterable[Unit]) -> tuple[int, ...]:
    roles = MAY[_deed(alert.level)]
    found = [one for unit in units for role in roles for one in await work.store.roles.holders(role, unit.id)]
    return tuple(one for one in dict.fromkeys(found) if one != alert.author_id)


async def _neighbours(work: Work, alert: Alert) -> tuple[Unit, ...]:
    return await areas.neighbours(work.store, alert.content.area, metres=NEIGHBOURS_WITHIN)


def _deed(level: Level) -> Deed:
    return Deed.APPROVE_GRAVE if level.is_grave else Deed.APPROVE_ALERT
