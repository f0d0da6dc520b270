"""SQLite on the loop's own thread: production's connection over a stand-in for aiosqlite's, whose threads nobody could replay."""

import asyncio
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import aiosqlite

from storage.engine import Database
from storage.seal import Seal
from storage.sqlite import _BUSY_MILLISECONDS, _PRAGMAS, NAME, SqliteConnection
from tests.simulation.mortal import Mortal

_SLOW, _SLOWEST = 0.02, 0.4  # seconds


class Disk:
    """Slow at times; `full` while nothing can be committed, `locked` while another program writes."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self.full = False
        self.locked = False
        self.commits = 0

    async def seek(self) -> None:
        """Takes its time, so that others get theirs."""
        slowness = self._dice.random()
        await asyncio.sleep(0 if slowness < 0.9 else _SLOWEST if slowness > 0.998 else slowness * _SLOW)

    def check_lock(self) -> None:
        """As SQLite says it, after its patience."""
        if self.locked:
            raise _error("database is locked", sqlite3.SQLITE_BUSY)

    def check_space(self) -> None:
        """As SQLite says it."""
        if self.full:
            raise _error("database or disk is full", sqlite3.SQLITE_FULL)


class _Inline:
    """What SqliteConnection uses of an aiosqlite.Connection. A dead process's does nothing more."""

    def __init__(self, path: Path, mode: str, disk: Disk, life: Mortal) -> None:
        self._raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        self._writes = mode == "rw"
        self._disk = disk
        self._life = life
        # What synchronous = FULL is for, a loss of power, does not happen here.
        for pragma in (f"busy_timeout = {_BUSY_MILLISECONDS}", *_PRAGMAS[mode], "synchronous = OFF"):
            self._raw.execute(f"PRAGMA {pragma}").fetchall()
        self._raw.row_factory = sqlite3.Row

    @property
    def in_transaction(self) -> bool:
        return not self._life.over and self._raw.in_transaction

    async def commit(self) -> None:
        await self._disk.seek()
        self._life.check()
        if self._writes:
            self._disk.check_space()
            self._disk.commits += 1
        self._raw.commit()

    async def rollback(self) -> None:
        self._life.check()
        self._raw.rollback()

    async def execute_fetchall(self, sql: str, parameters: Any = ()) -> Iterable[sqlite3.Row]:
        self._life.check()
        if sql.startswith("BEGIN"):
            await self._disk.seek()
            self._life.check()
            if self._writes:
                self._disk.check_lock()
        return self._raw.execute(sql, parameters).fetchall()

    async def executemany(self, sql: str, parameters: Any) -> Any:
        self._life.check()
        self._raw.executemany(sql, parameters)
        return _Done()

    async def close(self) -> None:
        self._raw.close()


class _Done:
    """A cursor that has nothing more to give."""

    async def close(self) -> None:
        pass


def open_database(path: Path, seal: Seal, disk: Disk, life: Mortal) -> Database:
    """The database of a migrated file; close() it also when its process was killed, which rolls back what was under way."""
    writer, reader = (
        SqliteConnection(cast(aiosqlite.Connection, _Inline(path, mode, disk, life)), mode) for mode in ("rw", "ro")
    )
    return Database(NAME, writer, reader, seal)


def _error(said: str, code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(said)
    error.sqlite_errorcode = code
    return error
