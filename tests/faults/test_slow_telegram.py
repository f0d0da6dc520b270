"""Test 8 of the bar: every call to Telegram takes ten seconds, while people report, somebody leaves, and a notice and a warning are owed to
everybody."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.demo.faults import Fault
from handlers.data.rules import stamp_of
from storage.alert import Level
from storage.clock import utc_now
from tests.faults.lives import Lives, lives
from tests.faults.measured import Figures, figures_in, milliseconds, share
from tests.faults.memory import Memory, watched_memory
from tests.faults.rush import FIRST_REPORTER, FIRST_RESIDENT, announce, come, settle
from tests.letting_go import let_go
from tests.town import copy_files, opened

_LATEST, _LONGEST_WRITE, _MORE_MEMORY = 0.2, 0.05, 50 << 20
_UPDATES_A_SECOND = 20
_EARLY = 10  # reporters, before Telegram becomes slow
_SLOW = ("sendMessage", "editMessageText", "editMessageCaption", "sendPhoto", "answerCallbackQuery", "getFile")
# How large a part of the writes has to be short: all of them where nothing else runs; beside other tests the disk has its moments.
_SIZES = [(1_000, 40, 1.0, 0.99), pytest.param(100_000, 1_000, 10.0, 1.0, marks=pytest.mark.full)]
_ON_POSTGRES = (
    0.5  # a transaction keeps nobody else waiting there, and how long its server waits for a core cannot be taken off
)


@pytest.mark.parametrize(("residents", "reporters", "seconds", "part"), _SIZES)
async def test_slow_telegram(
    prepared: Path, tmp_path: Path, base: str | None, residents: int, reporters: int, seconds: float, part: float
) -> None:
    """The loop stays free, nobody holds the writer for long, and what waits does so on the disk."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    await settle(tmp_path / "start", base, residents=residents, reporters=reporters)
    async with lives(tmp_path / "start", tmp_path, base, program="tests.faults.measured") as life:
        come(life, range(FIRST_RESIDENT, FIRST_RESIDENT + residents))
        come(life, range(FIRST_REPORTER, FIRST_REPORTER + reporters))
        await _report(life, range(FIRST_REPORTER, FIRST_REPORTER + _EARLY))
        await life.server.world.until(lambda: life.ready_after, 30)
        await life.quiet()
        assert life.bot.process is not None
        life.bot.process.send_signal(signal.SIGUSR1)
        life.server.misbehave(Fault.SLOW, *_SLOW, seconds=seconds)
        async with watched_memory(life.bot.process.pid) as memory:
            await announce(tmp_path, base, residents, utc_now())
            async with opened(tmp_path, base) as database:
                await let_go(database, Level.RED)
            await _report(life, range(FIRST_REPORTER + _EARLY, FIRST_REPORTER + reporters))
            _leave(life, FIRST_REPORTER)
            await _all_is_owed(life, residents)
        assert life.rows("SELECT COUNT(*) FROM reports WHERE unlinked_at IS NOT NULL") == [(1,)]
        assert life.rows("SELECT COUNT(*) FROM reports") == [(reporters,)]
    _assert_swift(figures_in(life.bot.figures), memory, part if base is None else _ON_POSTGRES)


async def _report(life: Lives, people: range) -> None:
    """Each sends a photo and a place, without waiting for an answer; all in all so many updates a second."""
    for one in people:
        me = life.server.person(one)
        me.photo()
        me.place()
        await asyncio.sleep(2 / _UPDATES_A_SECOND)


def _leave(life: Lives, person_id: int) -> None:
    """Confirms /erase, with one report that is open."""
    me = life.server.person(person_id)
    me.forge(f"erase:{stamp_of(utc_now())}:1-1-0", me.last)


async def _all_is_owed(life: Lives, residents: int) -> None:
    async with asyncio.timeout(600):
        while life.server.world.pending or life.rows(  # noqa: ASYNC110 - another process's file has no event
            "SELECT 1 FROM inbox WHERE state = 'waiting' UNION ALL SELECT 1 FROM notices WHERE state <> 'sending' "
            "UNION ALL SELECT 1 FROM alerts WHERE state <> 'sending' UNION ALL SELECT 1 FROM farewells"
        ):
            await asyncio.sleep(0.2)
    assert life.rows("SELECT people FROM notices") == [(residents,)]
    assert life.rows("SELECT people FROM alerts") == [(residents + 1,)]


def _assert_swift(figures: Figures, memory: Memory, part: float) -> None:
    more = memory.most - memory.first
    print(f"\nslow: loop {milliseconds(figures.lags)}; writes {milliseconds(figures.writes)}; +{more >> 20} MB")
    assert share(figures.lags, 0.99) <= _LATEST
    assert share(figures.writes, part) <= _LONGEST_WRITE, figures.slowest
    assert more <= _MORE_MEMORY
