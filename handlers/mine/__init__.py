"""我的: where somebody lives (for warnings), whether they need help, how they report, in which language, whether they ride."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.digest.choosing import summary
from handlers.messages import Button, Message, Moment, Text, text
from handlers.mine.home import HOME, Home
from handlers.report.card import unit_name
from handlers.report.naming import with_question
from handlers.routing import Routes
from handlers.start.consent import receive
from handlers.wishes.service import forget_door, tell_moved
from handlers.wishes.wording import entries, standing
from storage.people import Naming
from storage.units import Unit, UnitKind

routes = Routes(flows=[HOME])


@routes.key("menu-mine")
async def mine(ctx: Context) -> None:
    """What is known about them, and how to change it."""
    unit_id = ctx.person.home_unit_id
    home = None if unit_id is None else await ctx.store.units.by_id(unit_id)
    rides = await rights.is_rider(ctx.store, ctx.person.id)
    looks = await ctx.store.looks.place(ctx.person.id) is not None
    wishes = await ctx.store.wishes.get(ctx.person.id)
    lines = [_naming(ctx), *(await _riding(ctx) if rides else ()), *((text("mine-looks"),) if looks else ())]
    lines += standing(wishes)
    rows = (*_rows(home, rides=rides), *entries(wishes), _looking(looks=looks))
    if ctx.is_staff:
        lines.append(await summary(ctx))
        rows = (*rows, (button("digest-change", "digesttime"),))
    await ctx.send(Message(text=_home(home), lines=tuple(lines), buttons=rows))


def _home(home: Unit | None) -> Text:
    return text("mine-no-home") if home is None else text("mine-home", home=unit_name(home))


def _naming(ctx: Context) -> Text:
    return text(f"mine-{(ctx.person.naming or Naming.ANONYMOUS).value}")


async def _riding(ctx: Context) -> tuple[Text, ...]:
    """That they ride, and in which unit they count as being."""
    area = await ctx.store.riders.area(ctx.person.id, now=ctx.now)
    if area is None:
        return (text("mine-rider"),)
    unit_id, until = area
    where = unit_name(await ctx.store.units.by_id(unit_id))
    return (text("mine-rider-at", unit=where, until=Moment.of(until)),)


def _rows(home: Unit | None, *, rides: bool) -> Rows:
    forget = () if home is None else (button("mine-home-forget", "nothome"),)
    ride = button("mine-ride-no-more", "noride") if rides else button("mine-ride", "ride")
    return (
        (button("points-mine", "points"),),
        (button("mine-home-change", "homechange"), *forget),
        (button("mine-naming", "namings"), button("mine-language", "languages")),
        (ride, button("mine-privacy", "privacy")),
    )


def _looking(*, looks: bool) -> tuple[Button, ...]:
    if not looks:
        return (button("mine-look", "look"),)
    return (button("mine-look-change", "look"), button("mine-look-no-more", "nolook"))


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
    await tell_moved(ctx, unit.id)


@routes.button("nothome")
async def not_here(ctx: Context) -> None:
    """No home, or not any more."""
    await ctx.store.people.set_home(ctx.person.id, None, now=ctx.now)
    door = (text("wishes-door-gone"),) if await forget_door(ctx) else ()
    await ctx.show(await with_question(ctx, Message(text=text("home-unset"), lines=door)))


@routes.button("homechange")
async def change_home(ctx: Context) -> None:
    """Asks where they live."""
    if ctx.person.consented_at is None:
        await receive(ctx, ())
        return
    await ctx.begin(HOME, Home())


@routes.button("homebelow")
async def refine_home(ctx: Context) -> None:
    """Asks which part of where they live it is, down to the building."""
    home = None if ctx.person.home_unit_id is None else await ctx.store.units.by_id(ctx.person.home_unit_id)
    if home is None:
        ctx.answer_tap("button-gone")
        return
    await ctx.begin(HOME, Home(below=home.code))
