"""Our own copies: drawn anew and sealed, tried again, given up, refused with a reason; through the whole bot."""

import asyncio
import io
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from PIL import Image

from bot.demo.faults import Fault
from bot.media.copies import Copies
from bot.media.download import open_downloads
from bot.media.files import SealedFiles
from bot.media.workshop import Workshop
from storage.media import Media, MediaKind
from storage.seal import load_seal
from storage.store import Store
from tests.media.makers import GPS, HERE, assert_bare, drawing, saved, scan_bomb, with_exif
from tests.storage.makers import a_report
from tests.town import LIN, NOON, HandClock, Town, eventually

TAKEN = saved(drawing(size=(640, 480)), "JPEG", exif=with_exif(GPS, orientation=6))
FOUND = "SELECT state, error, tries, path, bytes FROM report_media ORDER BY id"


@dataclass(frozen=True)
class Found:
    """A row of report_media."""

    state: str
    error: str | None
    tries: int
    path: str | None
    size: int | None


def found(here: Town) -> list[Found]:
    """What became of each file."""
    return [Found(*row) for row in here.rows(FOUND)]


def files_of(here: Town) -> SealedFiles:
    """Its copies."""
    return SealedFiles(here.folder / "media", load_seal(here.folder / "shao.key"))


async def sent(here: Town, *contents: tuple[bytes | int, MediaKind] | bytes | int, due: datetime = NOON) -> None:
    """Files of a report that is there already; a photo unless it is said otherwise."""
    async with here.parts.database.write() as store:
        report = await store.reports.add(a_report(f"H-{time.monotonic_ns()}"))
        for one in contents:
            content, kind = one if isinstance(one, tuple) else (one, MediaKind.PHOTO)
            await store.media.add(report.id, here.server.world.files.keep(content, kind.value), kind, now=due)


