"""The picture worker, as the bot sees it: started when the first picture comes, and anew when it is lost."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.media.frames import ANSWER, MOST_PICTURE_BYTES, REQUEST
from bot.media.refusal import Reason, Refused

_ROOT = Path(__file__).parents[2]
_INHERITED = (
    "PATH",
    "LD_LIBRARY_PATH",
)  # what Python may need to start; nothing else of the bot's environment is passed on
_MOST_HEADER = 1 << 10
_MOST_JPEG = 32 << 20


class WorkshopFailed(Exception):
    """The worker is lost, by no fault of the picture's as far as is known; it may be tried again."""


class Drawn(BaseModel):
    """What the worker made of a picture: its format, its size now, and where it was taken in WGS-84 degrees. Believed only as far as it
    fits, since a picture may have got the better of the worker."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    was: str
    size: tuple[int, int]
    point: tuple[float, float] | None
    jpeg: bytes = b""


class _Refusal(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    refused: Reason


_SAID: TypeAdapter[Drawn | _Refusal] = TypeAdapter(Drawn | _Refusal)


class Workshop:
    """One worker, one picture at a time. close() it."""

    def __init__(self, patience: float = 8.0) -> None:
        """`patience` in seconds is for a worker that hangs, and for its start; a picture is ended by the worker itself, after 3."""
        self._patience = patience
        self._turn = asyncio.Lock()
        self._worker: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The worker's process, while there is one."""
        return None if self._worker is None else self._worker.pid

    async def redraw(self, content: bytes | bytearray) -> Drawn:
        """The picture on a fresh canvas. Refused for what is none or not a good one, WorkshopFailed when the worker is lost."""
        if len(content) > MOST_PICTURE_BYTES:
            raise Refused(Reason.TOO_BIG)
        async with self._turn:
            said, jpeg = await self._asked(content)
        if isinstance(said, _Refusal):
            raise Refused(said.refused)
        return said.model_copy(update={"jpeg": jpeg})

    async def close(self) -> None:
        """Ends the worker, whatever it is at."""
        worker, self._worker = self._worker, None
        if worker is not None and worker.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)  # it leads a group, to which a picture's process belongs
            await worker.wait()

    async def _asked(self, content: bytes | bytearray) -> tuple[Drawn | _Refusal, bytes]:
        """A worker that was left in the middle of an answer would give it to the next picture, so it is ended."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._exchanged(await self._ready(), content)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            await self.close()
            raise WorkshopFailed(type(error).__name__) from error
        except BaseException:
            await self.close()
            raise

    async def _ready(self) -> asyncio.subprocess.Process:
        if self._worker is None or self._worker.returncode is not None:
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.media.worker", cwd=_ROOT, start_new_session=True,
                env={name: os.environ[name] for name in _INHERITED if name in os.environ} | {"MALLOC_ARENA_MAX": "1"},
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        return self._worker

    async def _exchanged(
        self, worker: asyncio.subprocess.Process, content: bytes | bytearray
    ) -> tuple[Drawn | _Refusal, bytes]:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.writelines((REQUEST.pack(len(content)), content))
        await worker.stdin.drain()
        header, jpeg = ANSWER.unpack(await worker.stdout.readexactly(ANSWER.size))
        if header > _MOST_HEADER or jpeg > _MOST_JPEG:
            raise ValueError("an answer beyond its bounds")
        said = _SAID.validate_json(await worker.stdout.readexactly(header))
        return said, await worker.stdout.readexactly(jpeg)
