"""Long polling of our own: updates are committed to the inbox before Telegram is allowed to forget them."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.contact import GAP_BEGAN, GAP_ENDED, POLLED, Contact
from bot.delivery.outcome import seconds_to_wait
from bot.delivery.telegram import POLL_SECONDS, call
from bot.patience import Patience
from bot.taps import Taps
from handlers.alarms.notices import TELEGRAM_KEEPS
from handlers.alarms.rules import LONGEST_GAP
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable
from storage.store import Store

_log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_BATCH = 100
_STORAGE_PAUSE = 1.0  # Telegram is well, and disks and locks are looked at often
_LONGEST_PAUSE = 15.0  # so that polling goes on within 30 s of Telegram's return


class Intake:
    """Polls until cancelled. `arrived` is called after each commit that brought something."""

    def __init__(self, database: Database, bot: Bot, taps: Taps, clock: Clock, arrived: Callable[[], None]) -> None:
        self._database = database
        self._bot = bot
        self._taps = taps
        self._clock = clock
        self._arrived = arrived
        self.patience = Patience("intake")
        self.contact = Contact(answered_at=clock())
        self._offset: int | None = None

    async def run(self) -> None:
        """Asks for updates, for ever; every error but StorageDamaged is waited out, since nothing is lost by asking later."""
        failures, time = 0, asyncio.get_running_loop().time
        while True:
            began = time()
            try:
                await self._poll()
                failures = 0
                self.contact.answered(self._clock())
                self.patience.worked()
            except (TelegramError, StorageUnavailable) as error:
                failures += 1
                pause = _pause_after(error, failures, time() - began)
                self._note(error, pause)
                await asyncio.sleep(pause)

    def _note(self, error: TelegramError | StorageUnavailable, pause: float) -> None:
        if isinstance(error, StorageUnavailable):
            self.patience.failed(error)
        else:
            self.contact.failed(self._clock(), conflict=isinstance(error, Conflict))
            _report(error, pause)

    async def _poll(self) -> None:
        params: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": _BATCH, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            params["offset"] = self._offset
        updates = await call(self._bot, "getUpdates", params)
        await self._keep(updates)
        if updates:
            self._offset = max(int(update["update_id"]) for update in updates) + 1
            self._announce(updates)

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        """With the moment, so that a gap is known after a restart too."""
        now = self._clock()
        async with self._database.write() as store:
            await note_contact(store, now)
            for update in updates:
                await store.inbox.add(update, now=now)

    def _announce(self, updates: list[dict[str, Any]]) -> None:
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


def _pause_after(error: Exception, failures: int, took: float) -> float:
    """What the poll took in vain, which may be all its patience, is a part of the pause."""
    if isinstance(error, RetryAfter):
        return seconds_to_wait(error)
    if isinstance(error, StorageUnavailable):
        return _STORAGE_PAUSE
    return max(0.0, min(0.5 * 2.0 ** min(failures - 1, 6), _LONGEST_PAUSE) - took)


def _report(error: TelegramError, pause: float) -> None:
    if isinstance(error, Conflict):
        _log.critical("another process polls with this token (409); stop one of the two. Trying again in %.0f s", pause)
    elif isinstance(error, InvalidToken):
        _log.critical("Telegram does not know this token; check telegram.token. Trying again in %.0f s", pause)
    else:
        _log.warning("polling failed (%s); trying again in %.1f s", type(error).__name__, pause)
