"""The small Telegram of a benchmark, in the benchmark's own process: the bots' CPU is theirs alone.

Six members of staff, one a grid, and as many residents as are wanted, spread over the grids.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image

from bot.demo.faults import Fault
from bot.demo.hands import Hands
from bot.demo.people import Actor
from bot.demo.server import DemoServer

LANGUAGE = "zh-hans"


class Post(NamedTuple):
    """A member of staff, the code of their grid, and a point in it."""

    staff: int
    grid: str
    latitude: float
    longitude: float


POSTS = (
    Post(90_001, "QY-01-1", 30.66272, 104.05397),
    Post(90_002, "QY-01-2", 30.65798, 104.05348),
    Post(90_003, "QY-01-3", 30.65977, 104.05812),
    Post(90_004, "QY-02-1", 30.66341, 104.06416),
    Post(90_005, "QY-02-2", 30.65978, 104.06422),
    Post(90_006, "QY-02-3", 30.65640, 104.06370),
)
FIRST_RESIDENT = 10_001
_OWN_CALLS = ("getMe", "getUpdates", "deleteWebhook", "setMyCommands", "getFile")  # those that no person sees


def jpeg() -> bytes:
    """A small picture, which ours copies and draws anew, as it always does."""
    content = BytesIO()
    Image.new("RGB", (64, 48), (200, 60, 30)).save(content, "JPEG")
    return content.getvalue()


class City(DemoServer):
    """`calls` counts what people saw by method, `heard` the new messages of each chat; whoever is in `listening` is told of each of theirs,
    `overheard` of all. `known` are so many residents whom the bot may know."""

    def __init__(self, known: int = 0) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.heard: Counter[int] = Counter()
        self.listening: dict[int, Callable[[], None]] = {}
        self.overheard: Callable[[], None] = lambda: None
        self.polled = asyncio.Event()
        self._called = asyncio.Event()
        self._residents = 0
        for post in POSTS:
            self._add(Actor(post.staff, f"员{post.staff}", LANGUAGE, "staff", post.latitude, post.longitude))
        self.known = self.residents(known)

    def residents(self, count: int) -> list[Hands]:
        """So many people who were never here."""
        return [self._resident() for _ in range(count)]

    async def ready(self) -> None:
        """Waits for the next poll, which is the first where a bot has just been started."""
        self.polled.clear()
        async with asyncio.timeout(30):
            await self.polled.wait()

    async def until(self, true: Callable[[], Any], timeout: float) -> None:
        """Waits until this is true, asking after each call of a bot; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not true():
                self._called.clear()
                await self._called.wait()

    def is_far(self, seconds: float) -> None:
        """Each call takes so long from now on, but for the polls, which wait anyway."""
        self.misbehave(
            Fault.SLOW, "sendMessage", "sendPhoto", "editMessageReplyMarkup", "answerCallbackQuery", seconds=seconds
        )

    async def _misbehaving(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getUpdates":
            self.polled.set()
        result = await super()._misbehaving(method, params)
        if method not in _OWN_CALLS:
            self.calls[method] += 1
        if method.startswith("send"):
            self._hears(int(params["chat_id"]))
        self._called.set()
        return result

    def _hears(self, chat: int) -> None:
        self.heard[chat] += 1
        self.overheard()
        listener = self.listening.get(chat)
        if listener is not None:
            listener()

    def _resident(self) -> Hands:
        post = POSTS[self._residents % len(POSTS)]
        person = FIRST_RESIDENT + self._residents
        self._residents += 1
        return self._add(Actor(person, f"居民{person}", LANGUAGE, "resident", post.latitude, post.longitude))

    def _add(self, actor: Actor) -> Hands:
        self.world.add_person(actor).started = True
        return self.person(actor.id)


@asynccontextmanager
async def city(known: int = 0) -> AsyncIterator[City]:
    """Serves as long as the block."""
    here = City(known)
    await here.start()
    try:
        yield here
    finally:
        await here.stop()
