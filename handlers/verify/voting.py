"""Solved, partly, not solved: said by who was asked, once, and never by whose work it is."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Message, text
from handlers.points.earning import pay
from handlers.report import changes, notices, service
from handlers.report.rules import Action
from handlers.routing import Routes
from handlers.verify import charge, reopening
from handlers.verify.rules import answer_of
from storage.case import Actor, Report
from storage.outbox import Lane, Worth
from storage.votes import Answer

routes = Routes()


@routes.button("vote")
async def vote(ctx: Context, code: str, answer: str) -> None:
    """The one way in for all of them; a word where it does not count, and the buttons go."""
    given, report = answer_of(answer), await ctx.store.reports.by_code(code)
    case = None if report is None else await ctx.store.reports.case_of(report)
    actor = None if report is None or case is None else await _as_whom(ctx, report, case)
    if given is None or case is None or actor is None:
        ctx.answer_tap("vote-over")  # also where there is none such, so that nobody can tell
    elif await charge.has_done(ctx.store, ctx.person.id, case):
        ctx.answer_tap("vote-own-work")
    elif actor is Actor.REPORTER:
        await _by_reporter(ctx, case, given)
    else:
        await _by_neighbour(ctx, case, given)


async def _as_whom(ctx: Context, report: Report, case: Report) -> Actor | None:
    """As whoever reported it, or as somebody else who was asked and has not been told that it is over; None for all others."""
    if rights.is_reporter(ctx.person.id, report) and report.id == case.id:
        return Actor.REPORTER
    return Actor.NEIGHBOUR if await ctx.store.votes.is_asked(case.id, ctx.person.id) else None


async def _by_reporter(ctx: Context, case: Report, answer: Answer) -> None:
    """Their word ends it, or opens it again; also when it comes too late for everybody else."""
    if answer is not Answer.YES:
        if await reopening.reopen(ctx, case, Actor.REPORTER, answer):
            add = button("report-add", "add", case.code)
            await ctx.show(Message(text=text("reporter-reopened", code=case.code), buttons=((add,),)))
        else:
            await _over(ctx)
        return
    after = await service.act_as_reporter(ctx, ctx.person, case.code, Action.VERIFY)
    if after is None:
        await _over(ctx)
        return
    await changes.show_everywhere(ctx, after)
    await ctx.show(Message(text=text("reporter-verified", code=case.code)))
    await pay(ctx, after)
    who = text("vote-by-reporter")
    await changes.tell_the_others(
        ctx, after, lambda code: text("reporter-verified-by-others", code=code, who=who), but=ctx.person.id
    )
    if after.holder_id is not None:
        await ctx.owe(notices.to_staff(after, "verified", (after.holder_id,), Lane.NOTICES, Worth.ONCE))


async def _by_neighbour(ctx: Context, case: Report, answer: Answer) -> None:
    """A no opens it again at once; a yes counts when the time for a no is over."""
    if not await ctx.store.votes.cast(case.id, ctx.person.id, answer):
        ctx.answer_tap("vote-twice")
    elif answer is Answer.YES:
        await service.note_vote(ctx, case, answer)
        await ctx.show(Message(text=text("vote-yes", code=case.code)))
    else:
        await reopening.reopen(ctx, case, Actor.NEIGHBOUR, answer)
        await ctx.show(Message(text=text("vote-no", code=case.code)))


async def _over(ctx: Context) -> None:
    ctx.answer_tap("vote-over")
    await ctx.retire_buttons()
