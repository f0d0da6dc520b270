"""What somebody looks at of their worklist, and what they find there."""

from handlers.context import Context
from handlers.rights import MAY, Deed
from storage.case import Report
from storage.worklists import View

PAGE = 10
COUNTED = 1000  # further on it says that there are more
ROLES = (*MAY[Deed.SEE_WORKLIST], *MAY[Deed.ANSWER])


def has_worklist(ctx: Context) -> bool:
    """Whether they work somewhere."""
    return ctx.is_staff or ctx.in_team


async def count(ctx: Context, view: View) -> int:
    """How many there are, up to one more than are counted."""
    return await ctx.store.worklists.count(ctx.person.id, ROLES, view, at_most=COUNTED + 1)


async def page(ctx: Context, view: View, number: int) -> list[Report]:
    """The cases of a page, of which 0 is the first."""
    found = await ctx.store.worklists.page(ctx.person.id, ROLES, view, limit=PAGE, offset=number * PAGE)
    return [await ctx.store.reports.by_id(one) for one in found]


async def beside(ctx: Context, report: Report, *, after: bool) -> Report | None:
    """The case that comes after another one in what they look at, or before it. After one that is closed comes the first of all."""
    lists, view = ctx.store.worklists, await ctx.store.worklists.view(ctx.person.id)
    place = await lists.count(ctx.person.id, ROLES, view, before=report) if report.is_open else 0
    if not after:
        found = await lists.page(ctx.person.id, ROLES, view, limit=1, offset=place - 1) if place else ()
    else:
        here = await lists.page(ctx.person.id, ROLES, view, limit=2, offset=place)
        found = here[1:] if here[:1] == (report.id,) else here[:1]
    return await ctx.store.reports.by_id(found[0]) if found else None
