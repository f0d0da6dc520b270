"""The staff's card of a report. Says nothing about who reported it, but the name of those who want that. Pure, once its facts are
gathered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.buttons import button
from handlers.clocks.wording import times
from handlers.messages import Argument, Button, Message, Moment, Named, Recording, Text, Upload, text
from handlers.report import turns
from handlers.report.more_lines import of_orphan, of_parts, unshown
from handlers.report.orphaned import Orphaned, orphaned
from handlers.report.settings import Category
from handlers.texts import shorten
from storage.case import CONDUCT, Event, Report, Status, Urgency
from storage.media import Media, MediaKind
from storage.outbox import Lane, Owed
from storage.store import Store
from storage.units import Unit

_WORDS_UNITS = 300  # so that a caption stays below Telegram's 1024 in every language
_PLACE_UNITS = 120
NOTED = (Status.DEFERRED, Status.DONE)  # the card shows what was noted: for whom it waits, why nothing shows it
_ALBUMS = (10, 9, 8, 7)  # how many pictures at once; Telegram takes ten


@dataclass(frozen=True)
class Facts:
    """What a card tells beside the report itself; `parts` became part of it, or it became part of `case`. `turn` is what happened since the
    team was asked that has it now, or is asked; `taker` who of its members took the case."""

    report: Report
    grid: Unit | None
    media: tuple[Media, ...]
    holder: str | None
    kind: Argument
    note: str | None = None  # for whom outside it waits, or why nothing shows what was done
    parts: tuple[Report, ...] = ()
    case: Report | None = None
    about: Unit | None = None
    team: Unit | None = None
    turn: tuple[Event, ...] = ()
    taker: str | None = None
    orphan: Orphaned | None = None


Made = Callable[[Facts], Message]  # one kind of card


def slot(code: str) -> str:
    """The name under which a staff member's card is found again to be edited."""
    return f"card:{code}"


async def facts(store: Store, report: Report, categories: tuple[Category, ...]) -> Facts:
    """Gathers what a card needs."""
    turn = () if report.team_id is None else turns.turn_of(await store.reports.events(report.id))
    took = turns.taker_of(turn)
    return Facts(
        report=report,
        grid=None if report.grid_id is None else await store.units.by_id(report.grid_id),
        media=await store.media.of_case(report.id),
        holder=None if report.holder_id is None else await store.people.name(report.holder_id),
        kind=kind_name(report.category, categories),
        note=await _note(store, report),
        parts=await store.reports.parts(report.id),
        case=None if report.merged_into is None else await store.reports.case_of(report),
        about=None if report.about_id is None else await store.units.by_id(report.about_id),
        team=None if report.team_id is None else await store.units.by_id(report.team_id),
        turn=turn,
        taker=None if took is None else await store.people.name(took),
        orphan=await orphaned(store, report),
    )


async def _note(store: Store, report: Report) -> str | None:
    if report.status not in NOTED:
        return None
    events = await store.reports.events(report.id)
    return next((one.note for one in reversed(events) if one.event == report.status.value), None)


def card(known: Facts) -> Message:
    """One message: photo with caption, and what can be done now."""
    report = known.report
    return Message(
        text=text(f"card-head-{report.urgency.value}", code=report.code, kind=known.kind),
        lines=(*lines(known, names=True), *_for_staff(known)),
        buttons=_buttons(known),
        protected=any(one.reporter_name is not None for one in (report, *known.parts)),
        **picture(known),
    )


def picture(known: Facts) -> dict[str, Any]:
    """The first that can be shown, as fields of a message."""
    return shown(visible(known.media)[:1])


def albums(known: Facts) -> tuple[Message, ...]:
    """Everything that can be seen, as many at once as Telegram takes; an album takes no buttons."""
    seen, lost = visible(known.media), text("card-photos-lost")
    size = next(size for size in _ALBUMS if len(seen) % size != 1)  # one alone would be no album, and have a caption
    return tuple(Message(text=lost, **shown(seen[start : start + size])) for start in range(0, len(seen), size))


