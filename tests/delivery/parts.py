"""A sender alone, with a database of its own and the small Telegram: what the tests of delivery are made of."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.rates import Rates
from bot.delivery.sender import Sender
from bot.delivery.telegram import open_bot
from bot.demo.errors import ApiError
from bot.demo.people import Actor
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.health.meter import Meter
from handlers.features import CATALOGUES
from handlers.messages import Message, text
from handlers.texts import Texts, load_texts
from storage.clock import Clock, utc_now
from storage.engine import Database
from storage.outbox import Owed
from storage.store import Store
from tests.town import query_file

NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
FAST = Rates(per_second=10_000, bulk_reserve=0, chat_burst=10_000)
FIRST = 5001  # the first of those who get something


def texts() -> Texts:
    """The bot's own wording."""
    return load_texts(CATALOGUES, ("zh-Hans", "en"), ZoneInfo("Asia/Shanghai"))


def words(number: int) -> Message:
    """A message that can be told from others."""
    return Message(text=text("named", name=f"message-{number}"))


async def a_person(store: Store, telegram_id: int = 1001, language: str = "en") -> int:
    """The id of somebody who wrote at noon."""
    return (await store.people.meet(telegram_id, language, now=NOON)).id


async def owe(store: Store, person_id: int, message: Message, **delivery: Any) -> None:
    """Owes a message."""
    await store.outbox.add(Owed(person_id=person_id, payload=message.model_dump(mode="json"), **delivery), now=NOON)


@dataclass
class Arrival:
    """A call as Telegram saw it: when it came and when it was answered, in seconds of the loop's clock. `retry_after` with a 429."""

    method: str
    chat: int | None
    params: dict[str, Any]
    at: float
    until: float = 0.0
    retry_after: float = 0.0

    @property
    def words(self) -> str:
        """What was to be said."""
        return str(self.params.get("text") or self.params.get("caption") or "")


class Watched(DemoServer):
    """Notes when calls come, which is what Telegram's limits are about."""

    def __init__(self, clock: Clock = utc_now) -> None:
        super().__init__(clock=clock)
        self.arrivals: list[Arrival] = []

    async def _misbehaving(self, method: str, params: dict[str, Any]) -> Any:
        time = asyncio.get_running_loop().time
        arrival = Arrival(method, params.get("chat_id"), params, time())
        self.arrivals.append(arrival)
        self.world.changed()
        try:
            return await super()._misbehaving(method, params)
        except ApiError as error:
            arrival.retry_after = error.retry_after or 0.0
            raise
        finally:
            arrival.until = time()


@dataclass
class Post:
    """A sender that can be started, stopped and killed; `people` are ids of ours of those from FIRST on."""

    folder: Path
    database: Database
    server: Watched
    rates: Rates
    people: list[int] = field(default_factory=list)
    _sender: Sender | None = None
    _running: asyncio.Task[None] | None = None
    _closing: Any = None

    async def meet(self, count: int) -> None:
        """So many people who have started the bot."""
        for telegram_id in range(FIRST, FIRST + count):
            phone = self.server.world.add_person(Actor(telegram_id, "人", "en", "resident", 30.66, 104.05))
            phone.started = True
        async with self.database.write() as store:
            self.people = [await a_person(store, telegram_id) for telegram_id in range(FIRST, FIRST + count)]

    async def owe(self, message: Message, to: Iterable[int] | None = None, **delivery: Any) -> None:
        """Owes a message to everybody, or to some."""
        async with self.database.write() as store:
            for person in self.people if to is None else to:
                await owe(store, person, message, **delivery)
        if self._sender is not None:
            self._sender.poke()

    async def start(self) -> None:
        """A new sender, as a new process has it."""
        opening = open_bot(self.server.token, self.server.url, None)
        bot = await opening.__aenter__()
        self._closing = opening
        self._sender = Sender(self.database, bot, texts(), self.rates, self._opened, utc_now, Meter(()))
        self._running = asyncio.create_task(self._sender.run())

    def _opened(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    async def stop(self) -> None:
        """In order, as SIGTERM ends it."""
        if self._sender is not None and self._running is not None:
            self._sender.stop()
            await self._running
            await self._close()

    async def kill(self) -> None:
        """With everything in flight, as nearly as one process can: nothing more is written down."""
        assert self._sender is not None
        assert self._running is not None
        for task in (self._running, *self._sender._in_flight):
            task.cancel()
        await asyncio.gather(self._running, *self._sender._in_flight, return_exceptions=True)
        await self._close()

    async def drained(self, timeout: float = 20.0) -> None:
        """Waits until nothing is owed any more."""
        async with asyncio.timeout(timeout):
            while self.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL LIMIT 1"):
                assert self._running is not None
                assert not self._running.done(), self._running.exception()
                await asyncio.sleep(0.01)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds on the disk."""
        return query_file(self.folder / "shao.db", query)

    def states(self) -> dict[str, int]:
        """How many messages are in which state."""
        return dict(self.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state"))

    def got(self, number: int = 0) -> list[Shown]:
        """What the so-manieth person sees of the bot."""
        return self.server.person(FIRST + number).from_bot

    def came(self, *prefixes: str) -> list[Arrival]:
        """The calls whose method begins so, in the order in which they came; every one that sends or edits without any."""
        return [one for one in self.server.arrivals if one.method.startswith(prefixes or ("send", "edit"))]

    async def comes(self, count: int) -> None:
        """Waits for so many calls in all."""
        await self.until(lambda: len(self.came()) >= count)

    async def logged(self, log: pytest.LogCaptureFixture, words: str, timeout: float = 10.0) -> None:
        """Waits until the log says something."""
        async with asyncio.timeout(timeout):
            while words not in log.text:  # noqa: ASYNC110 - a log has no event to wait for
                await asyncio.sleep(0.01)

    async def until(self, true: Callable[[], Any], timeout: float = 15.0) -> None:
        """Waits for something that calls bring about."""
        await self.server.world.until(true, timeout)

    async def _close(self) -> None:
        self._running = self._sender = None
        await self._closing.__aexit__(None, None, None)


@asynccontextmanager
async def post_office(folder: Path, database: Database, rates: Rates = FAST) -> AsyncIterator[Post]:
    """A small Telegram and a sender that is not running yet."""
    server = Watched()
    await server.start()
    post = Post(folder, database, server, rates)
    try:
        yield post
        await post.stop()
    finally:
        await server.stop()
