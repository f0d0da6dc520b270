"""Snapshots of SQLite: by VACUUM INTO, which reads one moment while the writer goes on, needs no -wal beside the copy, and lays rows
down in the order of their keys, so that the copy does not tell in which order they were written."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.connection import StorageUnavailable
from storage.seal import sync_folder
from storage.snapshot import SnapshotRefused, Watch
from storage.sqlite import lock_file, sqlite_path

_BUSY_MILLISECONDS = 30_000
_WATCHED = 200_000  # of SQLite's own instructions, between two looks at how far it is


async def take(url: str, file: Path, watch: Watch) -> None:
    """Into a file for its owner alone."""
    path = sqlite_path(url)
    try:
        await asyncio.to_thread(_vacuum_into, path, file, watch)
    except sqlite3.OperationalError as error:
        raise StorageUnavailable(f"{path} cannot be copied now: {error}") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise SnapshotRefused(f"{path} is damaged ({error}); restore it from a backup") from error


async def refuse_unless_empty(url: str) -> None:
    """A log without its database counts as well: SQLite would read it into another."""
    _refuse_what_is_there(sqlite_path(url))


async def place(file: Path, url: str, watch: Watch) -> None:
    """Under the lock of the database; its name comes last."""
    path = sqlite_path(url)
    with closing(lock_file(path)):
        _refuse_what_is_there(path)
        await asyncio.to_thread(_copy, file, path)
    watch(1, 1)


def _vacuum_into(path: Path, file: Path, watch: Watch) -> None:
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    size = path.stat().st_size
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        conn.set_progress_handler(lambda: watch(min(file.stat().st_size, size), size), _WATCHED)
        conn.execute("VACUUM INTO ?", (str(file.absolute()),))
    watch(size, size)


def _refuse_what_is_there(path: Path) -> None:
    there = [
        one for one in (path, *(path.with_name(f"{path.name}-{part}") for part in ("wal", "journal"))) if one.exists()
    ]
    if there and any(one.stat().st_size for one in there):
        raise SnapshotRefused(f"{there[0]} is there already, and nothing is written over it: move it away first")


def _copy(file: Path, path: Path) -> None:
    aside = path.with_name(f"{path.name}.restoring")
    aside.unlink(missing_ok=True)
    with file.open("rb") as source, os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    aside.replace(path)
    sync_folder(path.parent)
