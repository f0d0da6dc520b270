"""The whole bot in a test's own loop, whose time goes as it does while anything happens, and is skipped while nothing does: minutes of
waiting take a moment, and what happens within a second happens within a second. Rates are the real ones.

Telegram's end is in the same loop, and so has the same time; so has the system's clock, for whoever asks for it.
"""

import asyncio
import selectors
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import apscheduler.schedulers.base
import pytest

import storage.clock
from bot.app import Parts, assembled
from bot.delivery.settings import RateSettings
from bot.demo.people import Actor
from handlers.messages import Message, text
from storage.clock import utc_now
from storage.outbox import Lane, Owed, Worth
from tests.delivery.parts import Watched
from tests.faults.lives import POINT
from tests.town import NOON, assert_sound, copy_files, query, settings_in, url_in

_T = TypeVar("_T")
_STILL = 0.005  # seconds in which nothing happens, not even in a thread
_AT_ONCE = 5.0  # seconds that are skipped


class _Skipping(selectors.DefaultSelector):
    """Waits no longer than it takes to see that nothing happens."""

    loop: "SkippingLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= _STILL:
            return super().select(timeout)
        found = super().select(_STILL)
        if not found:
            self.loop.ahead += min(timeout - _STILL, _AT_ONCE)
        return found


class SkippingLoop(asyncio.SelectorEventLoop):
    """`ahead` is by how many seconds its clock is ahead of this machine's; add to it to let time leap."""

    def __init__(self) -> None:
        selector = _Skipping()
        selector.loop = self
        self.ahead = 0.0
        super().__init__(selector)
        self.began = self.time()

    def time(self) -> float:
        return super().time() + self.ahead


class _LoopTime(datetime):
    """As datetime, by the running loop, which began at noon."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        loop = cast(SkippingLoop, asyncio.get_running_loop())
        moment = (NOON + timedelta(seconds=loop.time() - loop.began)).astimezone(tz)
        return cls.combine(moment.date(), moment.timetz())


def in_skipped_time(monkeypatch: pytest.MonkeyPatch, work: Coroutine[Any, Any, _T]) -> _T:
    """Runs it to its end in such a loop."""
    monkeypatch.setattr(storage.clock, "datetime", _LoopTime)
    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", _LoopTime)
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(work)


@dataclass
class Weather:
    """The running bot, its people, and a Telegram on whatever kind of day."""

    server: Watched
    parts: Parts
    url: str

    async def meet(self, first: int, count: int) -> tuple[int, ...]:
        """Ids of ours of so many people who have started the bot, from a number of Telegram's on."""
        for number in range(first, first + count):
            self.server.world.add_person(Actor(number, "雀名", "zh-hans", "resident", *POINT)).started = True
        async with self.parts.database.write() as store:
            return tuple(
                [(await store.people.meet(one, "zh-Hans", now=utc_now())).id for one in range(first, first + count)]
            )

    async def owe(self, number: int, worth: Worth, lane: Lane, **to: int) -> None:
        """Owes a numbered message to a person or a group."""
        payload = Message(text=text("named", name=f"message-{number}")).model_dump(mode="json")
        async with self.parts.database.write() as store:
            await store.outbox.add(Owed(payload=payload, worth=worth, lane=lane, **to), now=utc_now())
        self.parts.sender.poke()

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What a query finds on the disk."""
        return query(self.url, sql, *parameters)

    async def drained(self, timeout: float = 100_000.0) -> None:
        """Waits until nothing is to be handled or owed any more, in the loop's own time."""
        async with asyncio.timeout(timeout):
            while self.server.world.pending or self.rows(  # noqa: ASYNC110 - the database has no event
                "SELECT 1 FROM outbox WHERE settled_at IS NULL UNION ALL SELECT 1 FROM inbox WHERE state = 'waiting'"
            ):
                await asyncio.sleep(0.5)


@asynccontextmanager
async def weather(prepared: Path, folder: Path) -> AsyncIterator[Weather]:
    """Runs as long as the block, and ends in order."""
    copy_files(prepared, folder, ("shao.db", "shao.key"))
    server = Watched(utc_now)
    await server.start()
    try:
        settings = settings_in(folder, server.url, server.token).model_copy(update={"rates": RateSettings()})
        async with assembled(settings, utc_now) as parts:
            stop = asyncio.Event()
            running = asyncio.create_task(parts.run_until(stop))
            try:
                yield Weather(server, parts, url_in(folder))
            finally:
                stop.set()
                await running
    finally:
        await server.stop()
    assert_sound(url_in(folder))
