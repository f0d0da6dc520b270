"""`shao key rotate`, mortal: killed as by kill -9 at its N-th step, $DOOM; a step is a commit, or a file that takes another's place.

Pages are small, so that there are many. Run as `python -m tests.faults.doomed_rotation key rotate …`.
"""

import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import bot.keys
from bot.cli import main
from storage.engine import Database
from storage.store import Store

_PAGE = 3


class Reaper:
    """Counts steps; the last one is not taken any more."""

    def __init__(self, last: int) -> None:
        self._last = last
        self._steps = count(1)

    def step(self) -> None:
        """Dies before it is taken, if it is the last."""
        if next(self._steps) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_files(self) -> None:
        """Renaming is how the key file and each sealed file are replaced."""
        sys.addaudithook(lambda event, _args: self.step() if event == "os.rename" else None)

    def watch_commits(self) -> None:
        """Dies before a commit; before the next one is after this one."""
        original = Database.write

        @asynccontextmanager
        async def write(database: Database) -> AsyncIterator[Store]:
            async with original(database) as store:
                yield store
                self.step()

        setattr(Database, "write", write)  # noqa: B010 - mypy forbids the plain assignment, rightly


if __name__ == "__main__":
    reaper = Reaper(int(os.environ["DOOM"]))
    reaper.watch_files()
    reaper.watch_commits()
    setattr(bot.keys, "_PAGE", _PAGE)  # noqa: B010
    main()
