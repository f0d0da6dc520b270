"""PostgreSQL: a server, whose connections can be lost at any moment and are opened anew by the next transaction.

Writers of all processes go one after the other, as on SQLite, by an advisory lock that each takes as its transaction begins: what was
read in a transaction is still so when it writes, and nothing has to be tried again because two have met.
"""

import asyncio
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import asyncpg

from storage.connection import Connection, Row, StorageUnavailable
from storage.lock import AlreadyRunning
from storage.postgres_session import CONNECT_SECONDS, LOCKS, Lock, connect, hush, is_unavailable, words_of

NAME = "postgres"
_ROLLBACK_SECONDS = 5.0
_DOUBT_SECONDS = 20.0
_AGAIN_SECONDS = 0.2
_STATUS = "SELECT pg_xact_status(CAST(CAST(:name AS TEXT) AS xid8)) AS status"
_NAMED = re.compile(r"'[^']*'|--[^\n]*|(?<![:\w]):([a-z_]\w*)")


class PostgresConnection(Connection):
    """asyncpg's, for reading: one moment is seen throughout a transaction."""

    begin_sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, url: str) -> None:
        self._url = url
        self._raw: asyncpg.Connection[Any] | None = None

    @property
    def raw(self) -> asyncpg.Connection:
        """asyncpg's own, once it is open."""
        assert self._raw is not None, "open() comes first"
        return self._raw

    @property
    def in_transaction(self) -> bool:
        """Not when the connection is lost: the server rolls back by itself."""
        return self._raw is not None and not self._raw.is_closed() and self._raw.is_in_transaction()

    async def open(self) -> None:
        """Connects, unless it is connected."""
        if self._raw is None or self._raw.is_closed():
            self._raw = await connect(self._url)

    async def begin(self) -> None:
        """Connects first where the connection was lost."""
        await self.open()
        try:
            await self.run(self.begin_sql)
        except StorageUnavailable:
            self._give_up()  # however it is, the next one may fare better
            raise

    async def commit(self) -> None:
        """RuntimeError when a statement had failed before: PostgreSQL then rolls back and says no more about it."""
        with self._translated() as raw:
            if await raw.execute("COMMIT") != "COMMIT":
                raise RuntimeError("a statement failed, its error went unheard, and so nothing was kept")

    async def rollback(self) -> None:
        """A connection that cannot even do that is given up, which rolls back as well."""
        try:
            with self._translated() as raw:
                await raw.execute("ROLLBACK", timeout=_ROLLBACK_SECONDS)
        except StorageUnavailable:
            self._give_up()

    async def run(self, sql: str) -> None:
        """By the simple protocol, without preparing it."""
        with self._translated() as raw:
            await raw.execute(sql)

    async def fetch(self, sql: str, parameters: Mapping[str, Any] = {}) -> Sequence[Row]:
        """Each name becomes one parameter, whose type PostgreSQL infers."""
        numbered, names = _numbered(sql)
        with self._translated() as raw:
            rows: Sequence[Row] = await raw.fetch(numbered, *(_sendable(parameters[name]) for name in names))
        return rows

    async def run_many(self, sql: str, parameters: Sequence[Mapping[str, Any]]) -> None:
        """In as few round trips as there may be."""
        numbered, names = _numbered(sql)
        with self._translated() as raw:
            await raw.executemany(numbered, [tuple(_sendable(each[name]) for name in names) for each in parameters])

    async def drop_log(self) -> bool:
        """The server's log is the server's own matter."""
        return True

    async def close(self) -> None:
        """In order, where the server still answers."""
        if self._raw is not None:
            try:
                await self._raw.close(timeout=CONNECT_SECONDS)
            except (OSError, asyncpg.PostgresError):
                self._give_up()

    @contextmanager
    def _translated(self) -> Iterator[asyncpg.Connection]:
        try:
            yield self.raw
        except TimeoutError:
            raise StorageUnavailable("the server does not answer") from None  # what it was asked is being cancelled
        except (
            OSError,
            asyncpg.InternalClientError,
        ) as error:  # the latter where an end that is just coming in is not understood
            self._give_up()
            raise StorageUnavailable(f"the connection is lost ({words_of(error)})") from None
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            if self.raw.is_closed() or is_unavailable(error):
                raise StorageUnavailable(words_of(error)) from None
            hush(error)
            raise

    def _give_up(self) -> None:
        if self._raw is not None:
            self._raw.terminate()


