"""What both ways in have in common: an update is committed to the inbox before Telegram is allowed to forget it."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.contact import GAP_BEGAN, GAP_ENDED, POLLED, Contact
from bot.delivery.outcome import seconds_to_wait
from bot.patience import Patience
from bot.taps import Taps
from handlers.alarms.notices import TELEGRAM_KEEPS
from handlers.alarms.rules import LONGEST_GAP
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.store import Store

_log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_STORAGE_PAUSE = 1.0  # Telegram is well, and disks and locks are looked at often
_LONGEST_PAUSE = 15.0  # so that it goes on within 30 s of Telegram's return


class Arrivals(ABC):
    """run() until cancelled. `arrived` is called after each commit that brought something."""

    def __init__(self, database: Database, bot: Bot, taps: Taps, clock: Clock, arrived: Callable[[], None]) -> None:
        self._database = database
        self._bot = bot
        self._taps = taps
        self._clock = clock
        self._arrived = arrived
        self.patience = Patience("intake")
        self.contact = Contact(answered_at=clock())

    @abstractmethod
    async def run(self) -> None:
        """For ever; every error but StorageDamaged is waited out, since Telegram keeps what it has for us."""

    async def keep(self, updates: list[dict[str, Any]], *, complete: bool) -> None:
        """`complete`: with the moment, as nothing older is left with Telegram, so that a gap is known after a restart too."""
        now = self._clock()
        async with self._database.write() as store:
            if complete:
                await note_contact(store, now)
            for update in updates:
                await store.inbox.add(update, now=now)

    def announce(self, updates: list[dict[str, Any]]) -> None:
        """They are in the inbox."""
        for update in updates:
            query = update.get("callback_query")
            if isinstance(query, dict) and isinstance(query.get("id"), str):  # what is odd waits for its dead letter
                self._taps.arrived(query["id"])
        self._arrived()


async def note_contact(store: Store, now: datetime) -> None:
    """What was sent to us by now is here; a long time in which that was not so is written down, to be told."""
    before = await store.moments.get(POLLED)
    await store.moments.put(POLLED, now)
    if before is None or now - before < LONGEST_GAP:
        return
    await store.moments.put(GAP_BEGAN, before)
    await store.moments.put(GAP_ENDED, now)
    if now - before > TELEGRAM_KEEPS:
        _log.error("Telegram was not asked from %s to %s; messages older than 24 h are gone", before, now)


def pause_after(error: Exception, failures: int, took: float = 0.0) -> float:
    """What the call took in vain, which may be all its patience, is a part of the pause."""
    if isinstance(error, RetryAfter):
        return seconds_to_wait(error)
    if isinstance(error, StorageUnavailable):
        return _STORAGE_PAUSE
    return max(0.0, min(0.5 * 2.0 ** min(failures - 1, 6), _LONGEST_PAUSE) - took)


def report(what: str, error: TelegramError, pause: float) -> None:
    """To the log."""
    if isinstance(error, InvalidToken):
        _log.critical("Telegram does not know this token; check telegram.token. Trying again in %.0f s", pause)
    else:
        _log.warning("%s failed (%s); trying again in %.1f s", what, type(error).__name__, pause)
