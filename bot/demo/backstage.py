"""The bot's process behind the page: how it is, what it knows of reports, and an end by kill -9 after which it starts again."""

import asyncio
import time
from typing import Any

from bot.demo.bells import UPDATES
from bot.demo.errors import ApiError
from bot.demo.process import BotProcess
from bot.demo.reports import reports_in
from bot.demo.spread import warning_in
from bot.demo.world import World

_READY_SECONDS = 60.0


class Backstage:
    """start(), kill() and stop(). `state` is 'starting', 'ready' (it polls) or 'killed'; every change is told as an event.

    `ended` is set when the bot ends by itself.
    """

    def __init__(self, world: World, bot: BotProcess) -> None:
        self.bot = bot
        self.state = "starting"
        self.ended = asyncio.Event()
        self._world = world
        self._turn = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts the bot; returns when it polls, or has ended."""
        async with self._turn:
            await self._start(time.monotonic())

    async def kill(self) -> None:
        """kill -9, and a new start; 409 while one is under way."""
        if self.state != "ready":
            raise ApiError(409, "the bot is not running")
        began = time.monotonic()
        self._tell("killed")
        async with self._turn:
            self._watch_no_more()
            await self.bot.kill()
            await self._start(began)

    async def stop(self) -> int:
        """Asks the bot to end, after a start that is under way; its exit code."""
        async with self._turn:
            self._watch_no_more()
            return await self.bot.stop()

    async def reports(self) -> list[dict[str, Any]]:
        """What stands in the bot's database; see reports.py."""
        return await asyncio.to_thread(reports_in, self.bot.home / "data" / "shao.db")

    async def warning(self) -> dict[str, Any] | None:
        """How far the latest warning is; see spread.py."""
        return await asyncio.to_thread(warning_in, self.bot.home / "data" / "shao.db")

    async def _start(self, began: float) -> None:
        polls = self._world.polls
        self._tell("starting")
        await self.bot.start()
        self._watching = asyncio.create_task(self._watch())
        await self._world.until(lambda: self._world.polls > polls or self.ended.is_set(), _READY_SECONDS, UPDATES)
        if not self.ended.is_set():
            self._tell("ready", seconds=round(time.monotonic() - began, 1))

    async def _watch(self) -> None:
        assert self.bot.process is not None
        await self.bot.process.wait()
        self.ended.set()
        self._world.changed(UPDATES)

    def _watch_no_more(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    def _tell(self, state: str, **more: Any) -> None:
        self.state = state
        self._world.tell("process", 0, state=state, **more)
