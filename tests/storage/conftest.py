"""A fresh migrated database for each test, on every engine that there is."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.engine import Database
from storage.migrate import migrate
from storage.seal import Seal, load_seal, make_key_file
from storage.store import Store
from tests.postgres import PostgresServer
from tests.town import url_in


async def open_sqlite(folder: Path, seal: Seal) -> Database:
    """The SQLite database of a folder; whoever opens it closes it, or the tests never end."""
    return await Database.open(url_in(folder), seal)


@asynccontextmanager
async def sqlite(folder: Path, seal: Seal) -> AsyncIterator[Database]:
    """The same, closed at the end of the block."""
    database = await open_sqlite(folder, seal)
    try:
        yield database
    finally:
        await database.close()


ENGINES = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated, empty SQLite database and a key file; copy from it, never change it."""
    folder: Path = tmp_path_factory.mktemp("empty")
    make_key_file(folder / "shao.key")
    asyncio.run(migrate(url_in(folder)))
    return folder


@pytest.fixture
def seal(empty: Path) -> Seal:
    """The seal of every test's database."""
    return load_seal(empty / "shao.key")


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    """A folder with an empty database of this test's own."""
    shutil.copy2(empty / "shao.db", tmp_path)
    shutil.copy2(empty / "shao.key", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def empty_on_server(server: PostgresServer) -> str:
    """The name of a migrated, empty database; copy it, never change it."""
    server.run("postgres", "CREATE DATABASE empty")
    asyncio.run(migrate(server.url("empty")))
    return "empty"


@pytest.fixture
def on_server(server: PostgresServer, empty_on_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    with server.copy(empty_on_server) as url:
        yield url


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn; a test that is about one of them says so by parametrising this."""
    return str(request.param)


@pytest.fixture
def url(request: pytest.FixtureRequest, engine: str, folder: Path) -> str:
    """The address of an empty database of this test's own."""
    return url_in(folder) if engine == "sqlite" else str(request.getfixturevalue("on_server"))


@pytest.fixture
async def database(url: str, seal: Seal) -> AsyncIterator[Database]:
    """The open database, on each engine in turn; what the contract tests ask for."""
    database = await Database.open(url, seal)
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    """One transaction around the whole test."""
    async with database.write() as open_store:
        yield open_store
