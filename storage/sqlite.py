"""SQLite: a file in WAL mode, where readers and the one writer do not wait for each other."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

import aiosqlite

from storage.connection import Connection, Row, StorageDamaged, StorageUnavailable
from storage.lock import FileLock

NAME = "sqlite"
SCHEME = "sqlite+aiosqlite:///"

_BUSY_MILLISECONDS = 5000
# A database that was restored by VACUUM INTO or a dump is no longer in WAL mode.
_PRAGMAS = {
    "rw": ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"),
    "ro": ("foreign_keys = ON",),
}
_BEGIN = {"rw": "BEGIN IMMEDIATE", "ro": "BEGIN"}
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CHECKED_BYTES = (
    64 << 20
)  # what is looked through within the second that a start may take; more than that at each backup


class SqliteConnection(Connection):
    """aiosqlite's. `lock` is let go with it.

    What may wait, for another process or for the disk, waits on aiosqlite's thread: BEGIN, COMMIT, and everything outside a transaction.
    `here` is the same connection for what lies between the two in a write: statements of some microseconds each, of which a hop to the
    thread and back is most of the time. The two never use it at once, since each of ours is awaited before the next.
    """

    def __init__(
        self,
        raw: aiosqlite.Connection,
        mode: str,
        *,
        here: sqlite3.Connection | None = None,
        lock: FileLock | None = None,
    ) -> None:
        self._raw = raw
        self._here = here
        self._begin = _BEGIN[mode]
        self._lock = lock
        self._open = True

    @property
    def in_transaction(self) -> bool:
        """Not after a full disk, for one, nor once it is closed."""
        return self._open and self._raw.in_transaction

    async def begin(self) -> None:
        """A writer waits until no other process writes, and then nobody else can."""
        await self.run(self._begin)

    async def commit(self) -> None:
        """On the disk when it returns."""
        with _translated():
            await self._raw.commit()

    async def rollback(self) -> None:
        """As if never begun."""
        with _translated():
            await self._raw.rollback()

    async def run(self, sql: str) -> None:
        """One statement."""
        await self.fetch(sql)

    async def fetch(self, sql: str, parameters: Mapping[str, Any] = {}) -> Sequence[Row]:
        """sqlite3 knows :name parameters."""
        with _translated():
            if self._here is not None and self._here.in_transaction:
                return cast(Sequence[Row], self._here.execute(sql, parameters).fetchall())
            return cast(Sequence[Row], await self._raw.execute_fetchall(sql, cast(Any, parameters)))

    async def run_many(self, sql: str, parameters: Sequence[Mapping[str, Any]]) -> None:
        """One hop for all of them."""
        with _translated():
            cursor = await self._raw.executemany(sql, cast(Any, parameters))
            await cursor.close()

    async def drop_log(self) -> bool:
        """The write-ahead log goes into the database and becomes empty. Waits for no reader: there is a next time."""
        await self.run("PRAGMA busy_timeout = 0")
        try:
            ((busy, _, _),) = [tuple(row) for row in await self.fetch("PRAGMA wal_checkpoint(TRUNCATE)")]
        finally:
            await self.run(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        return not busy

    async def close(self) -> None:
        """Ends aiosqlite's thread as well."""
        self._open = False
        await self._raw.close()
        if self._lock is not None:
            self._lock.close()


async def connect_writer(url: str, *, alone: bool) -> Connection:
    """The one that waits for other processes' transactions; `alone` holds the lock of the file as long as it is open, and
    is not to be had of one that is damaged."""
    path = sqlite_path(url)
    with _undone_on_error(lock_file(path) if alone else None) as lock:
        raw, here = await _connect(path, "rw")
        if alone and path.stat().st_size <= _CHECKED_BYTES:
            await _refuse_damaged(raw)
        return SqliteConnection(raw, "rw", here=here, lock=lock)


async def _refuse_damaged(raw: aiosqlite.Connection) -> None:
    try:
        with _translated():
            ((found,),) = [tuple(row) for row in await raw.execute_fetchall("PRAGMA integrity_check(1)")]
        if found != "ok":
            raise StorageDamaged(found)
    except StorageDamaged:
        await raw.close()
        raise


async def connect_reader(url: str) -> Connection:
    """One that cannot write."""
    raw, _ = await _connect(sqlite_path(url), "ro")
    return SqliteConnection(raw, "ro")


def sqlite_path(url: str) -> Path:
    """The file of a sqlite+aiosqlite:/// address."""
    return Path(url.removeprefix(SCHEME))


def lock_file(path: Path) -> FileLock:
    """Two processes on one database would both send what it owes. AlreadyRunning."""
    return FileLock(path.with_name(f"{path.name}.lock"), "database")


@contextmanager
def _undone_on_error(lock: FileLock | None) -> Iterator[FileLock | None]:
    try:
        yield lock
    except BaseException:
        if lock is not None:
            lock.close()
        raise


async def _connect(path: Path, mode: str) -> tuple[aiosqlite.Connection, sqlite3.Connection]:
    """aiosqlite's, and the one that it uses on its thread."""
    # Asked first, because aiosqlite leaves a thread behind a connection that it could not open, and that thread may outlive the loop.
    if not os.access(path, os.R_OK | os.W_OK):
        raise StorageUnavailable(f"cannot open {path}: it is not there, or may not be read and written")
    made: list[sqlite3.Connection] = []

    def make(*args: Any, **options: Any) -> sqlite3.Connection:
        made.append(sqlite3.Connection(*args, **options))
        return made[-1]

    address = f"{path.absolute().as_uri()}?mode={mode}"
    async with AsyncExitStack() as stack:
        try:
            raw = await aiosqlite.connect(
                address, uri=True, isolation_level=None, check_same_thread=False, factory=cast(Any, make)
            )
            stack.push_async_callback(raw.close)
            for pragma in (f"busy_timeout = {_BUSY_MILLISECONDS}", *_PRAGMAS[mode]):
                await raw.execute_fetchall(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            raise StorageUnavailable(f"cannot open {path}: {error}") from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise StorageDamaged(str(error)) from error
        stack.pop_all()
    raw.row_factory = sqlite3.Row
    return raw, made[0]


@contextmanager
def _translated() -> Iterator[None]:
    """Disk and locks are StorageUnavailable; what is asked wrongly stays as it is, or it would be tried again for ever."""
    try:
        yield
    except UnicodeDecodeError as error:  # what was written as text is none any more
        raise StorageDamaged(str(error)) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code is its last byte
        if code in _DAMAGED:
            raise StorageDamaged(str(error)) from error
        if code in _UNAVAILABLE:
            raise StorageUnavailable(str(error)) from error
        raise
