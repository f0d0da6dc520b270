"""A folder that others put warnings into. What was taken is moved to done/, what was not to refused/ with the reason beside it."""

import asyncio
import itertools
import logging
import os
import stat
from pathlib import Path

from bot.cap.imports import Imports
from handlers.alerts.foreign import CapUnfit
from handlers.cap.parse import MOST_BYTES
from handlers.cap.problems import CapRefused

_log = logging.getLogger(__name__)

_AT_ONCE = 20
_NAMES = (".xml", ".cap")
_DONE, _REFUSED = "done", "refused"

_Seen = dict[Path, tuple[int, int]]  # size, and when it was written


class Folder:
    """look() takes what has not changed since the look before: whatever is still being written is left alone."""

    def __init__(self, folder: Path | None, imports: Imports) -> None:
        self._folder = folder
        self._imports = imports
        self._before: _Seen = {}

    async def look(self) -> None:
        """The oldest first, so that what a warning is about comes before what calls it off."""
        if self._folder is None:
            return
        seen = await asyncio.to_thread(_seen, self._folder)
        whole = [path for path, facts in seen.items() if self._before.get(path) == facts]
        self._before = seen
        for path in whole[:_AT_ONCE]:
            await self._take(self._folder, path)

    async def _take(self, folder: Path, path: Path) -> None:
        """One that was taken and not moved is known the next time."""
        try:
            data = await asyncio.to_thread(_read, path)
            await self._imports.take(data)
        except (CapRefused, CapUnfit) as refused:
            _log.warning("a warning in warnings.cap_folder is refused: %s", refused.reason.value)
            await asyncio.to_thread(_move, path, folder / _REFUSED, str(refused))
        except OSError as error:
            _log.error("a file in warnings.cap_folder cannot be read: %s", type(error).__name__)
        else:
            await asyncio.to_thread(_move, path, folder / _DONE)


def _seen(folder: Path) -> _Seen:
    """Plain files alone: no links, no pipes, nothing hidden."""
    found: _Seen = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            facts = path.lstat()
            if stat.S_ISREG(facts.st_mode) and path.suffix.casefold() in _NAMES and not path.name.startswith("."):
                found[path] = (facts.st_size, facts.st_mtime_ns)
    except OSError as error:
        _log.error("warnings.cap_folder cannot be looked into: %s", type(error).__name__)
    return dict(sorted(found.items(), key=lambda one: (one[1][1], one[0].name)))


def _read(path: Path) -> bytes:
    """No more than a warning may have, and one byte, so that a larger one is seen to be too large."""
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(file, "rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _move(path: Path, folder: Path, reason: str | None = None) -> None:
    """Under its own name, or where that is taken with a number."""
    folder.mkdir(exist_ok=True)
    names = (f"{path.stem}-{number}{path.suffix}" for number in itertools.count(2))
    target = next(folder / name for name in itertools.chain((path.name,), names) if not (folder / name).exists())
    path.rename(target)
    if reason is not None:
        target.with_name(f"{target.name}.txt").write_text(f"{reason}\n", encoding="utf-8")