class PostgresWriter(PostgresConnection):
    """For writing. Once `alone`, it holds the lock of the one process itself, so that without it nothing can be written."""

    begin_sql = "BEGIN"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._alone = False
        self._transaction = ""
        self._backend = 0

    async def open(self) -> None:
        """Whoever has taken over the database meanwhile keeps it; until they end, it is unavailable."""
        if self._raw is None or self._raw.is_closed():
            await super().open()
            if self._alone:
                await self._be_alone_again()

    async def _be_alone_again(self) -> None:
        try:
            await self.be_alone()
        except AlreadyRunning as error:
            self._give_up()
            raise StorageUnavailable(str(error)) from None
        except BaseException:
            self._give_up()  # without the lock it must not be used
            raise

    async def be_alone(self) -> None:
        """From now on. AlreadyRunning when another process is; one that was killed holds the lock until its server end has seen that."""
        with self._translated() as raw:
            try:
                await raw.execute(f"SELECT pg_advisory_lock({LOCKS}, {Lock.PROCESS.value})")
            except asyncpg.LockNotAvailableError:
                raise AlreadyRunning("database") from None
        self._alone = True

    async def begin(self) -> None:
        """Waits until no other process writes; notes by which name the server knows the transaction."""
        await super().begin()
        (row,) = await self.fetch(
            f"SELECT pg_advisory_xact_lock({LOCKS}, {Lock.WRITER.value}), pg_backend_pid() AS backend, "
            "CAST(pg_current_xact_id() AS TEXT) AS transaction"
        )
        self._transaction, self._backend = row["transaction"], row["backend"]

    async def commit(self) -> None:
        """Where no answer comes, or no good one, the server is asked afterwards whether it went through."""
        try:
            await super().commit()
        except StorageUnavailable:
            if self.in_transaction:
                self._give_up()
            if not await self._went_through():
                raise

    async def _went_through(self) -> bool:
        try:
            async with asyncio.timeout(_DOUBT_SECONDS):
                while (status := await self._status()) not in ("committed", "aborted"):  # noqa: ASYNC110 - it has no event
                    await asyncio.sleep(_AGAIN_SECONDS)
        except TimeoutError:
            raise StorageUnavailable(
                "the connection was lost at a commit, which may have gone through or not"
            ) from None
        return status == "committed"

    async def _status(self) -> str:
        """What the server says of the last transaction; one that is still open is ended with its session, which nobody can reach."""
        try:
            await self.open()
            (row,) = await self.fetch(_STATUS, {"name": self._transaction})
            if row["status"] == "in progress":
                await self.fetch("SELECT pg_terminate_backend(:pid)", {"pid": self._backend})
        except StorageUnavailable:
            return "unknown"
        except asyncpg.InvalidParameterValueError:
            return "aborted"  # this server, which another has become meanwhile, has never heard of it
        return str(row["status"])


async def connect_writer(url: str, *, alone: bool) -> Connection:
    """The one that waits for other processes' transactions."""
    writer = PostgresWriter(url)
    await writer.open()
    if alone:
        try:
            await writer.be_alone()
        except AlreadyRunning:
            await writer.close()
            raise
    return writer


async def connect_reader(url: str) -> Connection:
    """One that cannot write."""
    reader = PostgresConnection(url)
    await reader.open()
    return reader


def _sendable(value: Any) -> Any:
    """PostgreSQL's text cannot hold the character NUL, which anybody may send in a link or behind a button: it becomes the sign for what is
    no character. Whatever is looked up by such a text is then not found, as it should be."""
    return value.replace("\x00", "\ufffd") if isinstance(value, str) and "\x00" in value else value


@functools.cache
def _numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """The statement with $1, $2 … for its :names, and the names in that order; strings and comments are left alone."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return _NAMED.sub(number, sql), tuple(names)
