"""The schema on PostgreSQL: everything in one transaction, under the lock of the one process. No copy is made: shao backup makes one."""

import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

from storage.migrate import SchemaRefused, SchemaState, refuse_unknown, run_alembic, state_of
from storage.postgres import PostgresWriter
from storage.postgres_session import LOCKS, Lock, connect, described, words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["check", "described", "upgrade"]

Fill = Callable[[asyncpg.Connection], Awaitable[None]]
_MARK = "Shao"  # the comment by which a database of ours is known; pg_dump keeps it
_TABLES = "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')"


async def check(url: str) -> SchemaState:
    """By the tables of the schema that is ours to use, which is "public" unless somebody has arranged another."""
    raw = await connect(url)
    try:
        return await _state(raw)
    finally:
        await raw.close()


async def upgrade(url: str, before_first: Callable[[], None]) -> str:
    """Nobody else runs or migrates meanwhile; says that there is no copy where somebody may miss it."""
    async with _alone(url) as raw:
        state = await _state(raw)
        refuse_unknown(state, described(url))
        if state is SchemaState.ABSENT:
            await _refuse_encoding(raw, url)
            before_first()
        await _upgrade(url)
    return (
        " No copy of the old one was kept; shao backup makes one before the next upgrade."
        if state is SchemaState.BEHIND
        else ""
    )


async def make_filled(url: str, fill: Fill) -> bool:
    """A new database with what `fill` puts into it, in the one transaction; False when there is something already."""
    async with _alone(url) as raw:
        if await _state(raw) is not SchemaState.ABSENT:
            return False
        await _refuse_encoding(raw, url)
        await _upgrade(url, fill)
    return True


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[asyncpg.Connection]:
    writer = PostgresWriter(url)
    try:
        await writer.open()
        await writer.be_alone()
        yield writer.raw
    finally:
        await writer.close()


async def _state(raw: asyncpg.Connection) -> SchemaState:
    mark = await raw.fetchval("SELECT obj_description(to_regclass('alembic_version'), 'pg_class')")
    ours = mark == _MARK
    revision = await raw.fetchval("SELECT version_num FROM alembic_version") if ours else None
    return state_of(tables=bool(await raw.fetchval(_TABLES)), ours=ours, revision=revision)


async def _refuse_encoding(raw: asyncpg.Connection, url: str) -> None:
    encoding = await raw.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        raise SchemaRefused(
            f"{described(url)} is in {encoding}; create it anew with ENCODING 'UTF8' TEMPLATE template0"
        )


async def _nothing(_raw: asyncpg.Connection) -> None:
    """An upgrade puts nothing in."""


async def _upgrade(url: str, fill: Fill = _nothing) -> None:
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - as Alembic, only when it is needed
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    patient = functools.partial(connect, url, statement_seconds=None)  # rewriting a table takes as long as it takes
    engine = create_async_engine("postgresql+asyncpg://", async_creator=patient, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
            await fill((await connection.get_raw_connection()).driver_connection)
    except DBAPIError as error:
        reason = words_of((error.orig and error.orig.__cause__) or error)
        raise SchemaRefused(f"{described(url)} could not be brought up to date ({reason}); it is as it was") from error


def _migrate(connection: "Connection") -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCKS}, {Lock.WRITER.value})")
    run_alembic(connection)
    connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_MARK}'")
