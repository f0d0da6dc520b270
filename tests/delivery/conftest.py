"""A database of its own for each test of delivery."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import Database
from tests.delivery.parts import Post, post_office
from tests.town import assert_sound, copy_files, opened


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Open, and sound at the end."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    async with opened(tmp_path) as database:
        yield database
    assert_sound(tmp_path / "shao.db")


@pytest.fixture
async def post(database: Database, tmp_path: Path) -> AsyncIterator[Post]:
    """A sender without limits that is not running yet."""
    async with post_office(tmp_path, database) as office:
        yield office
