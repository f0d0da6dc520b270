"""Our own copy of each picture, fetched afterwards by durable work: what is still to be fetched stands in the database."""

import asyncio
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from storage.clock import Clock
from storage.engine import Database
from storage.media import Media
from storage.seal import Seal

_log = logging.getLogger(__name__)

_BATCH = 8
_MOST_TRIES = 12
_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=6)
_MEGABYTE = 1 << 20


class TooBig(Exception):
    """A picture above the limit; none of it was fetched."""


class Pictures:
    """Fetches, seals and keeps pictures below `folder`."""

    def __init__(self, database: Database, bot: Bot, seal: Seal, folder: Path, megabytes: int, clock: Clock) -> None:
        self._database = database
        self._bot = bot
        self._seal = seal
        self._folder = folder
        self._most_bytes = megabytes * _MEGABYTE
        self._clock = clock

    async def fetch_due(self) -> None:
        """Fetches what is due now; running it twice fetches nothing twice."""
        async with self._database.read() as store:
            due = await store.media.to_fetch(now=self._clock(), limit=_BATCH)
        for media in due:
            await self._fetch(media)

    def opened(self, path: str) -> bytes:
        """What is in one of our files; FileNotFoundError when it is gone."""
        return self._seal.open("media", (self._folder / path).read_bytes())

    async def _fetch(self, media: Media) -> None:
        try:
            content = await self._download(media.file_id)
        except (TelegramError, TooBig) as error:
            await self._failed(media, error)
            return
        path = await asyncio.to_thread(self._write, media.id, content)
        async with self._database.write() as store:
            await store.media.kept(media.id, path, len(content))

    async def _download(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        if (file.file_size or 0) > self._most_bytes:
            raise TooBig
        return bytes(await file.download_as_bytearray())

    def _write(self, media_id: int, content: bytes) -> str:
        """Sealed, on the disk before the database says so, under a name that tells nothing but is the same the next time: a crash
        between the two leaves a file that the next try writes over, rather than one that nobody knows of."""
        name = self._seal.lookup("media", media_id)
        path = self._folder / name[:2] / f"{name}.sealed"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._seal.seal("media", content))
            file.flush()
            os.fsync(file.fileno())
        return str(path.relative_to(self._folder))

    async def _failed(self, media: Media, error: Exception) -> None:
        lost = isinstance(error, BadRequest | TooBig) or media.tries + 1 >= _MOST_TRIES
        _log.warning("picture %d not fetched (%s)%s", media.id, type(error).__name__, "; given up" if lost else "")
        async with self._database.write() as store:
            await store.media.failed(media.id, retry_at=self._next_try(media.tries), lost=lost)

    def _next_try(self, tries: int) -> datetime:
        wait: timedelta = min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT)
        return self._clock() + wait
