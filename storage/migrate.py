"""Brings a database to the schema of this code, and refuses one it does not understand.

Every pending migration runs in one transaction, with foreign keys off (a rebuilt table would otherwise delete its children) and checked
before the commit, so that a crash leaves the old schema or the new one. Alembic is imported only when there is something to do.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from storage.engine import sqlite_path

HEAD = "0002"  # the newest migration; a test compares it with Alembic's
APPLICATION_ID = 0x5348414F  # "SHAO", in the header of every database of ours
KNOWN = ("0002",)
_TRIAL = "0001"


class SchemaRefused(Exception):
    """The database is left alone; the message says what to do."""


class SchemaState(StrEnum):
    """How a database stands to this code."""

    CURRENT = "current"
    BEHIND = "behind"
    ABSENT = "absent"
    NEWER = "newer"
    TRIAL = "from before the first release"
    FOREIGN = "foreign"


def check_schema(url: str) -> SchemaState:
    """The state of the database at a sqlite+aiosqlite:/// address, without changing it. SchemaRefused when it is damaged."""
    path = sqlite_path(url)
    if not path.exists() or path.stat().st_size == 0:
        return SchemaState.ABSENT
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            return _state(conn)
    except sqlite3.DatabaseError as error:
        raise SchemaRefused(f"{path} cannot be read as a database ({error}); restore it from a backup") from error


def migrate(url: str) -> str:
    """Brings the database up to date; one line about what was done. SchemaRefused when it must be left alone."""
    path = sqlite_path(url)
    state = check_schema(url)
    if state is SchemaState.CURRENT:
        return f"{path} is up to date ({HEAD})."
    if state is SchemaState.NEWER:
        raise SchemaRefused(
            f"{path} was made by a newer Shao; install that version, or restore a backup from before the upgrade"
        )
    if state is SchemaState.TRIAL:
        raise SchemaRefused(f"{path} is from before the first release; move it away, and a new one is made")
    if state is SchemaState.FOREIGN:
        raise SchemaRefused(f"{path} belongs to another program; give storage.url a file of its own")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        copy = _copy_aside(path) if state is SchemaState.BEHIND else None
        _make_private(path)
        _upgrade(path)
    except sqlite3.Error as error:
        raise SchemaRefused(f"{path} could not be brought up to date ({error}); it is as it was") from error
    return f"{path} is now at {HEAD}." + (f" The old one is kept as {copy.name}." if copy else "")


def _state(conn: sqlite3.Connection) -> SchemaState:
    application_id = conn.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return SchemaState.ABSENT
    if application_id != APPLICATION_ID or "alembic_version" not in tables:
        return SchemaState.FOREIGN
    return state_of(conn.execute("SELECT version_num FROM alembic_version").fetchone())


def state_of(row: Sequence[str] | None) -> SchemaState:
    """What the row of Alembic's own table says."""
    revision = None if row is None else row[0]
    if revision == HEAD:
        return SchemaState.CURRENT
    if revision == _TRIAL:
        return SchemaState.TRIAL
    return SchemaState.BEHIND if revision in KNOWN else SchemaState.NEWER


def _copy_aside(path: Path) -> Path:
    """SQLite's own backup, so that a database in use is copied whole."""
    copy = path.with_name(f"{path.name}.before-{HEAD}-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    _make_private(copy)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _upgrade(path: Path) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s and 20 MB that only a migration needs
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["path"] = path
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        raise sqlite3.DatabaseError(str(error.orig)) from error