def late_picture(known: Facts, media: Media) -> Message:
    """A picture that the card could not show yet."""
    said = text("card-late-picture", code=known.report.code)
    return Message(text=said, silent=True, **shown((media,)))


def recordings(known: Facts) -> tuple[Message, ...]:
    """Every voice that staff may hear, under the report's code. Never forwarded: that would name its sender."""
    said = text("card-recording", code=known.report.code)
    return tuple(
        Message(text=said, recording=Recording(kind=one.kind.value, file_id=one.file_id))
        for one in audible(known.media)
    )


def visible(media: tuple[Media, ...]) -> tuple[Media, ...]:
    """What can be shown: a picture that was sent as a file only as our own copy of it, which does not say where it was taken."""
    return tuple(one for one in media if _is_visible(one))


def audible(media: tuple[Media, ...]) -> tuple[Media, ...]:
    """The voices that staff may hear."""
    return tuple(one for one in media if one.kind.is_spoken and not one.withheld)


def _is_visible(one: Media) -> bool:
    return not one.kind.is_spoken and (one.kind is not MediaKind.DOCUMENT or one.path is not None)


def shown(media: tuple[Media, ...]) -> dict[str, Any]:
    """Pictures and videos as fields of a message."""
    documents = [one for one in media if one.kind is MediaKind.DOCUMENT]
    return {
        "photos": tuple(one.file_id for one in media if one.kind is MediaKind.PHOTO),
        "videos": tuple(one.file_id for one in media if one.kind is MediaKind.VIDEO),
        "uploads": tuple(Upload(path=one.path or "", name=f"{one.id}.jpg") for one in documents),
    }


def cards(known: Facts, people: tuple[int, ...], lane: Lane, made: Made = card) -> tuple[Owed, ...]:
    """A new card for each of those who are rung."""
    payload = made(known).model_dump(mode="json")
    return tuple(Owed(person_id=one, payload=payload, lane=lane, slot=slot(known.report.code)) for one in people)


def edits(
    known: Facts,
    holders: tuple[int, ...],
    not_before: datetime | None = None,
    *,
    covers_picture: bool = False,
    made: Made = card,
) -> tuple[Owed, ...]:
    """The cards that exist already, brought up to date; silent, as edits are. Of several that wait, the newest says it all."""
    message = made(known).model_copy(update={"covers_picture": covers_picture})
    return _edited(known.report.code, message, holders, not_before)


def withdrawals(code: str, former: tuple[int, ...]) -> tuple[Owed, ...]:
    """The cards of those to whom the report is no business any more: no word of it stays, and no picture."""
    return _edited(code, Message(text=text("card-not-yours", code=code), covers_picture=True), former)


def _edited(
    code: str, message: Message, having: tuple[int, ...], not_before: datetime | None = None
) -> tuple[Owed, ...]:
    payload = message.model_copy(update={"edits": "slot"}).model_dump(mode="json")
    named = slot(code)
    return tuple(
        Owed(person_id=one, payload=payload, slot=named, latest=named, not_before=not_before) for one in having
    )


def unit_name(unit: Unit | None) -> Argument:
    """A unit's name in the reader's language."""
    return text("unit-none") if unit is None else Named(names={"": unit.name, "en": unit.name_en})


def kind_name(code: str | None, categories: tuple[Category, ...]) -> Argument:
    """A kind of hazard in the reader's language: the operator's wording, else ours."""
    if code == CONDUCT:
        return text("category-conduct")
    category = next((one for one in categories if one.code == code), None)
    if category is None:
        return text("category-unknown")
    if category.names:
        return Named(names={"": next(iter(category.names.values())), **category.names})
    return text(f"category-{category.code.replace('_', '-')}")


def reason_words(reason: str | None) -> Argument:
    """One of our reasons in the reader's language, or the words somebody wrote."""
    if reason is None:
        return ""
    return text(f"reason-{reason.removeprefix(':')}") if reason.startswith(":") else reason


