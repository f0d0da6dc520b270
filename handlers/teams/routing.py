"""Rules ask a team about a case before anybody has looked at it, and the next one when a team has refused."""

from handlers.context import Work
from handlers.messages import text
from handlers.report import changes, service
from handlers.report.card import unit_name
from handlers.report.rules import Action
from handlers.teams import rules, telling
from handlers.teams.rule_words import rule_words
from handlers.teams.wording import in_words
from storage.case import Actor, Report
from storage.roles import Role
from storage.routes import Route
from storage.units import Unit


async def route(work: Work, report: Report) -> None:
    """Danger came in, or it became known of what kind the hazard is: the first rule that fits says who is asked."""
    history = await work.store.reports.events(report.id)
    if rules.may_be_routed(report, history) and not report.refusals:
        await _ask_first(work, report, ())


async def route_on(work: Work, report: Report) -> bool:
    """After a refusal, to whom the next rule says that has not refused yet; whether there is one."""
    history = await work.store.reports.events(report.id)
    refused = tuple(one.team_id for one in rules.refused(history) if one.team_id is not None)
    return await _ask_first(work, report, refused)


async def _ask_first(work: Work, report: Report, refused: tuple[int, ...]) -> bool:
    """A team without members could only be silent: the next rule counts, and staff hear of it where there is none."""
    memberless = dict[int, Unit]()
    for route in await _fitting(work, report, refused):
        if route.team_id == report.team_id:
            return False
        if await work.store.roles.holders(Role.DEPARTMENT, route.team_id):
            await _ask(work, report, route)
            return True
        memberless[route.team_id] = await work.store.units.by_id(route.team_id)
    for team in memberless.values():
        await changes.ring_about(work, report, "memberless", in_words(work, text("named", name=unit_name(team))))
    return False


async def _fitting(work: Work, report: Report, refused: tuple[int, ...]) -> list[Route]:
    where = report.grid_id or report.unit_id
    known = () if where is None else await work.store.routes.above(where)
    return [one for one in known if rules.fits(one, report) and one.team_id not in refused]


async def _ask(work: Work, report: Report, route: Route) -> None:
    note = in_words(work, await rule_words(work, route))
    after = await service.act(work, report, Action.ASSIGN, Actor.SYSTEM, team=route.team_id, note=note)
    assert after is not None, "the table lets rules ask from wherever nobody has looked, and from where a refusal leads"
    await telling.given(work, after)
