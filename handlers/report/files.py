"""The files of a report: as many as it may hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.input import Attachment
from handlers.report.settings import Limits
from storage.case import Report
from storage.media import Stage
from storage.people import Person
from storage.store import Store


@dataclass(frozen=True)
class Added:
    """A report with what was added; `is_cut` where it did not hold all of it."""

    report: Report
    is_cut: bool


async def keep(
    store: Store, report: Report, sender: Person, files: Iterable[Attachment], *, withhold: bool, now: datetime
) -> None:
    """Keeps all of them; with `withhold` nobody else may hear the voices."""
    for one in files:
        album = None if one.album is None else album_of(sender, one.album)
        withheld = withhold and one.media.is_spoken
        await store.media.add(report.id, one.file_id, one.media, album=album, withheld=withheld, now=now)


async def add(
    store: Store,
    report: Report,
    sender: Person,
    files: tuple[Attachment, ...],
    *,
    withhold: bool,
    limits: Limits,
    now: datetime,
) -> bool:
    """Keeps as many as there is room for; whether some had none."""
    sent = [one for one in await store.media.of_report(report.id) if one.stage is Stage.BEFORE]
    room = max(limits.photos_per_report - len(sent), 0)
    await keep(store, report, sender, files[:room], withhold=withhold, now=now)
    return len(files) > room


async def show_after(
    store: Store, report: Report, staff: Person, files: tuple[Attachment, ...], *, limits: Limits, now: datetime
) -> None:
    """Keeps what shows what became of it, as many as a report may hold; each time that it is dealt with anew they count anew."""
    for one in files[: limits.photos_per_report]:
        album = None if one.album is None else album_of(staff, one.album)
        await store.media.add(report.id, one.file_id, one.media, album=album, staff_id=staff.id, now=now)


def album_of(sender: Person, album: str) -> str:
    """Whose album it is, and which: nobody else can add to it."""
    return f"{sender.id} {album}"
