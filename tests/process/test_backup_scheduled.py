"""Backups that the bot makes by itself: when they are due, what becomes of old ones, and who hears when one fails."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.backup.apart import Answer, Order, make_apart
from bot.config import Storage
from storage.lock import FileLock
from tests.process.shell import ROOT
from tests.town import NOON, ZHOU, Town, copy_files, eventually, town, url_in

FIRST, SECOND = "shao-20260520T040000Z-0002.tar", "shao-20260521T040000Z-0002.tar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
async def here(prepared: Path, tmp_path: Path, folder: Path) -> AsyncIterator[Town]:
    """A bot that makes backups."""
    async with town(prepared, tmp_path / "town", backup={"dir": folder}) as running:
        yield running


@pytest.fixture
async def either(prepared: Path, tmp_path: Path, folder: Path, base: str | None) -> AsyncIterator[Town]:
    """The same, on each engine in turn."""
    async with town(prepared, tmp_path / "town", base, backup={"dir": folder}) as running:
        yield running


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def made_first(here: Town, folder: Path) -> None:
    """The one of the start is made, and known to be."""
    await eventually(lambda: here.rows("SELECT at FROM moments WHERE name = 'backup'"))
    assert names(folder) == [FIRST]


async def test_once_a_day(either: Town, folder: Path) -> None:
    """The first at once, the next a day later and no sooner; those that are too old go, with copies from before an upgrade."""
    await made_first(either, folder)
    either.clock.advance(hours=23)
    await either.parts.backups.backup_due()
    assert names(folder) == [FIRST]
    old, copy = folder / "shao-20260401T040000Z-0002.tar", either.folder / "shao.db.before-0002-20260401T040000"
    for path in (old, copy, folder / "letter.txt"):
        path.touch()
    either.clock.advance(hours=1)
    await either.parts.backups.backup_due()
    assert names(folder) == ["letter.txt", FIRST, SECOND]
    assert copy.exists() == either.url.startswith("postgresql"), "which leaves none"


async def test_a_clock_that_leaps(here: Town, folder: Path) -> None:
    """By a year: a backup is made, and none is removed for its age."""
    await made_first(here, folder)
    here.clock.advance(days=365)
    await here.parts.backups.backup_due()
    assert names(folder) == [FIRST, "shao-20270520T040000Z-0002.tar"]


async def test_operators_hear_of_one_that_failed(here: Town, folder: Path) -> None:
    """With the reason, once; it is tried again after an hour, and they hear that it worked."""
    await made_first(here, folder)
    zhou = here.person(ZHOU)
    zhou.start(await here.administrator_invite())
    await zhou.hears("管理员")
    (folder / FIRST).unlink()
    folder.rmdir()
    here.clock.advance(hours=24)
    await here.parts.backups.backup_due()
    assert str(folder) in (await zhou.hears("备份没有成功")).words
    folder.mkdir()
    here.clock.advance(minutes=59)
    await here.parts.backups.backup_due()
    assert names(folder) == []
    here.clock.advance(minutes=1)
    await here.parts.backups.backup_due()
    await zhou.hears("备份又成功了")
    assert names(folder) == ["shao-20260521T050000Z-0002.tar"]


async def test_not_while_another_is_at_it(here: Town, folder: Path) -> None:
    """It is no failure, and tried again at the next look."""
    await made_first(here, folder)
    here.clock.advance(hours=24)
    lock = FileLock(here.folder / "media" / ".staging.lock", "test")
    await here.parts.backups.backup_due()
    lock.close()
    assert names(folder) == [FIRST]
    await here.parts.backups.backup_due()
    assert names(folder) == [FIRST, SECOND]


@pytest.fixture
def endless(tmp_path: Path, folder: Path, prepared: Path) -> Order:
    """An order that is never done: its key file is a pipe into which nobody writes."""
    key = tmp_path / "shao.key"
    os.mkfifo(key)
    copy_files(prepared, tmp_path, ("shao.db",))
    storage = Storage(url=url_in(tmp_path), media_dir=tmp_path / "media", key_file=key)
    return Order(storage=storage, folder=folder, recipient=None, now=NOON)


async def test_it_ends_with_the_bot(endless: Order) -> None:
    """However that ends: its input ends with it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.backup.apart",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(endless.model_dump_json().encode() + b"\n")
    await process.stdin.drain()
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 30) == 1


async def test_it_is_ended_at_an_orderly_end(endless: Order) -> None:
    """No process stays behind."""
    making = asyncio.create_task(make_apart(endless))
    await eventually(below)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert not below()


def below() -> list[psutil.Process]:
    """The processes of ours that make backups."""
    return [one for one in psutil.Process().children() if "bot.backup.apart" in one.cmdline()]


async def test_one_that_is_killed(endless: Order) -> None:
    """Is a failure like any other."""
    making = asyncio.create_task(make_apart(endless))
    (child,) = await eventually(below)
    child.kill()
    assert await making == Answer(refused="its process ended with -9")
