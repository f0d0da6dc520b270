"""What the dialog of a report asks, in which words and with which buttons."""

from datetime import timedelta

from handlers import limits
from handlers.context import Context
from handlers.dialog import CANNOT_SHARE, Flow, Question
from handlers.input import File, Input, LookedInto
from handlers.messages import Message, Text, text
from handlers.report import flow, submit, voices
from handlers.report.card import unit_name
from handlers.report.flow import NO_PHOTO, NO_WORDS, NOT_THERE, THERE, Draft
from handlers.report.held import hold
from handlers.report.places import unit_at
from handlers.texts import shorten
from handlers.units.choice import UNSURE, unit_choices
from storage.case import Place, PlaceSource
from storage.media import MediaKind
from storage.units import UnitKind

_PLACE_UNITS = 200


async def ask(ctx: Context, step: str, draft: Draft) -> Question:
    """The question of a step."""
    match step:
        case "photo":
            return _ask_photo(draft)
        case "voice":
            return voices.question()
        case "place":
            return _ask_place(draft)
        case "found":
            return await _ask_found(ctx, draft.found)
        case "area":
            return await _ask_area(ctx, draft)
        case _:
            return _ask_words(draft)


def _ask_photo(draft: Draft) -> Question:
    choices = ((NO_PHOTO, text("report-no-photo")),)
    if draft.place is not None and draft.place.source is PlaceSource.QR:
        return Question(text("report-ask-photo-at", place=draft.place.words or ""), choices=choices)
    if draft.by_rider:
        return Question(text("rider-ask-photo"), choices=choices)
    return Question(text("report-ask-first" if draft.is_empty else "report-ask-photo"), choices=choices)


def _ask_words(draft: Draft) -> Question:
    if not draft.write_instead:
        return Question(text("report-ask-words"))
    choices = ((NO_WORDS, text("voice-no-words")),) if draft.sees else ()
    return Question(text("voice-dropped" if draft.by_minor else "voice-withheld"), choices=choices)


def _ask_place(draft: Draft) -> Question:
    if draft.cannot_share:
        return Question(text("report-ask-place-otherwise"), place_key=text("report-share-place"))
    pictures = any(one.media in (MediaKind.PHOTO, MediaKind.DOCUMENT) for one in draft.files)
    key = "report-ask-place" if pictures else "report-ask-place-of-words"
    return Question(
        text("rider-ask-place" if draft.by_rider else key),
        choices=((CANNOT_SHARE, text("report-cannot-share")),),
        place_key=text("report-share-place"),
    )


async def _ask_found(ctx: Context, place: Place | None) -> Question:
    """The unit rather than a point on a map: people know where they live by name."""
    located = None if place is None else await unit_at(ctx.store, place)
    grid = None if located is None else located.unit
    choices = ((THERE, text("report-found-there")), (NOT_THERE, text("report-found-not-there")))
    return Question(text("report-found", grid=unit_name(grid)), choices=choices)


async def _ask_area(ctx: Context, draft: Draft) -> Question:
    words = shorten((draft.place and draft.place.words) or "", _PLACE_UNITS)
    asked = text("report-ask-area", words=words) if words else text("report-ask-area-spoken")
    return Question(asked, choices=await _areas(ctx, draft.below))


async def _areas(ctx: Context, below: str | None) -> tuple[tuple[str, Text], ...]:
    known = await unit_choices(ctx.store, below, UnitKind.COMMUNITY)
    return (*known, (below or UNSURE, text("report-unknown-area")))


async def _remind(ctx: Context, draft: Draft) -> None:
    """Whoever has said what and where need not be waited for: a hazard in words is a report too."""
    if flow.step(draft) in ("voice", "found"):
        await ctx.house.engine.ask_again(ctx)
    elif draft.place is None or flow.step(draft) == "area":
        await ctx.say("rider-remind-place" if draft.by_rider else "report-remind-place")
    elif draft.tells:
        await ctx.store.dialogs.end(ctx.person.id)
        await _finish(ctx, draft.model_copy(update={"no_photo": True}))
    else:
        await ctx.say("rider-remind-photo" if draft.by_rider else "report-remind-photo")


async def _finish(ctx: Context, draft: Draft) -> None:
    """Photo and place are there. What is too much for an hour waits; where no photo can be taken, words have to say what it is."""
    until = await limits.report_waits_until(ctx, draft.words)
    if until is not None:
        await hold(ctx, draft, until)
        return
    taken = await submit.take_files(ctx, draft)
    if draft.files and not taken.count and not draft.words:
        assert taken.told is not None, "what is not taken is told"
        await ctx.send(Message(text=taken.told))
        await ctx.begin(REPORT, draft.model_copy(update={"needs_words": True}))
    else:
        await submit.put_in(ctx, draft, taken)


async def look_into(ctx: Context, draft: Draft, given: Input) -> None:
    """A picture sent as a file may say where it was taken; a moment later we know, or that it is none."""
    if isinstance(given, LookedInto) and not given.is_picture:
        await ctx.say("picture-refused")
    fits = len(draft.files) <= ctx.house.limits.photos_per_report  # each look costs a download and a worker's time
    if isinstance(given, File) and given.sent.media is MediaKind.DOCUMENT and draft.place is None and fits:
        await ctx.store.glances.add(ctx.person.id, given.sent.file_id, now=ctx.now)


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
    took=look_into,
    holds=lambda draft: not draft.is_empty,
    keys=("report-share-place", "report-cannot-share"),
    remind=_remind,
    remind_after=_remind_after,
)
