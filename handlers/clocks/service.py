"""The clocks of a case, in the transaction they are given: what is promised for it, whenever that changes."""

from handlers.clocks import terms
from handlers.clocks.calendar import Calendar
from handlers.clocks.terms import Terms
from handlers.context import Work
from handlers.report.rules import Action
from storage.case import Report


async def begun(work: Work, report: Report) -> Report:
    """A new case, from whose making on its clocks run."""
    promise = await terms_for(work, report)
    fresh = terms.promised(report, promise, work.now)
    return terms.watched(fresh, fresh, promise, is_new=True, now=work.now)


async def kept(work: Work, before: Report, changed: Report, event: str) -> Report:
    """A case after what is called this in its history."""
    promise = await terms_for(work, changed)
    match event:
        case "category":
            changed = terms.named(changed, promise)
        case Action.REOPEN.value:
            changed = terms.promised(changed, promise, work.now)
        case Action.DANGER.value:
            changed = terms.sooner(changed, work.now)
    return terms.watched(before, changed, promise, is_new=event == Action.REOPEN, now=work.now)


async def terms_for(work: Work, report: Report) -> Terms:
    """What is promised for its kind, in the working time of where it is."""
    house = work.house
    return terms.terms_of(report.category, house.limits, house.categories, await _calendar(work, report))


async def _calendar(work: Work, report: Report) -> Calendar:
    """The nearest unit's that has hours of its own, else everybody's."""
    calendars, where = work.house.calendars, report.grid_id or report.unit_id
    if where is None or not calendars.of_units:
        return calendars.common
    above = await work.store.units.upwards(where)
    return next((calendars.of_units[one.code] for one in above if one.code in calendars.of_units), calendars.common)
