"""The timed sheet of a whistle: which team answered after how long, and which is there. No names of anybody."""

from datetime import datetime

from handlers.buttons import button
from handlers.context import Context, Work
from handlers.messages import Argument, Message, Moment, Text, text
from handlers.report import service as reports
from handlers.report.card import unit_name
from handlers.routing import Routes
from handlers.whistle import rules, telling
from storage.case import Report
from storage.outbox import Owed
from storage.whistles import Summons, Whistle

_MINUTE = 60

routes = Routes()


@routes.button("sheet")
async def open_sheet(ctx: Context, code: str) -> None:
    """From the list of the silent."""
    report = await reports.handled(ctx.store, ctx.person, code)
    if report is None or await ctx.store.whistles.latest(report.id) is None:
        ctx.answer_tap("button-not-yours")
    else:
        await send(ctx, report)


@routes.button("whistleend")
async def end(ctx: Context, code: str) -> None:
    """Nobody need come any more, and nobody is rung."""
    report = await reports.handled(ctx.store, ctx.person, code)
    whistle = None if report is None else await ctx.store.whistles.latest(report.id)
    if report is None or whistle is None:
        ctx.answer_tap("button-not-yours")
        return
    ctx.answer_tap("toast-whistle-ended")
    await end_whistle(ctx, report, whistle)


async def end_whistle(work: Work, report: Report, whistle: Whistle) -> None:
    """All who were summoned see it, without a sound."""
    await work.store.whistles.end(whistle.id, now=work.now)
    await telling.refresh_all(work, report, whistle)
    await refresh(work, report)


async def send(ctx: Context, report: Report) -> None:
    """A new message, the one that is kept up to date from now on."""
    await ctx.send(await _sheet(ctx, report), slot=_slot(report))


async def refresh(work: Work, report: Report) -> None:
    """Every sheet that staff have of the case."""
    slot = _slot(report)
    payload = (await _sheet(work, report)).model_copy(update={"edits": "slot"}).model_dump(mode="json")
    for one in await work.store.outbox.holders(slot):
        await work.owe([Owed(person_id=one, payload=payload, slot=slot, latest=slot)])


def _slot(report: Report) -> str:
    return f"sheet:{report.code}"


async def _sheet(work: Work, report: Report) -> Message:
    whistle = await work.store.whistles.latest(report.id)
    assert whistle is not None, "there was one"
    summoned = await work.store.whistles.summoned(whistle.id)
    lines = [await _line(work, whistle, one) for one in summoned]
    if whistle.ended_at is not None:
        lines.append(text("sheet-ended", at=Moment.of(whistle.ended_at), took=_took(whistle, whistle.ended_at)))
    head = text(f"sheet-{whistle.kind.value}", code=report.code, at=Moment.of(whistle.blown_at))
    again = button("whistle-again", "whistleanew", report.code)
    buttons = ((again,),) if report.is_open and rules.graver(whistle) else ()
    if whistle.ended_at is None:
        buttons = (*buttons, (button("whistle-end", "whistleend", report.code),))
    return Message(text=head, lines=tuple(lines), buttons=buttons, silent=True)


async def _line(work: Work, whistle: Whistle, summons: Summons) -> Text:
    team = unit_name(await work.store.units.by_id(summons.team_id))
    return text("sheet-lead" if summons.leads else "sheet-line", team=team, state=_state(whistle, summons))


def _state(whistle: Whistle, summons: Summons) -> Argument:
    if summons.confirmed_at is None:
        return text(f"sheet-rung-{summons.rung.value}", at=Moment.of(summons.rung_at))
    answered = text("sheet-confirmed", took=_took(whistle, summons.confirmed_at))
    if summons.arrived_at is None:
        return answered
    return text("sheet-arrived", answered=answered, took=_took(whistle, summons.arrived_at))


def _took(whistle: Whistle, moment: datetime) -> Text:
    seconds = rules.seconds_until(whistle.blown_at, moment)
    return text("sheet-took", minutes=seconds // _MINUTE, seconds=seconds % _MINUTE)