async def test_a_photo_is_kept_as_a_picture_and_nothing_else(here: Town) -> None:
    """From somebody's phone to our disk: upright, a JPEG, and its EXIF is nowhere."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    files = here.server.world.files
    files[next(reversed(files))] = TAKEN  # Telegram would have drawn it anew; a client may lie
    lin.press("分享位置")
    await lin.hears("编号")
    await here.parts.copies.fetch_due()
    (kept,) = found(here)
    assert (kept.state, kept.error, kept.tries) == ("kept", None, 0)
    jpeg = files_of(here).load(kept.path or "")
    assert_bare(jpeg)
    assert len(jpeg) == kept.size
    assert Image.open(io.BytesIO(jpeg)).size == (480, 640)


async def test_everything_is_sealed_on_the_disk(here: Town) -> None:
    """In folders and files that their owner alone can open, under names that tell nothing."""
    await sent(here, TAKEN, (b"CANARY-9f3e", MediaKind.VOICE))
    await here.parts.copies.fetch_due()
    for one in found(here):
        path = here.folder / "media" / (one.path or "")
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        assert not any(known in path.read_bytes() for known in (b"JFIF", b"CANARY"))


@pytest.mark.parametrize("kind", [MediaKind.VIDEO, MediaKind.VOICE])
async def test_what_cannot_be_drawn_anew_is_kept_as_it_came(here: Town, kind: MediaKind) -> None:
    """Up to 20 MB."""
    await sent(here, (b"sound", kind), (20 << 20, kind), ((20 << 20) + 1, kind))
    await here.parts.copies.fetch_due()
    small, large, too_large = found(here)
    assert files_of(here).load(small.path or "") == b"sound"
    assert (large.state, large.size) == ("kept", 20 << 20)
    assert (too_large.state, too_large.error) == ("refused", "too-big")


async def test_what_is_refused_is_refused_for_good(here: Town) -> None:
    """With a reason in its row, and without a file."""
    await sent(here, b"GIF89a", (saved(drawing(), "HEIF"), MediaKind.DOCUMENT), TAKEN[:9000], 11 << 20, 50 << 20)
    for _ in range(2):
        await here.parts.copies.fetch_due()
        here.clock.advance(hours=24)
    outcomes = [(one.state, one.error, one.tries) for one in found(here)]
    assert outcomes == [
        ("refused", "not-a-picture", 1),
        ("kept", None, 0),
        ("refused", "broken", 1),
        ("refused", "too-big", 1),
        ("refused", "too-big", 1),
    ]
    assert len(files_of(here).names()) == 1


async def test_what_is_too_slow_gets_another_chance(here: Town) -> None:
    """Twice, since the machine may have been busy."""
    await sent(here, scan_bomb(3000), due=NOON + timedelta(days=1))
    await sent(here, scan_bomb(3000), due=NOON + timedelta(days=1))
    async with here.parts.database.write() as store:
        first, second = await store.media.waiting()
        for one in (first, second, second):
            await store.media.failed(one.id, retry_at=NOON, lost=False)
    await here.parts.copies.fetch_due()
    outcomes = [(one.state, one.error, one.tries) for one in found(here)]
    assert outcomes == [("waiting", None, 2), ("refused", "too-slow", 3)]


@pytest.mark.parametrize(
    ("method", "fault", "tries"),
    [("file", Fault.CUT, 12), ("getfile", Fault.SERVER_ERROR, 12), ("getfile", Fault.BAD_REQUEST, 3)],
)
async def test_it_is_tried_again_later_and_then_lost(here: Town, method: str, fault: Fault, tries: int) -> None:
    """Each time a little later; a file that Telegram does not know is given up sooner."""
    here.server.misbehave(fault, method)
    await sent(here, TAKEN)
    for number in range(1, tries + 1):
        for _ in range(2):  # the second time nothing is due
            await here.parts.copies.fetch_due()
        (one,) = found(here)
        assert (one.state, one.tries, one.error) == ("lost" if number == tries else "waiting", number, None)
        here.clock.advance(hours=7)


async def test_a_bad_moment_loses_nothing(here: Town) -> None:
    """One cut reply, and a minute later it is there."""
    here.server.misbehave(Fault.CUT, "file", count=1)
    await sent(here, TAKEN)
    await here.parts.copies.fetch_due()
    here.clock.advance(minutes=1)
    await here.parts.copies.fetch_due()
    assert [one.state for one in found(here)] == ["kept"]


async def test_a_slow_one_holds_up_no_other(here: Town, workshop: Workshop) -> None:
    """They are fetched side by side: while one hangs, all the others come."""
    here.server.misbehave(Fault.SLOW, "file", count=1, seconds=3600)
    clock = HandClock(NOON + timedelta(days=1))  # nothing is due yet to the town's own
    await sent(here, *([TAKEN] * 12), due=clock())

    async def nothing(_store: Store, _media: Media) -> None:
        """Nobody waits for these."""

    async with open_downloads(here.parts.bot, None) as downloads:
        copies = Copies(here.parts.database, downloads, workshop, files_of(here), clock, nothing)
        fetching = asyncio.create_task(copies.fetch_due())
        await eventually(lambda: sum(one.state == "kept" for one in found(here)) == 11)
        assert not fetching.done()
        fetching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetching
        clock.advance(minutes=1)
        await copies.fetch_due()
    assert [one.state for one in found(here)] == ["kept"] * 12


async def test_one_over_which_something_stumbles_holds_up_no_other(here: Town, workshop: Workshop) -> None:
    """It is put off, not given up."""
    later = NOON + timedelta(days=1)
    await sent(here, TAKEN, TAKEN, TAKEN, due=later)

    async def stumble(_store: Store, media: Media) -> None:
        assert media.id != 2

    async with open_downloads(here.parts.bot, None) as downloads:
        own = (here.parts.database, downloads, workshop, files_of(here), HandClock(later), stumble)
        await Copies(*own).fetch_due()
    assert [(one.state, one.tries) for one in found(here)] == [("kept", 0), ("waiting", 1), ("kept", 0)]


async def test_looking_at_a_picture_keeps_nothing(here: Town) -> None:
    """For those who ask where it was taken, before there is a report."""
    drawn = await here.parts.copies.look(here.server.world.files.keep(TAKEN, "document"))
    assert drawn.point == pytest.approx(HERE, abs=1e-6)
    assert_bare(drawn.jpeg)
    assert not (here.folder / "media").exists()


async def test_a_sweep_removes_what_no_row_knows(here: Town) -> None:
    """And nothing else: not what is kept, nor what is to be removed later, nor what the next try writes over."""
    await sent(here, TAKEN, TAKEN, TAKEN)
    await here.parts.copies.fetch_due()
    await sent(here, TAKEN, due=NOON + timedelta(days=1))
    files, (kept, deleted, discarded) = files_of(here), [one.path or "" for one in found(here)[:3]]
    async with here.parts.database.write() as store:
        (waiting,) = await store.media.waiting()
        files.keep(waiting, b"half a picture, from a life that ended here")
        await _delete(store, deleted)
        await _delete(store, discarded)
        await store._conn.fetch("INSERT INTO discarded_files VALUES (:path, 0)", {"path": discarded})
    (here.folder / "media" / kept).with_suffix(".resealed").touch()
    await here.parts.copies.sweep()
    assert files.names("") == {kept, discarded, files.name_for(waiting)}


async def test_a_sweep_leaves_alone_what_is_not_ours(here: Town) -> None:
    """Whoever names the folder that holds the database's own as media_dir must not lose database and key."""
    await sent(here, TAKEN, TAKEN)
    await here.parts.copies.fetch_due()
    (kept, deleted), media = [one.path or "" for one in found(here)], here.folder / "media"
    others = [media / "data" / name for name in ("shao.db", "shao.key", "shao.sealed")]
    others[0].parent.mkdir()
    for one in others:
        one.touch()
    async with here.parts.database.write() as store:
        await _delete(store, deleted)
    await here.parts.copies.sweep()
    assert all(one.exists() for one in others)
    assert files_of(here).names("") == {kept}


