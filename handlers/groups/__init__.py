"""Telegram groups bound to a unit: they hear of its reports by kind, code and grid, never more. And channels, for its warnings alone.

visit.py answers in groups, tell.py tells them of reports; channel.py asks in private for whose warnings a channel is.
"""

from handlers.context import Context
from handlers.groups import channel
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


@routes.button("channel")
async def bind_channel(ctx: Context, group_id: str, unit_code: str) -> None:
    """Warnings of a unit are posted in a channel from now on."""
    await channel.bind(ctx, group_id, unit_code)
