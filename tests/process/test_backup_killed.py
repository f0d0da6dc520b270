"""kill -9 in the middle of a backup, and of a restore: nothing half has the name of something whole, and the next run goes through."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.backup.rules import PART
from tests.process.safe import PICTURE, Safe
from tests.process.shell import ROOT
from tests.town import assert_sound

SHORT = 2  # every so-manieth step
MOST = 1000


class Mortal:
    """A command that is run again and again; see tests/faults/doomed_backup.py."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def killed_at(self, step: int) -> bool:
        """Runs it until that step; whether it came so far, rather than to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{step}\n".encode())
        code = int(await self._process.stdout.readline())
        assert code in (0, -signal.SIGKILL)
        return code != 0


@asynccontextmanager
async def mortal(safe: Safe, *words: str) -> AsyncIterator[Mortal]:
    """As long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.doomed_backup", str(safe.shell.folder), *words, "--config", str(safe.shell.config),
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Mortal(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def backup_under_fire(safe: Safe, stride: int) -> int:
    """Killed at every so-manieth step; how often. Whatever has the name of a backup then is one, and what is left is left once."""
    async with mortal(safe, "backup", str(safe.folder)) as backup:
        deaths, before = 0, safe.everything()
        while await backup.killed_at(1 + deaths * stride):
            deaths += 1
            there = list(safe.folder.iterdir())
            assert len(there) <= 1
            for path in there:
                if not path.name.endswith(PART):
                    await restores(safe, path, before)
                    path.unlink()
    (made,) = safe.folder.iterdir()
    await restores(safe, made, before)
    assert {path.name for path in safe.media.iterdir()} == {"01", ".staging.lock"}
    return deaths


async def restores(safe: Safe, made: Path, before: object) -> None:
    """It is as good as any."""
    safe.lose()
    (await safe.shell.beside("restore", str(made))).lines  # noqa: B018 - it goes well
    assert safe.everything() == before


async def restore_under_fire(safe: Safe, made: Path, stride: int) -> int:
    """Killed at every so-manieth step; how often. A database that is there then is all there, and so are its pictures."""
    before = safe.everything()
    safe.lose()
    async with mortal(safe, "restore", str(made)) as restore:
        deaths = 0
        while await restore.killed_at(1 + deaths * stride):
            deaths += 1
            if safe.is_there():
                assert_restored(safe, before)
                safe.lose()
    assert_restored(safe, before)
    return deaths


def assert_restored(safe: Safe, before: object) -> None:
    """Nothing is missing."""
    assert_sound(safe.url)
    assert safe.everything() == before
    assert safe.files.load(PICTURE) == b"a photo"


async def test_in_a_backup(kept: Safe) -> None:
    """At some steps."""
    assert 5 < await backup_under_fire(kept, SHORT) < MOST


async def test_in_a_restore(safe: Safe) -> None:
    """At some steps. Into a server it is one transaction."""
    stride = 9 * SHORT if safe.on_server else SHORT
    assert 2 < await restore_under_fire(safe, await safe.backup(), stride) < MOST


@pytest.mark.full
async def test_at_each_step(safe: Safe) -> None:
    """Of both."""
    assert 10 < await backup_under_fire(safe, 1) < MOST
    assert 10 < await restore_under_fire(safe, await safe.backup(), 1) < MOST
