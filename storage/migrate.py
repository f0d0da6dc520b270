"""Brings a database to the schema of this code, and refuses one it does not understand.

Every pending migration runs in one transaction, so that a crash leaves the old schema or the new one. What is particular to an engine
is in sqlite_schema.py and postgres_schema.py. Alembic is imported only when there is something to do.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from storage.engine import engine_of

HEAD = "0002"  # the newest migration; a test compares it with Alembic's
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


class Schema(Protocol):
    """What the module of an engine's schema offers."""

    def described(self, url: str) -> str:
        """The database, in words for an operator."""

    async def check(self, url: str) -> SchemaState:
        """As check_schema()."""

    async def upgrade(self, url: str, before_first: Callable[[], None]) -> str:
        """Nobody else runs or migrates meanwhile, or AlreadyRunning; what an operator has to know beside that it is done."""


def described(url: str) -> str:
    """The database of an address, in words for an operator; never with a password."""
    return _schema_of(url).described(url)


async def check_schema(url: str) -> SchemaState:
    """The state of the database at an address, without changing it. SchemaRefused when it is damaged."""
    return await _schema_of(url).check(url)


async def examine(url: str) -> None:
    """Looks through all of a file for damage, which takes a while; a server does that by itself. SchemaRefused."""
    if engine_of(url).NAME == "sqlite":
        from storage import sqlite_schema  # noqa: PLC0415

        await sqlite_schema.examine(url)


async def migrate(url: str, before_first: Callable[[], None] = lambda: None) -> str:
    """Brings the database up to date; one line about what was done. SchemaRefused when it must be left alone. `before_first` is
    called before a new one is made."""
    schema = _schema_of(url)
    name = schema.described(url)
    state = await schema.check(url)
    if state is SchemaState.CURRENT:
        return f"{name} is up to date ({HEAD})."
    refuse_unknown(state, name)
    told = await schema.upgrade(url, before_first)
    return f"{name} is now at {HEAD}.{told}"


def refuse_unknown(state: SchemaState, name: str) -> None:
    """SchemaRefused for what this code must not touch."""
    if state is SchemaState.NEWER:
        raise SchemaRefused(
            f"{name} was made by a newer Shao; install that version, or restore a backup from before the upgrade"
        )
    if state is SchemaState.TRIAL:
        raise SchemaRefused(f"{name} is from before the first release; move it away, and a new one is made")
    if state is SchemaState.FOREIGN:
        raise SchemaRefused(f"{name} belongs to another program; give storage.url a database of its own")


def state_of(*, tables: bool, ours: bool, revision: str | None) -> SchemaState:
    """By whether there are tables at all, whether they bear our mark, and the migration they are at."""
    if not tables:
        return SchemaState.ABSENT
    if not ours:
        return SchemaState.FOREIGN
    if revision == _TRIAL:
        return SchemaState.TRIAL
    if revision not in KNOWN:
        return SchemaState.NEWER
    return SchemaState.CURRENT if revision == HEAD else SchemaState.BEHIND


def run_alembic(connection: Any) -> None:
    """Every pending migration, on an SQLAlchemy connection with an open transaction, which stays open."""
    from alembic import command  # noqa: PLC0415 - 0.2 s and 20 MB that only a migration needs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _schema_of(url: str) -> Schema:
    if engine_of(url).NAME == "sqlite":
        from storage import sqlite_schema  # noqa: PLC0415 - only one of the two is ever needed

        return sqlite_schema
    from storage import postgres_schema  # noqa: PLC0415

    return postgres_schema
