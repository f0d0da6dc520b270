"""Our own copy of each file of a report, fetched afterwards by durable work: what is still to be fetched stands in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram.error import BadRequest, TelegramError

from bot.media.download import DownloadFailed, Downloads
from bot.media.files import SealedFiles
from bot.media.frames import MOST_PICTURE_BYTES
from bot.media.refusal import Reason, Refused
from bot.media.workshop import Drawn, Workshop, WorkshopFailed
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.media import Media, MediaKind
from storage.store import Store

_log = logging.getLogger(__name__)

_RECORDINGS = (MediaKind.VIDEO, MediaKind.VOICE, MediaKind.AUDIO, MediaKind.VIDEO_NOTE)
_MOST_RECORDING_BYTES = 20 << 20  # Telegram gives no more
# How many pictures, and how many recordings, side by side: each is in memory as a whole, and sealed once more beside that.
_SIDE_BY_SIDE = {False: 4, True: 1}
_MOST_TRIES = 12
_FEW_TRIES = 3  # what looks final may yet be a busy machine, or a file that Telegram "temporarily" does not have
_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=6)

_Running = dict[Media, asyncio.Task[None]]
Settled = Callable[[Store, Media], Awaitable[None]]


class Copies:
    """Fetches what people sent, and keeps it sealed: pictures drawn anew, anything else as it came."""

    def __init__(
        self,
        database: Database,
        downloads: Downloads,
        workshop: Workshop,
        files: SealedFiles,
        clock: Clock,
        settled: Settled,
    ) -> None:
        """`settled` is called with every file that was kept or given up, in the transaction that says so."""
        self._database = database
        self._downloads = downloads
        self._workshop = workshop
        self._files = files
        self._clock = clock
        self._settled = settled
        self._turn = asyncio.Lock()

    async def fetch_due(self) -> None:
        """Fetches all that is due now, a few side by side, so that a slow one holds up no other; twice fetches nothing twice."""
        running: _Running = {}
        async with self._turn:
            try:
                while await self._begun(running):
                    await asyncio.wait(running.values(), return_when=asyncio.FIRST_COMPLETED)
                    for media in [media for media, task in running.items() if task.done()]:
                        running.pop(media).result()
            finally:
                for task in running.values():
                    task.cancel()
                await asyncio.gather(*running.values(), return_exceptions=True)

    async def look(self, file_id: str) -> Drawn:
        """A picture drawn anew, and where it was taken; nothing is kept. Refused for good, or DownloadFailed, WorkshopFailed
        and Telegram's errors."""
        return await self._workshop.redraw(await self._downloads.fetch(file_id, MOST_PICTURE_BYTES))

    async def sweep(self) -> None:
        """Removes the files that no row knows: of rows deleted since, or left by a crash, here or in a rotation of keys.

        Files are listed first, since a row is always there before its file. Where no row knows any of them, it is another database's
        folder.
        """
        there = await asyncio.to_thread(self._files.names, "")
        async with self._database.read() as store:
            kept = await store.media.paths()
            waiting = await store.media.waiting()
        known = {*kept, *(self._files.name_for(media) for media in waiting)}
        if there and not there & known:
            _log.error("storage.media_dir holds %d files, none of this database: is one of the two wrong?", len(there))
            return
        await asyncio.to_thread(self._files.forget, there - known)

    async def _begun(self, running: _Running) -> bool:
        """Begins as many as there is room for; whether any is under way."""
        async with self._database.read() as store:
            for recordings, most in _SIDE_BY_SIDE.items():
                busy = sum((media.kind in _RECORDINGS) is recordings for media in running)
                due = await store.media.to_fetch(recordings=recordings, now=self._clock(), limit=most)
                for media in [media for media in due if media not in running][: most - busy]:
                    running[media] = asyncio.create_task(self._guarded(media))
        return bool(running)

    async def _guarded(self, media: Media) -> None:
        """A file over which something stumbles is put off, and keeps no other waiting. A full disk is no file's fault."""
        try:
            await self._copy(media)
        except (StorageUnavailable, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            _log.error("file %d: %s", media.id, type(error).__name__, exc_info=error)
            await self._try_later(media, type(error).__name__)

    async def _copy(self, media: Media) -> None:
        try:
            content = await self._content(media)
        except Refused as refused:
            await self._refused(media, refused.reason)
        except (TelegramError, DownloadFailed, WorkshopFailed) as error:
            await self._failed(media, error)
        else:
            path = await asyncio.to_thread(self._files.keep, media, content)
            async with self._database.write() as store:
                wanted = await store.media.kept(media.id, path, len(content))
                if wanted:
                    await self._settled(store, media)
            if not wanted:  # deleted while it was being fetched
                await asyncio.to_thread(self._files.forget, [path])

    async def _content(self, media: Media) -> bytes | bytearray:
        if media.kind in _RECORDINGS:
            return await self._downloads.fetch(media.file_id, _MOST_RECORDING_BYTES)
        return (await self.look(media.file_id)).jpeg

    async def _refused(self, media: Media, reason: Reason) -> None:
        if reason is Reason.TOO_SLOW and media.tries + 1 < _FEW_TRIES:
            await self._try_later(media, reason)
            return
        _log.warning("file %d refused: %s", media.id, reason)
        async with self._database.write() as store:
            await store.media.refused(media.id, reason)
            await self._settled(store, media)

    async def _failed(self, media: Media, error: Exception) -> None:
        most = _FEW_TRIES if isinstance(error, BadRequest) else _MOST_TRIES
        await self._try_later(media, type(error).__name__, lost=media.tries + 1 >= most)

    async def _try_later(self, media: Media, why: str, *, lost: bool = False) -> None:
        _log.warning("file %d not fetched (%s)%s", media.id, why, "; given up" if lost else "")
        async with self._database.write() as store:
            await store.media.failed(media.id, retry_at=self._next_try(media.tries), lost=lost)
            if lost:
                await self._settled(store, media)

    def _next_try(self, tries: int) -> datetime:
        wait: timedelta = min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT)
        return self._clock() + wait
