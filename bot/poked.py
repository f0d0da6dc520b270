"""A job that runs as soon as it is poked, and every so often anyhow: the poke may be lost with the process, what is due is not."""

import asyncio
import contextlib
from datetime import timedelta

from bot.housekeeping import Job, guarded


class Poked:
    """Runs its job, one run at a time. poke() when something may be due."""

    def __init__(self, job: Job, every: timedelta) -> None:
        self._job = guarded(job)
        self._every = every.total_seconds()
        self._poked = asyncio.Event()
        self._turn = asyncio.Lock()

    def poke(self) -> None:
        """Something may be due."""
        self._poked.set()

    async def now(self) -> None:
        """Runs it, after a run that is under way."""
        async with self._turn:
            await self._job()

    async def run(self) -> None:
        """At once, and then whenever it is poked, until cancelled."""
        while True:
            self._poked.clear()
            await self.now()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poked.wait(), self._every)
