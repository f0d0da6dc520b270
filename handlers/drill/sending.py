"""From [begin] on: who gets it, who is told that it is over, and its author's card. Whether somebody takes part is looked at each time that
something goes to them, so that nobody gets any more who has changed their mind."""

from collections.abc import Mapping

from handlers.context import Context, Work
from handlers.drill import rules
from handlers.drill.flow import Draft
from handlers.drill.wording import Standing, beginning, card, ending
from handlers.messages import Message
from handlers.notice.rules import UNDO
from storage.drills import CopyState, Drill, DrillState
from storage.outbox import Lane, Owed, Worth
from storage.store import Store
from storage.units import Unit
from storage.wishes import Wishes


async def start(ctx: Context, unit: Unit, draft: Draft, people: int) -> None:
    """It begins in half a minute; until then nobody has it. Its author gets the card."""
    assert draft.kind is not None
    assert draft.level is not None
    drill = await ctx.store.drills.add(
        draft.code,
        draft.kind,
        draft.level,
        draft.words,
        unit_id=unit.id,
        author_id=ctx.person.id,
        people=people,
        send_at=ctx.now + UNDO,
        now=ctx.now,
    )
    await ctx.send(card(drill, unit, Standing()), slot=drill.batch)


async def end(ctx: Context, drill: Drill) -> None:
    """Nothing more of it goes, but that it is over."""
    changed = rules.ended(drill, ctx.now)
    await ctx.store.drills.save(changed)
    ctx.answer_tap("drill-ended" if changed.state is DrillState.DONE else "drill-taken-back")
    await show_author(ctx, changed, await standing(ctx.store, changed))


async def go_on(work: Work, drill_id: int, *, limit: int) -> int:
    """The next few of those who are to be told that it begins, or that it is over; how many there were."""
    drill = await work.store.drills.by_id(drill_id)
    if drill is None or drill.ended_at is not None:
        return 0
    if rules.has_lasted(drill, work.now):
        drill = rules.ended(drill, work.now)
        await work.store.drills.save(drill)
    match drill.state:
        case DrillState.SENDING:
            return await _begin(work, drill, limit)
        case DrillState.DONE:
            return await _end(work, drill, limit)
        case _:
            return 0


async def _begin(work: Work, drill: Drill, limit: int) -> int:
    people = await work.store.drills.next_ones(drill.id, CopyState.WAITING, limit=limit)
    wishes = await _taking_part(work.store, people)
    unit = await work.store.units.by_id(drill.unit_id)
    await work.store.drills.leave_out(drill.id, {*people} - wishes.keys())
    await work.store.drills.owed(drill.id, wishes, now=work.now)
    await _owe(work, beginning(drill, unit), drill.batch, wishes)
    return len(people)


async def _end(work: Work, drill: Drill, limit: int) -> int:
    """Whoever has still to get the first message gets neither."""
    people = await work.store.drills.next_ones(drill.id, CopyState.OWED, limit=limit)
    spared = [one for one in people if await work.store.drills.take_back(one, drill.batch)]
    wishes = await _taking_part(work.store, [one for one in people if one not in spared])
    unit = await work.store.units.by_id(drill.unit_id)
    await work.store.drills.leave_out(drill.id, spared)
    await work.store.drills.over(drill.id, people)
    await _owe(work, ending(drill, unit), drill.batch_of_end, wishes)
    return len(people)


async def _taking_part(store: Store, people: list[int] | tuple[int, ...]) -> Mapping[int, Wishes]:
    """Those of them who still take part in drills."""
    wishes = {one: await store.wishes.get(one) for one in people}
    return {one: wished for one, wished in wishes.items() if wished.drills}


async def _owe(work: Work, message: Message, batch: str, wishes: Mapping[int, Wishes]) -> None:
    """Owed twice it is owed once; it waits behind everything else."""
    now, zone = work.now, work.house.zone
    await work.owe(
        Owed(
            person_id=person_id,
            payload=message.model_copy(update={"silent": rules.is_silent(wished, now, zone)}).model_dump(mode="json"),
            lane=Lane.BULK,
            worth=Worth.ONCE,
            dedupe=f"{batch}:{person_id}",
            batch=batch,
        )
        for person_id, wished in wishes.items()
    )


async def standing(store: Store, drill: Drill) -> Standing:
    """How far it is now."""
    return Standing(
        told=await store.outbox.tally(drill.batch),
        ending=await store.outbox.tally(drill.batch_of_end),
        left=await store.drills.count(drill.id, CopyState.OWED),
        answers=await store.drills.answers(drill.id),
    )


async def show_author(work: Work, drill: Drill, stands: Standing) -> None:
    """Brings the author's card up to date; of several changes that wait to be shown only the last is."""
    if drill.author_id is None:
        return
    unit = await work.store.units.by_id(drill.unit_id)
    payload = card(drill, unit, stands).model_copy(update={"edits": "slot"}).model_dump(mode="json")
    await work.owe([Owed(person_id=drill.author_id, payload=payload, slot=drill.batch, latest=drill.batch)])
