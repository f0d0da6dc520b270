"""A full disk and another program's lock: waited out, never counted as tries, nothing lost and nothing twice."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest

from bot.demo.faults import Fault
from tests.town import GRACE, LIN, ZH_STAFF, ZHOU, Town, eventually

_TROUBLE = "storage unavailable"
_NO_LIMIT = 1_073_741_823  # pages, SQLite's own


@pytest.fixture
def chosen() -> None:
    """SQLite: these are its locks and its full disk."""


async def test_a_lock_while_a_report_comes_in(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Everything waits, and goes on as soon as the lock is gone."""
    await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    await _impatient(here)
    async with _locked(here):
        lin.photo()
        lin.place()
        here.parts.dispatcher.poke()
        await eventually(lambda: f"inbox: {_TROUBLE}" in caplog.text and f"intake: {_TROUBLE}" in caplog.text)
        assert here.rows("SELECT COUNT(*) FROM inbox WHERE state = 'waiting'") == [(0,)]
    await lin.hears("编号", 30)
    await here.quiet()
    _assert_once(here, reports=1)


async def test_a_lock_while_a_message_is_on_its_way(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """What was sent cannot be written down for a while: it is not sent again, and nothing goes out meanwhile."""
    lin = await here.known(LIN)
    await here.quiet()
    await _impatient(here)
    here.server.misbehave(Fault.SLOW, "sendMessage", seconds=0.5, count=1)
    lin.text("/privacy")
    await eventually(lambda: here.rows("SELECT 1 FROM outbox WHERE state = 'sending'") != [])
    async with _locked(here):
        await eventually(lambda: f"outbox: {_TROUBLE}" in caplog.text)
        assert here.rows("SELECT COUNT(*) FROM outbox WHERE state = 'sending'") == [(1,)]
    await here.quiet()
    sent = [one for one in here.server.world.calls if one.method == "sendMessage" and one.chat_id == LIN]
    assert len(sent) == 3, "the question of consent, the menu, and this once"
    _assert_once(here, reports=0)


async def test_a_full_disk_in_the_middle_of_a_handler(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """The update is in the inbox, but its dialog does not fit any more: as if never begun, and done when there is room."""
    lin = await here.known(LIN)
    await here.quiet()
    lin.text("堵" * 4000)
    ((_, update),) = here.server.world.pending.values()
    here.server.world.pending.clear()
    async with here.parts.database.write() as store:
        await store.inbox.add(update, now=here.clock.now)
        await _may_grow_to(here, 1)
    here.parts.dispatcher.poke()
    await eventually(lambda: f"inbox: {_TROUBLE}" in caplog.text)
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
    await _may_grow_to(here, _NO_LIMIT)
    await lin.hears("在哪里")
    await here.quiet()
    _assert_once(here, reports=0)


async def test_a_full_disk_while_updates_come_in(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """What cannot be kept stays with Telegram until it can be."""
    await _may_grow_to(here, 1)
    strangers = [here.stranger(83_000 + number) for number in range(20)]
    for one in strangers:
        one.text("堵" * 4000)
    await eventually(lambda: f"intake: {_TROUBLE}" in caplog.text)
    await _may_grow_to(here, _NO_LIMIT)
    for one in strangers:
        await one.hears("请点一下", 30)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM inbox") == [(20,)]
    _assert_once(here, reports=0)


async def test_operators_hear_of_a_full_disk_at_once(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Straight from memory, since nothing can be owed; each once; and of its end."""
    zhou, grace = here.person(ZHOU), here.person(GRACE)
    for one in (zhou, grace):
        one.start(await here.administrator_invite())
        await one.hears("")
    await here.quiet()
    await here.parts.distress.now()
    here.server.misbehave(Fault.SERVER_ERROR, "sendMessage", chat=GRACE, count=1)
    stranger = here.stranger(83_000)
    await _may_grow_to(here, 1)
    stranger.text("堵" * 4000)
    await zhou.hears("数据库写不进去", 10)
    assert "has taken nothing since today 12:00" in (await grace.hears("The database", 10)).words
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE state <> 'sent'") == [(0,)]
    assert "could not be told" in caplog.text
    await _may_grow_to(here, _NO_LIMIT)
    await zhou.hears("数据库恢复了", 10)
    await stranger.hears("请点一下")
    await here.quiet()
    assert sum(one.words.startswith("⚠️") for one in zhou.from_bot) == 1
    _assert_once(here, reports=0)


def _assert_once(here: Town, *, reports: int) -> None:
    assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
    assert here.rows("SELECT COUNT(*) FROM reports") == [(reports,)]
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE state <> 'sent' OR repeat <> 0 OR tries <> 1") == [(0,)]


async def _impatient(here: Town) -> None:
    """So that a lock is an error after 50 ms already, not after 5 s."""
    await here.parts.database._writer.fetch("PRAGMA busy_timeout = 50")


async def _may_grow_to(here: Town, pages: int) -> None:
    """SQLite's own full disk; it never shrinks a file that is larger."""
    await here.parts.database._writer.fetch(f"PRAGMA max_page_count = {pages}")


@asynccontextmanager
async def _locked(here: Town) -> AsyncIterator[None]:
    """Another program writes, and takes its time. It waits for its turn aside, as the bot needs this thread to end its own."""
    path = here.folder / "shao.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as conn:
        await asyncio.to_thread(conn.execute, "BEGIN IMMEDIATE")
        yield
        conn.execute("ROLLBACK")
