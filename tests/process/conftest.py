"""A shell in a fresh folder."""

from pathlib import Path

import pytest

from tests.process.shell import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Settings and nothing else: no database, no key, no Telegram."""
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture
def settled(shell: Shell, prepared: Path) -> Shell:
    """With a database that knows the demo's units."""
    shell.settle(prepared)
    return shell
