"""SQLite: one writer, whose transactions wait their turn, and a separate connection that can only read.

A connection shared by two tasks would let one commit the other's half, so the writer is only ever held by one.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import aiosql
import aiosqlite

from storage.adapter import OneHop
from storage.seal import Seal
from storage.store import Store

_T = TypeVar("_T")

_BUSY_MILLISECONDS = 5000
# A database that was restored by VACUUM INTO or a dump is no longer in WAL mode, in which alone readers and the writer do not wait.
_PRAGMAS = {
    "rw": ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"),
    "ro": ("foreign_keys = ON",),
}
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


class StorageUnavailable(Exception):
    """The disk or a lock stands in the way; what was asked for was not done, and may be asked for again."""

    @classmethod
    def stands_behind(cls, error: BaseException) -> bool:
        """Whether an error means that storage is unavailable, rather than that something asked for nonsense."""
        return isinstance(error, cls) or (
            isinstance(error, sqlite3.OperationalError) and _primary_code(error) in _UNAVAILABLE
        )


class Database:
    """An open database. Use write() and read(); close() before the loop ends."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, seal: Seal) -> None:
        self._writer = writer
        self._reader = reader
        self._seal = seal
        self._queries = _load_queries()
        self._writer_turn = asyncio.Lock()
        self._reader_turn = asyncio.Lock()

    @classmethod
    async def open(cls, url: str, seal: Seal) -> "Database":
        """Opens a migrated database (see migrate.py). `url` as in the settings: sqlite+aiosqlite:///PATH. StorageUnavailable when
        it cannot be opened, SealBroken when the seal is another database's."""
        path = sqlite_path(url)
        async with AsyncExitStack() as stack:
            writer = await _connect(path, "rw")
            stack.push_async_callback(writer.close)
            reader = await _connect(path, "ro")
            stack.push_async_callback(reader.close)
            database = cls(writer, reader, seal)
            async with database.read() as store:
                await store.people.prove_seal()
            stack.pop_all()
        return database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Store]:
        """One transaction; commits at the end, rolls back on any error. Raises StorageUnavailable for disk and locks."""
        async with self._writer_turn, _transaction(self._writer, "BEGIN IMMEDIATE"):
            yield Store(self._writer, self._queries, self._seal)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Store]:
        """One consistent view, on a connection that cannot write."""
        async with self._reader_turn, _transaction(self._reader, "BEGIN"):
            yield Store(self._reader, self._queries, self._seal)

    async def close(self) -> None:
        """Ends both connections; an open one would hang the process at its exit."""
        await self._reader.close()
        await self._writer.close()


def sqlite_path(url: str) -> Path:
    """The file of a sqlite+aiosqlite:/// address."""
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def _load_queries() -> SimpleNamespace:
    """One attribute per .sql file beside this one, with a function per named query."""
    files = Path(__file__).parent.glob("*.sql")
    return SimpleNamespace(
        **{file.stem: aiosql.from_path(file, cast(Any, OneHop), mandatory_parameters=False) for file in files}
    )


async def _connect(path: Path, mode: str) -> aiosqlite.Connection:
    # Asked first, because aiosqlite leaves a thread behind a connection that it could not open, and that thread may outlive the loop.
    if not os.access(path, os.R_OK | os.W_OK):
        raise StorageUnavailable(f"cannot open {path}: it is not there, or may not be read and written")
    async with AsyncExitStack() as stack:
        try:
            conn = await aiosqlite.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            stack.push_async_callback(conn.close)
            for pragma in (f"busy_timeout = {_BUSY_MILLISECONDS}", *_PRAGMAS[mode]):
                await conn.execute_fetchall(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            raise StorageUnavailable(f"cannot open {path}: {error}") from error
        stack.pop_all()
    conn.row_factory = sqlite3.Row
    return conn


@asynccontextmanager
async def _transaction(conn: aiosqlite.Connection, begin: str) -> AsyncIterator[None]:
    try:
        await _uncancelled(_begin(conn, begin))
        yield
        await _uncancelled(conn.commit())
    except BaseException as error:
        if conn.in_transaction:
            await _uncancelled(conn.rollback())
        if StorageUnavailable.stands_behind(error) and not isinstance(error, StorageUnavailable):
            raise StorageUnavailable(str(error)) from error
        raise


async def _begin(conn: aiosqlite.Connection, begin: str) -> None:
    await conn.execute_fetchall(begin)


def _primary_code(error: sqlite3.OperationalError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


async def _uncancelled(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs to its end even when the caller is cancelled meanwhile: a half-done commit is nobody's to tidy up."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
