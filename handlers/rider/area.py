"""A rider's area: the unit where they last were, for half a day."""

from datetime import timedelta

from handlers.context import Context
from storage.case import Report

LASTS = timedelta(hours=12)


async def keep(ctx: Context, report: Report) -> None:
    """From a report of theirs. A place in words, or outside every unit, does not say where they are."""
    if report.place.latitude is not None and report.grid_id is not None and not report.outside_metres:
        await ctx.store.riders.moved(ctx.person.id, report.grid_id, until=ctx.now + LASTS)
