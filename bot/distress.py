"""The one alarm that cannot be owed: while the database takes nothing, it goes straight to Telegram, to addresses kept in memory."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.telegram import call
from bot.patience import Patience
from handlers import rights
from handlers.alarms import notices
from handlers.alarms.causes import Alarm
from handlers.alarms.service import tell
from handlers.texts import Texts
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.people import Address

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 2.0  # what passes by itself is nobody's business
_PEACE_SECONDS = 600.0  # before what came back rings again


class Distress:
    """look() about once a second. The parts' `patiences` know since when each of them waits for storage."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        texts: Texts,
        patiences: tuple[Patience, ...],
        clock: Clock,
        owed: Callable[[], None],
    ) -> None:
        self._database = database
        self._bot = bot
        self._texts = texts
        self._patiences = patiences
        self._clock = clock
        self._owed = owed
        self._known: tuple[Address, ...] = ()
        self._told: set[int] = set()
        self._told_at: float | None = None
        self._since: datetime | None = None

    async def look(self) -> None:
        """Whether storage fails, or works again; in quiet times, who would have to be told."""
        waits = [one.troubled_at for one in self._patiences if one.troubled_at is not None]
        now = asyncio.get_running_loop().time()
        if waits and now - min(waits) >= _PATIENCE_SECONDS:
            await self._cry(now)
        elif not waits and self._told:
            await self._end()
        elif not waits:
            await self._learn()

    async def _cry(self, now: float) -> None:
        """To everybody who has not heard it yet; who could not be reached now is tried again at the next look."""
        if not self._told and self._told_at is not None and now - self._told_at < _PEACE_SECONDS:
            return
        self._since = self._since or self._clock()
        for one in self._known:
            if one.chat_id not in self._told and await self._send(one, notices.storage(self._since)):
                self._told.add(one.chat_id)
                self._told_at = now

    async def _send(self, to: Address, alarm: Alarm) -> bool:
        words = self._texts.render(alarm.text, to.language, now=self._clock())
        try:
            await call(self._bot, "sendMessage", {"chat_id": to.chat_id, "text": words, "parse_mode": "HTML"})
        except TelegramError as error:
            _log.error("an operator could not be told that storage is unavailable: %s", type(error).__name__)
            return False
        return True

    async def _end(self) -> None:
        """It is over: said as everything else is, now that it can be owed."""
        assert self._since is not None, "somebody was told"
        async with self._database.write() as store:
            await tell(store, notices.storage_back(self._since), now=self._clock())
        self._told, self._since = set(), None
        self._owed()

    async def _learn(self) -> None:
        """Who is to be alarmed; while that cannot be read, whoever was."""
        try:
            async with self._database.read() as store:
                alarmed = [await store.people.address(one) for one in await rights.alarmed(store, None)]
        except StorageUnavailable:
            return
        self._known = tuple(one for one in alarmed if one.reachable)