def question_words(question: str | None) -> Argument:
    """One of our questions in the reader's language, or the words somebody wrote."""
    if question is None:
        return ""
    return text(f"ask-{question.removeprefix(':')}") if question.startswith(":") else question


def amap_link(latitude: float, longitude: float) -> str:
    """A link that opens Amap at a WGS-84 point; without `coordinate` it would be taken for GCJ-02, some 500 m off."""
    return f"https://uri.amap.com/marker?position={longitude:.6f},{latitude:.6f}&coordinate=wgs84"


def lines(known: Facts, *, names: bool = False, status: Text | None = None) -> list[Text]:
    """What everybody reads who deals with it, with or without the names of those who reported the same; `status` as they see it."""
    report, place = known.report, known.report.place
    said = [status or text(f"card-status-{report.status.value}"), _where(known)]
    if place.words:
        said.append(text("card-place-words", words=shorten(place.words, _PLACE_UNITS)))
    if report.outside_metres:
        said.append(text("card-outside", metres=report.outside_metres))
    if place.latitude is not None and place.longitude is not None:
        said.append(text("card-map-link", link=amap_link(place.latitude, place.longitude)))
    said.append(times(report))
    if report.words:
        said.append(text("card-words", words=shorten(report.words, _WORDS_UNITS)))
    said += of_parts(known.case, known.parts, names=names)
    if report.waits_until is not None:
        said.append(text(f"card-waits-{report.status.value}", until=Moment.of(report.waits_until)))
    if known.note:
        said.append(text(f"card-note-{report.status.value}", words=_note_words(known.note)))
    said += unshown(known.media)
    if report.reason:
        said.append(text("card-reason", reason=reason_words(report.reason)))
    return said


def _where(known: Facts) -> Text:
    """Where it is; or whom it is about, where it is about staff."""
    if known.report.is_conduct:
        return text("card-about", unit=text("conduct-other") if known.about is None else unit_name(known.about))
    source = text(f"place-source-{known.report.place.source.value}")
    return text("card-place", grid=unit_name(known.grid), source=source)


def _for_staff(known: Facts) -> list[Text]:
    """Who reported it, where that is to be known, and who has it."""
    said = [] if known.orphan is None else [of_orphan(known.orphan.neighbour)]
    named, codename = known.report.reporter_name, known.report.pseudonym
    said.append(text("card-reporter", name=named) if named else text("card-anonymous", codename=codename))
    if known.holder:
        said.append(text("card-holder", name=known.holder))
    if known.team is not None:
        said += turns.of_team(unit_name(known.team), known.turn, known.taker)
    return said


def _note_words(note: str) -> Argument:
    return text(f"unshown-{note.removeprefix(':')}") if note.startswith(":") else shorten(note, _PLACE_UNITS)


def _buttons(known: Facts) -> tuple[tuple[Button, ...], ...]:
    report = known.report
    acts = turns.acts(report, known.case)
    same = (
        (button("joining-same", "same", report.code),)
        if (report.is_open and not report.is_conduct) or known.parts
        else ()
    )
    rows = (acts[:2], acts[2:], (*turns.passing_on(report), *same), *extras(known), turns.turning(report))
    return tuple(part for row in rows for part in (row[:2], row[2:]) if part)


def extras(known: Facts) -> tuple[tuple[Button, ...], ...]:
    """Rows of buttons for what a card has no room for."""
    code, has_point = known.report.code, known.report.place.latitude is not None
    more = [button("card-map", "map", code)] if has_point else []
    more.append(button("passport-open", "passport", code))
    pictures, voices = len(visible(known.media)), len(audible(known.media))
    if pictures > 1:
        more.append(button("card-photos", "photos", code, count=pictures))
    if voices:
        more.append(button("card-voices", "voices", code, count=voices))
    return tuple(more[:2]), tuple(more[2:])


def ring_lane(report: Report) -> Lane:
    """Danger to life jumps every queue."""
    return Lane.LIFE_SAFETY if report.urgency is Urgency.DANGER else Lane.NOTICES
