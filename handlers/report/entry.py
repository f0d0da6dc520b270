"""Ways into a report: the menu, or anything that somebody simply sends."""

from collections.abc import Iterable

from handlers.context import Context
from handlers.input import Input
from handlers.report import flow
from handlers.report.flow import Draft
from handlers.report.questions import REPORT


async def open_report(ctx: Context, given: Iterable[Input], *, by_minor: bool = False, owes_menu: bool = False) -> None:
    """Begins a report with what was sent so far, in the order it came; what nothing can be made of is answered with a word."""
    draft = Draft(by_minor=by_minor, owes_menu=owes_menu)
    for one in given:
        taken = flow.take(flow.step(draft) or "photo", draft, one)
        if taken is None:
            await ctx.say_with_menu("not-understood")
            return
        draft = taken
    await ctx.begin(REPORT, draft)
