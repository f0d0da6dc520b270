"""Test 13 of the bar, on the bot as it is in production: it outlives what is sent to it, small, and keeps nothing that it should not."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from bot.demo.process import BotProcess
from bot.demo.server import DemoServer
from bot.media.files import SealedFiles
from bot.media.frames import MOST_PICTURE_BYTES
from storage.clock import utc_now
from storage.media import MediaKind
from storage.seal import load_seal
from tests.faults.lives import STORAGE, assert_discreet
from tests.media.hostile import KEPT, Case, full, short
from tests.media.makers import assert_bare
from tests.storage.makers import a_report
from tests.town import assert_sound, copy_files, eventually, opened, query_file

_MEGABYTE = 1 << 20
_HUGE = 50 * _MEGABYTE


@dataclass
class Memory:
    """Resident bytes: the bot's before anything came, and the most that were seen of the bot, and of its worker, a picture's process
    included."""

    before: int
    bot: int = 0
    worker: int = 0

    async def watch(self, bot: psutil.Process) -> None:
        """Looks until it is cancelled."""
        while True:
            self.bot = max(self.bot, bot.memory_info().rss)
            self.worker = max(self.worker, sum(_size(one) for one in bot.children(recursive=True)))
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("cases", [short, pytest.param(full, marks=pytest.mark.full)])
async def test_hostile_files(prepared: Path, tmp_path: Path, cases: Callable[[], Iterator[Case]]) -> None:
    """Each ends as the worker's own test says, and of 50 MB nothing is fetched."""
    async with _running(prepared, tmp_path) as (server, bot):
        assert bot.process is not None
        process = psutil.Process(bot.process.pid)
        memory = Memory(before=process.memory_info().rss)
        watching = asyncio.create_task(memory.watch(process))
        expected = await _sent(server, tmp_path, list(cases()))
        await eventually(lambda: not _rows(tmp_path, "state = 'waiting' AND tries = 0"), 120)
        watching.cancel()
        assert bot.process.pid == process.pid
        assert process.is_running()
        _assert_as_expected(tmp_path, expected)
        assert _HUGE in server.world.files.values()
        assert all(
            server.world.files.served[one] == 0 for one, content in server.world.files.items() if content == _HUGE
        )
        assert await bot.stop() == 0
        assert_discreet(bot.log(), server)
        assert "CANARY" not in bot.log()
    print(
        f"\n{len(expected)} files; bot {_megabytes(memory.before)} + {_megabytes(memory.bot - memory.before)} MB, ",
        end="",
    )
    print(f"worker and picture together at most {_megabytes(memory.worker)} MB")
    assert memory.bot - memory.before <= 150 * _MEGABYTE
    assert memory.worker <= 512 * _MEGABYTE
    assert_sound(tmp_path / "shao.db")


@pytest.mark.full
async def test_many_large_files(prepared: Path, tmp_path: Path) -> None:
    """As large as may be, several side by side: what is in memory at once is bounded."""
    async with _running(prepared, tmp_path) as (server, bot):
        assert bot.process is not None
        memory = Memory(before=psutil.Process(bot.process.pid).memory_info().rss)
        watching = asyncio.create_task(memory.watch(psutil.Process(bot.process.pid)))
        async with opened(tmp_path) as database, database.write() as store:
            report = await store.reports.add(a_report())
            for kind, size in [(MediaKind.PHOTO, MOST_PICTURE_BYTES), (MediaKind.VIDEO, 20 * _MEGABYTE)] * 24:
                await store.media.add(report.id, server.world.files.keep(size, kind.value), kind, now=utc_now())
        await eventually(lambda: not _rows(tmp_path, "state = 'waiting'"), 120)
        watching.cancel()
        assert _rows(tmp_path, "state = 'kept'") == _rows(tmp_path, "error = 'not-a-picture'") == 24
        assert await bot.stop() == 0
    print(f"\n48 large files; bot {_megabytes(memory.before)} + {_megabytes(memory.bot - memory.before)} MB")
    assert memory.bot - memory.before <= 150 * _MEGABYTE


async def _sent(server: DemoServer, folder: Path, cases: list[Case]) -> dict[int, Case]:
    """Ten files a report, and one of 50 MB; each row's case."""
    async with opened(folder) as database, database.write() as store:
        for number, (_, content, _) in enumerate(cases):
            if number % 10 == 0:
                report = await store.reports.add(a_report(f"H-{number:04}"))
            kind = (MediaKind.PHOTO, MediaKind.DOCUMENT)[number % 2]
            await store.media.add(report.id, server.world.files.keep(content, kind.value), kind, now=utc_now())
        huge = server.world.files.keep(_HUGE, "document")
        await store.media.add(report.id, huge, MediaKind.DOCUMENT, now=utc_now())
        return dict(zip((one.id for one in await store.media.waiting()), cases, strict=False))


def _assert_as_expected(folder: Path, expected: dict[int, Case]) -> None:
    files = SealedFiles(folder / "media", load_seal(folder / "shao.key"))
    *rows, huge = query_file(folder / "shao.db", "SELECT id, state, error, path FROM report_media ORDER BY id")
    assert huge[1:] == ("refused", "too-big", None)
    wrong = {}
    for ident, state, error, path in rows:
        name, _, outcomes = expected[ident]
        outcome = {"kept": KEPT, "refused": error, "waiting": "too-slow"}[state]
        if outcome not in outcomes:
            wrong[name] = (outcome, sorted(outcomes))
        if path is not None:
            jpeg = files.load(path)
            assert_bare(jpeg)
            assert b"CANARY" not in jpeg
    assert wrong == {}
    assert len(rows) == len(expected)


@asynccontextmanager
async def _running(prepared: Path, folder: Path) -> AsyncIterator[tuple[DemoServer, BotProcess]]:
    """The bot with nothing to do yet; both are gone afterwards."""
    copy_files(prepared, folder, ("shao.db", "shao.key"))
    server = DemoServer()
    await server.start()
    bot = BotProcess(folder, server.token, server.url, STORAGE)
    try:
        await bot.start()
        await server.world.until(lambda: any(call.method == "setMyCommands" for call in server.world.calls), 30)
        yield server, bot
    finally:
        await bot.kill()
        await server.stop()


def _rows(folder: Path, where: str) -> int:
    return int(query_file(folder / "shao.db", f"SELECT COUNT(*) FROM report_media WHERE {where}")[0][0])


def _size(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _megabytes(size: int) -> int:
    return round(size / _MEGABYTE)
