"""Test 11 of the bar: a real small disk that is full, to the last page or to all but a few, under database, log and pictures."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.media.files import SealedFiles
from storage.seal import load_seal
from tests.town import LIN, ZHOU, Town, eventually, town

_PAGE = 4096
_MEGABYTES = 24
_MOST_SECONDS = 10.0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which takes root to mount."""
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(small)], check=True)
    yield small
    subprocess.run(["umount", "--lazy", str(small)], check=True)


async def test_it_is_told_and_gone_on_with(prepared: Path, disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Operators hear of it within ten seconds, nothing is confirmed that was not kept, and ten seconds after there is space all is well."""
    async with town(prepared, disk) as here:
        boss, lin = here.person(ZHOU), await here.known(LIN)
        boss.start(await here.administrator_invite())
        await boss.hears("管理员")
        await here.quiet()
        await here.parts.distress.now()
        _fill(disk, spare=0)
        began = time.monotonic()
        lin.text("堵" * 4000)
        await boss.hears("数据库写不进去", _MOST_SECONDS)
        assert time.monotonic() - began <= _MOST_SECONDS
        _assert_nothing_unsaved(here, before=4)
        _empty(disk)
        began = time.monotonic()
        await lin.hears("在哪里", _MOST_SECONDS)
        await boss.hears("数据库恢复了", _MOST_SECONDS)
        assert time.monotonic() - began <= _MOST_SECONDS
        await here.quiet()
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "spares", [(0, 3, 6, 12, 24), pytest.param(tuple(range(80)), marks=pytest.mark.full)], ids=("short", "full")
)
async def test_at_every_write(prepared: Path, disk: Path, spares: tuple[int, ...]) -> None:
    """With so many pages left somebody reports with a picture, which fails at one write or another; none is lost and none comes twice."""
    async with town(prepared, disk, limits={"reports_per_hour": 1000, "media_per_hour": 1000}) as here:
        lin = await here.known(LIN)
        for number, spare in enumerate(spares):
            await here.quiet()
            before = here.rows("SELECT COUNT(*) FROM inbox")[0][0]
            _fill(disk, spare=spare)
            lin.photo()
            lin.place()
            await eventually(lambda n=number: _is_stuck(here) or _is_through(here, n + 1), 30)  # type: ignore[misc]
            _assert_nothing_unsaved(here, before=before + 2)
            _empty(disk)
            began = time.monotonic()
            await eventually(lambda n=number: _is_through(here, n + 1), 30)  # type: ignore[misc]
            assert time.monotonic() - began <= _MOST_SECONDS
            await _keeps_pictures(here)
        await here.quiet()
        assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
        assert here.rows("SELECT DISTINCT state, repeat FROM outbox") == [("sent", 0)]
        kept = here.rows("SELECT path FROM report_media WHERE state = 'kept'")
        assert len(kept) == len(spares)
        files = SealedFiles(disk / "media", load_seal(disk / "shao.key"))
        assert all(files.load(path) for (path,) in kept)


def _assert_nothing_unsaved(here: Town, *, before: int) -> None:
    """Of what people sent, whatever Telegram has forgotten is in the inbox. Telegram is looked at first: an update may move meanwhile."""
    waiting = len(here.server.world.pending)
    assert here.rows("SELECT COUNT(*) FROM inbox")[0][0] + waiting >= before


async def _keeps_pictures(here: Town) -> None:
    """Whatever waits for another try is tried now."""
    while here.rows("SELECT 1 FROM report_media WHERE state = 'waiting'"):
        here.clock.advance(minutes=1)
        await here.parts.copies.fetch_due()


def _is_stuck(here: Town) -> bool:
    patiences = (here.parts.intake.patience, here.parts.dispatcher.patience, here.parts.sender.patience)
    return any(one.troubled_at is not None for one in patiences)


def _is_through(here: Town, reports: int) -> bool:
    return here.rows("SELECT COUNT(*) FROM reports") == [(reports,)] and not here.server.world.pending


def _fill(disk: Path, *, spare: int) -> None:
    """Until no byte fits any more, and then so many pages are given back."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        with suppress(OSError):
            while ballast.write(bytes(_PAGE)):
                pass
        assert shutil.disk_usage(disk).free < _PAGE
        ballast.truncate(max(0, ballast.tell() // _PAGE - spare) * _PAGE)


def _empty(disk: Path) -> None:
    (disk / "ballast").unlink()
