"""What is deleted has to be gone: what people who left had said and shown, files from the disk, whoever has had the last message, and all
of it from the database's own log."""

import asyncio
from collections.abc import Callable

from bot.media.files import SealedFiles
from handlers.context import House, Work
from handlers.data import farewell
from storage.clock import Clock
from storage.engine import Database

_FILES = 200  # at a time


class Gone:
    """scour() may run at any time: what is to go stands in the database. Only that the log is clean is not written down anywhere, so the
    first run cleans it in any case. `owed` is called when messages were put into the outbox."""

    def __init__(
        self, database: Database, house: House, files: SealedFiles, clock: Clock, owed: Callable[[], None]
    ) -> None:
        self._database = database
        self._house = house
        self._files = files
        self._clock = clock
        self._owed = owed
        self._is_clean = False

    async def scour(self) -> None:
        """Within a minute after somebody left, nothing of them is anywhere."""
        while await self._say_farewell():
            self._is_clean = False
        while await self._remove_files():
            self._is_clean = False
        if await self._see_off():
            self._is_clean = False
        if not self._is_clean:
            self._is_clean = await self._database.drop_log()

    async def _say_farewell(self) -> bool:
        """Whether there was somebody for whom something was left to do."""
        while await self._piece():
            self._owed()
        async with self._database.read() as store:
            found = await farewell.first(store)
        if found is None:
            return False
        await self._silence(found[1])
        async with self._database.write() as store:
            await store.farewells.end(found[0])
        return True

    async def _piece(self) -> bool:
        async with self._database.write() as store:
            return await farewell.go_on(Work(self._house, store, self._clock()))

    async def _silence(self, left: farewell.Farewell) -> None:
        """Looked for where nobody else has to wait."""
        last: int | None = 0
        while last is not None:
            async with self._database.read() as store:
                messages, last = await farewell.marked(store, left, after=last)
            if messages:
                async with self._database.write() as store:
                    await farewell.silence(store, left, messages)

    async def _remove_files(self) -> bool:
        """Whether any were due. A crash between file and row leaves a row whose file is gone, which is fine."""
        async with self._database.read() as store:
            due = await store.discarded.due(now=self._clock(), limit=_FILES)
        if due:
            await asyncio.to_thread(self._files.forget, due)
            async with self._database.write() as store:
                await store.discarded.removed(due)
        return bool(due)

    async def _see_off(self) -> bool:
        """Whether anybody is leaving."""
        async with self._database.read() as store:
            leaving = await store.leaving.waiting()
        if leaving:
            async with self._database.write() as store:
                for person_id in await store.leaving.waiting():
                    if await store.leaving.is_over(person_id, now=self._clock()):
                        await store.people.delete(person_id)
        return bool(leaving)
