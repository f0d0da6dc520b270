"""Snapshots: what a database holds at one moment, as an SQLite file of its own, whichever engine it comes from and goes to.

One form for both engines is one thing to check before it is trusted, and the way from one engine to the other.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from storage.engine import engine_of
from storage.seal import Seal, SealBroken
from storage.sealed import SEALED, SealedColumn

_SAMPLE = 100  # values of each sealed column, oldest and newest

Watch = Callable[[int, int], None]  # how much is done, of how much


class SnapshotRefused(Exception):
    """It cannot be trusted, or there is no place for it; the message says what to do."""


class Snapshots(Protocol):
    """What an engine offers."""

    async def take(self, url: str, file: Path, watch: Watch) -> None:
        """Writes one moment of the database to a new file, while others go on reading and writing."""

    async def refuse_unless_empty(self, url: str) -> None:
        """SnapshotRefused where there is anything that place() would have to write over."""

    async def place(self, file: Path, url: str, watch: Watch) -> None:
        """Makes a file at this code's schema the database there, all of it or nothing."""


def snapshots_of(url: str) -> Snapshots:
    """Those of the engine that an address is for."""
    if engine_of(url).NAME == "sqlite":
        from storage import sqlite_snapshot  # noqa: PLC0415 - only one of the two is ever needed

        return sqlite_snapshot
    from storage import postgres_snapshot  # noqa: PLC0415

    return postgres_snapshot


def examine(file: Path) -> dict[str, int]:
    """How many rows each table has. SnapshotRefused when the file is damaged."""
    with _reading(file) as conn:
        found = [row[0] for row in conn.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            raise SnapshotRefused(f"the database is damaged ({' '.join(found[0].split())}); restore it from a backup")
        if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise SnapshotRefused("the database has rows that refer to nothing; restore it from a backup")
        return {table: conn.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0] for table in tables(conn)}  # noqa: S608


def prove(file: Path, seal: Seal) -> None:
    """SealBroken when the key opens nothing in a file at this code's schema. A value here and there may be damaged, which a backup must
    survive; where none opens at all, it is another key."""
    opened, last = 0, None
    with _reading(file) as conn:
        for column in SEALED:
            for value in _sample(conn, column):
                try:
                    seal.open(column.purpose, value)
                    opened += 1
                except SealBroken as error:
                    last = error
    if last is not None and not opened:
        raise last


def files_of(file: Path, now_micros: int) -> tuple[str, ...]:
    """The paths, below the folder of media, of the copies that it knows and that were not due to be removed."""
    known = (
        "SELECT path FROM report_media WHERE path IS NOT NULL UNION SELECT path FROM discarded_files "
        "EXCEPT SELECT path FROM discarded_files WHERE due_at <= ? ORDER BY 1"
    )
    with _reading(file) as conn:
        return tuple(path for (path,) in conn.execute(known, (now_micros,)))


def tables(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Ours; neither SQLite's own nor the one that migrations keep."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version' ORDER BY name"
    return tuple(name for (name,) in conn.execute(named))


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            yield conn
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise SnapshotRefused(f"the database is damaged ({error}); restore it from a backup") from error


def _sample(conn: sqlite3.Connection, column: SealedColumn) -> Iterator[bytes]:
    for order in ("ASC", "DESC"):
        keys = ", ".join(f"{key} {order}" for key in column.key)
        named = f"SELECT {column.column} FROM {column.table} WHERE {column.column} IS NOT NULL ORDER BY {keys} LIMIT {_SAMPLE}"  # noqa: S608
        for (value,) in conn.execute(named):
            yield value
