"""An open database: one writer, whose transactions wait their turn, and a separate connection that can only read.

A connection shared by two tasks would let one commit the other's half, so each is only ever held by one. The engine behind them is
the one that the address asks for, and nothing of another is imported.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Protocol, TypeVar

from storage.adapter import load_queries
from storage.connection import Connection, StorageUnavailable
from storage.seal import Seal
from storage.store import Store

__all__ = ["Database", "StorageUnavailable", "engine_of"]

_T = TypeVar("_T")


class Engine(Protocol):
    """What the module of an engine offers."""

    NAME: str

    async def connect_writer(self, url: str, *, alone: bool) -> Connection:
        """For write(). With `alone`, AlreadyRunning when another process has the database so."""

    async def connect_reader(self, url: str) -> Connection:
        """For read()."""


class Database:
    """An open database. Use write() and read(); close() before the loop ends."""

    def __init__(self, engine: str, writer: Connection, reader: Connection, seal: Seal) -> None:
        self._writer = writer
        self._reader = reader
        self._seal = seal
        self._queries = load_queries(engine)
        self._writer_turn = asyncio.Lock()
        self._reader_turn = asyncio.Lock()

    @classmethod
    async def open(cls, url: str, seal: Seal, *, alone: bool = False) -> "Database":
        """Opens a migrated database (see migrate.py) at an address as in the settings, `alone` as the one process that may send what it
        owes. StorageUnavailable when it cannot be opened, SealBroken when the seal is another database's, AlreadyRunning."""
        engine = engine_of(url)
        async with AsyncExitStack() as stack:
            writer = await engine.connect_writer(url, alone=alone)
            stack.push_async_callback(writer.close)
            reader = await engine.connect_reader(url)
            stack.push_async_callback(reader.close)
            database = cls(engine.NAME, writer, reader, seal)
            async with database.read() as store:
                await store.people.prove_seal()
            stack.pop_all()
        return database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Store]:
        """One transaction, after those that other processes are in; commits at the end, rolls back on any error."""
        async with self._writer_turn, _transaction(self._writer):
            yield Store(self._writer, self._queries, self._seal)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Store]:
        """One consistent view, on a connection that cannot write."""
        async with self._reader_turn, _transaction(self._reader):
            yield Store(self._reader, self._queries, self._seal)

    async def drop_log(self) -> bool:
        """What was deleted is to be gone from the engine's log too; False when that has to be tried again. On PostgreSQL the log is kept
        as long as the server is told to."""
        async with self._reader_turn, self._writer_turn:
            return await self._writer.drop_log()

    async def close(self) -> None:
        """Ends both connections."""
        await self._reader.close()
        await self._writer.close()


def engine_of(url: str) -> Engine:
    """The module of the engine that an address is for. StorageUnavailable when what it needs is not installed."""
    if not url.startswith("postgresql+asyncpg:"):
        from storage import sqlite  # noqa: PLC0415 - only one of the two is ever needed

        return sqlite
    try:
        from storage import postgres  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise StorageUnavailable(
            f"storage.url asks for PostgreSQL, for which {error.name} is missing: pip install 'shao[postgres]'"
        ) from error
    return postgres


@asynccontextmanager
async def _transaction(conn: Connection) -> AsyncIterator[None]:
    try:
        await _uncancelled(conn.begin())
        yield
        await _uncancelled(conn.commit())
    except BaseException:
        if conn.in_transaction:
            await _uncancelled(conn.rollback())
        raise


async def _uncancelled(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs to its end even when the caller is cancelled meanwhile: a half-done commit is nobody's to tidy up."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
