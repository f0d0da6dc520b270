"""预警: warnings, from the first word to the all clear.

/alert begins one: flow.py and writing.py ask what about, how grave and where; card.py shows the draft, editing.py changes it.
approving.py lets it go, by two or in an emergency by one (rules.py says when); ladder.py calls whoever is to approve, reviewing.py looks
at what one did alone. From there on it is spreading.py and jobs.py; progress.py is the card of what is out, acting.py stops it and takes
it back, answering.py hears what people say, rollcall.py and sheet.py who confirmed it, force.py shows what holds.
"""

from handlers import rights
from handlers.alerts import acting, answering, approving, editing, force, reviewing, rollcall, sheet, standing
from handlers.alerts.flow import Draft
from handlers.alerts.writing import WRITING, show
from handlers.context import Context
from handlers.rights import MAY, Deed
from handlers.routing import Routes

_DRAFTS = 3

routes = Routes(
    flows=[WRITING, editing.EDITING, approving.RELEASING, reviewing.REVIEWING, answering.WHERE],
)
routes.include(acting.routes)
routes.include(answering.routes)
routes.include(approving.routes)
routes.include(editing.routes)
routes.include(force.routes)
routes.include(reviewing.routes)
routes.include(rollcall.routes)
routes.include(sheet.routes)
routes.include(standing.routes)


@routes.key("menu-alert")
async def begin(ctx: Context) -> None:
    """As /alert."""
    await alert(ctx, "")


@routes.command("alert", listed=False)
async def alert(ctx: Context, _words: str) -> None:
    """/alert begins a warning; drafts that somebody has kept come first, and those from elsewhere that nobody has taken on."""
    if not await rights.may_anywhere(ctx.store, ctx.person.id, Deed.WRITE_ALERT):
        await ctx.say_with_menu("alert-staff-only")
        return
    own = await ctx.store.alerts.drafts(ctx.person.id, limit=_DRAFTS)
    others = await ctx.store.alerts.of_nobody(ctx.person.id, MAY[Deed.WRITE_ALERT], now=ctx.now, limit=_DRAFTS + 1)
    if len(others) > _DRAFTS:
        await ctx.say("alert-more-drafts")
    for draft in reversed((*own, *others[:_DRAFTS])):
        await show(ctx, draft)
    await ctx.begin(WRITING, Draft())
