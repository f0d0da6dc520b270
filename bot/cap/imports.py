"""From a document to a draft: read and matched where nobody has to wait for it, and written down in one short transaction."""

import asyncio
from collections.abc import Callable

from handlers.alerts import foreign, importing, matching
from handlers.alerts.foreign import Foreign
from handlers.alerts.importing import Taken
from handlers.alerts.matching import Match
from handlers.context import House, Work
from storage.clock import Clock
from storage.engine import Database


class Imports:
    """`own` is our name as sender, as it was set; `owed` is called when messages were put into the outbox."""

    def __init__(
        self, database: Database, house: House, clock: Clock, owed: Callable[[], None], own: str | None
    ) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self.owed = owed
        self._own = own

    async def take(self, data: bytes, person_id: int | None = None) -> Taken:
        """For whoever sent it in chat, or for nobody. CapRefused and CapUnfit, with the reason; then nothing has happened."""
        given = await asyncio.to_thread(foreign.read, data)
        found = None if given.cancels else await self._match(given, person_id)
        async with self._database.write() as store:
            work = Work(self._house, store, self._clock())
            taken = await importing.take(work, given, found, person_id, self._own)
        self.owed()
        return taken

    async def _match(self, given: Foreign, person_id: int | None) -> Match:
        async with self._database.read() as store:
            places = await matching.places(store, person_id)
        planned = await asyncio.to_thread(matching.plan, given, places)
        async with self._database.read() as store:
            return await matching.match(store, planned)
