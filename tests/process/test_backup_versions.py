"""Backups across an upgrade: an older one is brought up to date as it is restored, a newer one is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.safe import PICTURE, Safe
from tests.process.shell import ROOT
from tests.storage.later import HALTS, Later
from tests.town import assert_sound, query


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Later:
    """An upgraded installation."""
    return Later(tmp_path_factory.mktemp("later"))


def upgraded(later: Later, safe: Safe, *words: str) -> str:
    """A command of the upgraded installation; what it printed."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *words, "--config", str(safe.shell.config)],
        cwd=safe.shell.folder, env={**os.environ, "PYTHONPATH": os.pathsep.join((str(later.folder), str(ROOT)))},
        input="\n" * (1 + len(HALTS)), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_an_older_one_is_brought_up_to_date(kept: Safe, later: Later) -> None:
    """Before it is put in its place; nothing is missing, and nothing is left beside it."""
    kept.shell("backup", str(kept.folder))
    (made,) = kept.folder.iterdir()
    people = query(kept.url, "SELECT id, telegram_id FROM people")
    kept.lose()
    assert "is as it was at" in upgraded(later, kept, "restore", str(made))
    assert query(kept.url, "SELECT version_num FROM alembic_version") == [("0003",)]
    assert query(kept.url, "SELECT id, telegram_id FROM people") == people
    assert kept.files.load(PICTURE) == b"a photo"
    assert_sound(kept.shell.database)
    assert [path.name for path in kept.shell.database.parent.glob("shao.db.*")] == ["shao.db.lock"]


def test_a_newer_one_is_refused(kept: Safe, later: Later) -> None:
    """It says so, and so does its name."""
    upgraded(later, kept, "migrate")
    upgraded(later, kept, "backup", str(kept.folder))
    (made,) = kept.folder.iterdir()
    assert Path(made).name.endswith("-0003.tar")
    kept.lose()
    kept.shell("restore", str(made)).refused(str(made), "newer Shao", "install that version")
    assert not kept.is_there()
