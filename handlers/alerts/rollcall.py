"""Roll call (叫应): for each grid of a grave warning somebody on duty presses 收到. Who is silent is rung again, then their deputy; then
staff get the list of the silent, with the numbers to call (sheet.py)."""

from datetime import datetime, timedelta

from handlers import rights
from handlers.alerts import rules, sheet
from handlers.alerts.message import body
from handlers.buttons import button
from handlers.context import Context, Work
from handlers.messages import Message, text
from handlers.report.card import unit_name
from handlers.rights import MAY, Deed
from handlers.roster import duty
from handlers.routing import Routes
from handlers.units.own import number_of
from storage.alert import Alert
from storage.outbox import Lane, Owed
from storage.rollcalls import CallRung, RollCall
from storage.units import UnitKind

PATIENCE = timedelta(seconds=90)
LATEST = timedelta(minutes=10)  # further off was written by a clock that was wrong
_LADDER = (CallRung.FIRST, CallRung.AGAIN, CallRung.DEPUTY, CallRung.SILENT)
_CALLED = (UnitKind.GRID, UnitKind.COMMUNITY)

routes = Routes()


def after(call: RollCall, now: datetime) -> RollCall:
    """Once the next one was rung; nobody after the last. Pure."""
    rung = _LADDER[min(_LADDER.index(call.rung) + 1, len(_LADDER) - 1)]
    next_at = None if rung is CallRung.SILENT else now + PATIENCE
    return call.model_copy(update={"rung": rung, f"{rung.value}_at": now, "next_at": next_at})


def is_due(call: RollCall, now: datetime) -> bool:
    """Whether somebody is to be rung for it now. Pure."""
    if call.confirmed_at is not None or call.next_at is None:
        return False
    return call.next_at <= now or call.next_at > now + LATEST


async def begin(work: Work, alert: Alert) -> None:
    """With the warning; a unit that was called for an earlier message of the event is not called for a later one."""
    if not rules.has_roll_call(alert.level, alert.message):
        return
    event = await work.store.alerts.of_event(alert.event)
    known = {call.unit_id for one in event for call in await work.store.rollcalls.of_alert(one.id)}
    units = [await work.store.units.by_id(one) for one in await work.store.alerts.units(alert.id) if one not in known]
    calls = [
        RollCall(alert_id=alert.id, unit_id=one.id, called_at=work.now, next_at=work.now + PATIENCE)
        for one in units
        if one.kind in _CALLED
    ]
    if calls:
        await work.store.rollcalls.call(calls)
    for call in calls:
        await _ring(work, alert, call, await on_duty(work, call.unit_id))


async def ring_silent(work: Work, alert: Alert) -> bool:
    """Whatever is due of one now. Written down with what is owed, so that another look does nothing again."""
    if not alert.is_in_force(work.now):
        await work.store.rollcalls.end(alert.id)
        return False
    calls = [one for one in await work.store.rollcalls.of_alert(alert.id) if is_due(one, work.now)]
    rung = [after(one, work.now) for one in calls]
    for call in rung:
        await work.store.rollcalls.ring(call)
        if call.rung is not CallRung.SILENT:
            await _ring(work, alert, call, await _called(work, call))
    silent = [one for one in rung if one.rung is CallRung.SILENT]
    if silent:
        await sheet.tell_silent(work, alert, silent)
    await sheet.refresh(work, alert)
    return False


async def on_duty(work: Work, unit_id: int) -> tuple[int, ...]:
    """By the roster of the nearest unit upwards that has somebody on it now, else whoever works there."""
    for unit in await work.store.units.upwards(unit_id):
        by_roster = [one.person_id for one in await duty.shifts_now(work, unit.id)]
        found = by_roster or [one for role in MAY[Deed.HANDLE] for one in await work.store.roles.holders(role, unit.id)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


async def _called(work: Work, call: RollCall) -> tuple[int, ...]:
    return await (_deputies if call.rung is CallRung.DEPUTY else on_duty)(work, call.unit_id)


async def _deputies(work: Work, unit_id: int) -> tuple[int, ...]:
    """Of whoever is on duty; where the roster names none, those of the unit above."""
    units = await work.store.units.upwards(unit_id)
    for unit in units:
        found = await duty.deputies(work, unit.id)
        if found:
            return found
    return await on_duty(work, units[1].id) if len(units) > 1 else ()


async def _ring(work: Work, alert: Alert, call: RollCall, people: tuple[int, ...]) -> None:
    """A message that rings, with the one button."""
    unit = await work.store.units.by_id(call.unit_id)
    head, *_ = await body(work.store, alert)
    asked = text(f"alert-call-{call.rung.value}", unit=unit_name(unit))
    pressed = button("alert-call-confirm", "whear", str(alert.id), str(unit.id))
    payload = Message(text=asked, lines=(head,), buttons=((pressed,),)).model_dump(mode="json")
    for one in people:
        await work.owe([Owed(person_id=one, payload=payload, lane=Lane.LIFE_SAFETY, slot=_slot(call))])


@routes.button("whear")
async def hear(ctx: Context, alert_id: str, unit_id: str) -> None:
    """收到: whoever is on duty there, their deputy or a colleague; the first counts."""
    alert, call = await _call(ctx, alert_id, unit_id)
    if alert is None or call is None:
        ctx.answer_tap("button-not-yours")
        return
    is_first = await ctx.store.rollcalls.confirm(call, ctx.person.id, now=ctx.now)
    ctx.answer_tap("alert-call-heard" if is_first else "alert-call-known")
    await ctx.retire_buttons()
    await sheet.refresh(ctx, alert)


async def _call(ctx: Context, alert_id: str, unit_id: str) -> tuple[Alert | None, RollCall | None]:
    """The call, where it is for somebody like them to answer. Unknown and not theirs cannot be told apart."""
    number, unit = number_of(alert_id), number_of(unit_id)
    alert = None if number is None else await ctx.store.alerts.by_id(number)
    calls = () if alert is None else await ctx.store.rollcalls.of_alert(alert.id)
    call = next((one for one in calls if one.unit_id == unit), None)
    if call is None:
        return None, None
    called = (*await on_duty(ctx, call.unit_id), *await _deputies(ctx, call.unit_id))
    is_theirs = ctx.person.id in called or await rights.may(ctx.store, ctx.person.id, Deed.HANDLE, call.unit_id)
    return (alert, call) if is_theirs else (None, None)


def _slot(call: RollCall) -> str:
    return f"alertcall:{call.alert_id}:{call.unit_id}"
