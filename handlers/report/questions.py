"""What the dialog of a report asks, in which words and with which buttons."""

from datetime import timedelta

from handlers import limits
from handlers.context import Context
from handlers.dialog import CANNOT_SHARE, Flow, Question
from handlers.messages import Message, Text, text
from handlers.report import flow, submit
from handlers.report.flow import NO_PHOTO, Draft
from handlers.report.held import hold
from handlers.texts import shorten
from handlers.units.choice import UNSURE, unit_choices
from storage.units import UnitKind

_PLACE_UNITS = 200


async def ask(ctx: Context, step: str, draft: Draft) -> Question:
    """The question of a step."""
    match step:
        case "photo":
            key = "report-ask-first" if draft.is_empty else "report-ask-photo"
            return Question(text(key), choices=((NO_PHOTO, text("report-no-photo")),))
        case "place":
            return _ask_place(draft)
        case "area":
            place = shorten((draft.place and draft.place.words) or "", _PLACE_UNITS)
            return Question(text("report-ask-area", words=place), choices=await _areas(ctx, draft.below))
        case _:
            return Question(text("report-ask-words"))


def _ask_place(draft: Draft) -> Question:
    if draft.cannot_share:
        return Question(text("report-ask-place-otherwise"), place_key=text("report-share-place"))
    key = "report-ask-place" if draft.photos else "report-ask-place-of-words"
    return Question(
        text(key),
        choices=((CANNOT_SHARE, text("report-cannot-share")),),
        place_key=text("report-share-place"),
    )


async def _areas(ctx: Context, below: str | None) -> tuple[tuple[str, Text], ...]:
    known = await unit_choices(ctx.store, below, UnitKind.COMMUNITY)
    return (*known, (below or UNSURE, text("report-unknown-area")))


async def _remind(ctx: Context, draft: Draft) -> None:
    """Whoever has said what and where need not be waited for: a hazard in words is a report too."""
    if draft.place is None or flow.step(draft) == "area":
        await ctx.say("report-remind-place")
    elif draft.words:
        await ctx.store.dialogs.end(ctx.person.id)
        await _finish(ctx, draft.model_copy(update={"no_photo": True}))
    else:
        await ctx.say("report-remind-photo")


async def _finish(ctx: Context, draft: Draft) -> None:
    """Photo and place are there. What is too much for an hour waits; where no photo can be taken, words have to say what it is."""
    until = await limits.report_waits_until(ctx, draft.words)
    if until is not None:
        await hold(ctx, draft, until)
        return
    taken = await submit.take_files(ctx, draft)
    if draft.photos and not taken.count and not draft.words:
        assert taken.told is not None, "what is not taken is told"
        await ctx.send(Message(text=taken.told))
        await ctx.begin(REPORT, draft.model_copy(update={"needs_words": True}))
    else:
        await submit.put_in(ctx, draft, taken)


def _lifetime(ctx: Context) -> timedelta:
    return timedelta(hours=ctx.house.limits.keep_hours)


def _remind_after(ctx: Context) -> timedelta:
    return timedelta(minutes=ctx.house.limits.remind_minutes)


REPORT: Flow[Draft] = Flow(
    name="report",
    version=1,
    draft=Draft,
    steps=flow.STEPS,
    step=flow.step,
    take=flow.take,
    back=flow.back,
    ask=ask,
    finish=_finish,
    expire=submit.expire,
    lifetime=_lifetime,
    holds=lambda draft: not draft.is_empty,
    keys=("report-share-place", "report-cannot-share"),
    remind=_remind,
    remind_after=_remind_after,
)
