"""Whistles that are under way: what is due is a query, and what is done about it commits with the messages that it owes."""

import logging
from collections.abc import Awaitable, Callable

from handlers.context import House, Work
from handlers.whistle import ladder
from handlers.whistle.rules import ON_SITE
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable

_log = logging.getLogger(__name__)


class WhistleJobs:
    """Periodic work on whistles; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def ring_silent(self) -> None:
        """Ends those whose case is over, and rings whoever is silent: one transaction each, so that none keeps another waiting."""
        now = self._clock()
        async with self._database.read() as store:
            over = await store.whistles.over()
            due = await store.whistles.due(now=now, latest=now + ON_SITE)
        for whistle_id in over:
            await self._one(whistle_id, ladder.end)
        for whistle_id in due:
            if whistle_id not in over:
                await self._one(whistle_id, ladder.ring_silent)
        if over or due:
            self._owed()

    async def _one(self, whistle_id: int, act: Callable[[Work, int], Awaitable[None]]) -> None:
        """One that fails is tried again at the next look: somebody's life may hang on it."""
        try:
            async with self._database.write() as store:
                await act(Work(self._house, store, self._clock()), whistle_id)
        except StorageUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this whistle's alone
            _log.error("a whistle could not be seen to: %s", type(error).__name__, exc_info=error)
