"""The morning digest: each member of staff's open cases, at a time of their own. rules.py says when it is due, letter.py what it says."""

from handlers.context import Context
from handlers.digest.choosing import CHOOSING, Chosen
from handlers.routing import Routes

routes = Routes(flows=[CHOOSING])


@routes.button("digesttime")
async def choose_time(ctx: Context) -> None:
    """From 我的; only staff have one."""
    if ctx.is_staff:
        await ctx.begin(CHOOSING, Chosen())
    else:
        ctx.answer_tap("button-gone")
