"""What members of a summoned team tap: one button to say that they come, then one that they are there."""

from handlers.context import Context
from handlers.report.rules import Action
from handlers.routing import Routes
from handlers.teams import members
from handlers.teams import service as teams
from handlers.whistle import service, sheet, telling
from handlers.whistle.service import Called

routes = Routes()


@routes.button("coming")
async def confirm(ctx: Context, code: str, unit_code: str) -> None:
    """They have heard it, and go."""
    to = await service.called(ctx, ctx.person, code, unit_code)
    if to is None:
        ctx.answer_tap("button-not-yours")
    elif await service.confirm(ctx, ctx.person, to):
        ctx.answer_tap("toast-coming")
        await _went_on(ctx, to, Action.ACKNOWLEDGE)
    else:
        ctx.answer_tap("summons-over" if to.is_over else "summons-first")
        await telling.refresh(ctx, to)


@routes.button("onsite")
async def arrive(ctx: Context, code: str, unit_code: str) -> None:
    """They are there."""
    to = await service.called(ctx, ctx.person, code, unit_code)
    if to is None:
        ctx.answer_tap("button-not-yours")
    elif await service.arrive(ctx, ctx.person, to):
        ctx.answer_tap("toast-arrived")
        await _went_on(ctx, to, Action.ARRIVE)
    else:
        ctx.answer_tap("summons-over" if to.is_over else "summons-there")
        await telling.refresh(ctx, to)


async def _went_on(ctx: Context, to: Called, action: Action) -> None:
    """Where the case is theirs, its card says so as well."""
    after = await teams.step(ctx, ctx.person, to.report.code, action) if to.report.team_id == to.team.id else None
    if after is not None:
        await members.went_on(ctx, after, action)
    await telling.refresh_all(ctx, after or to.report, to.whistle)
    await sheet.refresh(ctx, after or to.report)
