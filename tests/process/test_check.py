"""`shao check`: what there is, what is slow, what is wrong."""

import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import bot.check
from bot.demo.server import DemoServer
from storage.case import Actor
from storage.clock import utc_now
from storage.engine import Database
from storage.outbox import Lane, Owed, Worth
from storage.roles import Role, Via
from storage.rotation import add_key
from storage.store import Store
from tests.postgres import PostgresServer
from tests.process.shell import Shell
from tests.storage.makers import a_report
from tests.town import opened

Happening = Callable[[Store], Awaitable[None]]


@pytest.fixture
async def telegram() -> AsyncIterator[DemoServer]:
    """A small Telegram that can be reached."""
    server = DemoServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def ready(settled: Shell, telegram: DemoServer, base: str | None) -> Shell:
    """On each engine in turn, with units and with Telegram."""
    storage = f'[storage]\nurl = "{base}"\n' if base else ""
    settled.configure(telegram.token, telegram.url, storage)
    return settled


@pytest.fixture
async def database(ready: Shell, base: str | None) -> AsyncIterator[Database]:
    """What `ready` checks."""
    async with opened(ready.folder / "data", base) as database:
        yield database


async def appoint(database: Database, role: Role, code: str | None) -> None:
    async with database.write() as store:
        unit = None if code is None else await store.units.by_code(code)
        person = await store.people.meet(1, "en", now=utc_now())
        await store.roles.grant(person.id, role, None if unit is None else unit.id, via=Via.COMMAND, now=utc_now())


async def test_a_history_that_was_changed(ready: Shell, database: Database) -> None:
    """Past the bot: it is named, and how many there are."""
    await appoint(database, Role.STAFF, "QY-02")
    await appoint(database, Role.ADMINISTRATOR, None)
    async with database.write() as store:
        for number in range(7):
            report = await store.reports.add(a_report(f"H-{number}"))
            await store.reports.add_event(report, "received", Actor.REPORTER, now=utc_now())
    assert (await ready.beside("check")).lines[-1] == "All is well."
    async with database.write() as store:
        await store._conn.run("UPDATE report_events SET at = at + 1")
    said = (await ready.beside("check")).out
    assert "History: 7 cases have one that was changed in the database, past the bot: H-0, H-1, H-2, H-3, H-4…" in said


async def test_what_is_still_to_be_done(ready: Shell, database: Database) -> None:
    """One after the other; and what there is, in either case."""
    first = await ready.beside("check")
    first.complained("shao invite --role staff --unit QY", "; ", "--role administrator")
    await appoint(database, Role.STAFF, "QY-02")
    (await ready.beside("check")).complained("no administrator", "shao invite --role administrator")
    await appoint(database, Role.ADMINISTRATOR, None)
    engine, waiting, well = (await ready.beside("check")).lines
    assert first.out.count("\n") == 2
    assert re.fullmatch(r"(SQLite|PostgreSQL) [\d.]+, .+: \d+\.\d MB; a commit takes \d+\.\d ms\.", engine)
    assert waiting == "Waiting: 0 updates to be handled, 0 messages to be sent."
    assert well == "All is well."


async def test_nothing_is_changed(settled: Shell, telegram: DemoServer) -> None:
    """Neither rows nor tables; SQLite counts that something was written."""

    def content() -> list[str]:
        with closing(sqlite3.connect(settled.database)) as conn:
            return list(conn.iterdump())

    settled.configure(telegram.token, telegram.url)
    before = content()
    (await settled.beside("check")).complained("nobody is staff")
    assert content() == before


async def test_before_anything_is_there(shell: Shell, telegram: DemoServer) -> None:
    """And nothing is made by looking."""
    shell.configure(telegram.token, telegram.url)
    (await shell.beside("check")).refused("absent", "shao migrate")
    assert [path.name for path in shell.folder.iterdir()] == ["config.toml"]
    await shell.beside("migrate")
    (await shell.beside("check")).complained("shao units load")


async def test_an_empty_database_on_a_server(shell: Shell, telegram: DemoServer, server: PostgresServer) -> None:
    """Is filled by `migrate`, which makes the key as well; no password is told by either."""
    with server.copy() as url:
        shell.configure(
            telegram.token, telegram.url, f'[storage]\nurl = "{url.replace("postgres@", "postgres:hunter2@")}"\n'
        )
        (await shell.beside("check")).refused("absent", "shao migrate")
        assert not shell.key.exists()
        (told,) = (await shell.beside("migrate")).lines
        assert told.startswith("the database test_")
        assert shell.key.exists()
        ended = await shell.beside("check")
        ended.complained("shao units load")
        assert "hunter2" not in told + ended.out + ended.error


