"""Fixtures for every test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import PostgresServer, postgres_server
from tests.town import Town, prepare, town

# A machine under load is slow now and then; how fast rules are is not what their properties say.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


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


@pytest.fixture
async def here(prepared: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A running bot with nobody as staff yet."""
    async with town(prepared, tmp_path) as running:
        yield running
