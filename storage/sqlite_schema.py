"""The schema on SQLite: a copy of the old file is kept, foreign keys are off while tables are rebuilt (that would otherwise delete
their children) and checked before the commit."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storage import snapshot
from storage.migrate import HEAD, SchemaRefused, SchemaState, refuse_unknown, run_alembic, state_of
from storage.seal import sync_folder
from storage.sqlite import lock_file, sqlite_path

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPLICATION_ID = 0x5348414F  # "SHAO", in the header of every database of ours


def described(url: str) -> str:
    """Its path."""
    return str(sqlite_path(url))


async def check(url: str) -> SchemaState:
    """An empty file counts as none. SchemaRefused when it is damaged."""
    path = sqlite_path(url)
    if not path.exists() or path.stat().st_size == 0:
        return SchemaState.ABSENT
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            return _state(conn)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise SchemaRefused(f"{path} cannot be read as a database ({error}); restore it from a backup") from error


async def examine(url: str) -> None:
    """While others go on reading and writing."""
    try:
        await asyncio.to_thread(snapshot.examine, sqlite_path(url))
    except snapshot.SnapshotRefused as refused:
        raise SchemaRefused(f"{sqlite_path(url)}: {refused}") from refused


async def upgrade(url: str, before_first: Callable[[], None]) -> str:
    """Under the lock of the file; says where the copy is."""
    path = sqlite_path(url)
    with closing(lock_file(path)):
        state = await check(url)
        refuse_unknown(state, str(path))
        if state is SchemaState.ABSENT:
            before_first()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = _copy_aside(path) if state is SchemaState.BEHIND else None
            _make_private(path)
            _upgrade(path)
        except sqlite3.Error as error:
            raise SchemaRefused(f"{path} could not be brought up to date ({error}); it is as it was") from error
    return f" The old one is kept as {copy.name}." if copy else ""


def _state(conn: sqlite3.Connection) -> SchemaState:
    application_id = conn.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = application_id == APPLICATION_ID and "alembic_version" in tables
    revision = conn.execute("SELECT version_num FROM alembic_version").fetchone() if ours else None
    return state_of(tables=bool(tables), ours=ours, revision=revision and revision[0])


def _copy_aside(path: Path) -> Path:
    """SQLite's own backup, so that a database in use is copied whole; it has its name only once it is on the disk. What a copy that was
    killed has left is written over."""
    copy = path.with_name(f"{path.name}.before-{HEAD}-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    part = path.with_name(f"{path.name}.before.part")
    part.unlink(missing_ok=True)
    _make_private(part)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)  # its commit syncs the file
    part.rename(copy)
    sync_folder(path.parent)
    return copy


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _upgrade(path: Path) -> None:
    from sqlalchemy import URL, create_engine, event  # noqa: PLC0415 - as Alembic, only when it is needed
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _begin_for_real)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            run_alembic(connection)
            _check_rows(connection)
    except DBAPIError as error:
        raise sqlite3.DatabaseError(str(error.orig)) from error


def _on_connect(dbapi_connection: sqlite3.Connection, _record: object) -> None:
    dbapi_connection.isolation_level = None
    dbapi_connection.execute("PRAGMA foreign_keys = OFF")
    dbapi_connection.execute("PRAGMA busy_timeout = 30000")


def _begin_for_real(connection: "Connection") -> None:
    """pysqlite would commit before DDL; with its own handling off, BEGIN is ours to say, and DDL rolls back."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_rows(connection: "Connection") -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise SchemaRefused("the migration would leave rows that refer to nothing; it was undone, please report it")
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        raise SchemaRefused("the database is damaged; nothing was changed, restore it from a backup")
