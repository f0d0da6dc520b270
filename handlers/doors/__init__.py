"""敲门: whoever has a grave warning and is silent, and has said that they need help, is knocked at by neighbours and grid workers.

sheet.py: what staff see, and from where they send people; knockers.py: who is asked, and who may see which doors; lists.py: what is done;
cards.py: what a knocker is shown; rules.py: what holds; jobs.py: the next ones are asked, and in the end every door vanishes.
"""

from handlers.alerts import service
from handlers.context import Context
from handlers.doors import cards, knockers, lists, rules, sheet
from handlers.routing import Routes
from handlers.units.own import number_of
from storage.alert import Alert
from storage.doors import Door, DoorList, DoorResult

routes = Routes()


@routes.button("doors")
async def open_sheet(ctx: Context, alert_id: str) -> None:
    """By grid and building: who has answered, and whose door is to be knocked at. It is kept up to date while people knock."""
    alert = await _theirs(ctx, alert_id)
    if alert is not None:
        await _show_sheet(ctx, alert)


@routes.button("dsend")
async def send(ctx: Context, alert_id: str) -> None:
    """Makes the lists, and asks who is nearest."""
    alert = await _theirs(ctx, alert_id)
    if alert is None:
        return
    count = await lists.make(ctx, alert)
    if count:
        ctx.answer_tap("doors-sent", count=count)
    else:
        ctx.answer_tap("doors-none")
    await _show_sheet(ctx, alert, edits=True)


@routes.button("dgo")
async def go(ctx: Context, alert_id: str, unit_id: str) -> None:
    """我去: the first one has it, and only then sees the doors."""
    number, unit = number_of(alert_id), number_of(unit_id)
    known = None if number is None else await ctx.store.alerts.by_id(number)
    if known is None or unit is None or not await _may_go(ctx, known, unit):
        ctx.answer_tap("button-not-yours")
        return
    alert = await lists.going(ctx, known.event)
    if alert is None:
        ctx.answer_tap("doors-over")
        return
    match await lists.take(ctx, alert, unit, ctx.person.id):
        case True:
            ctx.answer_tap("doors-yours")
        case False:
            ctx.answer_tap("doors-gone")
        case None:
            ctx.answer_tap("doors-busy")


@routes.button("dknock")
async def knock(ctx: Context, list_id: str, place: str) -> None:
    """Asks how they are who live there."""
    found = await _door(ctx, list_id, place)
    if found is not None:
        await lists.put(ctx, found[1], cards.asked(found[2]))


@routes.button("dsaid")
async def say(ctx: Context, list_id: str, place: str, result: str) -> None:
    """What was found; it counts as the answer of whoever lives there."""
    found = await _door(ctx, list_id, place)
    if found is None:
        return
    alert, one, door = found
    if result not in rules.offered_results(door):
        ctx.answer_tap("button-gone")
        return
    await lists.note(ctx, alert, one, door, DoorResult(result))
    ctx.answer_tap(f"doors-said-{DoorResult(result).value}")


@routes.button("dlist")
async def back_to_list(ctx: Context, list_id: str) -> None:
    """The whole list again."""
    found = await _held(ctx, list_id)
    if found is not None:
        await lists.show(ctx, found[1])


@routes.button("dback")
async def give_back(ctx: Context, list_id: str) -> None:
    """Somebody else goes."""
    found = await _held(ctx, list_id)
    if found is not None:
        await lists.give_back(ctx, *found)
        ctx.answer_tap("doors-returned")


async def _theirs(ctx: Context, alert_id: str) -> Alert | None:
    """The newest message of the warning, if this person may send people because of it."""
    known = await service.theirs(ctx.store, ctx.person.id, alert_id)
    if known is None:
        ctx.answer_tap("button-not-yours")
        return None
    alert = await lists.going(ctx, known.event)
    if alert is None:
        ctx.answer_tap("doors-over")
    return alert


async def _show_sheet(ctx: Context, alert: Alert, *, edits: bool = False) -> None:
    message = await sheet.made(ctx, alert, await sheet.count(ctx.store, alert), ctx.person.id)
    slot = sheet.slot(alert.event)
    await ctx.send(message.model_copy(update={"edits": "slot"} if edits else {}), slot=slot, latest=slot)


async def _may_go(ctx: Context, alert: Alert, unit_id: int) -> bool:
    """Nobody knocks at the doors of a list on which they are themselves."""
    if not await knockers.may_knock(ctx, ctx.person.id, unit_id):
        return False
    return ctx.person.id not in await ctx.store.doors.listed(alert.event)


async def _held(ctx: Context, list_id: str) -> tuple[Alert, DoorList] | None:
    """A list that they have and may still see. Unknown, over and not theirs cannot be told apart."""
    number = number_of(list_id)
    one = None if number is None else await ctx.store.doors.by_id(number)
    if one is not None and one.closed_at is None and one.taken_by == ctx.person.id:
        known = await ctx.store.alerts.by_id(one.alert_id)
        alert = None if known is None else await lists.going(ctx, known.event)
        if alert is not None and await knockers.may_knock(ctx, ctx.person.id, one.unit_id):
            return alert, one
    ctx.answer_tap("button-not-yours")
    return None


async def _door(ctx: Context, list_id: str, place: str) -> tuple[Alert, DoorList, Door] | None:
    """A door on it; one that is not shown any more is gone."""
    found = await _held(ctx, list_id)
    if found is None:
        return None
    doors = await ctx.store.doors.doors(found[1].id)
    door = next((one for one in doors if one.place == number_of(place) and rules.is_shown(one)), None)
    if door is None:
        ctx.answer_tap("doors-door-gone")
        await lists.show(ctx, found[1])
        return None
    return *found, door
