"""The bot, mortal: `python -m tests.faults.doomed run …` is `python -m bot run …`, killed as by kill -9 at a place of a test's choice.

The file that $DOOM names says "N PLACE": the N-th passage of that place from then on is the last, and takes the file with it, so that
the next life is an ordinary one. Nothing in the bot knows of this. Rates are lifted, and periodic work comes ten times as often.
"""

import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

import bot.app
from bot.cli import main
from bot.delivery.rates import Rates
from bot.delivery.settings import RateSettings
from bot.housekeeping import Job, start_clock
from storage.engine import Database
from storage.inbox import Inbox
from storage.media import Files
from storage.outbox import Outbox
from storage.store import Store
from tests.faults.places import Place

_HASTE = 10
_DEEDS: tuple[tuple[type[Any], str, str], ...] = (
    (Inbox, "add", "intake"),
    (Inbox, "done", "handling"),
    (Outbox, "claim", "claim"),
    (Outbox, "settle", "settling"),
    (Files, "kept", "picture"),
)


@dataclass
class Reaper:
    """Kills this very process when its hour has come. `deeds` is what the transaction under way has done; there is one at a time."""

    doom: Path
    deeds: set[str] = field(default_factory=set)

    def passes(self, place: str) -> None:
        """Dies, if this is the place."""
        if not self.doom.exists():
            return
        left, _, wanted = self.doom.read_text(encoding="utf8").partition(" ")
        if wanted != Place(place):
            return
        if int(left) > 1:
            self.doom.write_text(f"{int(left) - 1} {wanted}", encoding="utf8")
            return
        self.doom.unlink()
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, module: type[Any], query: str, deed: str) -> None:
        """Notes a deed where the query changed or found something; a query that returns nothing always did."""
        original: Callable[..., Any] = getattr(module, query)

        async def noted(*args: Any, **kwargs: Any) -> Any:
            result = await original(*args, **kwargs)
            if result is None or result:
                self.deeds.add(deed)
            return result

        setattr(module, query, noted)

    def watch_commits(self) -> None:
        """Passes a place before and after each commit of something watched."""
        original = Database.write

        @asynccontextmanager
        async def write(database: Database) -> AsyncIterator[Store]:
            async with original(database) as store:
                self.deeds.clear()
                yield store
                done = sorted(self.deeds)
                for deed in done:
                    self.passes(f"{deed}, not committed")
            for deed in done:
                self.passes(f"{deed}, committed")

        setattr(Database, "write", write)  # noqa: B010 - mypy forbids the plain assignment, rightly


def hurry() -> None:
    """From now on."""
    fast = Rates(per_second=10_000, bulk_reserve=0, chat_burst=10_000)
    setattr(RateSettings, "as_rates", lambda _settings: fast)  # noqa: B010

    def hasty(jobs: dict[Job, timedelta]) -> AsyncIOScheduler:
        return start_clock({job: every / _HASTE for job, every in jobs.items()})

    setattr(bot.app, "start_clock", hasty)  # noqa: B010


if __name__ == "__main__":
    reaper = Reaper(Path(os.environ["DOOM"]))
    for one in _DEEDS:
        reaper.watch(*one)
    reaper.watch_commits()
    hurry()
    main()
