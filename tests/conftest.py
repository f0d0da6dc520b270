"""Fixtures for every test."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import PostgresServer, postgres_server
from tests.town import Town, prepare, town

# A machine under load is slow now and then; how fast rules are is not what their properties say.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: half of the time a test waits, for another process or for the pace that Telegram allows."""
    return 2 * len(os.sched_getaffinity(0))


def pytest_addoption(parser: pytest.Parser) -> None:
    """For a whole town on PostgreSQL: `pytest tests/dialogs --engine postgres`."""
    parser.addoption("--engine", choices=("sqlite", "postgres"), default="sqlite", help="the database of `here`")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database that knows the demo's units; copy from it, never change it."""
    folder: Path = tmp_path_factory.mktemp("prepared")
    asyncio.run(prepare(folder))
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """PostgreSQL; starts with the first test that wants it."""
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="session")
def prepared_on_server(server: PostgresServer, prepared: Path) -> str:
    """The name of a PostgreSQL database that knows the demo's units; copy it, never change it."""
    server.run("postgres", "CREATE DATABASE prepared")
    asyncio.run(prepare(prepared, server.url("prepared")))
    return "prepared"


@pytest.fixture(params=("sqlite", "postgres"))
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | None]:
    """On each engine in turn: None for a file in the test's folder, or the address of a prepared database on the server."""
    if request.param == "sqlite":
        yield None
        return
    with request.getfixturevalue("server").copy(request.getfixturevalue("prepared_on_server")) as url:
        yield url


@pytest.fixture
def chosen(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """As `base`, on the one engine that --engine says."""
    if request.config.getoption("--engine") == "sqlite":
        yield None
        return
    with request.getfixturevalue("server").copy(request.getfixturevalue("prepared_on_server")) as url:
        yield url


@pytest.fixture
async def here(prepared: Path, tmp_path: Path, chosen: str | None) -> AsyncIterator[Town]:
    """A running bot with nobody as staff yet."""
    async with town(prepared, tmp_path, chosen) as running:
        yield running


@pytest.fixture
async def either(prepared: Path, tmp_path: Path, base: str | None) -> AsyncIterator[Town]:
    """The same, on each engine in turn."""
    async with town(prepared, tmp_path, base) as running:
        yield running
