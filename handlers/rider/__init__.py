"""Riders: they say so themselves under 我的, or open an invite; then everything is shorter, and they hear of what is where they ride."""

from handlers.context import Context
from handlers.messages import Message, text
from handlers.routing import Routes
from storage.roles import Role, Via

routes = Routes()


@routes.button("ride")
async def begin(ctx: Context) -> None:
    """By their own word: it gives nobody any right."""
    if ctx.person.consented_at is None:
        ctx.answer_tap("button-gone")
        return
    await ctx.store.roles.grant(ctx.person.id, Role.RIDER, None, via=Via.SELF, now=ctx.now)
    await ctx.show(Message(text=text("rider-now")))


@routes.button("noride")
async def end(ctx: Context) -> None:
    """Not any more; where they were is forgotten at once."""
    await ctx.store.roles.revoke(ctx.person.id, Role.RIDER, via=Via.SELF, now=ctx.now)
    await ctx.store.riders.left(ctx.person.id)
    await ctx.show(Message(text=text("rider-no-more")))
