"""Backups that the bot makes by itself. When the last was made stands in the database: a restart makes none twice and misses none."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.backup.apart import Order, make_apart
from bot.backup.rules import MADE, is_believable, is_due, outdated, outdated_copies
from bot.backup.settings import BackupSettings
from bot.backup.staging import clear_staging
from bot.config import Storage
from handlers.alarms.notices import backup_failed, backup_made
from handlers.alarms.service import clear, sound
from storage.clock import Clock
from storage.engine import Database

_log = logging.getLogger(__name__)

_FAILED = "backup failed"


class Backups:
    """backup_due() may run at any time. `owed` is called when operators are told."""

    def __init__(
        self, database: Database, storage: Storage, settings: BackupSettings, clock: Clock, owed: Callable[[], None]
    ) -> None:
        self._database = database
        self._storage = storage
        self._settings = settings
        self._clock = clock
        self._owed = owed
        self._is_tidy = False

    async def backup_due(self) -> None:
        """One that fails is tried again after an hour; what a kill has left goes at the first look."""
        if not self._is_tidy:
            await asyncio.to_thread(clear_staging, self._storage.media_dir)
            self._is_tidy = True
        folder, now = self._settings.dir, self._clock()
        if folder is None:
            return
        async with self._database.read() as store:
            made, failed = await store.moments.get(MADE), await store.moments.get(_FAILED)
        if is_due(made, failed, now, timedelta(hours=self._settings.every_hours)):
            await self._back_up(folder, made, now)

    async def _back_up(self, folder: Path, last: datetime | None, now: datetime) -> None:
        order = Order(storage=self._storage, folder=folder, recipient=self._settings.recipient, now=now)
        answer = await make_apart(order)
        if answer.is_busy:
            return
        if answer.refused is not None:
            await self._failed(answer.refused)
            return
        _log.info("backup made: %s, %d bytes; %d files are gone", answer.path, answer.bytes, answer.gone)
        async with self._database.write() as store:
            await store.moments.put(MADE, now)
            await clear(store, backup_made(), now=self._clock())
        self._owed()
        if is_believable(last, now):
            await asyncio.to_thread(self._remove_outdated, folder, now)

    async def _failed(self, reason: str) -> None:
        _log.error("no backup was made: %s", reason)
        async with self._database.write() as store:
            await store.moments.put(_FAILED, self._clock())
            await sound(store, backup_failed(reason), now=self._clock())
        self._owed()

    def _remove_outdated(self, folder: Path, now: datetime) -> None:
        """Copies from before an upgrade as well."""
        kept = timedelta(days=self._settings.keep_days)
        old = [folder / name for name in outdated(_names(folder), now, kept)]
        if self._storage.file:
            beside = self._storage.file.parent
            old += [beside / name for name in outdated_copies(_names(beside), now, kept)]
        for path in old:
            path.unlink()
            _log.info("older than %d days, and removed: %s", self._settings.keep_days, path)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]
