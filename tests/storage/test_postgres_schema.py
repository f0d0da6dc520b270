"""Migrations on PostgreSQL: from any state to the current schema or back to where they began, and hands off what is not ours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import Database
from storage.migrate import HEAD, SchemaRefused, SchemaState, check_schema, migrate
from storage.postgres_session import dsn_of
from storage.seal import Seal
from storage.tables import metadata
from tests.postgres import PostgresServer, query_server
from tests.storage.later import HALTS, HERE, Later, start_to_migrate
from tests.storage.makers import NOW, a_dialog, a_person, owe

Rows = list[tuple[object, ...]]

# What PostgreSQL itself says of a schema, in its own words, and without the order of columns.
SCHEMA = """
SELECT 'column', attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod), attnotnull::text,
       COALESCE(pg_get_expr(adbin, adrelid), ''), COALESCE(col_description(attrelid, attnum), '')
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attnum > 0 AND NOT attisdropped
  AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), '', '', ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL
SELECT 'index', tablename::text, indexname::text, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.fixture
def engine() -> str:
    """The one that these tests are about."""
    return "postgres"


@pytest.fixture
def bare(server: PostgresServer) -> Iterator[str]:
    """The address of a database without anything."""
    with server.copy() as url:
        yield url


def schema(url: str) -> set[tuple[object, ...]]:
    return {row for row in query_server(url, SCHEMA) if row[1] != "alembic_version"}


def version(url: str) -> str:
    return str(query_server(url, "SELECT version_num FROM alembic_version")[0][0])


async def connected(url: str, work: Callable[[Connection], object]) -> object:
    """Does something with SQLAlchemy's connection, and commits it."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        result = await connection.run_sync(work)
    await engine.dispose()
    return result


def differences(connection: Connection) -> object:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, metadata)


async def test_a_fresh_database_equals_the_tables(url: str, bare: str) -> None:
    """By Alembic's comparison, and in all that PostgreSQL knows of columns, constraints and indexes."""
    assert await connected(url, differences) == []
    await connected(bare, metadata.create_all)
    assert schema(url) == schema(bare)
    assert len(schema(url)) > 200


async def test_a_second_time_changes_nothing(url: str) -> None:
    assert await check_schema(url) is SchemaState.CURRENT
    assert "up to date" in await migrate(url)
    assert version(url) == HEAD


async def test_absent(bare: str) -> None:
    """Looking makes nothing; what is to be done before a new one is made is done once, and then."""
    done: list[SchemaState] = []
    assert await check_schema(bare) is SchemaState.ABSENT
    assert query_server(bare, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
    said = await migrate(bare, lambda: done.append(SchemaState.ABSENT))
    assert said.endswith(f"is now at {HEAD}.")
    assert "postgres@" not in said
    assert await check_schema(bare) is SchemaState.CURRENT
    await migrate(bare, lambda: done.append(SchemaState.CURRENT))
    assert done == [SchemaState.ABSENT]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "newer Shao"),
        ("DELETE FROM alembic_version", "newer Shao"),
        ("COMMENT ON TABLE alembic_version IS NULL", "another program"),
        ("DROP TABLE alembic_version", "another program"),
        ("ALTER TABLE alembic_version RENAME TO versions", "another program"),
    ],
)
async def test_hands_off_what_is_not_ours(url: str, server: PostgresServer, spoil: str, said: str) -> None:
    """One line that says what to do, and nothing is changed."""
    await _refused(url, server, spoil, said)


@pytest.mark.parametrize("made", ["CREATE TABLE notes (words TEXT)", "CREATE VIEW notes AS SELECT 1 AS one"])
async def test_hands_off_another_program_s(bare: str, server: PostgresServer, made: str) -> None:
    await _refused(bare, server, made, "another program")


