"""Brings updates to a webhook: those of one chat one after the other, those of several side by side, each until it was taken."""

import asyncio
import itertools
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.demo.bells import UPDATES
from bot.demo.errors import ApiError
from bot.demo.faults import CutOff, Faults, with_fault
from bot.demo.updates import Update
from bot.demo.world import World

_PATIENCE = aiohttp.ClientTimeout(total=60)
_LONGEST_PAUSE = 60.0
_IDLE_SECONDS = 50.0


class Refused(Exception):
    """It was not taken; `again` in seconds, where that was said."""

    def __init__(self, why: str, again: int = 0) -> None:
        super().__init__(why)
        self.again = again


@dataclass
class Try:
    """How often an update was brought in vain, and when the next time is, by the loop's clock."""

    failures: int = 0
    at: float = 0.0

    def put_off(self, now: float, again: int) -> None:
        """The second try comes at once, later ones ever later."""
        pause = min(2.0**self.failures, _LONGEST_PAUSE) if self.failures else 0.0
        self.at = now + (again or pause)
        self.failures += 1


class Courier:
    """Between start() and stop(). `wanted` is (address, secret, most connections), `target` where the address leads."""

    def __init__(self, world: World, faults: Faults, target: str, wanted: tuple[str, str, int]) -> None:
        self.wanted = wanted
        self._world = world
        self._faults = faults
        self._target = target
        self._tries: dict[int, Try] = {}
        self._under_way: dict[Any, asyncio.Task[None]] = {}
        self._error: dict[str, Any] = {}
        self._time = asyncio.get_running_loop().time
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """From now on."""
        self._running = asyncio.create_task(self._run())

    def shown(self) -> dict[str, Any]:
        """Its part of getWebhookInfo."""
        return {"max_connections": self.wanted[2], "ip_address": "203.0.113.7", **self._error}

    async def stop(self) -> None:
        """At once; what is under way may have arrived."""
        tasks = [*((self._running,) if self._running else ()), *self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            while True:
                self._world.expire()
                for chat, update in self._due():
                    self._under_way[chat] = asyncio.create_task(self._bring(session, chat, update))
                try:
                    await self._world.until(self._due, self._until_next(), UPDATES)
                except TimeoutError:
                    continue

    def _due(self) -> list[tuple[Any, Update]]:
        """The first of each chat that nothing is under way for, as far as connections go; with its chat."""
        free, now = self.wanted[2] - len(self._under_way), self._time()
        seen, found = set(self._under_way), []
        for update in self._world.waiting(2 * self.wanted[2]):
            chat = chat_of(update)
            if chat not in seen and self._tries.get(update["update_id"], Try()).at <= now:
                found.append((chat, update))
            seen.add(chat)
        return list(itertools.islice(found, free))

    def _until_next(self) -> float:
        """Seconds until something is to be tried again."""
        now = self._time()
        return min((one.at - now for one in self._tries.values() if one.at > now), default=_IDLE_SECONDS)

    async def _bring(self, session: aiohttp.ClientSession, chat: Any, update: Update) -> None:
        number = update["update_id"]
        try:
            await with_fault(self._faults.pick("webhook", None), lambda: self._post(session, update))
        except (Refused, CutOff, ApiError) as error:
            self._tries.setdefault(number, Try()).put_off(self._time(), getattr(error, "again", 0))
            date = int(self._world.clock().timestamp())
            self._error = {"last_error_date": date, "last_error_message": str(error) or "Webhook connection closed"}
        else:
            self._world.pending.pop(number, None)
            self._tries.pop(number, None)
        finally:
            self._under_way.pop(chat, None)
            self._world.changed(UPDATES)

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> None:
        headers = {"content-type": "application/json"}
        if self.wanted[1]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.wanted[1]
        body = json.dumps(update).encode("ascii")
        try:
            async with session.post(self._target, data=body, headers=headers, allow_redirects=False) as reply:
                if not 200 <= reply.status < 300:
                    again = reply.headers.get("retry-after", "")
                    words = f"Wrong response from the webhook: {reply.status} {reply.reason}"
                    raise Refused(words, int(again) if again.isdecimal() else 0)
        except aiohttp.ClientConnectorError:
            raise Refused("Connection refused") from None
        except TimeoutError:
            raise Refused("Read timeout expired") from None
        except aiohttp.ClientError:
            raise Refused("Webhook connection closed") from None


def chat_of(update: Update) -> Any:
    """Of whose updates the order is kept; what belongs to no chat is on its own."""
    contents = [one for one in update.values() if isinstance(one, dict)]
    contents += [one["message"] for one in contents if isinstance(one.get("message"), dict)]
    chats = (one["chat"] for one in contents if isinstance(one.get("chat"), dict))
    chat = next(chats, None)
    return f"update {update['update_id']}" if chat is None else chat.get("id")
