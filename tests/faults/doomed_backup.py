"""`shao backup` and `shao restore`, mortal: killed as by kill -9 at their N-th step. A step is a look at how far it is, a file of theirs
that is opened, renamed or removed, or a wait for the disk.

Run as `python -m tests.faults.doomed_backup FOLDER backup …`: each line on stdin is the number of a step, 0 for none; each line on stdout
says how that life ended. Forked for each, because what is loaded takes longer than what is tested.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bot.backup.told
import bot.cli_upkeep
import storage.sqlite_snapshot
from bot.cli import main
from tests.faults.doomed_rotation import Reaper

_WATCHED = 3000
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect")


def _watch(reaper: Reaper, folder: str) -> None:
    @contextmanager
    def progress(_what: str) -> Iterator[Callable[[int, int], None]]:
        yield lambda _done, _total: reaper.step()

    def audited(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS and arguments and folder in str(arguments[0]):
            reaper.step()

    def synced(descriptor: int, original: Callable[[int], None] = os.fsync) -> None:
        reaper.step()
        original(descriptor)

    setattr(bot.cli_upkeep, "progress", progress)  # noqa: B010 - mypy forbids the plain assignment, rightly
    setattr(storage.sqlite_snapshot, "_WATCHED", _WATCHED)  # noqa: B010
    setattr(os, "fsync", synced)  # noqa: B010
    sys.addaudithook(audited)


def _live(step: int, folder: str) -> None:
    """Never returns."""
    sys.stdout = sys.stderr
    _watch(Reaper(step), folder)
    try:
        main()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 0)


if __name__ == "__main__":
    folder = sys.argv.pop(1)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _live(int(line), folder)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
