"""Test 9 of the bar: the system's clock leaps under a running bot, and everything goes on."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from bot.demo.server import DemoServer
from tests.faults.lives import STORAGE, newcomer
from tests.faults.timed import TimedProcess
from tests.town import assert_sound, copy_files, eventually, query_file

_LEAPS: tuple[dict[str, float], ...] = ({"hours": 1}, {"hours": -1}, {"days": 365}, {"days": -3650})
_FIRST = 85_001
_MOST_SECONDS = 20.0  # the shortest leap is far longer
_MOST_MEMORY = 50 << 20


async def test_leaps_under_a_running_bot(prepared: Path, tmp_path: Path) -> None:
    """At each of the times, and back: somebody reports, is answered, and periodic work fetches the picture, all within seconds."""
    async with _running(prepared, tmp_path) as (server, bot):
        await _reports(server, bot, _FIRST)
        assert bot.process is not None
        before = psutil.Process(bot.process.pid).memory_info().rss
        for number, leap in enumerate(_LEAPS, start=1):
            bot.leap(**leap)
            await _reports(server, bot, _FIRST + 2 * number)
            bot.leap()
            await _reports(server, bot, _FIRST + 2 * number + 1)
        assert psutil.Process(bot.process.pid).memory_info().rss < before + _MOST_MEMORY
        assert await bot.stop() == 0
    database = tmp_path / "shao.db"
    assert query_file(database, "SELECT COUNT(*) FROM reports") == [(2 * len(_LEAPS) + 1,)]
    assert query_file(database, "SELECT state, tries FROM inbox GROUP BY 1, 2") == [("done", 0)]
    assert query_file(database, "SELECT state, repeat FROM outbox GROUP BY 1, 2") == [("sent", 0)]
    assert "Traceback" not in bot.log()
    assert " failed" not in bot.log()


@asynccontextmanager
async def _running(prepared: Path, folder: Path) -> AsyncIterator[tuple[DemoServer, TimedProcess]]:
    copy_files(prepared, folder, ("shao.db", "shao.key"))
    server = DemoServer()
    await server.start()
    bot = TimedProcess(folder, server.token, server.url, STORAGE)
    try:
        await bot.start()
        yield server, bot
    finally:
        await bot.kill()
        await server.stop()
    assert_sound(folder / "shao.db")


async def _reports(server: DemoServer, bot: TimedProcess, person: int) -> None:
    """Somebody new, from the first photo to our own copy of it; messages of nobody wait any more then."""
    began, hands = time.monotonic(), server.person(newcomer(server, person).id)
    hands.photo()
    hands.tap("已满 14 岁", await hands.hears("请点一下", 30))
    await hands.hears("在哪里", 30)
    hands.place()
    await hands.hears("编号", 30)
    await eventually(lambda: _rests(bot.home / "shao.db"), 30)
    assert time.monotonic() - began < _MOST_SECONDS


def _rests(path: Path) -> bool:
    waiting = (
        "SELECT 1 FROM report_media WHERE state = 'waiting' UNION SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending') "
        "UNION SELECT 1 FROM inbox WHERE state = 'waiting'"
    )
    return not query_file(path, waiting) and query_file(path, "SELECT 1 FROM report_media") != []
