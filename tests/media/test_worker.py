"""The worker's process: what it may do, what it has inherited, and that nothing sent to it makes it go on wrongly."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.media.frames import ANSWER, MOST_PICTURE_BYTES, REQUEST
from bot.media.refusal import Reason, Refused
from bot.media.workshop import Workshop, WorkshopFailed
from tests.media.hostile import short
from tests.media.makers import assert_bare, drawing, saved, scan_bomb, with_exif
from tests.town import eventually

ROOT = Path(__file__).parents[2]
GOOD = saved(drawing(size=(64, 48)), "JPEG", exif=with_exif())
COMMAND = (sys.executable, "-m", "bot.media.worker")


def running() -> "subprocess.Popen[bytes]":
    """A worker to be spoken to by hand."""
    return subprocess.Popen(
        COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    )


@pytest.fixture(scope="module")
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    """One worker for many pictures."""
    process = running()
    yield process
    assert process.poll() is None, "it outlives them all"
    process.communicate()
    assert process.returncode == 0


def answer_to(worker: "subprocess.Popen[bytes]", content: bytes) -> tuple[bytes, bytes]:
    """What it says, and the picture it made."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(REQUEST.pack(len(content)) + content)
    worker.stdin.flush()
    header, jpeg = ANSWER.unpack(worker.stdout.read(ANSWER.size))
    return worker.stdout.read(header), worker.stdout.read(jpeg)


MAGIC = st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8 ", GOOD[:200], GOOD])


@settings(max_examples=150)
@given(start=MAGIC, content=st.binary(max_size=2000), cut=st.integers(0, len(GOOD)))
def test_any_bytes_get_one_answer(worker: "subprocess.Popen[bytes]", start: bytes, content: bytes, cut: int) -> None:
    """A picture or a refusal, and then the next."""
    for sent in (start + content, GOOD[:cut] + content + GOOD[cut:]):
        said, jpeg = answer_to(worker, sent)
        assert said.startswith(b'{"was": ' if jpeg else b'{"refused": ')
        if jpeg:
            assert_bare(jpeg)


@settings(max_examples=25)
@given(st.binary(max_size=300))
def test_what_is_no_request_ends_it_in_order(stream: bytes) -> None:
    """It answers what it can and ends: it never waits, and never says half of something."""
    ended = subprocess.run(COMMAND, cwd=ROOT, input=stream, capture_output=True, timeout=30, check=False, env={})
    assert (ended.returncode, ended.stderr) == (0, b"")
    rest = ended.stdout
    while rest:
        header, jpeg = ANSWER.unpack_from(rest)
        assert len(rest) >= ANSWER.size + header + jpeg
        rest = rest[ANSWER.size + header + jpeg :]


def test_more_than_the_limit_is_not_even_read() -> None:
    """Whoever wrote that length is not the bot."""
    process = running()
    out, _ = process.communicate(REQUEST.pack(MOST_PICTURE_BYTES + 1) + b"x", timeout=30)
    assert (process.returncode, out) == (0, b"")


async def test_it_can_open_nothing_and_knows_nothing(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three descriptors, limits that a picture's process cannot raise, and none of the bot's environment."""
    monkeypatch.setenv("SHAO_TELEGRAM__TOKEN", "CANARY-9f3e")
    await workshop.redraw(GOOD)
    own = Path(f"/proc/{workshop.pid}")
    assert b"CANARY-9f3e" not in (own / "environ").read_bytes()
    assert sorted(one.name for one in (own / "fd").iterdir()) == ["0", "1", "2"]
    limits = {line[:25].strip(): line[25:].split()[:2] for line in (own / "limits").read_text().splitlines()[1:]}
    assert limits["Max open files"] == ["3", "3"]
    assert limits["Max address space"] == [str(512 << 20)] * 2
    assert limits["Max file size"] == limits["Max core file size"] == ["0", "0"]


def test_nothing_has_to_be_loaded_for_a_picture(tmp_path: Path) -> None:
    """Once the limits hold, a module or codec that is not there could not be loaded any more, and a good picture would be refused."""
    for number, (_, content, expected) in enumerate(short()):
        if Reason.TOO_SLOW not in expected:
            (tmp_path / f"{number:03}").write_bytes(content)
    looks = (
        "import pathlib, sys\n"
        "from bot.media import picture, worker\n"
        "contents = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).iterdir())]\n"
        "picture.prepare()\n"
        "before = set(sys.modules)\n"
        "for content in contents:\n"
        "    try:\n"
        "        worker._redrawn(content)\n"
        "    except Exception:\n"
        "        pass\n"
        "print(len(contents), sorted(set(sys.modules) - before))\n"
    )
    told = subprocess.run((sys.executable, "-c", looks, str(tmp_path)), cwd=ROOT, capture_output=True, check=True)
    assert told.stdout.decode().split(" ", 1)[1] == "[]\n"


async def test_a_picture_that_crashes_its_decoder_is_broken(workshop: Workshop) -> None:
    """Its process dies, the worker does not."""
    await workshop.redraw(GOOD)
    first = workshop.pid
    drawing_it = asyncio.create_task(workshop.redraw(scan_bomb(3000)))
    os.kill(await _picture_of(workshop), signal.SIGSEGV)
    with pytest.raises(Refused, match=r"^broken$"):
        await drawing_it
    assert_bare((await workshop.redraw(GOOD)).jpeg)
    assert workshop.pid == first


async def test_a_picture_that_is_given_up_leaves_nothing_to_the_next(workshop: Workshop) -> None:
    """Whoever is cancelled takes the worker along; the next one gets its own answer, from a new one."""
    slow = asyncio.create_task(workshop.redraw(scan_bomb(3000)))
    child = await _picture_of(workshop)
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert workshop.pid is None
    assert (await workshop.redraw(GOOD)).size == (64, 48)
    await eventually(lambda: not psutil.pid_exists(child))


async def test_a_worker_that_hangs_is_replaced() -> None:
    """The picture is not blamed for it."""
    workshop = Workshop(patience=1.0)
    await workshop.redraw(GOOD)
    assert workshop.pid is not None
    os.kill(workshop.pid, signal.SIGSTOP)
    with pytest.raises(WorkshopFailed, match="TimeoutError"):
        await workshop.redraw(GOOD)
    assert (await workshop.redraw(GOOD)).size == (64, 48)
    await workshop.close()


async def test_a_worker_that_was_killed_is_replaced(workshop: Workshop) -> None:
    await workshop.redraw(GOOD)
    first = workshop.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with pytest.raises(WorkshopFailed):
        await workshop.redraw(GOOD)
    assert (await workshop.redraw(GOOD)).size == (64, 48)
    assert workshop.pid != first


async def test_many_at_once_each_get_their_own(workshop: Workshop) -> None:
    """One after the other; none gets another's picture."""
    sizes = [(64 + number, 48) for number in range(20)]
    drawn = await asyncio.gather(*(workshop.redraw(saved(drawing(size=size), "PNG")) for size in sizes))
    assert [one.size for one in drawn] == sizes


async def test_what_is_too_large_is_refused_before_it_is_sent(workshop: Workshop) -> None:
    with pytest.raises(Refused, match=r"^too-big$"):
        await workshop.redraw(bytes(MOST_PICTURE_BYTES + 1))
    assert workshop.pid is None


async def _picture_of(workshop: Workshop) -> int:
    """The process of the picture that is being drawn."""

    def child() -> int | None:
        children = psutil.Process(workshop.pid).children() if workshop.pid else []
        return children[0].pid if children else None

    return int(await eventually(child))
