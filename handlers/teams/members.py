"""What members of a team tap on their cards. They need no command, and see the cases of their team alone."""

from handlers.context import Context
from handlers.report import changes
from handlers.report.rules import Action
from handlers.report.team_card import STEPS
from handlers.routing import Routes
from handlers.teams import service
from storage.case import Report

routes = Routes()


@routes.button("step")
async def step(ctx: Context, code: str, taken: str) -> None:
    """They have it, are there, are at work; how they are done is in handlers/verify."""
    action = next((one for one in (Action.ACKNOWLEDGE, *STEPS) if one == taken), None)
    if action is None:
        ctx.answer_tap("button-gone")
        return
    report = await service.step(ctx, ctx.person, code, action)
    if report is None:
        await refuse(ctx, code)
        return
    ctx.answer_tap(f"toast-{action.value}")
    await went_on(ctx, report, action)


async def went_on(ctx: Context, report: Report, action: Action) -> None:
    """All who have to do with the case see how far it is."""
    if await ctx.store.people.name(ctx.person.id) is None:
        await ctx.remember_name()
    await changes.tell_reporters(ctx, report, action)
    await changes.show_everywhere(ctx, report)


async def refuse(ctx: Context, code: str) -> None:
    """Too late is said to members of the team alone, with a fresh card; to others it looks as if there were no such case."""
    report = await service.answered(ctx.store, ctx.person, code)
    ctx.answer_tap("button-not-yours" if report is None else "card-too-late")
    if report is not None:
        await changes.refresh_cards(ctx, report)
