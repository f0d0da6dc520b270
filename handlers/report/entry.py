"""Ways into a report: the menu, anything that somebody simply sends, or the code of one that is there."""

from collections.abc import Iterable
from datetime import timedelta

from handlers import rights
from handlers.context import Context
from handlers.input import Input, Located, Words
from handlers.report import flow, reporter, service, staff
from handlers.report.codes import read_code
from handlers.report.flow import Draft
from handlers.report.questions import REPORT, look_into
from handlers.report.voices import voices_of
from storage.case import PlaceSource

_PRESSED_TWICE = timedelta(minutes=2)


async def open_report(ctx: Context, given: Iterable[Input], *, by_minor: bool = False, owes_menu: bool = False) -> None:
    """Begins a report with what was sent so far, in the order it came.

    Everything is taken as it is at the first question: the others have not been put yet, so words are no answer to them.
    """
    given = tuple(given)
    if len(given) == 1 and _is_where_they_are(given[0]) and await _has_just_reported(ctx):
        await ctx.say("report-place-already")
        return
    by_rider = not by_minor and await rights.is_rider(ctx.store, ctx.person.id)
    heard = voices_of(ctx.person, by_minor=by_minor)
    draft = Draft(by_minor=by_minor, by_rider=by_rider, owes_menu=owes_menu, voices=heard)
    for one in given:
        draft = flow.take("photo", draft, one) or draft
        await look_into(ctx, draft, one)
    await ctx.begin(REPORT, draft)


def _is_where_they_are(given: Input) -> bool:
    """Rather than a code that was scanned on purpose."""
    return isinstance(given, Located) and given.place.source is not PlaceSource.QR


async def _has_just_reported(ctx: Context) -> bool:
    """A key pressed twice sends the place twice; the second one begins no new report."""
    latest = (await ctx.store.reports.by_reporter(ctx.person.id))[:1]
    return any(ctx.now - report.created_at < _PRESSED_TWICE for report in latest)


async def show_by_code(ctx: Context, given: Input) -> bool:
    """Answers a code by itself with what its sender may see of that report; False when it is no code."""
    code = read_code(given.words) if isinstance(given, Words) else None
    if code is None:
        return False
    if await service.seen(ctx.store, ctx.person, code) is not None:
        await staff.show_card(ctx, code)
    elif await service.own(ctx.store, ctx.person, code) is not None:
        await reporter.show_own(ctx, code)
    else:
        await ctx.say("report-code-unknown", code=code)
    return True
