"""What is left to do once somebody has left: their reports, the cards of those they worked on, and messages still owed. A piece at a time,
so that nobody waits for it; what is left stands in the database, sealed, until it is done."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from handlers.context import Work
from handlers.data.silence import Traces, is_marked, silenced
from handlers.groups import tell
from handlers.messages import Message, Point
from handlers.report import card, changes
from storage.case import Report
from storage.media import Stage
from storage.store import Store

_REPORTS, _NOTES = 5, 50  # in one transaction
_MESSAGES = 200  # in one look


class Farewell(BaseModel):
    """Ids of their `reports`, of those that had `waited` for them, of the reports they `worked` on as staff, and of the `notes` that they
    wrote there; what came from them, as who reported and as staff. With `erases` nothing stays of what they said and showed."""

    model_config = ConfigDict(frozen=True)

    erases: bool
    reports: tuple[int, ...] = ()
    waited: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    worked: tuple[int, ...] = ()
    theirs: Traces = Traces()
    as_staff: Traces = Traces()


async def first(store: Store) -> tuple[int, Farewell] | None:
    """The oldest one and its id, if there is any."""
    found = await store.farewells.first()
    return None if found is None else (found[0], Farewell.model_validate(found[1]))


async def go_on(work: Work) -> bool:
    """The next piece of the oldest one, as far as it is about reports; False when none of that is left."""
    found = await first(work.store)
    if found is None or not (found[1].reports or found[1].notes or found[1].worked):
        return False
    left = await _piece(work, found[1])
    await work.store.farewells.save(found[0], left.model_dump(mode="json"))
    return True


async def _piece(work: Work, farewell: Farewell) -> Farewell:
    """The words of staff go before the cards are brought up to date that show them."""
    if farewell.reports:
        return await _clear_reports(work, farewell)
    if farewell.notes:
        return await _forget_notes(work.store, farewell)
    return await _clear_cards(work, farewell)


async def _clear_reports(work: Work, farewell: Farewell) -> Farewell:
    theirs = farewell.theirs
    for report_id in farewell.reports[:_REPORTS]:
        if farewell.erases:
            theirs |= await _traces(work.store, await work.store.reports.by_id(report_id))
            await _erase(work.store, report_id, now=work.now)
        report = await work.store.reports.by_id(report_id)
        await changes.refresh_cards(work, report, covers_picture=farewell.erases)
        if report_id in farewell.waited:
            await tell.update(work, report)
    return farewell.model_copy(update={"reports": farewell.reports[_REPORTS:], "theirs": theirs})


async def _erase(store: Store, report_id: int, *, now: datetime) -> None:
    await store.traces.blur(report_id)
    await store.traces.forget_words(report_id)
    await store.traces.forget_media(report_id, (Stage.BEFORE,), now=now)
    await store.traces.complete(report_id, now=now)


async def _traces(store: Store, report: Report) -> Traces:
    """What came from its reporter, and may stand in messages that are still owed. What staff showed of it is not theirs to erase."""
    words = {report.words, report.place.words, *(one.note for one in await store.reports.events(report.id))}
    files, points = set(), []
    for media in await store.media.of_report(report.id):
        if media.stage is Stage.AFTER:
            continue
        files |= {media.file_id, *((media.path,) if media.path else ())}
    latitude, longitude = report.place.latitude, report.place.longitude
    if latitude is not None and longitude is not None:
        words.add(card.amap_link(latitude, longitude))
        points.append((_point(latitude, longitude), _point(round(latitude, 3), round(longitude, 3))))
    return Traces(words=frozenset(filter(None, words)), files=frozenset(files), points=tuple(points))


async def _forget_notes(store: Store, farewell: Farewell) -> Farewell:
    reasons = [await store.leaving.forget_words(one) for one in farewell.notes[:_NOTES]]
    as_staff = farewell.as_staff | Traces(words=frozenset(filter(None, reasons)))
    return farewell.model_copy(update={"notes": farewell.notes[_NOTES:], "as_staff": as_staff})


async def _clear_cards(work: Work, farewell: Farewell) -> Farewell:
    reports = [await work.store.reports.by_id(one) for one in farewell.worked[:_REPORTS]]
    for report in reports:
        await changes.refresh_cards(work, report)
    as_staff = farewell.as_staff | Traces(codes=frozenset(one.code for one in reports))
    return farewell.model_copy(update={"worked": farewell.worked[_REPORTS:], "as_staff": as_staff})


async def marked(store: Store, farewell: Farewell, *, after: int) -> tuple[tuple[int, ...], int | None]:
    """The messages still owed, of some after one, that have something of theirs; the last one that was looked at, None at the end."""
    marks = farewell.theirs.marks | farewell.as_staff.marks
    owed = await store.farewells.owed(after=after, limit=_MESSAGES) if marks else ()
    return tuple(one for one, plain in owed if is_marked(plain, marks)), owed[-1][0] if owed else None


async def silence(store: Store, farewell: Farewell, messages: tuple[int, ...]) -> None:
    """Takes what came from them out of these messages, where they are still owed. What is being sent may arrive as it was, but is not
    repeated so."""

    def change(payload: dict[str, object]) -> dict[str, object]:
        message = Message.model_validate(payload)
        for traces in (farewell.theirs, farewell.as_staff):
            message = silenced(message, traces) or message
        return message.model_dump(mode="json")

    for message_id in messages:
        await store.farewells.rewrite(message_id, change)


def _point(latitude: float, longitude: float) -> Point:
    return Point(latitude=latitude, longitude=longitude)
