"""Whoever reported something says that it is the same as what a neighbour reported, or that it is not after all."""

from handlers.buttons import button
from handlers.context import Context
from handlers.joining import rules, service
from handlers.messages import Message, text
from handlers.report import rules as report_rules
from handlers.report import service as reports
from handlers.routing import Routes
from storage.case import Actor, Status

routes = Routes()


@routes.button("join")
async def join(ctx: Context, code: str, into: str) -> None:
    """Only what was offered can be joined: of any other case nothing is learnt, not even that there is one."""
    report, case = await reports.own(ctx.store, ctx.person, code), await ctx.store.reports.by_code(into)
    if report is None or case is None or not rules.may_join(report, case, ctx.now):
        ctx.answer_tap("button-not-yours")
    elif report.status is Status.MERGED:
        ctx.answer_tap("joining-already")
    elif await service.join(ctx, report, case) is None:
        ctx.answer_tap("joining-over")
    else:
        leave = button("joining-leave", "notsame", code)
        await ctx.show(Message(text=text("joining-joined", code=code), buttons=((leave,),)))


@routes.button("notsame")
async def part(ctx: Context, code: str) -> None:
    """A slip of the thumb: their report is one of its own again. What staff put together, staff alone take apart."""
    report = await reports.own(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    events = await ctx.store.reports.events(report.id)
    may = report_rules.joined_by_reporter(report, events)
    if not may or await service.split(ctx, report, Actor.REPORTER) is None:
        ctx.answer_tap("report-closed")
        return
    await ctx.show(Message(text=text("joining-left", code=code)))
