"""Staff ask a team to deal with a case."""

from handlers.buttons import button, in_rows
from handlers.context import Context
from handlers.messages import Message
from handlers.report import changes, rules
from handlers.report import service as reports
from handlers.report.card import unit_name
from handlers.report.rules import Action
from handlers.routing import Routes
from handlers.teams import service, telling
from storage.case import Actor, Report
from storage.units import Unit

routes = Routes()


@routes.button("give")
async def choose(ctx: Context, code: str) -> None:
    """The card's buttons become the teams."""
    report = await _may_be_given(ctx, code)
    if report is None:
        return
    teams = await service.teams_for(ctx.store, report)
    if not teams:
        ctx.answer_tap("give-no-teams")
        return
    choices = [button("named", "giveto", code, team.code, name=unit_name(team)) for team in teams]
    rows = in_rows(choices)
    await ctx.show(Message(buttons=(*rows, (button("dialog-back", "keep", code),))))


@routes.button("giveto")
async def give(ctx: Context, code: str, unit_code: str) -> None:
    """Asks a team; one without members could only be silent."""
    report = await _may_be_given(ctx, code)
    team = None if report is None else await _offered(ctx, report, unit_code)
    if report is None:
        return
    if team is None:
        ctx.answer_tap("button-gone")
    elif not await service.members(ctx.store, team):
        ctx.answer_tap("give-no-members", team=unit_name(team))
    else:
        after = await service.give(ctx, ctx.person, report, team)
        assert after is not None, "it was looked at in this transaction"
        ctx.answer_tap("toast-assigned")
        await telling.given(ctx, after)


async def _may_be_given(ctx: Context, code: str) -> Report | None:
    report = await reports.handled(ctx.store, ctx.person, code)
    if report is not None and rules.change(report.status, Action.ASSIGN, Actor.STAFF) is not None:
        return report
    await changes.refuse_staff(ctx, code)
    return None


async def _offered(ctx: Context, report: Report, unit_code: str) -> Unit | None:
    teams = await service.teams_for(ctx.store, report)
    return next((team for team in teams if team.code == unit_code), None)
