"""What the dialog of a new course asks, in which words and with which buttons."""

from datetime import date, timedelta

from handlers import rights
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.messages import Text, text
from handlers.rights import Deed
from handlers.training import flow, service, wording
from handlers.training.flow import HOURS, MAKE, MINUTES, MOST_SEATS, MOST_WORDS, SEATS, STEPS, Draft
from handlers.training.rules import is_on_offer
from handlers.units.own import own_choices
from storage.training import CourseKind, NewSession, Session, SessionState
from storage.units import Unit


async def _ask(ctx: Context, step: str, draft: Draft) -> Question:
    match step:
        case "kind":
            kinds = tuple((one.value, text(f"training-kind-{one.value}")) for one in CourseKind)
            return Question(text("course-ask-kind"), choices=kinds)
        case "title":
            return Question(text("course-ask-title", most=MOST_WORDS))
        case "unit":
            choices = await own_choices(ctx, Deed.HOLD_TRAINING, draft.below)
            return Question(text("course-ask-unit"), choices=choices, one_a_row=True)
        case "preview":
            return await _preview(ctx, draft)
        case _:
            return _plain(step, draft)


def _plain(step: str, draft: Draft) -> Question:
    """Those that ask for nothing but the draft."""
    match step:
        case "day":
            days = tuple((one.isoformat(), _day(one)) for one in flow.days(draft))
            return Question(text("course-day-past" if draft.is_past else "course-ask-day"), choices=days)
        case "hour":
            return Question(
                text("course-ask-hour"),
                choices=tuple((one, text("course-hour", hour=shown)) for one, shown in HOURS.items()),
            )
        case "length":
            lengths = tuple((str(one), text("course-minutes", minutes=one)) for one in MINUTES)
            return Question(text("course-ask-length"), choices=lengths)
        case "place":
            return Question(text("course-ask-place" if draft.latitude is None else "course-ask-name", most=MOST_WORDS))
        case _:
            seats = tuple((str(one), text("course-seats", seats=one)) for one in SEATS)
            return Question(text("course-ask-seats", most=MOST_SEATS), choices=seats)


def _day(day: date) -> Text:
    return text("course-day", month=day.month, day=day.day, weekday=day.isoweekday())


async def _preview(ctx: Context, draft: Draft) -> Question:
    """Exactly what people will read, and who sees it."""
    unit = await ctx.store.units.by_code(draft.unit or "")
    if unit is None:
        return Question(text("course-unit-gone"))
    session = _session(ctx, draft, unit)
    if draft.moves:
        return Question(
            text("course-move-preview", session=wording.described(session)), choices=((MAKE, text("course-move-sure")),)
        )
    preview = text(
        "course-preview", session=wording.described(session), unit=wording.name_of(unit), seats=session.seats
    )
    return Question(preview, choices=((MAKE, text("course-make")),))


def _new(ctx: Context, draft: Draft) -> NewSession:
    local = flow.starts(draft)
    assert local is not None, "it was asked for before"
    starts_at = local.replace(tzinfo=ctx.house.zone).astimezone(ctx.now.tzinfo)
    return NewSession(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draft.minutes or 1),
        place=draft.place or "",
        seats=draft.seats or 1,
        **draft.model_dump(include={"code", "latitude", "longitude"}),
    )


def _session(ctx: Context, draft: Draft, unit: Unit) -> Session:
    """As it will be."""
    return Session(
        **_new(ctx, draft).model_dump(),
        id=0,
        course_id=0,
        unit_id=unit.id,
        author_id=ctx.person.id,
        kind=draft.kind or CourseKind.OTHER,
        title=_title(draft),
        state=SessionState.OPEN,
        version=0,
        taken=0,
        waiting=0,
    )


def _title(draft: Draft) -> str | None:
    return draft.title if draft.kind is CourseKind.OTHER else None


async def _finish(ctx: Context, draft: Draft) -> None:
    """Rights may have gone since the question was put, and the time may have come."""
    unit = await ctx.store.units.by_code(draft.unit or "")
    if unit is None or not await rights.may(ctx.store, ctx.person.id, Deed.HOLD_TRAINING, unit.id):
        await ctx.say("button-not-yours")
        return
    new = _new(ctx, draft)
    if new.starts_at <= ctx.now:
        await ctx.say_with_menu("course-too-late")
        return
    if draft.moves:
        await _move(ctx, new, unit)
        return
    kind = draft.kind or CourseKind.OTHER
    course_id = await ctx.store.training.add_course(unit.id, ctx.person.id, kind, _title(draft), now=ctx.now)
    await ctx.send(wording.card(await ctx.store.training.add_session(course_id, new), unit))


async def _move(ctx: Context, new: NewSession, unit: Unit) -> None:
    """It may have been called off, or have begun, since the question was put."""
    session = await ctx.store.training.by_code(new.code)
    if session is None or session.unit_id != unit.id or not is_on_offer(session, ctx.now):
        await ctx.say("course-over")
        return
    await ctx.send(wording.card(await service.move(ctx, session, new.starts_at), unit))


COURSE: Flow[Draft] = Flow(
    name="course",
    version=1,
    draft=Draft,
    steps=STEPS,
    step=flow.step,
    take=flow.take,
    back=flow.back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    holds=lambda draft: draft.place is not None,
    for_staff=True,
)
