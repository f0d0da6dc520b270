"""What only PostgreSQL does: connections that are lost, locks that are held elsewhere, errors that quote what they refuse."""

import asyncio
import functools
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

import storage.postgres
import storage.postgres_session
from storage.adapter import load_queries
from storage.case import Place, PlaceSource
from storage.engine import Database, StorageUnavailable
from storage.lock import AlreadyRunning
from storage.migrate import check_schema, migrate
from storage.postgres import PostgresConnection, PostgresWriter
from storage.seal import Seal
from tests.postgres import PostgresServer, query_server
from tests.storage.makers import NOW, a_person, a_report, an_update
from tests.storage.network import network

ROOT = Path(storage.__file__).parents[1]


@pytest.fixture
def engine() -> str:
    """The one that these tests are about."""
    return "postgres"


@asynccontextmanager
async def opened(url: str, seal: Seal, *, alone: bool = False) -> AsyncIterator[Database]:
    """As another process has it."""
    database = await Database.open(url, seal, alone=alone)
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for locks a tenth of a second instead of five."""
    monkeypatch.setitem(storage.postgres_session._SESSION, "lock_timeout", "100")


async def add(database: Database, number: int) -> None:
    async with database.write() as store:
        await store.inbox.add(an_update(number), now=NOW)


async def waiting(database: Database) -> int:
    async with database.read() as store:
        return await store.inbox.count("waiting")


async def waiting_again(database: Database) -> int:
    """After every connection was lost: one transaction may be unavailable, the next one has a new connection."""
    with suppress(StorageUnavailable):
        await waiting(database)
    return await waiting(database)


def lose(url: str) -> None:
    """The server ends every session of ours, as when it is shut down."""
    query_server(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shao' AND datname = current_database()",
    )


class TestConnection:
    async def test_lost_between_transactions(self, database: Database, url: str) -> None:
        """Whether it shows at once or not; what is unavailable was not done."""
        lose(url)
        for _ in range(2):
            with suppress(StorageUnavailable):
                await add(database, 1)
        assert await waiting_again(database) == 1

    async def test_lost_within_a_transaction(self, database: Database, url: str) -> None:
        with pytest.raises(StorageUnavailable):
            async with database.write() as store:
                await store.inbox.add(an_update(1), now=NOW)
                lose(url)
                await store.inbox.add(an_update(2), now=NOW)
        await add(database, 3)
        assert await waiting_again(database) == 1

    async def test_lost_within_a_part(self, database: Database, url: str) -> None:
        """Nothing then looks like a part that failed alone."""
        with pytest.raises(StorageUnavailable):
            async with database.write() as store, store.savepoint():
                lose(url)
                await store.inbox.add(an_update(1), now=NOW)
        assert await waiting_again(database) == 0

    async def test_lost_within_a_read(self, database: Database, url: str) -> None:
        with pytest.raises(StorageUnavailable):
            async with database.read() as store:
                lose(url)
                await store.inbox.count("waiting")
        assert await waiting_again(database) == 0

    async def test_no_server(self, seal: Seal) -> None:
        """In one line, which says where and not by which password."""
        with pytest.raises(StorageUnavailable) as refused:
            await Database.open("postgresql+asyncpg://shao:hunter2@127.0.0.1:9/shao", seal)
        assert "127.0.0.1:9" in str(refused.value)
        assert "hunter2" not in str(refused.value)
        assert "\n" not in str(refused.value)

    async def test_no_such_database(self, server: PostgresServer, seal: Seal) -> None:
        with pytest.raises(StorageUnavailable, match="nowhere"):
            await Database.open(server.url("nowhere"), seal)

    async def test_a_network_that_does_not_answer(self, url: str, seal: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
        """A statement that takes too long looks the same: it is cancelled, and with it its locks."""
        hasty = functools.partial(storage.postgres_session.connect, statement_seconds=0.1)
        monkeypatch.setattr(storage.postgres, "connect", hasty)
        async with opened(url, seal) as database:
            with pytest.raises(StorageUnavailable, match="does not answer"):
                async with database.write() as store:
                    await store._conn.fetch("SELECT pg_sleep(5)")
            await add(database, 1)
            assert await waiting(database) == 1

    async def test_cancelled_in_a_statement(self, database: Database, url: str) -> None:
        async def sleep() -> None:
            async with database.write() as store:
                await store._conn.fetch("SELECT pg_sleep(30)")

        task = asyncio.create_task(sleep())
        running = "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)' AND state = 'active'"
        while not query_server(url, running):  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await add(database, 1)
        assert await waiting(database) == 1


class TestCommit:
    """A connection that is lost at the commit leaves open what became of it."""

    async def test_that_went_through(self, url: str, seal: Seal) -> None:
        """The answer was lost alone: it is not done again."""
        async with network(url) as between, opened(between.url, seal) as database:
            between.cut_after = lambda sent: b"COMMIT" in sent and not between.cuts
            await add(database, 1)
            assert between.cuts == 1
            await add(database, 2)
            assert await waiting(database) == 2

    async def test_that_did_not(self, url: str, seal: Seal) -> None:
        """It never arrived: it is said to be undone, and is."""
        async with network(url) as between, opened(between.url, seal) as database:
            between.cut_before = lambda sent: b"COMMIT" in sent and not between.cuts
            with pytest.raises(StorageUnavailable):
                await add(database, 1)
            assert between.cuts == 1
            assert await waiting(database) == 0

    async def test_that_the_server_never_heard_of(self, url: str, seal: Seal) -> None:
        """As after a fail-over to one that was behind: it is gone, and done again."""
        writer = PostgresWriter(url)
        await writer.open()
        writer._transaction = str(10**9)
        assert not await writer._went_through()
        await writer.close()

    async def test_that_nobody_can_tell(self, url: str, seal: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the server stays away, it is not waited for for ever."""
        monkeypatch.setattr(storage.postgres, "_DOUBT_SECONDS", 0.3)
        async with network(url) as between, opened(between.url, seal) as database:
            between.cut_before = lambda sent: b"COMMIT" in sent or between.cuts > 0  # and nothing reaches it afterwards
            with pytest.raises(StorageUnavailable, match="gone through or not"):
                await add(database, 1)

    async def test_after_an_unheard_error(self, database: Database) -> None:
        """PostgreSQL rolls back and calls it a success; we do not."""
        with pytest.raises(RuntimeError, match="went unheard"):
            async with database.write() as store:
                await store.inbox.add(an_update(1), now=NOW)
                with suppress(asyncpg.UndefinedTableError):
                    await store._conn.fetch("SELECT 1 FROM nowhere")
        assert await waiting(database) == 0

    async def test_is_on_the_disk(self, url: str, seal: Seal, server: PostgresServer) -> None:
        """Whatever the database's own setting is."""
        name = url.partition("?")[0].rpartition("/")[2]
        server.run("postgres", f"ALTER DATABASE {name} SET synchronous_commit = off")
        async with opened(url, seal) as database, database.write() as store:
            (row,) = await store._conn.fetch("SHOW synchronous_commit")
            assert row["synchronous_commit"] == "on"


