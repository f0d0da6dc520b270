"""A job that runs as soon as it is poked, and every so often anyhow: the poke may be lost with the process, what is due is not."""

import asyncio
import contextlib
from datetime import timedelta

from bot.housekeeping import Job, guarded


class Poked:
    """Runs its job, one at a time, until cancelled. poke() when something may be due."""

    def __init__(self, job: Job, every: timedelta) -> None:
        self._job = guarded(job)
        self._every = every.total_seconds()
        self._poked = asyncio.Event()

    def poke(self) -> None:
        """Something may be due."""
        self._poked.set()

    async def run(self) -> None:
        """At once, and then whenever it is poked."""
        while True:
            self._poked.clear()
            await self._job()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poked.wait(), self._every)
