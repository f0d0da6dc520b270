"""我的: where somebody lives (for warnings), in which language, and what is kept."""

from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Message, text
from handlers.mine.home import HOME, Home
from handlers.report.card import unit_name
from handlers.routing import Routes
from handlers.start.consent import receive
from storage.units import UnitKind

routes = Routes(flows=[HOME])


@routes.key("menu-mine")
async def mine(ctx: Context) -> None:
    """What is known about them, and how to change it."""
    unit_id = ctx.person.home_unit_id
    home = None if unit_id is None else await ctx.store.units.by_id(unit_id)
    first = [button("mine-home-change", "homechange"), button("mine-language", "languages")]
    rows = [tuple(first), (button("mine-privacy", "privacy"),)]
    if home is not None:
        rows[1] = (button("mine-home-forget", "nothome"), *rows[1])
    key = "mine-no-home" if home is None else "mine-home"
    await ctx.send(Message(text=text(key, home=unit_name(home)), buttons=tuple(rows)))


@routes.command("me")
async def mine_command(ctx: Context, _words: str) -> None:
    """/me, as the key does."""
    await mine(ctx)


@routes.button("home")
async def live_here(ctx: Context, code: str) -> None:
    """Yes, they live in this grid; said by a tap of their own, never concluded from a report."""
    unit = await ctx.store.units.by_code(code)
    if unit is None or unit.kind not in (UnitKind.GRID, UnitKind.COMMUNITY) or ctx.person.consented_at is None:
        ctx.answer_tap("button-gone")
        return
    await ctx.store.people.set_home(ctx.person.id, unit.id, now=ctx.now)
    await ctx.show(Message(text=text("home-set", home=unit_name(unit))))


@routes.button("nothome")
async def not_here(ctx: Context) -> None:
    """No home, or not any more."""
    await ctx.store.people.set_home(ctx.person.id, None, now=ctx.now)
    await ctx.show(Message(text=text("home-unset")))


@routes.button("homechange")
async def change_home(ctx: Context) -> None:
    """Asks where they live."""
    if ctx.person.consented_at is None:
        await receive(ctx, ())
        return
    await ctx.begin(HOME, Home())
