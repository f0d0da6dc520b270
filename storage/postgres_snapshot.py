"""Snapshots of PostgreSQL: each table as one repeatable-read transaction sees it, put into an SQLite file of the same schema, and back.

Not pg_dump: its file needs the right version of PostgreSQL's own programs, goes back to PostgreSQL alone, and tells which rows were
written together, which ours does not.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import asyncpg

from storage.connection import StorageUnavailable
from storage.migrate import SchemaState, migrate
from storage.postgres_schema import check, make_filled
from storage.postgres_session import connect, described, hush, words_of
from storage.snapshot import SnapshotRefused, Watch, tables

_ROWS = 1000  # in memory at a time
_FOREIGN_KEYS = (
    "SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS says FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname"
)
_COUNTED = (  # each table of SQLite that counts its ids up, whose ids of deleted rows may mean something
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' ORDER BY name"
)


async def take(url: str, file: Path, watch: Watch) -> None:
    """In the order of keys, so that the file does not tell in which order rows were written."""
    await migrate(f"sqlite+aiosqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute("BEGIN")
        async with _one_moment(url) as raw:
            await _take_tables(raw, conn, watch)
            await _take_counts(raw, conn)
        conn.execute("COMMIT")


async def refuse_unless_empty(url: str) -> None:
    """It may hold nothing at all, not even empty tables."""
    if await check(url) is not SchemaState.ABSENT:
        raise _not_empty(url)


async def place(file: Path, url: str, watch: Watch) -> None:
    """Tables, rows and what refers to what in one transaction, while nobody else runs."""

    async def fill(raw: asyncpg.Connection) -> None:
        with closing(sqlite3.connect(file)) as conn:
            await _place_tables(raw, conn, watch)
            await _place_counts(raw, conn)
        await raw.execute("ANALYZE")

    try:
        done = await make_filled(url, fill)
    except asyncpg.PostgresError as error:
        hush(error)
        raise SnapshotRefused(f"{described(url)} did not take the rows ({words_of(error)}); it is as it was") from None
    if not done:
        raise _not_empty(url)


def _not_empty(url: str) -> SnapshotRefused:
    return SnapshotRefused(
        f"{described(url)} holds tables already, and nothing is written over them: create an empty one"
    )


@asynccontextmanager
async def _one_moment(url: str) -> AsyncIterator[asyncpg.Connection]:
    raw = await connect(url, statement_seconds=None)
    try:
        async with raw.transaction(isolation="repeatable_read", readonly=True):
            yield raw
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StorageUnavailable(f"{described(url)} cannot be copied now: {words_of(error)}") from None
    finally:
        raw.terminate()  # nothing is to be kept of it, and the server may be gone


async def _take_tables(raw: asyncpg.Connection, conn: sqlite3.Connection, watch: Watch) -> None:
    names = tables(conn)
    total = sum([await raw.fetchval(f'SELECT COUNT(*) FROM "{table}"') for table in names])  # noqa: S608 - names are ours
    done = 0
    for table in names:
        columns, keys = _columns(conn, table)
        listed = ", ".join(columns)
        put = f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" for _ in columns)})'  # noqa: S608
        cursor = await raw.cursor(f'SELECT {listed} FROM "{table}" ORDER BY {", ".join(keys)}')  # noqa: S608
        while rows := await cursor.fetch(_ROWS):
            conn.executemany(put, [tuple(row) for row in rows])
            done += len(rows)
            watch(done, total)


async def _take_counts(raw: asyncpg.Connection, conn: sqlite3.Connection) -> None:
    for (table,) in conn.execute(_COUNTED).fetchall():
        sequence = await raw.fetchval("SELECT pg_get_serial_sequence($1, 'id')", f'"{table}"')
        last = await raw.fetchval(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        conn.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        conn.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


async def _place_tables(raw: asyncpg.Connection, conn: sqlite3.Connection, watch: Watch) -> None:
    """Foreign keys come back at the end: rows of one table may refer to later ones."""
    foreign_keys = await raw.fetch(_FOREIGN_KEYS)
    for key in foreign_keys:
        await raw.execute(f"ALTER TABLE {key['of']} DROP CONSTRAINT {key['name']}")
    names = tables(conn)
    for number, table in enumerate(names, start=1):
        columns, _ = _columns(conn, table)
        await raw.copy_records_to_table(table, records=_rows(conn, table, columns), columns=columns)
        watch(number, len(names))
    for key in foreign_keys:
        await raw.execute(f"ALTER TABLE {key['of']} ADD CONSTRAINT {key['name']} {key['says']}")


async def _place_counts(raw: asyncpg.Connection, conn: sqlite3.Connection) -> None:
    """The next id is beyond every one that there is, and beyond every one that there ever was where that matters."""
    counted = dict(conn.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for table in tables(conn):
        for column in _columns(conn, table)[1]:
            sequence = await raw.fetchval("SELECT pg_get_serial_sequence($1, $2)", f'"{table}"', column)
            if sequence is not None:
                highest = conn.execute(f'SELECT COALESCE(MAX({column}), 0) FROM "{table}"').fetchone()[0]  # noqa: S608
                last = max(highest, counted.get(table, 0))
                await raw.execute("SELECT setval($1::text::regclass, $2, $3)", sequence, max(last, 1), last > 0)


def _rows(conn: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """PostgreSQL's text cannot hold the character NUL; see storage/postgres.py."""
    for row in conn.execute(f'SELECT {", ".join(columns)} FROM "{table}"'):  # noqa: S608
        yield tuple(value.replace("\x00", "\ufffd") if isinstance(value, str) else value for value in row)


def _columns(conn: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """All of them, quoted by nobody since their names are ours; and those of the primary key in its order."""
    found = conn.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    return [name for name, _ in found], [name for name, place in sorted(found, key=lambda one: one[1]) if place]
