"""A session with PostgreSQL: how it is opened, and what its errors mean."""

from enum import IntEnum
from urllib.parse import parse_qs, urlsplit

import asyncpg

from storage.connection import StorageUnavailable

SCHEME = "postgresql+asyncpg://"
LOCKS = 0x5348414F  # "SHAO": the first half of the name of every lock of ours in a database
CONNECT_SECONDS = 10.0
_STATEMENT_SECONDS = 30.0  # a network that is away does not say so
_STATEMENTS = 1000  # all of ours, so that none is prepared twice
_SESSION = {
    "application_name": "shao",
    "synchronous_commit": "on",  # whatever the server's default: what was answered must be kept
    "lock_timeout": "5000",
    "tcp_keepalives_idle": "20",  # or the locks of a machine that lost its power would be held for hours
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}
# By class of SQLSTATE: connection, rollback by the server, resources, an operator's or the system's doing; a standby; a lock held too long.
_UNAVAILABLE = ("08", "40", "53", "57", "58", "25006", "55P03")


class Lock(IntEnum):
    """The second half of a lock's name."""

    PROCESS = 1  # of the session that may send what the database owes, or change its schema
    WRITER = 2  # of a transaction that writes


async def connect(url: str, statement_seconds: float | None = _STATEMENT_SECONDS) -> asyncpg.Connection:
    """A session as we need it; StorageUnavailable, without the password, when there is none to be had."""
    try:
        return await asyncpg.connect(
            dsn_of(url),
            timeout=CONNECT_SECONDS,
            command_timeout=statement_seconds,
            statement_cache_size=_STATEMENTS,
            server_settings=_SESSION,
        )
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StorageUnavailable(f"cannot open {described(url)}: {words_of(error)}") from None


def dsn_of(url: str) -> str:
    """The address as asyncpg wants it."""
    return f"postgresql://{url.removeprefix(SCHEME)}"


def described(url: str) -> str:
    """The database of an address, without user and password."""
    parts = urlsplit(url)
    host = parts.hostname or "".join(parse_qs(parts.query).get("host", ["localhost"]))
    return f"the database {parts.path.removeprefix('/')} at {host}" + (f":{parts.port}" if parts.port else "")


def words_of(error: BaseException) -> str:
    """In one line, without DETAIL and HINT."""
    words = str(error.args[0] if isinstance(error, asyncpg.PostgresError) else error)
    return " ".join(words.split()) or type(error).__name__


def is_unavailable(error: Exception) -> bool:
    """Rather than that something asked for nonsense."""
    state = getattr(error, "sqlstate", None) or ""
    return state.startswith(_UNAVAILABLE) or isinstance(error, asyncpg.InvalidCachedStatementError)


def hush(error: Exception) -> None:
    """Takes out of an error what must not be logged: PostgreSQL quotes the row or the value that it refuses, and errors are logged."""
    if isinstance(error, asyncpg.PostgresError | asyncpg.InterfaceError):
        error.detail = None
    if (getattr(error, "sqlstate", None) or "").startswith("22"):  # which asyncpg uses as well, for what it cannot send
        error.args = ("a value does not fit",)
