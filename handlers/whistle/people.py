"""Who is rung for a team that is summoned, and who answers for the silent."""

from handlers import rights
from handlers.context import Work
from handlers.report.places import ringing_about
from handlers.roster import duty
from storage.case import Report
from storage.roles import Role


async def members(work: Work, team_id: int) -> tuple[int, ...]:
    """Those of a team who can be reached."""
    return await work.store.roles.holders(Role.DEPARTMENT, team_id)


async def deputies(work: Work, team_id: int) -> tuple[int, ...]:
    """Of whoever of a team is on duty now; where the roster names none, all of the team."""
    return await duty.deputies(work, team_id) or await members(work, team_id)


async def officers(work: Work, report: Report) -> tuple[int, ...]:
    """Whoever is on duty by the roster of the unit nearest to the place, else its duty officers; where there are none the staff, and where
    there is nobody the administrators."""
    where = report.grid_id or report.unit_id
    for unit in () if where is None else await work.store.units.upwards(where):
        on_duty = tuple(dict.fromkeys(one.person_id for one in await duty.shifts_now(work, unit.id)))
        found = on_duty or await work.store.roles.holders(Role.DUTY_OFFICER, unit.id)
        if found:
            return found
    return (await ringing_about(work.store, report))[1] or await rights.alarmed(work.store, where)
