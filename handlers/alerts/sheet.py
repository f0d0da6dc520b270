"""The timed sheet of a roll call: which grid confirmed after how long, who was rung when, and whom to telephone. No names of anybody."""

from collections.abc import Iterable
from datetime import datetime

from handlers.alerts import service
from handlers.alerts.area import listed
from handlers.context import Context, Work
from handlers.messages import Message, Moment, Table, Text, text
from handlers.report.card import unit_name
from handlers.roster import duty
from handlers.routing import Routes
from storage.alert import Alert
from storage.outbox import Lane, Owed
from storage.rollcalls import RollCall

_MINUTE = 60

routes = Routes()


@routes.button("wsheet")
async def open_sheet(ctx: Context, alert_id: str) -> None:
    """As a message, the one that is kept up to date from now on."""
    alert = await service.theirs(ctx.store, ctx.person.id, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
    elif not await ctx.store.rollcalls.of_alert(alert.id):
        ctx.answer_tap("alert-sheet-none")
    else:
        await ctx.send(await _sheet(ctx, alert), slot=_slot(alert))
        await ctx.send(await _file(ctx, alert))


async def refresh(work: Work, alert: Alert) -> None:
    """Every sheet that staff have of it."""
    slot = _slot(alert)
    payload = (await _sheet(work, alert)).model_copy(update={"edits": "slot"}).model_dump(mode="json")
    for one in await work.store.outbox.holders(slot):
        await work.owe([Owed(person_id=one, payload=payload, slot=slot, latest=slot)])


async def tell_silent(work: Work, alert: Alert, calls: Iterable[RollCall]) -> None:
    """Whoever wrote it and whoever let it go get the list of the silent, with the numbers of whoever is on duty."""
    lines = [await _silent(work, one) for one in calls]
    message = Message(text=text("alert-silent", number=alert.event, count=len(lines)), lines=tuple(lines))
    payload = message.model_dump(mode="json")
    for one in (alert.author_id, alert.approver_id):
        if one is not None:
            await work.owe([Owed(person_id=one, payload=payload, lane=Lane.LIFE_SAFETY)])


async def _silent(work: Work, call: RollCall) -> Text:
    unit = unit_name(await work.store.units.by_id(call.unit_id))
    numbers = [
        shift.number
        for above in await work.store.units.upwards(call.unit_id)
        for shift in await duty.shifts_now(work, above.id)
        if shift.number is not None
    ]
    if not numbers:
        return text("alert-silent-line", unit=unit)
    return text("alert-silent-number", unit=unit, numbers=listed(list(dict.fromkeys(numbers))))


async def _sheet(work: Work, alert: Alert) -> Message:
    calls = await work.store.rollcalls.of_alert(alert.id)
    confirmed = sum(one.confirmed_at is not None for one in calls)
    head = text("alert-sheet", number=alert.event, confirmed=confirmed, count=len(calls))
    return Message(text=head, lines=tuple([await _line(work, one) for one in calls]), silent=True)


async def _file(work: Work, alert: Alert) -> Message:
    """As it stands now, for a spreadsheet: a row for each unit, a column for each rung."""
    columns = ("unit", "called", "again", "deputy", "silent", "confirmed")
    rows = [tuple(text(f"alert-column-{one}") for one in columns)]
    for call in await work.store.rollcalls.of_alert(alert.id):
        unit = text("named", name=unit_name(await work.store.units.by_id(call.unit_id)))
        times = (call.called_at, call.again_at, call.deputy_at, call.silent_at, call.confirmed_at)
        rows.append((unit, *(_cell(at) for at in times)))
    named = text("alert-sheet-file", number=alert.event)
    return Message(text=named, table=Table(name=f"rollcall-{alert.event}", rows=tuple(rows)), silent=True)


def _cell(at: datetime | None) -> Text:
    return text("alert-column-none") if at is None else text("named", name=Moment.of(at, dated=True))


async def _line(work: Work, call: RollCall) -> Text:
    """The unit, and each rung with its time."""
    said = text("alert-rung-first", at=Moment.of(call.called_at))
    for rung, at in (("again", call.again_at), ("deputy", call.deputy_at), ("silent", call.silent_at)):
        if at is not None:
            said = text("alert-rung-then", first=said, then=text(f"alert-rung-{rung}", at=Moment.of(at)))
    if call.confirmed_at is not None:
        seconds = max(int((call.confirmed_at - call.called_at).total_seconds()), 0)
        took = text("alert-rung-confirmed", minutes=seconds // _MINUTE, seconds=seconds % _MINUTE)
        said = text("alert-rung-then", first=said, then=took)
    mark = "alert-sheet-heard" if call.confirmed_at is not None else "alert-sheet-open"
    return text(mark, unit=unit_name(await work.store.units.by_id(call.unit_id)), rungs=said)


def _slot(alert: Alert) -> str:
    return f"alertsheet:{alert.id}"
