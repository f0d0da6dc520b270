"""Test 12 of the bar: another process holds the database's lock for a while, as a backup program or a curious operator does."""

import asyncio
import contextlib
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.hands import Hands
from storage.sqlite import sqlite_path
from tests.faults.lives import ROOT
from tests.town import LIN, ZH_STAFF, ZHOU, Town, town

_ON_SQLITE = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
conn.execute("ROLLBACK")
"""
_ON_POSTGRES = """
import asyncio, sys
import asyncpg
from storage.postgres_session import LOCKS, Lock, dsn_of

async def hold():
    conn = await asyncpg.connect(dsn_of(sys.argv[1]))
    async with conn.transaction():
        await conn.execute(f"SELECT pg_advisory_xact_lock({LOCKS}, {Lock.WRITER.value})")
        print("held", flush=True)
        sys.stdin.readline()
    await conn.close()

asyncio.run(hold())
"""


@pytest.fixture
async def here(prepared: Path, tmp_path: Path, base: str | None) -> AsyncIterator[Town]:
    """On each engine in turn."""
    async with town(prepared, tmp_path, base) as running:
        yield running


@pytest.mark.parametrize("seconds", [1.0, 4.0])
async def test_for_a_moment(here: Town, caplog: pytest.LogCaptureFixture, seconds: float) -> None:
    """Errors 0: everything waits for its turn, and nobody is told of anything."""
    await _reports_under_a_lock(here, seconds)
    assert [one.message for one in caplog.records if one.name.startswith("bot.") and one.levelno > logging.INFO] == []


@pytest.mark.full
async def test_for_half_a_minute(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Lost 0, and it is said that storage is unavailable, and that it is there again."""
    await _reports_under_a_lock(here, 30.0)
    assert "inbox: storage unavailable" in caplog.text
    assert "inbox: storage is available again" in caplog.text


async def _reports_under_a_lock(here: Town, seconds: float) -> None:
    """A report comes in, and a case is accepted, while the lock is held; both have their effect once, afterwards."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    await here.quiet()
    async with _held(here.url) as held:
        for act in (lin.photo, lin.place):
            act()
        zhou.tap("接单", card)
        await asyncio.sleep(seconds)  # is how long it is held
        assert here.rows("SELECT event FROM report_events") == [("received",)]
        await held.communicate(b"\n")
    await here.quiet()
    assert _times(lin, "已经接单") == 1
    assert _times(lin, "编号") == 2
    assert here.rows("SELECT event, COUNT(*) FROM report_events GROUP BY event ORDER BY event") == [
        ("accepted", 1),
        ("received", 2),
    ]
    assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
    assert here.rows("SELECT DISTINCT state, tries, repeat FROM outbox") == [("sent", 1, 0)]


def _times(hands: Hands, words: str) -> int:
    return sum(words in one.words for one in hands.from_bot)


@contextlib.asynccontextmanager
async def _held(url: str) -> AsyncIterator[Process]:
    """By another process, until it reads a line. Nothing here blocks the loop: the bot, on it as well, may be in a transaction that has to
    end first."""
    on_server = url.startswith("postgresql")
    typed = (_ON_POSTGRES, url) if on_server else (_ON_SQLITE, str(sqlite_path(url)))
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", *typed, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert other.stdout is not None
    assert await other.stdout.readline() == b"held\n"
    yield other
    assert await other.wait() == 0
