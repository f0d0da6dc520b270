"""The bot, measured: `python -m tests.faults.measured run …` is `python -m bot run …`, which at its end writes into the file that $FIGURES
names how late its loop was and how long its transactions held the writer. Rates and clock are the real ones. Time in which a thread of its
waited for a core that something else had does not count, as it says how busy the machine is. SIGUSR1 begins anew.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import bot.app
from bot.cli import main
from storage.engine import Database
from storage.store import Store

_TICK = 0.01
_SLOWEST = 12


@dataclass
class Figures:
    """In seconds: `lags` of the loop at each tick; `writes` are transactions, from their begin to after their commit; `slowest` of those,
    with who asked for them."""

    lags: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def note_write(self, seconds: float, who: str) -> None:
        """One more transaction."""
        self.writes.append(seconds)
        self.slowest = sorted([*self.slowest, (seconds, who)], reverse=True)[:_SLOWEST]

    def begin(self) -> None:
        """Forgets what was measured so far."""
        for measured in (self.lags, self.writes, self.slowest):
            measured.clear()

    async def watch_loop(self) -> None:
        """How much later than asked for the loop comes back, again and again."""
        while True:
            due = spent() + _TICK
            await asyncio.sleep(_TICK)
            self.lags.append(max(0.0, spent() - due))


_waited: dict[str, int] = {}  # by thread, also by those that have ended


def spent() -> float:
    """The steady clock, less what this process's threads have waited for a core."""
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it may end at any moment
            _waited[task.name] = int((task / "schedstat").read_bytes().split()[1])
    return time.monotonic() - sum(_waited.values()) / 1e9


def share(values: list[float], part: float) -> float:
    """The value that this part of them does not exceed; 0 where there are none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0


def milliseconds(values: list[float]) -> str:
    """For whoever looks on."""
    middle, late, most = (1000 * share(values, part) for part in (0.5, 0.99, 1.0))
    return f"{middle:.0f} (p50), {late:.0f} (p99), {most:.0f} (most) ms"


def figures_in(path: Path) -> Figures:
    """What was written down."""
    return Figures(**json.loads(path.read_text(encoding="utf8")))


def _watch_writes(figures: Figures) -> None:
    original = Database.write

    @asynccontextmanager
    async def write(database: Database) -> AsyncIterator[Store]:
        who = _caller()
        began = None
        try:
            async with original(database) as store:
                began = spent()
                yield store
        finally:
            if began is not None:
                figures.note_write(spent() - began, who)

    setattr(Database, "write", write)  # noqa: B010 - mypy forbids the plain assignment, rightly


def _caller() -> str:
    """The function that asked for the transaction: the first that is neither this module's nor contextlib's."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename in (__file__, contextlib.__file__):
        frame = frame.f_back
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_name}"


def _watch_run(figures: Figures, target: Path) -> None:
    original = bot.app.run

    async def run(*args: Any) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, figures.begin)
        watching = asyncio.create_task(figures.watch_loop())
        try:
            await original(*args)
        finally:
            watching.cancel()
            target.write_text(json.dumps(asdict(figures)), encoding="utf8")

    setattr(bot.app, "run", run)  # noqa: B010


if __name__ == "__main__":
    measured = Figures()
    _watch_writes(measured)
    _watch_run(measured, Path(os.environ["FIGURES"]))
    main()
