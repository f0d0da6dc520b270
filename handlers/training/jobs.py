"""Training by the clock: offers that run out, seats that became free, reminders, what is over. What is due stands in the database."""

from collections.abc import Callable
from datetime import datetime

from handlers.context import House, Work
from handlers.training import service
from handlers.training.rules import HOLDS
from storage.clock import Clock
from storage.engine import Database
from storage.store import Store

AT_ONCE = 50  # messages in one transaction, so that an answer never waits long for it
_LAST_CALL = HOLDS[-1][0]  # before it begins; nearer to that nobody is asked any more


class TrainingJobs:
    """Periodic work on training; `owed` is called when messages were put into the outbox."""

    def __init__(self, database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._owed = owed

    async def look(self) -> None:
        """Does whatever is due; where nothing is, nobody waits for it."""
        now = self._clock()
        async with self._database.read() as store:
            is_due = await store.training.is_due(now=now, last_call=now + _LAST_CALL)
        if is_due:
            async with self._database.write() as store:
                await _pass_on(Work(self._house, store, now), now)
            while await self._some_reminders():
                self._owed()
            self._owed()

    async def _some_reminders(self) -> bool:
        async with self._database.write() as store:
            return await service.remind(Work(self._house, store, self._clock()), limit=AT_ONCE)


async def _pass_on(work: Work, now: datetime) -> None:
    store: Store = work.store
    await store.training.end_past(now=now)
    await service.run_out(work)
    for session_id in await store.training.to_fill(now=now + _LAST_CALL):
        session = await store.training.by_id(session_id)
        if session is not None:
            await service.fill(work, session)
