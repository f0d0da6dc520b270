"""What is asked when a report is in, one question after the answer of the other: of what kind it is, where they live, how they report."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context
from handlers.groups import tell
from handlers.joining import offers
from handlers.messages import Argument, Message, Moment, Text, text
from handlers.report import card, changes, naming, service
from handlers.routing import Routes
from handlers.teams import routing
from storage.case import Report, Urgency
from storage.units import Unit, UnitKind

routes = Routes()


@routes.button("kind")
async def choose_kind(ctx: Context, code: str, category_code: str) -> None:
    """Says what kind of hazard it is; the next question follows, if there is one left."""
    category = next((one for one in ctx.house.categories if one.code == category_code), None)
    if category is None:
        ctx.answer_tap("button-gone")
        return
    report = await service.set_category(ctx, ctx.person, code, category)
    if report is None:
        ctx.answer_tap("report-closed")
        return
    chosen = Message(text=_kind_chosen(report, card.kind_name(report.category, ctx.house.categories)))
    grid = await _grid_to_ask_for(ctx, report)
    await ctx.show(chosen if grid else await naming.with_question(ctx, chosen))
    await changes.refresh_cards(ctx, report)
    await tell.update(ctx, report)
    await routing.route(ctx, report)
    await offers.after_kind(ctx, report)
    if grid is not None:
        await _ask_home(ctx, grid)


def _kind_chosen(report: Report, kind: Argument) -> Text:
    if report.unit_id is None:
        return text("report-kind-chosen-nobody", kind=kind, code=report.code)
    if report.urgency is Urgency.DANGER:
        return text("report-kind-chosen-danger", kind=kind, code=report.code)
    assert report.fix_by is not None, "its kind is known"
    by, fix = Moment.of(report.answer_by), Moment.of(report.fix_by)
    return text("report-kind-chosen", kind=kind, code=report.code, by=by, fix=fix)


async def _grid_to_ask_for(ctx: Context, report: Report) -> Unit | None:
    """Where they may live, if that was never asked. Riders are not asked: they are where they ride."""
    if ctx.person.home_asked_at is not None or report.grid_id is None or report.outside_metres:
        return None
    if await rights.is_rider(ctx.store, ctx.person.id):
        return None
    grid = await ctx.store.units.by_id(report.grid_id)
    return grid if grid.kind in (UnitKind.GRID, UnitKind.COMMUNITY) else None


async def _ask_home(ctx: Context, grid: Unit) -> None:
    """Separately, once, and by a grid's name: the place of a report never becomes a home by itself."""
    await ctx.store.people.home_asked(ctx.person.id, now=ctx.now)
    buttons = ((button("home-yes", "home", grid.code), button("home-no", "nothome")),)
    await ctx.send(Message(text=text("home-question", grid=card.unit_name(grid)), buttons=buttons, silent=True))
