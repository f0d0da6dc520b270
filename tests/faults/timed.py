"""The bot under a system clock of a test's own: `python -m tests.faults.timed run …` is `python -m bot run …`, and the file that $AHEAD
names says by how many seconds its clock is ahead of this machine's. Read at every look at the clock, so that it leaps under a running bot.

Nothing in the bot knows of this. Rates are lifted, and periodic work comes ten times as often, as in doomed.py.
"""

import os
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import apscheduler.schedulers.base

import storage.clock
from bot.cli import main
from bot.demo.process import BotProcess
from tests.faults.doomed import hurry
from tests.faults.lives import ROOT


class Leaping(datetime):
    """As datetime, at another time."""

    ahead: Path

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """By the clock that leaps; years are of 365 days."""
        return super().now(tz) + timedelta(seconds=float(cls.ahead.read_text(encoding="utf8")))


class TimedProcess(BotProcess):
    """leap() moves its clock."""

    program = "tests.faults.timed"

    async def start(self, **environment: str) -> None:
        """As an ordinary bot, but for the module that is run."""
        if not self._ahead.exists():
            self.leap()
        await super().start(AHEAD=str(self._ahead), PYTHONPATH=str(ROOT), **environment)

    def leap(self, **by: float) -> None:
        """Its clock is now so many days=…, hours=… and so on ahead of this machine's, or behind."""
        aside = self._ahead.with_suffix(".new")
        aside.write_text(str(timedelta(**by).total_seconds()), encoding="utf8")
        aside.replace(self._ahead)  # so that it is never seen half written

    @property
    def _ahead(self) -> Path:
        return self.home / "ahead"


if __name__ == "__main__":
    Leaping.ahead = Path(os.environ["AHEAD"])
    setattr(storage.clock, "datetime", Leaping)  # noqa: B010 - mypy forbids the plain assignment, rightly
    setattr(apscheduler.schedulers.base, "datetime", Leaping)  # noqa: B010
    hurry()
    main()