async def _refused(url: str, server: PostgresServer, spoil: str, said: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    server.run(name, spoil)
    before = schema(url)
    with pytest.raises(SchemaRefused, match=said) as refused:
        await migrate(url)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert schema(url) == before


async def test_another_encoding(server: PostgresServer) -> None:
    """What people write would be refused now and then, or come back as something else."""
    server.run("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(SchemaRefused, match="LATIN1"):
        await migrate(server.url("latin"))


async def test_a_user_who_may_not(bare: str, server: PostgresServer) -> None:
    """PostgreSQL's own reason, in one line."""
    server.run("postgres", "CREATE USER guest")
    with pytest.raises(SchemaRefused, match="permission denied for schema public") as refused:
        await migrate(bare.replace("postgres@", "guest@"))
    assert "\n" not in str(refused.value)
    assert await check_schema(bare) is SchemaState.ABSENT


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Later:
    """An upgraded installation."""
    return Later(tmp_path_factory.mktemp("later"))


@pytest.fixture
async def lived_in(url: str, seal: Seal) -> str:
    """The address of a database that has a person with a dialog and a message."""
    database = await Database.open(url, seal)
    async with database.write() as store:
        lin = await a_person(store)
        await store.dialogs.put(lin, a_dialog())
        await owe(store, lin)
        await store.people.consent(lin, now=NOW)
    await database.close()
    return url


def content(url: str) -> Rows:
    counts = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in ("people", "dialogs", "outbox"))
    return query_server(url, f"SELECT {counts}")


async def test_behind_keeps_every_row(lived_in: str, later: Later) -> None:
    """And says that there is no copy."""
    code, said, errors = later.migrate(lived_in)
    assert (code, errors) == (0, "")
    assert "shao backup" in said
    assert (version(lived_in), content(lived_in)) == ("0003", [(1, 1, 1)])
    assert query_server(lived_in, "SELECT nickname FROM people") == [(None,)]
    assert await check_schema(lived_in) is SchemaState.NEWER, "the old version refuses it from now on"


@pytest.mark.parametrize("halt", HALTS)
def test_killed_in_the_middle(lived_in: str, later: Later, halt: str) -> None:
    """kill -9 leaves the old schema with all its rows, and the next start completes the upgrade."""
    before = schema(lived_in)
    later.kill_at(halt, lived_in)
    assert (schema(lived_in), version(lived_in), content(lived_in)) == (before, HEAD, [(1, 1, 1)])
    assert later.migrate(lived_in)[0] == 0
    assert (version(lived_in), content(lived_in)) == ("0003", [(1, 1, 1)])


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("INSERT INTO nowhere VALUES (1)", "nowhere"),
        ("UPDATE people SET home_unit_id = 999", "foreign key"),
    ],
)
def test_a_migration_that_fails_is_undone(lived_in: str, tmp_path: Path, extra: str, said: str) -> None:
    before = schema(lived_in)
    code, _, errors = Later(tmp_path / "later", extra).migrate(lived_in)
    assert code == 1
    assert said in errors
    assert "Traceback" not in errors
    assert "it is as it was" in errors
    assert (schema(lived_in), version(lived_in), content(lived_in)) == (before, HEAD, [(1, 1, 1)])


async def test_a_copy_comes_back(lived_in: str, bare: str, server: PostgresServer, seal: Seal, tmp_path: Path) -> None:
    """By pg_dump and pg_restore too, and it is known as ours."""
    copy = tmp_path / "shao.dump"
    server.program("pg_dump", "--format=custom", f"--file={copy}", f"--dbname={dsn_of(lived_in)}")
    server.program("pg_restore", "--no-owner", f"--dbname={dsn_of(bare)}", str(copy))
    assert await check_schema(bare) is SchemaState.CURRENT
    assert (schema(bare), content(bare)) == (schema(lived_in), [(1, 1, 1)])
    database = await Database.open(bare, seal)
    async with database.write() as store:
        await a_person(store, 2002)
    await database.close()
    assert content(bare) == [(2, 1, 1)], "numbers go on where they were"


async def test_two_at_once(bare: str) -> None:
    """Started together, as by two services: one does it, the other finds it done."""
    processes = [start_to_migrate(HERE.parent, bare) for _ in range(2)]
    ended = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ended
    assert await check_schema(bare) is SchemaState.CURRENT
