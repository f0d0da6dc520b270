"""A large database is backed up while the bot goes on: neither its loop nor whoever writes waits for it."""

import asyncio
import itertools
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.backup.scheduled import Backups
from bot.backup.settings import BackupSettings
from bot.config import Storage
from storage.seal import load_seal
from tests.storage.makers import an_update
from tests.town import NOON, HandClock, copy_files, eventually, opened, url_in

WORDS = 2_400  # bytes of each report, of which a page holds one
PAGE = 4_096
LATEST = 0.2  # seconds, at the 99th of a hundred


@pytest.mark.parametrize("megabytes", [30, pytest.param(1_000, marks=pytest.mark.full)])
async def test_the_bot_goes_on(prepared: Path, tmp_path: Path, megabytes: int) -> None:
    """Updates come in all the time, one transaction each; figures for whoever runs the full form."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    fill(tmp_path, megabytes << 20)
    storage = Storage(url=url_in(tmp_path), media_dir=tmp_path / "media", key_file=tmp_path / "shao.key")
    (tmp_path / "backups").mkdir()
    wanted, clock, numbers = BackupSettings(dir=tmp_path / "backups"), HandClock(), itertools.count(1)
    async with opened(tmp_path) as database:

        async def write() -> None:
            async with database.write() as store:
                await store.inbox.add(an_update(next(numbers)), now=clock())

        backups = Backups(database, storage, wanted, clock, lambda: None)
        async with timed(lambda: asyncio.sleep(0.005)) as lags, timed(write) as writes:
            await eventually(lambda: len(writes) > 100)
            before = len(lags), len(writes)
            started = time.monotonic()
            await backups.backup_due()
            seconds = time.monotonic() - started
        longest_log = (tmp_path / "shao.db-wal").stat().st_size
    (made,) = (tmp_path / "backups").iterdir()
    told = f"\n{made.stat().st_size >> 20} MB in {seconds:.1f} s; a log of {longest_log >> 20} MB"
    print(f"{told}; loop, before and during: {shown(lags, before[0])}; writes: {shown(writes, before[1])}")
    assert percentile(lags[before[0] :]) < LATEST
    assert percentile(writes[before[1] :]) < LATEST


def fill(folder: Path, size: int) -> None:
    """Reports with words that the key opens, as many as it takes."""
    words, at = load_seal(folder / "shao.key").seal("words", b"x" * WORDS), int(NOON.timestamp() * 1_000_000)
    named = "code, pseudonym, urgency, status, place_source, words, answer_by, created_at, updated_at"
    put = f"INSERT INTO reports ({named}) VALUES (?, ?, 'ordinary', 'received', 'missing', ?, ?, ?, ?)"
    with closing(sqlite3.connect(folder / "shao.db")) as conn, conn:
        conn.executemany(put, ((f"H-{n}", f"R-{n}", words, at, at, at) for n in range(size // PAGE)))


@asynccontextmanager
async def timed(work: Callable[[], Awaitable[None]]) -> AsyncIterator[list[float]]:
    """How long it takes, in seconds, each time, again and again as long as the block lasts."""
    times: list[float] = []

    async def run() -> None:
        while True:
            started = time.monotonic()
            await work()
            times.append(time.monotonic() - started)
            await asyncio.sleep(0.01)

    running = asyncio.create_task(run())
    try:
        yield times
    finally:
        running.cancel()
        await asyncio.wait((running,))


def percentile(times: list[float], percent: int = 99) -> float:
    """Seconds."""
    return statistics.quantiles(times, n=100)[percent - 1]


def shown(times: list[float], before: int) -> str:
    """p50, p99 and the longest, in milliseconds."""
    parts = (times[:before], times[before:])
    return " / ".join(
        " ".join(f"{1000 * one:.1f}" for one in (percentile(part, 50), percentile(part), max(part))) for part in parts
    )
