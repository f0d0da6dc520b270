"""积分 (/points): what somebody has, what for, what is still to come, and until when it can be spent.

rules.py: what is given for what; earning.py: paying when a case is verified; jobs.py: what expires, and whether the books are right.
"""

from datetime import datetime

from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.messages import Message, Text, text
from handlers.points import rules
from handlers.routing import Routes
from handlers.units.own import number_of
from storage.case import OPEN, Status
from storage.ledger import Account, Line
from storage.module import NO_END

_LINES = 8

routes = Routes()


@routes.command("points")
async def command(ctx: Context, _words: str) -> None:
    """What they have, and the newest of how it came."""
    await ctx.send(await _page(ctx, NO_END))


@routes.button("points")
async def show(ctx: Context) -> None:
    """/points, from 我的."""
    await ctx.send(await _page(ctx, NO_END))


@routes.button("pointsback")
async def older(ctx: Context, before: str) -> None:
    """The page before, in the same message."""
    number = number_of(before)
    if number is None:
        ctx.answer_tap("button-gone")
        return
    await ctx.show(await _page(ctx, number))


async def _page(ctx: Context, before: int) -> Message:
    account = await ctx.store.ledger.of_person(ctx.person.id)
    if account is None:
        return Message(text=text("points-none-yet"), lines=tuple(await _pending(ctx)))
    page = await ctx.store.ledger.page(account.id, before=before, limit=_LINES + 1)
    shown = page[:_LINES]
    lines = [*await _pending(ctx), *await _expiring(ctx, account), *(_line(ctx, one) for one in shown)]
    more: Rows = ((button("points-older", "pointsback", str(shown[-1].id)),),) if len(page) > _LINES else ()
    return Message(text=text("points-balance", points=account.balance), lines=tuple(lines), buttons=more)


async def _pending(ctx: Context) -> list[Text]:
    """What is not paid yet, and why."""
    cases = [await ctx.store.reports.case_of(one) for one in await ctx.store.reports.by_reporter(ctx.person.id)]
    stands = [one.status for one in {one.id: one for one in cases}.values()]
    counted = {"open": sum(one in OPEN for one in stands), "done": stands.count(Status.DONE)}
    return [text(f"points-pending-{name}", cases=cases) for name, cases in counted.items() if cases]


async def _expiring(ctx: Context, account: Account) -> list[Text]:
    lots = rules.left(await ctx.store.ledger.lots(account.id), await ctx.store.ledger.gone(account.id))
    return [
        text("points-expire", points=one.amount, day=_day(ctx, one.expires_at))
        for one in lots[:1]
        if one.expires_at is not None
    ]


def _line(ctx: Context, line: Line) -> Text:
    amount, on = abs(line.amount), _day(ctx, line.booked_at)
    return text(f"points-line-{line.reason.value}", points=amount, day=on, about=line.about or "")


def _day(ctx: Context, moment: datetime) -> str:
    return f"{moment.astimezone(ctx.house.zone):%Y-%m-%d}"
