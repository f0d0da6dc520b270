"""It is not fixed: the case is open again, who has it is rung, and from the second time on so is the unit above."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Work
from handlers.messages import Message, text
from handlers.report import changes
from handlers.report.places import ringing_above
from handlers.report.rules import Action
from handlers.verify.rules import GOES_UP
from storage.case import Actor, Report
from storage.outbox import Lane, Owed
from storage.votes import Answer


async def reopen(ctx: Context, case: Report, actor: Actor, answer: Answer) -> bool:
    """Opens it, as one of those says who can see it, and tells everybody; False where it is not asked any more."""
    after = await changes.reopened(ctx, case, actor, answer)
    if after is None:
        return False
    times = sum(one.event == Action.REOPEN.value for one in await ctx.store.reports.events(case.id))
    who, what = text(f"vote-by-{actor.value}"), text(f"vote-said-{answer.value}")
    holders = await changes.concerned(ctx, after)
    said = text("verify-reopened", code=case.code, who=who, what=what, times=times)
    await _ring(ctx, after, holders, Message(text=said))
    if times >= GOES_UP:
        above = tuple(one for one in await _above(ctx, after) if one not in holders)
        holder = await changes.holder_name(ctx, after)
        said = text("verify-reopened-above", code=case.code, who=who, what=what, times=times, holder=holder)
        await _ring(ctx, after, above, Message(text=said))
    await changes.tell_the_others(
        ctx,
        after,
        lambda code: text("reporter-reopened-by-others", code=code, who=who, what=what),
        but=ctx.person.id,
    )
    return True


async def _above(work: Work, report: Report) -> tuple[int, ...]:
    """The staff of the nearest unit that has any, above the one whose case it is."""
    staff = (await ringing_above(work.store, report))[1]
    return tuple([one for one in staff if not await rights.is_about(work.store, one, report)])


async def _ring(work: Work, report: Report, staff: tuple[int, ...], message: Message) -> None:
    opening = button("card-open", "card", report.code)
    payload = message.model_copy(update={"buttons": ((opening,),)}).model_dump(mode="json")
    await work.owe(Owed(person_id=one, payload=payload, lane=Lane.NOTICES) for one in staff)
