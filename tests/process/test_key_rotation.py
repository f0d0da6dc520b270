"""kill -9 while everything is being sealed anew: at each moment the key file opens all of it, and the next run finishes the work."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.media.files import SealedFiles
from storage.seal import Seal, load_seal
from storage.sealed import SEALED
from storage.sqlite import lock_file
from tests.process.shell import ROOT, Shell
from tests.storage.makers import a_person, a_report
from tests.storage.test_sealed import leave_traces

FILES = {f"{number:02}/{number:032}.sealed": f"picture {number}".encode() * 100 for number in range(4)}
FILES |= {f"00/{0:032}-1.sealed": b"a part of a parcel"}
THIRD = f"03/{3:032}.sealed"
SHORT = (2, 5, 9, 14)


@pytest.fixture
async def lived_in(settled: Shell) -> Shell:
    """Something in every sealed column, more than a page in some, and files."""
    async with settled.write() as store:
        await leave_traces(store)
        for number in range(8):
            person = await a_person(store, number)
            await store.reports.add(a_report(f"H-{number}", reporter_id=person, words=f"words {number}"))
    files = SealedFiles(settled.folder / "data" / "media", load_seal(settled.key))
    for name, content in FILES.items():
        files.write(name, content)
    return settled


async def opens(shell: Shell, seal: Seal) -> int:
    """How many values there are; a seal opens each of them and each file."""
    good = 0
    async with shell.write() as store:
        for column in SEALED:
            page = await store.resealing.prove(column, seal, after=None, limit=1000)
            assert page.broken == (), column.name
            good += page.good
    files = SealedFiles(shell.folder / "data" / "media", seal)
    assert {name: files.load(name) for name in files.names()} == FILES
    return good


async def killed_at(shell: Shell, step: int) -> bool:
    """Rotates until that step; whether it came so far, rather than to its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.doomed_rotation", "key", "rotate", "--config", str(shell.config),
        cwd=ROOT, env={**os.environ, "DOOM": str(step)}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, errors = await process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), errors.decode()
    assert process.returncode or b"are now sealed with key" in out
    return bool(process.returncode)


async def rotated_under_fire(shell: Shell, steps: tuple[int, ...]) -> None:
    """Killed once for each of the steps, and looked at after each death; then left alone."""
    there = await opens(shell, load_seal(shell.key))
    for step in steps:
        if not await killed_at(shell, step):
            break
        assert await opens(shell, load_seal(shell.key)) == there
    assert not await killed_at(shell, 0)
    seal = load_seal(shell.key)
    assert len(seal.numbers) == 1, "the old keys are gone"
    assert seal.numbers > (1,)
    assert await opens(shell, seal) == there
    assert [path.name for path in (shell.folder / "data").rglob("*") if path.suffix == ".resealed"] == []


async def test_killed_again_and_again(lived_in: Shell) -> None:
    """Each run comes a little further."""
    await rotated_under_fire(lived_in, SHORT)


@pytest.mark.full
async def test_killed_at_each_step(lived_in: Shell) -> None:
    """And the next run is killed one step further on."""
    await rotated_under_fire(lived_in, tuple(range(1, 40)))


async def test_what_it_says(lived_in: Shell) -> None:
    """How much, which key, and what to do now; nothing but the newest key stays."""
    (line,) = (await lived_in.beside("key", "rotate")).lines
    assert "5 files are now sealed with key 2" in line
    assert f"Copy {Path('data/shao.key')}" in line.replace(str(lived_in.folder) + os.sep, "")
    (again,) = (await lived_in.beside("key", "rotate")).lines
    assert "key 3" in again
    assert load_seal(lived_in.key).numbers == (3,)


async def test_what_nothing_opens_keeps_the_old_key(lived_in: Shell) -> None:
    """It is named, the rest is sealed anew, and once it is gone the command goes through."""
    media = lived_in.folder / "data" / "media"
    whole = (media / THIRD).read_bytes()
    (media / THIRD).write_bytes(whole[:-1])
    (await lived_in.beside("key", "rotate")).refused(THIRD, "4 files", "run it again")
    assert load_seal(lived_in.key).numbers == (1, 2)
    (media / THIRD).write_bytes(whole)
    (line,) = (await lived_in.beside("key", "rotate")).lines
    assert "0 values and 1 files are now sealed with key 2" in line
    await opens(lived_in, load_seal(lived_in.key))


async def test_not_beside_a_bot(lived_in: Shell) -> None:
    """Which would go on sealing with the key that is to go."""
    lock = lock_file(lived_in.database)
    before = lived_in.key.read_bytes()
    (await lived_in.beside("key", "rotate")).refused("another process already runs")
    assert lived_in.key.read_bytes() == before
    lock.close()
