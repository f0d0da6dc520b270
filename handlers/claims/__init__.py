"""领奖码: whoever reported something that is fixed can be paid at a counter without saying who they are.

Staff send /claim with what they are shown, and note once that it was paid: the points for that report leave the account into which they
went, so that none are paid twice.
"""

import hmac
import re

from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Message, Moment, text
from handlers.points import counter
from handlers.report import parts, service
from handlers.report.codes import read_code
from handlers.routing import Routes
from storage.case import Report, Status
from storage.outbox import Lane, Owed

_SHOWN = re.compile(r"\s*(.+?)[\s,，/]+([A-Za-z2-7]{4})-?([A-Za-z2-7]{4})\s*")

routes = Routes()


@routes.button("claim")
async def show(ctx: Context, code: str) -> None:
    """To whoever reported it: what to show at the counter."""
    report = await service.own(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    used = await ctx.store.claims.used_at(report.id)
    if used is not None:
        await ctx.send(Message(text=text("claim-used", code=report.code, at=Moment.of(used))))
    elif await _is_fixed(ctx, report):
        await ctx.send(Message(text=text("claim-shown", code=report.code, claim=ctx.store.claims.code(report))))
    else:
        ctx.answer_tap("claim-not-yet")


@routes.command("claim", listed=False)
async def check(ctx: Context, words: str) -> None:
    """By staff: whether the two belong together. Which of the two is wrong is not said."""
    report = await _named(ctx, words)
    if report is None:
        await ctx.say_with_menu("claim-wrong" if ctx.is_staff else "claim-staff-only")
        return
    used = await ctx.store.claims.used_at(report.id)
    if used is not None:
        await ctx.say("claim-used", code=report.code, at=Moment.of(used))
    elif not await _is_fixed(ctx, report):
        await ctx.say("claim-not-fixed", code=report.code)
    else:
        key = "claim-right-first" if await _place(ctx, report) == 1 else "claim-right-later"
        paid = button("claim-paid", "claimed", report.code)
        points = await counter.paid_for(ctx, report)
        worth = (text("claim-points", points=points),) if points else ()
        await ctx.send(Message(text=text(key, code=report.code), lines=worth, buttons=((paid,),)))


@routes.button("claimed")
async def pay(ctx: Context, code: str) -> None:
    """Once; whoever it was hears of it, if they are still here."""
    report = await service.handled(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    if not await _is_fixed(ctx, report) or await ctx.store.claims.used_at(report.id) is not None:
        ctx.answer_tap("claim-too-late")
        return
    if not await counter.take(ctx, report):
        ctx.answer_tap("claim-spent")
        return
    await ctx.store.claims.use(report.id, now=ctx.now)
    await service.note_by_staff(ctx, report, "claimed", ctx.person.id, None)
    await ctx.show(Message(text=text("claim-noted", code=report.code)))
    if report.reporter_id is not None:
        told = Message(text=text("claim-told", code=report.code)).model_dump(mode="json")
        await ctx.owe([Owed(person_id=report.reporter_id, payload=told, lane=Lane.NOTICES)])


async def _named(ctx: Context, words: str) -> Report | None:
    """The report whose code and claim code these are, if it is theirs to deal with."""
    shown = _SHOWN.fullmatch(words)
    code = None if shown is None else read_code(shown[1])
    if shown is None or code is None:
        return None
    report = await service.handled(ctx.store, ctx.person, code)
    claim = f"{shown[2]}-{shown[3]}".upper()
    return report if report is not None and hmac.compare_digest(ctx.store.claims.code(report), claim) else None


async def _is_fixed(ctx: Context, report: Report) -> bool:
    """Paid is for what is verified; also of a case that a report became part of."""
    return (await ctx.store.reports.case_of(report)).status is Status.VERIFIED


async def _place(ctx: Context, report: Report) -> int:
    """Whether it was the first about its case, or came after."""
    case = await ctx.store.reports.case_of(report)
    codes = [one.code for one in await parts.followers(ctx.store, case)]
    return codes.index(report.code) + 1 if report.code in codes else 1
