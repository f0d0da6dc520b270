"""What can be done about a warning that is out: stop it, give the all clear, say that it was a mistake, say something else. And dropping a
draft of one."""

from handlers.alerts import card, service, writing
from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Message, text
from handlers.routing import Routes
from storage.alert import Alert, MessageType

_ENDS = {"clear": MessageType.CLEAR, "wrong": MessageType.CORRECTION}

routes = Routes()


@routes.button("wstop")
async def stop(ctx: Context, alert_id: str) -> None:
    """At once, without asking back."""
    alert = await _theirs(ctx, alert_id)
    if alert is None:
        return
    stopped = await service.stop(ctx, alert)
    if stopped is None:
        ctx.answer_tap("alert-refused-gone")
        return
    ctx.answer_tap("alert-toast-stopped")
    await card.refresh(ctx, stopped)


@routes.button("wclear")
async def clear(ctx: Context, alert_id: str) -> None:
    """Shows what will be sent, with one more tap: an all clear by mistake would be believed too."""
    await _offer(ctx, alert_id, "clear")


@routes.button("wwrong")
async def wrong(ctx: Context, alert_id: str) -> None:
    """As the all clear."""
    await _offer(ctx, alert_id, "wrong")


async def _offer(ctx: Context, alert_id: str, how: str) -> None:
    alert = await _theirs(ctx, alert_id)
    if alert is None:
        return
    sure = button(f"alert-sure-{how}", "wend", str(alert.id), how)
    await ctx.send(Message(text=text(f"alert-ask-{how}", number=alert.event), buttons=((sure,),)))


@routes.button("wend")
async def end(ctx: Context, alert_id: str, how: str) -> None:
    """It goes now, to everybody who got the warning or may have."""
    alert = await _theirs(ctx, alert_id)
    if alert is None:
        return
    message = _ENDS.get(how)
    ended = None if message is None else await service.take_back(ctx, alert, ctx.person.id, message)
    if ended is None:
        ctx.answer_tap("alert-refused-gone")
        return
    ctx.answer_tap("alert-toast-going")
    await ctx.retire_buttons()
    await writing.show(ctx, ended)


@routes.button("wupdate")
async def update(ctx: Context, alert_id: str) -> None:
    """A draft that changes it: whoever has it sees the change, and is rung only by a graver one."""
    alert = await _theirs(ctx, alert_id)
    if alert is None:
        return
    event = await ctx.store.alerts.of_event(alert.event)
    if any(one.message.ends_event for one in event):
        ctx.answer_tap("alert-refused-gone")
        return
    await writing.show(ctx, await service.follow_up(ctx, alert, ctx.person.id))


@routes.button("wdrop")
async def drop(ctx: Context, alert_id: str) -> None:
    """A draft that nobody needs."""
    alert = await _theirs(ctx, alert_id)
    if alert is None:
        return
    if not await service.discard(ctx, alert):
        ctx.answer_tap("alert-refused-gone")
        return
    ctx.answer_tap("alert-toast-dropped")
    await ctx.show(Message(text=text("alert-card-discarded", number=alert.event)))


async def _theirs(ctx: Context, alert_id: str) -> Alert | None:
    alert = await service.theirs(ctx.store, ctx.person.id, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
    return alert
