"""/erase: everything about me goes, after one confirmation."""

from handlers.buttons import button
from handlers.context import Context
from handlers.data.leaving import Belongings, belongings, leave
from handlers.data.rules import is_fresh, stamp_of
from handlers.messages import Message, text
from handlers.routing import Routes
from handlers.staff.service import may_leave

routes = Routes()


@routes.command("erase", listed=False)
async def erase_command(ctx: Context, _words: str) -> None:
    """/erase, as the button does."""
    await ask(ctx)


@routes.button("eraseask")
async def ask(ctx: Context) -> None:
    """What will be gone, what stays, and the one button."""
    if not await may_leave(ctx.store, ctx.person.id):
        await ctx.say("leave-last-administrator")
        return
    await ctx.send(_question(ctx, await belongings(ctx.store, ctx.person)))


@routes.button("erase")
async def erase(ctx: Context, stamp: str, state: str) -> None:
    """Does it, where what was shown is still so; also in the middle of something else."""
    there = await belongings(ctx.store, ctx.person)
    if not is_fresh(stamp, ctx.now) or state != there.state or not await may_leave(ctx.store, ctx.person.id):
        ctx.answer_tap("erase-stale")
        await ctx.retire_buttons()
        await ask(ctx)
        return
    await leave(ctx, erases=True)
    await ctx.retire_buttons()
    await ctx.say("erase-done")


@routes.button("noterase")
async def keep(ctx: Context) -> None:
    """Nothing happens."""
    await ctx.show(Message(text=text("erase-kept")))


def _question(ctx: Context, there: Belongings) -> Message:
    confirm = button("erase-confirm", "erase", stamp_of(ctx.now), there.state)
    return Message(
        text=text("erase-ask", reports=there.reports, open=there.open, roles=there.roles),
        buttons=((confirm,), (button("mydata-button", "mydata"), button("erase-keep", "noterase"))),
    )
