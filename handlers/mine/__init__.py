"""我的: where somebody lives (for warnings), how they report, in which language, and what is kept. Each line has its row of buttons."""

from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.messages import Message, Text, text
from handlers.mine.home import HOME, Home
from handlers.report.card import unit_name
from handlers.report.naming import with_question
from handlers.routing import Routes
from handlers.start.consent import receive
from storage.people import Naming
from storage.units import Unit, UnitKind

routes = Routes(flows=[HOME])


@routes.key("menu-mine")
async def mine(ctx: Context) -> None:
    """What is known about them, and how to change it."""
    unit_id = ctx.person.home_unit_id
    home = None if unit_id is None else await ctx.store.units.by_id(unit_id)
    await ctx.send(Message(text=_home(home), lines=(_naming(ctx),), buttons=_rows(home)))


def _home(home: Unit | None) -> Text:
    return text("mine-no-home") if home is None else text("mine-home", home=unit_name(home))


def _naming(ctx: Context) -> Text:
    return text(f"mine-{(ctx.person.naming or Naming.ANONYMOUS).value}")


def _rows(home: Unit | None) -> Rows:
    forget = () if home is None else (button("mine-home-forget", "nothome"),)
    return (
        (button("mine-home-change", "homechange"), *forget),
        (button("mine-naming", "namings"), button("mine-language", "languages")),
        (button("mine-privacy", "privacy"),),
    )


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
    await ctx.show(await with_question(ctx, Message(text=text("home-set", home=unit_name(unit)))))


@routes.button("nothome")
async def not_here(ctx: Context) -> None:
    """No home, or not any more."""
    await ctx.store.people.set_home(ctx.person.id, None, now=ctx.now)
    await ctx.show(await with_question(ctx, Message(text=text("home-unset"))))


@routes.button("homechange")
async def change_home(ctx: Context) -> None:
    """Asks where they live."""
    if ctx.person.consented_at is None:
        await receive(ctx, ())
        return
    await ctx.begin(HOME, Home())
