"""The end of the dialog: a report is in, or a draft ran out of time."""

import logging

from handlers import rights
from handlers.buttons import button, in_rows
from handlers.context import Context
from handlers.groups import tell
from handlers.joining import offers
from handlers.limits import Taken, count_report, speaks_of_danger, take_media
from handlers.messages import Message, text
from handlers.report import beside, card, flow, making, notices
from handlers.report.flow import Draft
from handlers.report.making import Submitted
from handlers.report.more import say_full
from handlers.rider import area
from handlers.teams import routing
from handlers.units.choice import UNSURE
from storage.case import PlaceSource, Urgency
from storage.outbox import Lane
from storage.units import Unit

_log = logging.getLogger(__name__)


async def take_files(ctx: Context, draft: Draft, *, is_danger: bool = False) -> Taken:
    """How many of a draft's files its report is given, within what it may hold."""
    count = min(len(draft.files), ctx.house.limits.photos_per_report)
    return await take_media(ctx, count, danger=is_danger or speaks_of_danger(ctx, draft.words or ""))


async def put_in(ctx: Context, draft: Draft, taken: Taken, *, is_danger: bool = False, is_call: bool = False) -> str:
    """The report is in, no confirm screen, with so many of its files; the draft may hold more than a report does. Its code. Whoever calls
    for help is asked neither what is near nor of which kind it is."""
    limits = ctx.house.limits
    everything, draft = draft, flow.trimmed(draft, files=limits.photos_per_report, words=limits.words)
    kept = flow.trimmed(draft, files=taken.count, words=limits.words)
    urgency = Urgency.DANGER if is_danger else Urgency.ORDINARY
    submitted = await making.submit(ctx, kept, ctx.person, urgency=urgency)
    await count_report(ctx)
    if is_danger:
        await ctx.send(Message(text=text("emergency-numbers")), lane=Lane.LIFE_SAFETY)
    if draft.owes_menu:
        await _say_back(ctx, draft, submitted.given.grid)
    await ctx.send(notices.answer(submitted.report, submitted.given, limits.undo_minutes, by_rider=draft.by_rider))
    if draft != everything:
        await say_full(ctx)
    if taken.told is not None:
        await ctx.send(Message(text=taken.told))
    await _ring(ctx, submitted)
    await beside.tell_beside(ctx, submitted.report)
    if is_danger:
        await routing.route(ctx, submitted.report)
    if draft.by_rider:
        await area.keep(ctx, submitted.report)
    if not (draft.by_minor or is_call):
        await offers.after_report(ctx, submitted.report)
        await _ask_kind(ctx, submitted.report.code, by_rider=draft.by_rider)
    return submitted.report.code


async def _say_back(ctx: Context, draft: Draft, grid: Unit | None) -> None:
    """What was understood of the place; the menu comes back with it."""
    if draft.place is None:
        await ctx.say_with_menu("report-place-missing", grid=card.unit_name(grid))
    elif draft.place.source is PlaceSource.WORDS and draft.area in (None, UNSURE):
        await ctx.say_with_menu("report-place-unsure")
    else:
        await ctx.say_with_menu("report-place-understood", grid=card.unit_name(grid))


async def expire(ctx: Context, draft: Draft) -> None:
    """A draft whose place never came goes to the person's own grid, or is dropped with a word."""
    if draft.is_empty or (draft.place is not None and not (draft.files or draft.words)):
        await ctx.say_with_menu("dialog-expired")
    elif draft.place is None and (ctx.person.home_unit_id is None or draft.by_minor):
        await ctx.say_with_menu("report-dropped")
    else:
        await put_in(ctx, draft.model_copy(update={"owes_menu": True}), await take_files(ctx, draft))


async def _ring(ctx: Context, submitted: Submitted) -> None:
    report, given = submitted.report, submitted.given
    known = await card.facts(ctx.store, report, ctx.house.categories)
    await ctx.owe(card.cards(known, given.staff, card.ring_lane(report)))
    await tell.tell(ctx, report)
    if not given.staff:
        _log.error("nobody is staff for report %s; invite staff for its unit or one above", report.code)
        await ctx.owe(notices.alarm(report, given, await rights.alarmed(ctx.store, report.grid_id)))


async def _ask_kind(ctx: Context, code: str, *, by_rider: bool) -> None:
    """A second, quieter message: the report is in whether it is answered or not."""
    kinds = [
        button("named", "kind", code, category.code, name=card.kind_name(category.code, ctx.house.categories))
        for category in ctx.house.categories
    ]
    rows = in_rows(kinds)
    await ctx.send(Message(text=text("rider-ask-kind" if by_rider else "report-ask-kind"), buttons=rows, silent=True))
