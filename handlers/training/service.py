"""Signing up, waiting, leaving, and passing on what becomes free. Each runs in one transaction, with what is said about it."""

from datetime import datetime

from handlers.context import Context, Work
from handlers.messages import Message
from handlers.notice.rules import is_night
from handlers.training import wording
from handlers.training.rules import cancelled, clashes, is_on_offer, moved, next_reminder, offer_until
from storage.outbox import Lane, Owed
from storage.training import Session, SessionState


async def sign_up(ctx: Context, session: Session) -> None:
    """A seat, if one is free or kept for them; otherwise a place on the waiting list."""
    if not is_on_offer(session, ctx.now):
        ctx.answer_tap("training-too-late")
    elif await _gets_kept_seat(ctx, session) or await _gets_free_seat(ctx, session):
        await _confirm(ctx, session)
    elif await ctx.store.training.wait(session.id, ctx.person.id, now=ctx.now):
        await _say_waits(ctx, session)
    else:
        ctx.answer_tap("training-already")


async def take(ctx: Context, session: Session) -> None:
    """The seat that was kept for them; where it is not any more, nothing happens."""
    if await _gets_kept_seat(ctx, session):
        await _confirm(ctx, session)
    else:
        ctx.answer_tap("training-kept-no-more")


async def _gets_kept_seat(ctx: Context, session: Session) -> bool:
    remind_at = next_reminder(session.starts_at, ctx.now)
    return await ctx.store.training.accept(session.id, ctx.person.id, remind_at=remind_at, now=ctx.now)


async def _gets_free_seat(ctx: Context, session: Session) -> bool:
    remind_at = next_reminder(session.starts_at, ctx.now)
    return await ctx.store.training.enrol(session.id, ctx.person.id, remind_at=remind_at, now=ctx.now)


async def leave(ctx: Context, session: Session) -> None:
    """They do not come; what that frees is the next one's."""
    if not is_on_offer(session, ctx.now):
        ctx.answer_tap("training-too-late")
    elif await ctx.store.training.leave(session.id, ctx.person.id):
        ctx.answer_tap("training-left")
        await fill(ctx, session)
    else:
        ctx.answer_tap("training-not-in")


async def fill(work: Work, session: Session) -> None:
    """Offers each free seat to the next who waits, as long as there is time."""
    until = offer_until(work.now, session.starts_at, work.house.zone)
    while until is not None and (person_id := await work.store.training.offer(session.id, until=until)) is not None:
        await tell(work, person_id, wording.offer(session, until))


async def run_out(work: Work) -> None:
    """Offers that nobody answered; their seats are offered on."""
    for session_id, person_id in await work.store.training.run_out(now=work.now):
        session = await work.store.training.by_id(session_id)
        if session is not None and session.state is SessionState.OPEN:
            await tell(work, person_id, wording.ran_out(session))
            await fill(work, session)


async def remind(work: Work, *, limit: int) -> bool:
    """The next few whose reminder is due; whether there may be more. What is over by now is not reminded of."""
    due = await work.store.training.to_remind(now=work.now, limit=limit)
    for session_id, person_id in due:
        session = await work.store.training.by_id(session_id)
        mine = await work.store.training.enrolment(session_id, person_id)
        assert session is not None, "it was just found"
        assert mine is not None, "it was just found"
        if is_on_offer(session, work.now):
            await tell(work, person_id, wording.reminder(session, is_confirmed=mine.confirmed_at is not None))
        await work.store.training.remind_at(session_id, person_id, next_reminder(session.starts_at, work.now))
    return len(due) == limit


async def call_off(work: Work, session: Session) -> Session:
    """Everybody concerned is told, once; whoever has it in their calendar gets what takes it out."""
    over, unit = cancelled(session), await work.store.units.by_id(session.unit_id)
    for person_id in await work.store.training.concerned(session.id):
        mine = await work.store.training.enrolment(session.id, person_id)
        had_seat = mine is not None and mine.has_seat
        await tell(work, person_id, wording.called_off(over, unit, had_seat=had_seat))
    await work.store.training.change(over)
    return over


async def move(work: Work, session: Session, starts_at: datetime) -> Session:
    """At another time: everybody concerned is told once, with a file that changes the entry in their calendar."""
    later, unit = moved(session, starts_at), await work.store.units.by_id(session.unit_id)
    await work.store.training.change(later)
    await work.store.training.reset(session.id, starts_at=starts_at, remind_at=next_reminder(starts_at, work.now))
    for person_id in await work.store.training.concerned(session.id):
        mine = await work.store.training.enrolment(session.id, person_id)
        had_seat = mine is not None and mine.has_seat
        others = await work.store.training.of_person(person_id, now=work.now)
        await tell(work, person_id, wording.moved_to(later, unit, clashes(later, others), had_seat=had_seat))
    return later


async def tell(work: Work, person_id: int, message: Message) -> None:
    """What somebody did not ask for just now; at night without ringing."""
    silent = message.silent or is_night(work.now, work.house.zone)
    payload = message.model_copy(update={"silent": silent}).model_dump(mode="json")
    await work.owe([Owed(person_id=person_id, payload=payload, lane=Lane.NOTICES)])


async def _confirm(ctx: Context, session: Session) -> None:
    ctx.answer_tap("training-in")
    unit = await ctx.store.units.by_id(session.unit_id)
    await ctx.send(wording.confirmation(session, unit, await _clashes(ctx, session)))


async def _say_waits(ctx: Context, session: Session) -> None:
    mine = await ctx.store.training.enrolment(session.id, ctx.person.id)
    assert mine is not None, "it was just written"
    ctx.answer_tap("training-now-waiting", position=mine.position)
    await ctx.send(wording.on_the_list(session, mine, await _clashes(ctx, session)))


async def _clashes(ctx: Context, session: Session) -> tuple[Session, ...]:
    return clashes(session, await ctx.store.training.of_person(ctx.person.id, now=ctx.now))