async def test_a_rotation_that_was_cut_short(ready: Shell, database: Database) -> None:
    """It opens everything, so the bot may run; but it should be finished."""
    await appoint(database, Role.STAFF, "QY")
    await appoint(database, Role.ADMINISTRATOR, None)
    add_key(ready.key)
    assert any("run shao key rotate again" in line for line in (await ready.beside("check")).lines)


@pytest.mark.parametrize(
    ("hours", "noted"),
    [
        (None, ["Backups: none was made yet; the bot makes the first at its start."]),
        (47, []),
        (49, ["Backups: the last was made 2 days ago; the log says why."]),
    ],
)
async def test_backups_that_should_have_been_made(
    ready: Shell, database: Database, hours: int | None, noted: list[str]
) -> None:
    """By the bot itself, where it is to make any."""
    with ready.config.open("a", encoding="utf8") as config:
        config.write('[backup]\ndir = "backups"\n')
    if hours is not None:
        async with database.write() as store:
            await store.moments.put("backup", utc_now() - timedelta(hours=hours))
    assert [line for line in (await ready.beside("check")).out.splitlines() if line.startswith("Backups")] == noted


async def _an_old_update(store: Store) -> None:
    await store.inbox.add({"update_id": 1}, now=utc_now() - timedelta(minutes=12))


async def _a_dead_letter(store: Store) -> None:
    await store.inbox.add({"update_id": 1}, now=utc_now())
    for _ in range(3):
        (waiting,) = await store.inbox.ready(limit=1, now=utc_now() + timedelta(hours=1))
        await store.inbox.failed(waiting, "KeyError", now=utc_now())


async def _an_old_message(store: Store) -> None:
    await _owe(store, Lane.NOTICES)


async def _a_message_in_doubt(store: Store) -> None:
    await _owe(store, Lane.NOTICES)
    (claimed,) = await store.outbox.claim(Lane.NOTICES, limit=1, busy=(), now=utc_now())
    await store.outbox.settle(claimed, "unknown", now=utc_now())


async def _a_broadcast(store: Store) -> None:
    await _owe(store, Lane.BULK)


async def _owe(store: Store, lane: Lane) -> None:
    owed = Owed(person_id=1, payload={}, lane=lane, worth=Worth.ONCE)
    await store.outbox.add(owed, now=utc_now() - timedelta(hours=3))


@pytest.mark.parametrize(
    ("happens", "noted"),
    [
        (_an_old_update, ["Slow: the oldest update has waited for 12 min; is shao running?"]),
        (_an_old_message, ["Slow: the oldest message has waited for 3 h; is Telegram away, or shao not running?"]),
        (_a_dead_letter, ["Dead letters: 1 updates failed three times; see shao dead-letters list."]),
        (_a_message_in_doubt, ["Unknown: 1 messages may or may not have arrived; they are in the table outbox."]),
        (_a_broadcast, []),
    ],
)
async def test_what_should_be_looked_at(ready: Shell, database: Database, happens: Happening, noted: list[str]) -> None:
    """It is no reason for an error; a broadcast may take its time."""
    await appoint(database, Role.STAFF, "QY-02")
    await appoint(database, Role.ADMINISTRATOR, None)
    async with database.write() as store:
        await happens(store)
    _, _, *notes, well = (await ready.beside("check")).lines
    assert notes == noted
    assert well == ("Otherwise all is well." if noted else "All is well.")


async def test_a_slow_disk(ready: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.check, "_SLOW_COMMIT", 0.0)
    assert "Slow: a commit should take less than" in (await ready.beside("check")).out


async def test_tables_that_the_planner_does_not_know(
    settled: Shell, telegram: DemoServer, server: PostgresServer, prepared_on_server: str
) -> None:
    """As after a restore, until somebody or autovacuum has analysed them."""
    with server.copy(prepared_on_server) as url:
        name = Path(url.partition("?")[0]).name
        settled.configure(telegram.token, telegram.url, f'[storage]\nurl = "{url}"\n')
        many = "SELECT 'm' || n, n FROM generate_series(1, 2000) n"
        server.run(name, f"INSERT INTO moments (name, at) {many}")
        assert "how moments are filled; run ANALYZE" in (await settled.beside("check")).out
        server.run(name, "ANALYZE")
        assert "ANALYZE" not in (await settled.beside("check")).out
