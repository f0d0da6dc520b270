"""结算表: what was given for points since the beginning of last month; a unit's for its staff, a partner's own for its members. A row for
each voucher, without whose it was."""

from collections import Counter
from datetime import datetime, timedelta

from handlers import rights
from handlers.context import Context
from handlers.messages import Argument, Message, Moment, Named, Table, Text, text
from handlers.points.rules import month
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.routing import Routes
from storage.units import Unit, UnitKind
from storage.vouchers import Used

routes = Routes()

_COLUMNS = (
    text("statement-number"),
    text("statement-used"),
    text("statement-what"),
    text("statement-giver"),
    text("statement-points"),
)


@routes.button("rewardsheet")
async def settle(ctx: Context, unit_code: str) -> None:
    """A file for the books, and what it comes to. Unknown and not theirs cannot be told apart."""
    unit = await ctx.store.units.by_code(unit_code)
    deed = Deed.GIVE_REWARD if unit is not None and unit.kind is UnitKind.TEAM else Deed.SET_REWARDS
    if unit is None or not await rights.may(ctx.store, ctx.person.id, deed, unit.id):
        ctx.answer_tap("button-not-yours")
        return
    since = month(month(ctx.now, ctx.house.zone) - timedelta(days=1), ctx.house.zone)
    await ctx.send(await _statement(ctx, unit, since))


async def _statement(ctx: Context, unit: Unit, since: datetime) -> Message:
    is_partner = unit.kind is UnitKind.TEAM
    used = await ctx.store.vouchers.used(unit.id, since, by_partner=is_partner)
    head = text(
        "statement-head" if used else "statement-none", unit=unit_name(unit), since=Moment.of(since, dated=True)
    )
    if not used:
        return Message(text=head)
    givers = {one.id: unit_name(one) for one in await ctx.store.units.teams(unit.id)} | {unit.id: unit_name(unit)}
    rows = (_COLUMNS, *(_row(one, givers) for one in used))
    return Message(text=head, lines=_sums(used), table=Table(name=f"rewards-{unit.code}", rows=rows))


def _row(one: Used, givers: dict[int, Argument]) -> tuple[Text, ...]:
    counter: Argument = text("reward-giver-counter")
    giver = counter if one.partner_id is None else givers.get(one.partner_id, counter)
    said = (str(one.id), Moment.of(one.ended_at, dated=True), _name(one.name, one.name_en), giver, str(one.price))
    return tuple(text("named", name=cell) for cell in said)


def _sums(used: tuple[Used, ...]) -> tuple[Text, ...]:
    """By what it was, and all of it."""
    counts, points = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in used:
        counts[one.name, one.name_en] += 1
        points[one.name, one.name_en] += one.price
    lines = [text("statement-line", name=_name(*what), count=counts[what], points=points[what]) for what in counts]
    return (*lines, text("statement-sum", count=len(used), points=sum(points.values())))


def _name(name: str, name_en: str) -> Named:
    return Named(names={"": name, "en": name_en})
