"""What is in force, and the original of a warning that somebody has been shown: by its number, a link, or /warnings."""

from handlers.alerts import message, service
from handlers.buttons import button
from handlers.context import Context
from handlers.input import Input, Words
from handlers.messages import Message, text
from handlers.routing import Routes
from storage.alert import Alert

_SHOWN = 5

routes = Routes()


@routes.command("warnings")
async def warnings(ctx: Context, _words: str) -> None:
    """What holds where somebody lives, or reached them elsewhere, the gravest first."""
    alerts = [one for one in await ctx.store.alerts.in_force(now=ctx.now) if await concerns(ctx, one)]
    if not alerts:
        await _none(ctx)
    for one in alerts[:_SHOWN]:
        await ctx.send(await message.for_people(ctx.store, one))
    if len(alerts) > _SHOWN:
        await ctx.say("warnings-more", count=len(alerts) - _SHOWN)


async def _none(ctx: Context) -> None:
    """Whoever has not said where they live can do so by the button below."""
    if ctx.person.home_unit_id is not None:
        await ctx.say("warnings-none")
    else:
        home = button("mine-home-change", "homechange")
        await ctx.send(Message(text=text("warnings-none-homeless"), buttons=((home,),)))


async def concerns(ctx: Context, alert: Alert) -> bool:
    """Whether it reached somebody, or meets where they live."""
    if await ctx.store.copies.state_of(alert.id, ctx.person.id) is not None:
        return True
    return ctx.person.home_unit_id in await ctx.store.alerts.units(alert.id)


async def for_person(ctx: Context, number: str) -> Alert | None:
    """The newest message of an event that somebody may have; None where none was for them."""
    event = [one for one in await ctx.store.alerts.of_event(number) if one.state.is_released]
    reached = [one for one in event if await concerns(ctx, one)]
    return event[-1] if reached else None


@routes.link(message.NUMBER_LINK)
async def follow(ctx: Context, number: str) -> None:
    """A link in a post."""
    await _show(ctx, number)


async def show_by_number(ctx: Context, given: Input) -> bool:
    """Where somebody sent nothing but the number of a warning: the original, which tells a forged one."""
    number = service.read_number(given.words) if isinstance(given, Words) else None
    if number is None:
        return False
    await _show(ctx, number)
    return True


async def _show(ctx: Context, typed: str) -> None:
    number = service.read_number(typed)
    event = () if number is None else await ctx.store.alerts.of_event(number)
    released = [one for one in event if one.state.is_released]
    if not released:
        await ctx.say("warning-unknown", number=number or typed)
        return
    newest = released[-1]
    original = await message.for_people(ctx.store, newest)
    state = "warning-original" if newest.is_in_force(ctx.now) else "warning-original-over"
    buttons = original.buttons if newest.is_in_force(ctx.now) and await concerns(ctx, newest) else ()
    assert original.text is not None
    lines = (original.text, *original.lines)
    await ctx.send(Message(text=text(state, number=newest.event), lines=lines, buttons=buttons))
