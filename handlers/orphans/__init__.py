"""/orphans: cases whose place is in no grid or on a border, which staff of the unit above give to a unit for good.

service.py: the use cases; telling.py: who hears of it. Which case is one is in handlers/units/borders.py, what cards say of it in
handlers/report.
"""

from handlers import rights
from handlers.buttons import button, in_rows
from handlers.context import Context
from handlers.messages import Button, Message, text
from handlers.orphans import service, telling
from handlers.report import card
from handlers.report import service as reports
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.units.choice import go_below, unit_choices, whole_or_part
from handlers.worklist.lines import line
from storage.case import Report
from storage.units import UnitKind

_PAGE = 10
_ELSEWHERE = "?"  # no unit has this code

routes = Routes()


@routes.command("orphans", listed=False)
async def command(ctx: Context, _words: str) -> None:
    """All that are theirs to give."""
    if await rights.may_anywhere(ctx.store, ctx.person.id, Deed.SETTLE):
        await ctx.send(await _list(ctx))
    else:
        await ctx.say_with_menu("orphans-not-yours")


@routes.button("orphans")
async def show_list(ctx: Context) -> None:
    """The same, as it is now."""
    await ctx.show(await _list(ctx))


@routes.button("orphan")
async def show(ctx: Context, code: str) -> None:
    """One of them, and to whom it can be given."""
    report = await _undecided(ctx, code)
    if report is None:
        return
    known = await card.facts(ctx.store, report, ctx.house.categories)
    sides = await service.sides(ctx.store, report)
    buttons = (
        *((button("orphan-give", "settle", code, unit.code, unit=unit_name(unit)),) for unit in sides),
        (button("orphan-elsewhere", "settle", code, _ELSEWHERE), button("card-open", "card", code)),
        (button("dialog-back", "orphans"),),
    )
    owner = None if known.orphan is None else known.orphan.owner
    head = text("orphan-whose", code=code, kind=known.kind, unit=unit_name(owner))
    await ctx.show(Message(text=head, lines=tuple(card.lines(known)), buttons=buttons))


@routes.button("settle")
async def settle(ctx: Context, code: str, value: str) -> None:
    """It is a unit's for good; or first, which of those below another."""
    report = await _undecided(ctx, code)
    if report is None:
        return
    below = go_below(value)
    if value == _ELSEWHERE or below is not None:
        await _ask_on(ctx, report, below)
        return
    unit = await ctx.store.units.by_code(value)
    after = None if unit is None else await service.settle(ctx, ctx.person, report, unit)
    if unit is None or after is None:
        ctx.answer_tap("button-gone")
        return
    ctx.answer_tap("toast-settled")
    await telling.settled(ctx, report, after, unit)
    has_point = after.place.latitude is not None
    area = ((button("orphan-area", "orphanarea", code, unit=unit_name(unit)),),) if has_point else ()
    said = text("orphan-settled", code=code, unit=unit_name(unit))
    await ctx.show(Message(text=said, buttons=(*area, (button("orphan-list", "orphans"),))))


@routes.button("orphanarea")
async def settle_area(ctx: Context, code: str) -> None:
    """What comes from around there is no orphan any more."""
    unit = await service.say_of_area(ctx, ctx.person, code)
    if unit is None:
        ctx.answer_tap("button-not-yours")
        return
    said = text("orphan-area-said", unit=unit_name(unit))
    await ctx.show(Message(text=said, buttons=((button("orphan-list", "orphans"),),)))


async def _ask_on(ctx: Context, report: Report, below: str | None) -> None:
    """The buttons become the units that are theirs, or those below one of them."""
    above = None if below is None else await ctx.store.units.by_code(below)
    if above is None:
        tops = await rights.units(ctx.store, ctx.person.id, Deed.SETTLE)
        choices = await unit_choices(ctx.store, None, UnitKind.GRID, tops)
    else:
        choices = await whole_or_part(ctx.store, above, UnitKind.GRID)
    buttons = [Button(text=label, data=f"settle:{report.code}:{value}") for value, label in choices]
    rows = in_rows(buttons)
    await ctx.show(Message(buttons=(*rows, (button("dialog-back", "orphan", report.code),))))


async def _undecided(ctx: Context, code: str) -> Report | None:
    """The case, if it is theirs to give; somebody else may have been faster."""
    report = await service.undecided(ctx.store, ctx.person, code)
    if report is None:
        handled = await reports.handled(ctx.store, ctx.person, code)
        ctx.answer_tap("button-not-yours" if handled is None else "orphan-too-late")
    return report


async def _list(ctx: Context) -> Message:
    found = await service.listed(ctx.store, ctx.person)
    if not found:
        return Message(text=text("orphans-none"))
    lines = [await line(ctx, one) for one in found[:_PAGE]]
    opens = [button("named", "orphan", one.code, name=one.code) for one in found[:_PAGE]]
    rows = in_rows(opens)
    return Message(text=text("orphans-head", count=len(found)), lines=tuple(lines), buttons=rows)