class TestLocks:
    async def test_one_process_alone(self, url: str, seal: Seal, impatient: None) -> None:
        """Others may still write a little, as commands do, but not be alone."""
        async with opened(url, seal, alone=True) as first:
            with pytest.raises(AlreadyRunning, match="database"):
                await Database.open(url, seal, alone=True)
            async with opened(url, seal) as command:
                await add(command, 1)
            assert await waiting(first) == 1
        async with opened(url, seal, alone=True):
            pass

    async def test_one_that_was_killed_is_waited_for(self, url: str, seal: Seal) -> None:
        """Its server end may live a moment longer."""
        first = await Database.open(url, seal, alone=True)
        second = asyncio.create_task(Database.open(url, seal, alone=True))
        await asyncio.wait([second], timeout=0.2)
        assert not second.done()
        await first.close()
        await (await second).close()

    async def test_who_took_over_keeps_it(self, url: str, seal: Seal, impatient: None) -> None:
        """A bot that lost its connection does not write beside the one that runs now, and goes on when that has ended."""
        async with opened(url, seal, alone=True) as first:
            lose(url)
            async with opened(url, seal, alone=True) as second:
                for _ in range(3):
                    with pytest.raises(StorageUnavailable):
                        await add(first, 1)
                await add(second, 2)
            await add(first, 3)
            assert await waiting(first) == 2

    async def test_nor_writes_when_the_lock_was_not_even_answered(
        self, url: str, seal: Seal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A connection without the lock is none, however it failed to get it."""
        async with opened(url, seal, alone=True) as first:
            lose(url)
            async with opened(url, seal, alone=True):
                hasty = functools.partial(storage.postgres_session.connect, statement_seconds=0.1)
                monkeypatch.setattr(storage.postgres, "connect", hasty)
                for _ in range(4):
                    with pytest.raises(StorageUnavailable):
                        await add(first, 1)
            assert await waiting_again(first) == 0

    async def test_no_migration_under_one_that_runs(self, server: PostgresServer, seal: Seal, impatient: None) -> None:
        with server.copy() as url:
            alone = PostgresWriter(url)
            await alone.open()
            await alone.be_alone()
            with pytest.raises(AlreadyRunning):
                await migrate(url)
            assert await check_schema(url) == "absent"
            await alone.close()
            await migrate(url)

    async def test_a_writer_waits_for_another_process(self, url: str, seal: Seal) -> None:
        async with opened(url, seal) as first, opened(url, seal) as second:
            async with first.write() as store:
                await store.inbox.add(an_update(1), now=NOW)
                later = asyncio.create_task(add(second, 2))
                await asyncio.wait([later], timeout=0.2)
                assert not later.done()
            await later
            assert await waiting(first) == 2

    async def test_a_lock_that_stays_makes_storage_unavailable(self, url: str, seal: Seal, impatient: None) -> None:
        async with opened(url, seal) as first, opened(url, seal) as second:
            async with first.write():
                with pytest.raises(StorageUnavailable):
                    await add(second, 1)
                assert await waiting(second) == 0
            await add(second, 1)


UNAVAILABLE = ("53100", "53200", "53300", "40001", "40P01", "55P03", "57014", "58030", "08006", "25006")
NONSENSE = ("23505", "23514", "42P01", "22P02", "22003", "P0001", "XX000")


class TestErrors:
    @pytest.mark.parametrize("state", [*UNAVAILABLE, *NONSENSE])
    async def test_which_mean_that_it_is_unavailable(self, database: Database, state: str) -> None:
        """A full disk, a lock and the like; the rest would be tried again for ever."""
        raised = f"DO $$ BEGIN RAISE EXCEPTION 'no luck' USING ERRCODE = '{state}'; END $$"
        expected = StorageUnavailable if state in UNAVAILABLE else asyncpg.PostgresError
        with pytest.raises(expected):
            async with database.write() as store:
                await store._conn.run(raised)
        await add(database, 1)

    async def test_a_schema_that_changes(self, database: Database, url: str, server: PostgresServer) -> None:
        """What was prepared before is prepared anew by the next transaction."""
        rows = "SELECT * FROM moments"
        async with database.write() as store:
            await store._conn.fetch(rows)
        server.run(Path(url.partition("?")[0]).name, "ALTER TABLE moments ADD COLUMN why TEXT")
        with pytest.raises(StorageUnavailable, match="cached statement"):
            async with database.write() as store:
                await store._conn.fetch(rows)
        async with database.write() as store:
            await store._conn.fetch(rows)

    async def test_do_not_quote_rows(self, database: Database) -> None:
        """They are logged, and a row may hold an exact point."""
        place = Place(source=PlaceSource.PIN, latitude=30.6607123, longitude=104.0580456)
        with pytest.raises(asyncpg.CheckViolationError, match="ck_reports_status") as refused:
            async with database.write() as store:
                report = await store.reports.add(a_report(place=place))
                await store._conn.fetch("UPDATE reports SET status = 'nonsense' WHERE id = :id", {"id": report.id})
        assert "30.66" not in str(refused.value)

    @pytest.mark.parametrize("value", ["canary\ud800", 2**70])
    async def test_do_not_quote_values(self, database: Database, value: Any) -> None:
        """What asyncpg cannot send; and the next transaction works."""
        with pytest.raises(Exception, match=r"does not fit|codec") as refused:
            async with database.write() as store:
                column = "seq" if isinstance(value, int) else "lane"
                await store._conn.fetch(f"SELECT 1 FROM inbox WHERE {column} = :value", {"value": value})
        assert "canary" not in str(refused.value)
        assert str(2**70) not in str(refused.value)
        await add(database, 1)


async def test_nul_is_no_character(database: Database) -> None:
    """Text with it is kept without it, and finds nothing that was kept before it came."""
    async with database.write() as store:
        await store.moments.put("polled", NOW)
        assert await store.moments.get("polled\x00") is None
        await store.moments.put("a\x00b", NOW)
        await store._conn.run_many("INSERT INTO moments (name, at) VALUES (:name, 1)", [{"name": "c\x00"}])
        names = await store._conn.fetch("SELECT name FROM moments ORDER BY name")
    assert [row["name"] for row in names] == ["a\ufffdb", "c\ufffd", "polled"]


@pytest.mark.parametrize(
    ("sql", "numbered", "names"),
    [
        ("SELECT :a, :b, :a", "SELECT $1, $2, $1", ("a", "b")),
        ("SELECT ':a', :a -- not :b\n, :c", "SELECT ':a', $1 -- not :b\n, $2", ("a", "c")),
        ("SELECT a::text, :a_b2", "SELECT a::text, $1", ("a_b2",)),
        ("SELECT '12:30', CAST(:a AS BIGINT)", "SELECT '12:30', CAST($1 AS BIGINT)", ("a",)),
    ],
)
def test_numbers_for_names(sql: str, numbered: str, names: tuple[str, ...]) -> None:
    assert storage.postgres._numbered(sql) == (numbered, names)


async def test_every_query_is_understood(database: Database) -> None:
    """Also those that no other test of storage asks: PostgreSQL can tell the type of every parameter."""
    queries = vars(database._queries)
    named = [(file, name, getattr(queries[file], name)) for file in queries for name in queries[file].available_queries]
    assert len(named) > 100
    async with database.read() as store:
        assert isinstance(store._conn, PostgresConnection)
        for file, name, query in named:
            if not name.endswith("_cursor"):
                numbered, names = storage.postgres._numbered(query.sql)
                statement = await store._conn.raw.prepare(numbered)
                assert len(statement.get_parameters()) == len(names), (file, name)


def test_twins_ask_for_the_same() -> None:
    """A query of its own for PostgreSQL has the name, the kind and the parameters of SQLite's."""
    ours, theirs = load_queries("postgres"), load_queries("sqlite")
    files = list((ROOT / "storage").glob("*.postgres.sql"))
    assert files
    for file in files:
        module = file.stem.partition(".")[0]
        for name in re.findall(r"-- name: (\w+)", file.read_text(encoding="utf8")):
            twin, other = getattr(getattr(ours, module), name), getattr(getattr(theirs, module), name)
            assert twin.sql != other.sql
            assert twin.operation == other.operation
            assert set(re.findall(r"(?<!:):(\w+)", twin.sql)) == set(re.findall(r"(?<!:):(\w+)", other.sql))


@pytest.mark.parametrize(("wanted", "other"), [("postgres", "aiosqlite"), ("sqlite", "asyncpg")])
def test_only_the_engine_that_is_asked_for_is_imported(url: str, wanted: str, other: str) -> None:
    """By the whole bot: what the other one needs may not even be installed."""
    address = url if wanted == "postgres" else "sqlite+aiosqlite:///x.db"
    script = (
        f"import sys, bot.cli, bot.app, storage.engine as e; e.engine_of({address!r}); print({other!r} in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    assert ended.stdout == "False\n"


async def test_without_the_extra(seal: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says what to install."""
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    for name in ("storage.postgres", "storage.postgres_session"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(storage, "postgres")
    with pytest.raises(StorageUnavailable, match=r"asyncpg is missing: pip install 'shao\[postgres\]'"):
        await Database.open("postgresql+asyncpg://host/db", seal)


async def test_a_reader_is_one_connection_s_moment(url: str, seal: Seal) -> None:
    """Also for statements that are sent one by one."""
    reader = PostgresConnection(url)
    async with opened(url, seal) as database:
        await reader.begin()
        before = await reader.fetch("SELECT COUNT(*) AS n FROM people")
        async with database.write() as store:
            await a_person(store)
        assert await reader.fetch("SELECT COUNT(*) AS n FROM people") == before
        await reader.commit()
    await reader.close()
