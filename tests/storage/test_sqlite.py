"""What only SQLite does: its files, its locks, a full disk."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

import storage.sqlite
from storage.engine import Database, StorageUnavailable
from storage.migrate import check_schema, migrate
from storage.seal import Seal, SealBroken, load_seal, make_key_file
from storage.sqlite import SqliteConnection
from tests.storage.conftest import open_sqlite, sqlite
from tests.storage.makers import NOW, a_person, an_update
from tests.town import url_in


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process writes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for locks a twentieth of a second instead of five."""
    monkeypatch.setattr(storage.sqlite, "_BUSY_MILLISECONDS", 50)


async def fill(database: Database, updates: int, *, savepoints: bool = False) -> None:
    """Writes about half a kilobyte an update, each behind a savepoint or not."""
    async with database.write() as store:
        for number in range(updates):
            async with store.savepoint() if savepoints else nullcontext():
                await store.inbox.add(an_update(number, words="x" * 400), now=NOW)


async def count(database: Database) -> int:
    async with database.read() as store:
        return await store.inbox.count("waiting")


async def test_a_lock_is_waited_for(folder: Path, seal: Seal) -> None:
    async with sqlite(folder, seal) as database:
        with closing(sqlite3.connect(folder / "shao.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            writing = asyncio.create_task(fill(database, 1))
            await asyncio.wait([writing], timeout=0.1)
            assert not writing.done()
            other.execute("ROLLBACK")
            await writing
        assert await count(database) == 1


async def test_a_lock_that_stays_makes_storage_unavailable(folder: Path, seal: Seal, impatient: None) -> None:
    """Nothing is half done, and it works again once the lock is gone; reading goes on meanwhile."""
    async with sqlite(folder, seal) as database:
        with locked(folder / "shao.db"):
            with pytest.raises(StorageUnavailable):
                await fill(database, 1)
            assert await count(database) == 0
        await fill(database, 1)
        assert await count(database) == 1


@pytest.mark.parametrize("updates", [30, 3000])
async def test_a_full_disk_makes_storage_unavailable(folder: Path, seal: Seal, updates: int) -> None:
    """Whether it shows at a statement or at the commit: all of the transaction is undone, and with room it works again."""
    async with sqlite(folder, seal) as database:
        await fill(database, 1)
        await _limit_pages(database, more=2)
        with pytest.raises(StorageUnavailable, match="full"):
            await fill(database, updates)
        assert await count(database) == 1
        await _limit_pages(database, more=100_000)
        await fill(database, updates)
        assert await count(database) == updates


async def test_a_full_disk_within_a_savepoint(folder: Path, seal: Seal) -> None:
    """SQLite may undo the whole transaction by itself: nothing then looks like a part that failed alone."""
    async with sqlite(folder, seal) as database:
        await _limit_pages(database, more=2)
        with pytest.raises(StorageUnavailable):
            await fill(database, 100, savepoints=True)
        await _limit_pages(database, more=100_000)
        await fill(database, 1)
        assert await count(database) == 1


async def test_nonsense_is_no_unavailability(folder: Path, seal: Seal) -> None:
    """Otherwise it would be tried again for ever."""
    async with sqlite(folder, seal) as database:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await database._writer.fetch("SELECT 1 FROM nowhere")


async def test_no_database(tmp_path: Path, seal: Seal) -> None:
    """Opening never makes one: an empty one would look like one that lost everything."""
    with pytest.raises(StorageUnavailable, match=r"shao\.db"):
        await open_sqlite(tmp_path, seal)
    assert not (tmp_path / "shao.db").exists()


async def test_another_database_s_key(folder: Path, seal: Seal) -> None:
    """With it, everybody would be a stranger; it is refused before anything is written."""
    async with sqlite(folder, seal) as database, database.write() as store:
        await a_person(store)
    make_key_file(folder / "other.key")
    with pytest.raises(SealBroken, match="key file"):
        await open_sqlite(folder, load_seal(folder / "other.key"))
    async with sqlite(folder, seal):
        pass


def test_pragmas(folder: Path, seal: Seal) -> None:
    """WAL, also where a restored copy had lost it; safe commits; nothing of erased rows left; foreign keys."""
    with closing(sqlite3.connect(folder / "shao.db")) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    assert asyncio.run(_pragmas(folder, seal)) == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 5000,
    }  # fmt: skip


async def _pragmas(folder: Path, seal: Seal) -> dict[str, object]:
    async with sqlite(folder, seal) as database:
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
        return {name: await _pragma(database, name) for name in names}


async def _pragma(database: Database, name: str) -> Any:
    (row,) = await database._writer.fetch(f"PRAGMA {name}")
    (value,) = dict(row).values()
    return value


async def _limit_pages(database: Database, *, more: int) -> None:
    """The disk has room for so many pages more; only the connection itself can be told so."""
    pages = await _pragma(database, "page_count")
    await database._writer.fetch(f"PRAGMA max_page_count = {pages + more}")


@pytest.mark.parametrize("name", ["a b", "哨", "100%", "what?", "a#b", "a&b=c"])
async def test_any_folder_name(tmp_path: Path, seal: Seal, name: str) -> None:
    """Migrating and opening agree which file it is."""
    folder = tmp_path / name
    await migrate(url_in(folder))
    assert await check_schema(url_in(folder)) == "current"
    async with sqlite(folder, seal):
        pass
    assert {path.name for path in folder.iterdir()} == {"shao.db", "shao.db.lock"}
    assert [path.name for path in tmp_path.iterdir()] == [name]


async def test_a_write_hops_to_no_thread_between_its_begin_and_its_commit(folder: Path, seal: Seal) -> None:
    """Asked of SQLite itself, by a function that says on which thread it runs."""
    async with sqlite(folder, seal) as database:
        async with database.write() as store:
            assert isinstance(store._conn, SqliteConnection)
            await store._conn._raw.create_function("this_thread", 0, threading.get_ident)
            (row,) = await store._conn.fetch("SELECT this_thread() AS thread")
            assert row["thread"] == threading.get_ident()
        (row,) = await store._conn.fetch("SELECT this_thread() AS thread")
        assert row["thread"] != threading.get_ident(), "outside a transaction a statement may wait"
