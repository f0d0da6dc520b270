"""Who is on duty now for a unit or team, of those who still work there."""

from handlers.context import Work
from handlers.rights import WORKING
from handlers.roster import rules
from storage.shifts import Shift


async def shifts_now(work: Work, unit_id: int) -> tuple[Shift, ...]:
    """Those under way whose people work there."""
    shifts = await work.store.shifts.of_unit(unit_id)
    under_way = rules.on_duty(shifts, work.now, work.house.calendars.common)
    people = await colleagues(work, unit_id) if under_way else ()
    return tuple(one for one in under_way if one.person_id in people)


async def deputies(work: Work, unit_id: int) -> tuple[int, ...]:
    """Of whoever is on duty now."""
    people = await colleagues(work, unit_id)
    found = [one.deputy_id for one in await shifts_now(work, unit_id)]
    return tuple(one for one in dict.fromkeys(found) if one is not None and one in people)


async def colleagues(work: Work, unit_id: int) -> tuple[int, ...]:
    """Whoever works at exactly this unit or team, and can be reached."""
    found = [await work.store.roles.holders(role, unit_id) for role in WORKING]
    return tuple(dict.fromkeys(one for people in found for one in people))
