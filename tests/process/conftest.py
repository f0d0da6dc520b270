"""A shell in a fresh folder, and one with something to lose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import PostgresServer
from tests.process.safe import Safe
from tests.process.shell import Shell
from tests.town import url_in


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Settings and nothing else: no database, no key, no Telegram."""
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture
def settled(shell: Shell, prepared: Path) -> Shell:
    """With a database that knows the demo's units."""
    shell.settle(prepared)
    return shell


@pytest.fixture
async def safe(settled: Shell, base: str | None) -> Safe:
    """On each engine in turn."""
    safe = Safe(settled, base)
    await safe.fill()
    return safe


@pytest.fixture
async def kept(settled: Shell) -> Safe:
    """On SQLite."""
    safe = Safe(settled, None)
    await safe.fill()
    return safe


@pytest.fixture(params=("sqlite", "postgres"))
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no database yet, on each engine in turn."""
    if request.param == "sqlite":
        (tmp_path / "new").mkdir()
        yield url_in(tmp_path / "new")
        return
    server: PostgresServer = request.getfixturevalue("server")
    with server.copy() as url:
        yield url
