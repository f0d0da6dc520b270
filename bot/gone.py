"""What is deleted has to be gone: files from the disk, people who have had the last message, and both from the database's own log."""

import asyncio

from bot.media.files import SealedFiles
from storage.clock import Clock
from storage.engine import Database

_FILES = 200  # at a time


class Gone:
    """scour() may run at any time: what is to go stands in the database. Only that the log is clean is not written down anywhere, so the
    first run cleans it in any case."""

    def __init__(self, database: Database, files: SealedFiles, clock: Clock) -> None:
        self._database = database
        self._files = files
        self._clock = clock
        self._is_clean = False

    async def scour(self) -> None:
        """Within a minute after somebody left, nothing of them is anywhere."""
        while await self._remove_files():
            self._is_clean = False
        if await self._see_off():
            self._is_clean = False
        if not self._is_clean:
            self._is_clean = await self._database.drop_log()

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
