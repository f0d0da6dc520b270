"""Staff put together what is the same, one by one or all at once, and take it apart again."""

from handlers.buttons import button
from handlers.context import Context
from handlers.joining import service
from handlers.joining.choosing import GATHER, INTO, Gather, Into
from handlers.messages import Button, Message
from handlers.report import changes
from handlers.report import service as reports
from handlers.routing import Routes
from storage.case import Actor, Report

_PARTS = 20

routes = Routes(flows=[INTO, GATHER])


@routes.button("same")
async def choose(ctx: Context, code: str) -> None:
    """The card's buttons become what can be done about duplicates."""
    report = await _handled(ctx, code)
    if report is None:
        return
    parts = await ctx.store.reports.parts(report.id)
    acts: list[Button] = []
    if report.is_open:
        acts += [button("joining-into", "mergeinto", code), button("joining-gather", "gather", code)]
    acts += [button("joining-split-one", "split", one.code, code=one.code) for one in parts[:_PARTS]]
    acts.append(button("dialog-back", "keep", code))
    await ctx.show(Message(buttons=tuple((act,) for act in acts)))


@routes.button("mergeinto")
async def begin_into(ctx: Context, code: str) -> None:
    """Which other case this one is part of: one of those near it, or any by its code."""
    report = await _handled(ctx, code)
    if report is not None and report.is_open:
        await ctx.begin(INTO, Into(code=code))
    elif report is not None:
        await changes.refuse_staff(ctx, code)


@routes.button("gather")
async def begin_gather(ctx: Context, code: str) -> None:
    """Which others are part of this one."""
    report = await _handled(ctx, code)
    if report is not None and report.is_open:
        await ctx.begin(GATHER, Gather(code=code))
    elif report is not None:
        await changes.refuse_staff(ctx, code)


@routes.button("split")
async def split(ctx: Context, code: str) -> None:
    """It is another case after all."""
    report = await _handled(ctx, code)
    if report is None:
        return
    if await service.split(ctx, report, Actor.STAFF) is None:
        await changes.refuse_staff(ctx, code)
        return
    ctx.answer_tap("toast-split")


async def _handled(ctx: Context, code: str) -> Report | None:
    report = await reports.handled(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
    return report
