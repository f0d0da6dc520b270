"""What becomes of a picture that was sent as a file: only our own copy of it is shown, a moment later, or none can be made."""

from handlers.buttons import button
from handlers.context import Work
from handlers.messages import Message, text
from handlers.report import card, changes
from handlers.report.card import Facts
from storage.case import Report
from storage.media import Media, MediaKind
from storage.outbox import Owed, Worth

MEGABYTES = 10  # that a picture may have
_TOO_BIG = "too-big"


async def settled(work: Work, before: Media) -> None:
    """A file of a report was kept, refused or lost: whoever waits for a picture is told."""
    media = next((one for one in await work.store.media.of_report(before.report_id) if one.id == before.id), None)
    if media is None or media.kind is not MediaKind.DOCUMENT:
        return
    report = await work.store.reports.by_id(media.report_id)
    known = await card.facts(work.store, report, work.house.categories)
    holders = await changes.refresh_cards(work, report)
    await work.owe(_to_staff(known, media, holders) if media.state == "kept" else _to_reporter(report, media))


def _to_staff(known: Facts, media: Media, holders: tuple[int, ...]) -> tuple[Owed, ...]:
    """Silently, since the card has rung already; and only where that showed nothing, as it counts the others."""
    if len(card.visible(known.media)) > 1:
        return ()
    payload = card.late_picture(known, media).model_dump(mode="json")
    return tuple(Owed(person_id=one, payload=payload, worth=Worth.ONCE) for one in holders)


def _to_reporter(report: Report, media: Media) -> tuple[Owed, ...]:
    if report.reporter_id is None:
        return ()
    said = text("picture-too-big", megabytes=MEGABYTES) if media.error == _TOO_BIG else text("picture-refused")
    buttons = ((button("report-add", "add", report.code),),) if report.is_open else ()
    return (Owed(person_id=report.reporter_id, payload=Message(text=said, buttons=buttons).model_dump(mode="json")),)
