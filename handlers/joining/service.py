"""Cases become one, and are parted again: in the transaction they are given, with everybody told whom it concerns, once."""

from collections.abc import Iterable

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Work
from handlers.joining import rules
from handlers.messages import Message, text
from handlers.report import changes, notices, parts, service
from handlers.report.rules import Action
from handlers.teams import telling
from storage.case import Actor, Report, Urgency
from storage.outbox import Lane, Owed


async def join(ctx: Context, report: Report, case: Report) -> Report | None:
    """Whoever made a report says that it is the same as an older one; the case that it is part of now, or None when that is over."""
    into = await ctx.store.reports.case_of(case)
    if rules.refusal(report, into) is not None:
        return None
    merged = await parts.merge(ctx, report, into, Actor.REPORTER)
    if merged is None:
        return None
    await _is_one(ctx, (merged,), into)
    return into


async def merge(ctx: Context, reports: Iterable[Report], case: Report) -> tuple[Report, ...]:
    """Staff make cases part of another; those that became it. One that fits no more, or is not theirs, is left as it is."""
    into = await ctx.store.reports.case_of(case)
    merged = []
    for report in reports:
        if rules.refusal(report, into) is None and await rights.may_handle(ctx.store, ctx.person.id, report):
            merged.append(await parts.merge(ctx, report, into, Actor.STAFF, staff_id=ctx.person.id))
    done = tuple(one for one in merged if one is not None)
    if done:
        await _tell_reporters(ctx, done, "merged")
        await _is_one(ctx, done, into)
    return done


async def split(ctx: Context, report: Report, actor: Actor) -> Report | None:
    """A case of its own again; None when it is one already."""
    case = await ctx.store.reports.case_of(report)
    staff_id = ctx.person.id if actor is Actor.STAFF else None
    parted = await parts.split(ctx, report, actor, staff_id=staff_id)
    if parted is None:
        return None
    for one in (parted, case):
        await changes.show_everywhere(ctx, one)
    if actor is Actor.STAFF:
        await _tell_reporters(ctx, (parted,), "split")
    if parted.holder_id != ctx.person.id:
        await changes.ring_about(ctx, parted, "split")
    return parted


async def _is_one(ctx: Context, merged: tuple[Report, ...], case: Report) -> None:
    """Cards and groups, who held what became part, and danger to life, which goes with it."""
    await _go_on(ctx, merged, case)
    for one in merged:
        await changes.show_everywhere(ctx, one)
    for holder in {one.holder_id for one in merged} - {None, ctx.person.id, case.holder_id}:
        assert holder is not None
        held = next(one for one in merged if one.holder_id == holder)
        await ctx.owe(notices.to_staff(held, "merged", (holder,), Lane.NOTICES))
    endangered = [one for one in merged if one.urgency is Urgency.DANGER]
    raised = await service.raise_urgency(ctx, endangered[0]) if endangered else None
    if raised is not None:
        await changes.show_everywhere(ctx, raised)
        await changes.ring_about(ctx, raised, "danger")


async def _go_on(ctx: Context, merged: tuple[Report, ...], case: Report) -> None:
    """What nobody has taken yet is theirs who had taken a part of it, and what no team was asked about goes to the one that was."""
    for one in merged:
        if one.holder_id is not None and await rights.may_handle(ctx.store, one.holder_id, case):
            held = await service.act(ctx, case, Action.ACCEPT, Actor.STAFF, staff_id=one.holder_id)
            if held is not None:
                await ctx.owe(notices.to_reporter(held, Action.ACCEPT, ""))
                await changes.show_everywhere(ctx, held)
                case = held
        if one.team_id is not None and case.team_id is None:
            given = await service.act(ctx, case, Action.ASSIGN, Actor.SYSTEM, team=one.team_id)
            if given is not None:
                await telling.given(ctx, given)
                case = given


async def _tell_reporters(work: Work, reports: tuple[Report, ...], event: str) -> None:
    """One message to each, however many of theirs there are."""
    for person_id in dict.fromkeys(one.reporter_id for one in reports if one.reporter_id is not None):
        theirs = [one for one in reports if one.reporter_id == person_id]
        opens = tuple((button("named", "mine", one.code, name=one.code),) for one in theirs)
        message = Message(text=text(f"joining-told-{event}", code=theirs[0].code, count=len(theirs)), buttons=opens)
        await work.owe([Owed(person_id=person_id, payload=message.model_dump(mode="json"))])
