"""A clock that the tour moves on under a running bot: `python -m bot.demo.moving run …` is `python -m bot run …` by such a clock."""

import asyncio
import mmap
import struct
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import run
from bot.cli_settings import ready
from bot.demo.process import BotProcess
from bot.logs import set_up_logs
from bot.operate import establish
from storage.clock import utc_now

_SECONDS = struct.Struct("d")


class MovingClock:
    """The system's, ahead by as many seconds as a file says, at which several processes look at once; advance() moves it on for all."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_SECONDS.pack(0))
        with file.open("r+b") as opened:
            self._ahead = mmap.mmap(opened.fileno(), _SECONDS.size)

    def __call__(self) -> datetime:
        return utc_now() + timedelta(seconds=self._seconds)

    def advance(self, seconds: float) -> None:
        """From now on so much later."""
        _SECONDS.pack_into(self._ahead, 0, self._seconds + seconds)

    @property
    def _seconds(self) -> float:
        (seconds,) = _SECONDS.unpack_from(self._ahead)
        return float(seconds)


class MovingProcess(BotProcess):
    """A bot by a clock that is moved on."""

    program = "bot.demo.moving"

    @staticmethod
    def clock_in(home: Path) -> MovingClock:
        """The same for whoever asks."""
        return MovingClock(home / "ahead")


if __name__ == "__main__":
    path = Path(sys.argv[sys.argv.index("--config") + 1])
    settings = ready(path)
    asyncio.run(establish(settings))
    set_up_logs()
    asyncio.run(run(settings, MovingProcess.clock_in(path.parent)))
