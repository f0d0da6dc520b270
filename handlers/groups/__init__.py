"""Telegram groups bound to a unit: they hear of its reports by kind, code and grid, never more.

visit.py answers in groups, tell.py tells them of reports.
"""

from handlers.context import Context
from handlers.routing import Routes

routes = Routes()


@routes.command("bind", listed=False)
async def bind(ctx: Context, _words: str) -> None:
    """In private there is nothing to bind: says how it is done."""
    await ctx.say("group-how-to-bind")


@routes.command("unbind", listed=False)
async def unbind(ctx: Context, _words: str) -> None:
    """As /bind."""
    await ctx.say("group-how-to-bind")
