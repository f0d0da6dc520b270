"""Forgetting, once a day, what has been kept long enough."""

import logging
from zoneinfo import ZoneInfo

from handlers.data.retention import forget_the_rest, retire_reports
from handlers.data.rules import Daily, daily
from storage.clock import Clock
from storage.engine import Database
from storage.traces import FIRST, Author

_log = logging.getLogger(__name__)

_MOMENT = "retention"
_REPORTS = 20  # a transaction


class Retention:
    """daily() may run at any time: when it last did stands in the database."""

    def __init__(self, database: Database, zone: ZoneInfo, clock: Clock) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock

    async def daily(self) -> None:
        """Once on each of the community's days; one that was missed is made up for, once. Cut short, it is begun again."""
        now = self._clock()
        async with self._database.read() as store:
            verdict = daily(await store.moments.get(_MOMENT), now, self._zone)
        if verdict is Daily.DUE:
            await self._forget()
        elif verdict is Daily.DOUBTFUL:
            _log.warning("nothing was forgotten for more than a month, if the clock is right; waiting until tomorrow")
        if verdict is not Daily.DONE:
            async with self._database.write() as store:
                await store.moments.put(_MOMENT, now)

    async def _forget(self) -> None:
        total = 0
        while count := await self._retire_some():
            total += count
        async with self._database.write() as store:
            await forget_the_rest(store, now=self._clock())
        await self._mix()
        if total:
            _log.info("%d reports were closed long enough ago and keep no reporter, exact place or pictures", total)

    async def _mix(self) -> None:
        last: Author | None = FIRST
        while last is not None:
            async with self._database.write() as store:
                last = await store.traces.mix(after=last)

    async def _retire_some(self) -> int:
        async with self._database.write() as store:
            return await retire_reports(store, now=self._clock(), limit=_REPORTS)
