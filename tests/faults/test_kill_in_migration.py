"""Test 12 of the bar: kill -9 at the statements of the first migration; there is the old schema or the new one, never one between."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from storage.migrate import SchemaState, check_schema, migrate
from tests.faults.lives import ROOT
from tests.town import assert_sound, url_in

_MIGRATE = dedent(
    """
    import asyncio, os, signal, sys
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from storage.migrate import migrate

    passed, last = 0, int(sys.argv[2])

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_):
        global passed
        passed += 1
        if passed == last:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(migrate(sys.argv[1]))
    print(passed)
    """
)


@pytest.fixture(params=("sqlite", "postgres"))
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no database of ours yet, on each engine in turn."""
    if request.param == "sqlite":
        yield url_in(tmp_path)
        return
    with request.getfixturevalue("server").copy() as address:
        yield address


@pytest.mark.parametrize("every", [25, pytest.param(1, marks=pytest.mark.full)])
async def test_killed_at_statements(url: str, tmp_path: Path, every: int) -> None:
    """One process after the other on the same place, each dying some statements later, until one comes through."""
    code, last = _migrated(url, every), every
    while code == -signal.SIGKILL:
        assert await check_schema(url) is SchemaState.ABSENT
        last += every
        code = _migrated(url, last)
    assert code == 0
    assert last >= 3 * every, "there were statements to die at"
    assert await check_schema(url) is SchemaState.CURRENT
    assert "up to date" in await migrate(url)
    assert_sound(url)


def _migrated(url: str, last: int) -> int:
    """The exit code of a process that dies at that statement."""
    typed = [sys.executable, "-c", _MIGRATE, url, str(last)]
    return subprocess.run(typed, cwd=ROOT, capture_output=True, check=False, timeout=60).returncode
