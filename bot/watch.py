"""Looks at what can go wrong with the bot itself, beside the parts that it watches: none of them can be broken by an alarm."""

import asyncio
import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.contact import GAP_BEGAN, GAP_ENDED, Contact
from handlers.alarms import notices
from handlers.alarms.causes import Cause
from handlers.alarms.rules import Seen, Space, findings
from handlers.alarms.service import clear, sound, told
from storage.clock import Clock
from storage.engine import Database
from storage.store import Store

_log = logging.getLogger(__name__)


class Watch:
    """look() may run at any time: what operators have heard of stands in the database. `volumes` are folders that we fill."""

    def __init__(
        self, database: Database, contact: Contact, volumes: tuple[Path, ...], clock: Clock, owed: Callable[[], None]
    ) -> None:
        self._database = database
        self._contact = contact
        self._volumes = volumes
        self._clock = clock
        self._owed = owed

    async def look(self) -> None:
        """Tells operators what is wrong, and what is right again."""
        spaces = await asyncio.to_thread(lambda: tuple(_space(one) for one in self._volumes))
        now, contact = self._clock(), self._contact
        async with self._database.write() as store:
            silent_since = contact.answered_at if contact.failing else None
            seen = Seen(silent_since, contact.conflict_at, contact.unreached, await store.inbox.oldest(), spaces)
            for one in findings(seen, now):
                await (clear(store, one.over, now=now) if one.alarm is None else sound(store, one.alarm, now=now))
            await _gap(store, now)
            await _dead_letters(store, now)
        self._owed()


async def _gap(store: Store, now: datetime) -> None:
    """Told once, whoever was told of an earlier one when."""
    began, ended = await store.moments.get(GAP_BEGAN), await store.moments.get(GAP_ENDED)
    if began is None or ended is None:
        return
    heard = (await told(store, Cause.GAP)).of_it
    if heard is None or heard < ended:
        await sound(store, notices.gap(began, ended), now=now)


async def _dead_letters(store: Store, now: datetime) -> None:
    heard = (await told(store, Cause.DEAD_LETTER)).of_it
    count = await store.inbox.died(since=heard if heard is not None and heard <= now else None)
    if count:
        await sound(store, notices.dead_letters(count), now=now)


def _space(folder: Path) -> Space:
    """Of the volume on which a folder is, or will be."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    usage = shutil.disk_usage(there)
    return Space(usage.free, usage.total)
