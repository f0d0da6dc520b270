"""A webhook: Telegram comes to us, by way of a proxy that speaks TLS. It gets its 200 when the update is in the inbox, and not before."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.delivery.telegram import call
from bot.intake.arrivals import ALLOWED_UPDATES, Arrivals, pause_after, report
from bot.intake.door import Update, door
from bot.intake.hook import Hook, ask_for_hook
from bot.serving import serving
from bot.taps import Taps
from storage.clock import Clock
from storage.engine import Database, StorageUnavailable

_log = logging.getLogger(__name__)

_LOOK_SECONDS = 30.0
_CONNECTIONS = 8  # what comes together is committed together


@dataclass(frozen=True)
class Address:
    """Where Telegram finds us, where we listen for it, and the secret by which we know it."""

    url: str
    listen: str
    secret: str


class Webhook(Arrivals):
    """Takes in what is brought, and sees every half minute that it still would be."""

    def __init__(
        self, address: Address, database: Database, bot: Bot, taps: Taps, clock: Clock, arrived: Callable[[], None]
    ) -> None:
        super().__init__(database, bot, taps, clock, arrived)
        self._address = address
        self._brought = asyncio.Queue[tuple[Update, asyncio.Future[bool]]]()
        self._reached_at = clock()
        self._is_set = False
        self._complete = False  # whether nothing was left with Telegram when it was last asked

    async def run(self) -> None:
        """Listens until cancelled. OperateError when something else listens there."""
        path = urlsplit(self._address.url).path or "/"
        app = door(path, self._address.secret, self._offer)
        async with serving(app, "telegram.webhook_listen", self._address.listen):
            works = (asyncio.create_task(self._take_in()), asyncio.create_task(self._look_after()))
            try:
                (ended, *_), _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
                ended.result()
            finally:
                for work in works:
                    work.cancel()
                await asyncio.gather(*works, return_exceptions=True)

    async def _offer(self, update: Update) -> bool:
        self._reached_at = self._clock()
        self.contact.reached(self._reached_at)
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._brought.put_nowait((update, kept))
        return await kept

    async def _take_in(self) -> None:
        """Whatever has come meanwhile in one commit. What could not be kept is brought again."""
        while True:
            brought = [await self._brought.get()]
            while not self._brought.empty():
                brought.append(self._brought.get_nowait())
            is_kept = await self._kept([update for update, _ in brought])
            for _, kept in brought:
                if not kept.done():  # as it is when its connection was cut
                    kept.set_result(is_kept)

    async def _kept(self, updates: list[Update]) -> bool:
        try:
            await self.keep(updates, complete=self._complete)
        except StorageUnavailable as error:
            self.patience.failed(error)
            return False
        self.patience.worked()
        self.announce(updates)
        return True

    async def _look_after(self) -> None:
        failures = 0
        while True:
            try:
                await self._look()
                failures, pause = 0, _LOOK_SECONDS
            except (TelegramError, StorageUnavailable) as error:
                failures += 1
                pause = pause_after(error, failures)
                self._note(error, pause)
            await asyncio.sleep(pause)

    async def _look(self) -> None:
        if not self._is_set:
            await self._set()
        hook = await ask_for_hook(self._bot)
        self.contact.answered(self._clock())
        self._is_set = hook.url == self._address.url
        if not self._is_set:
            _log.critical("another program takes down our webhook or sets its own; stop it. Ours is set again")
            self.contact.conflict_at = self._clock()
            await self._set()
        else:
            self._judge(hook)
            await self._note_contact()

    def _judge(self, hook: Hook) -> None:
        self._complete = hook.pending_update_count == 0
        if why := hook.stuck(self._reached_at):
            self.contact.missed(self._clock(), why)
            _log.error(
                "Telegram cannot reach telegram.webhook_url (%s); %d updates wait", why, hook.pending_update_count
            )
        else:
            self.contact.unreached = None

    async def _note_contact(self) -> None:
        if self._complete:
            await self.keep([], complete=True)
            self.patience.worked()

    async def _set(self) -> None:
        """Anew even where it is the same: errors of earlier are forgotten then, and what waits because of them is brought at once."""
        await call(self._bot, "deleteWebhook", {})
        params: dict[str, Any] = {
            "url": self._address.url,
            "secret_token": self._address.secret,
            "allowed_updates": ALLOWED_UPDATES,
            "max_connections": _CONNECTIONS,
        }
        await call(self._bot, "setWebhook", params)
        self._is_set = True

    def _note(self, error: TelegramError | StorageUnavailable, pause: float) -> None:
        if isinstance(error, StorageUnavailable):
            self.patience.failed(error)
            return
        self.contact.failed(self._clock(), conflict=False)
        if isinstance(error, BadRequest):
            self.contact.missed(self._clock(), error.message)
            _log.error("Telegram refuses telegram.webhook_url: %s", error.message)
        else:
            report("looking after the webhook", error, pause)
