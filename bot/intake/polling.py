"""Long polling of our own: Telegram is asked for more only when what it gave is in the inbox."""

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, TelegramError

from bot.delivery.telegram import POLL_SECONDS, call
from bot.intake.arrivals import ALLOWED_UPDATES, Arrivals, pause_after, report
from bot.intake.hook import ask_for_hook
from storage.engine import StorageUnavailable

_log = logging.getLogger(__name__)

_BATCH = 100
_CONFLICT = (
    "another process polls with this token, or sets a webhook for it (409); stop one of the two. Trying again in %.0f s"
)


class Polling(Arrivals):
    """Asks for updates. A webhook that is in the way is taken down once: who sets it again is alive, and has to be stopped by hand."""

    _offset: int | None = None
    _unhooked: bool = False

    async def run(self) -> None:
        """Polls until cancelled."""
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
                pause = pause_after(error, failures, time() - began)
                self._note(error, pause)
                await asyncio.sleep(pause)

    def _note(self, error: TelegramError | StorageUnavailable, pause: float) -> None:
        if isinstance(error, StorageUnavailable):
            self.patience.failed(error)
        else:
            in_conflict = isinstance(error, Conflict)
            self.contact.failed(self._clock(), conflict=in_conflict)
            (_log.critical(_CONFLICT, pause) if in_conflict else report("polling", error, pause))

    async def _poll(self) -> None:
        params: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": _BATCH, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            params["offset"] = self._offset
        try:
            updates = await call(self._bot, "getUpdates", params)
        except Conflict:
            if not await self._unhook():
                raise
            return
        await self.keep(updates, complete=True)
        if updates:
            self._offset = max(int(update["update_id"]) for update in updates) + 1
            self.announce(updates)

    async def _unhook(self) -> bool:
        """Whether it was a webhook that was in the way, and is not any more. What waits at Telegram goes on waiting."""
        if self._unhooked or not (await ask_for_hook(self._bot)).url:
            return False
        await call(self._bot, "deleteWebhook", {})
        self._unhooked = True
        _log.warning("a webhook was set for this token; it was taken down, as telegram.mode is polling")
        return True
