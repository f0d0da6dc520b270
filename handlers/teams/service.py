"""Use cases of teams, one function each, in the transaction they are given."""

from handlers import rights
from handlers.context import Work
from handlers.report import service
from handlers.report.rules import Action
from storage.case import Actor, Report
from storage.people import Person
from storage.roles import Role
from storage.store import Store
from storage.units import Unit


async def teams_for(store: Store, report: Report) -> tuple[Unit, ...]:
    """The teams that can be asked about a case, those of the nearest units first; the one that was asked is none of
    them. No team is asked about what staff or a department did."""
    where = report.grid_id or report.unit_id
    teams = () if where is None or report.is_conduct else await store.units.teams(where)
    return tuple(team for team in teams if team.id != report.team_id)


async def members(store: Store, team: Unit) -> tuple[int, ...]:
    """Those of its members who can be reached."""
    return await store.roles.holders(Role.DEPARTMENT, team.id)


async def give(work: Work, person: Person, report: Report, team: Unit) -> Report | None:
    """Staff ask a team; None where that does not fit the state of the case."""
    return await service.act(work, report, Action.ASSIGN, Actor.STAFF, staff_id=person.id, team=team.id)


async def step(work: Work, person: Person, code: str, action: Action, *, note: str | None = None) -> Report | None:
    """A member says how far their team is; None when the case is not theirs (any more), unknown, or in a state where this does not fit."""
    report = await answered(work.store, person, code)
    return await service.act(work, report, action, Actor.TEAM, staff_id=person.id, note=note)


async def answered(store: Store, person: Person, code: str) -> Report | None:
    """The case, if it is that of a team of theirs. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    return report if report is not None and await rights.may_answer(store, person.id, report) else None
