"""Who is rung for a team that is summoned, and who answers for the silent."""

from handlers import rights
from handlers.context import Work
from handlers.report.places import ringing_about
from storage.case import Report
from storage.roles import Role


async def members(work: Work, team_id: int) -> tuple[int, ...]:
    """Those of a team who can be reached."""
    return await work.store.roles.holders(Role.DEPARTMENT, team_id)


async def officers(work: Work, report: Report) -> tuple[int, ...]:
    """The duty officers nearest to the place; where there are none its staff, and where there is nobody the administrators."""
    where = report.grid_id or report.unit_id
    for unit in () if where is None else await work.store.units.upwards(where):
        found = await work.store.roles.holders(Role.DUTY_OFFICER, unit.id)
        if found:
            return found
    return (await ringing_about(work.store, report))[1] or await rights.alarmed(work.store, where)