async def test_a_sweep_with_another_database_removes_nothing(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """A slip in storage.url makes a new database, beside the pictures of the old one."""
    await sent(here, TAKEN, TAKEN)
    await here.parts.copies.fetch_due()
    before = files_of(here).names("")
    async with here.parts.database.write() as store:
        await store._conn.fetch("DELETE FROM report_media")
    await here.parts.copies.sweep()
    assert files_of(here).names("") == before
    assert "holds 2 files, none of this database" in caplog.text


async def test_a_sweep_leaves_a_parcel_that_is_being_packed(here: Town) -> None:
    """It is known that its files will go, before there are any."""
    await sent(here, TAKEN)
    await here.parts.copies.fetch_due()
    files, parcel = files_of(here), f"ab/{'c' * 32}.sealed"
    async with here.parts.database.write() as store:
        await store.discarded.add([parcel], due_at=NOON + timedelta(days=1))
    files.write(parcel, b"half of what somebody asked for")
    await here.parts.copies.sweep()
    assert parcel in files.names()
    async with here.parts.database.write() as store:
        await store.discarded.removed([parcel])
    await here.parts.copies.sweep()
    assert parcel not in files.names()


@pytest.mark.full
async def test_a_thousand_pictures(here: Town) -> None:
    """As after a long outage."""
    await sent(here, *([TAKEN] * 1000))
    began = time.monotonic()
    await here.parts.copies.fetch_due()
    seconds = time.monotonic() - began
    print(f"\n1,000 pictures in {seconds:.1f} s")
    assert [one.state for one in found(here)] == ["kept"] * 1000
    assert seconds < 120


async def _delete(store: Store, path: str) -> None:
    await store._conn.fetch("DELETE FROM report_media WHERE path = :path", {"path": path})
