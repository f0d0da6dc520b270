"""A bot that is killed and started again, on the same folder, while its people go on talking to it."""

import asyncio
import signal
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.errors import ApiError
from bot.demo.people import Actor
from bot.demo.process import BotProcess
from bot.demo.server import DemoServer
from tests.faults.places import AT_TELEGRAM, Place
from tests.town import assert_sound, behind, copy_files, hooked_at, query, url_in

ROOT = Path(__file__).parents[2]
POINT = (30.6607123, 104.0580456)  # in a grid of the community of the Chinese-speaking staff
_FILE = "sqlite+aiosqlite:///shao.db"
STORAGE = f'[storage]\nurl = "{_FILE}"\nkey_file = "shao.key"\nmedia_dir = "media"\n'
_OWN_CALLS = (
    "getUpdates",
    "deleteWebhook",
    "setWebhook",
    "getWebhookInfo",
    "setMyCommands",
    "getFile",
)  # those that nobody waits for


class WatchedServer(DemoServer):
    """Says when a call arrives, and when it is done but not yet answered."""

    arrives: Callable[[str], None] = staticmethod(lambda _method: None)
    done: Callable[[str], None] = staticmethod(lambda _method: None)

    async def _misbehaving(self, method: str, params: dict[str, Any]) -> Any:
        self.arrives(method)
        result = await super()._misbehaving(method, params)
        self.done(method)
        return result


class MortalProcess(BotProcess):
    """Dies where the file `doom` says; see doomed.py. Another `program` is the bot in another way, such as measured.py."""

    program = "tests.faults.doomed"

    @property
    def figures(self) -> Path:
        """Where a measured bot writes down its figures."""
        return self.home / "figures.json"

    @property
    def doom(self) -> Path:
        """Where the place of the next death is written."""
        return self.home / "doom"

    async def start(self, **environment: str) -> None:
        """As an ordinary bot, but for the module that is run."""
        await super().start(DOOM=str(self.doom), FIGURES=str(self.figures), PYTHONPATH=str(ROOT), **environment)


@dataclass
class Lives:
    """The bot's lives, one after the other. Each of the `fates` ends one: after so many calls and then so many seconds.
    `ready_after` is in seconds, from each start to its first poll."""

    server: WatchedServer
    bot: MortalProcess
    url: str
    fates: list[tuple[int, float]] = field(default_factory=list)
    deaths: int = 0
    ready_after: list[float] = field(default_factory=list)
    _ready_at: float | None = None
    _polled: asyncio.Event = field(default_factory=asyncio.Event)
    _at_telegram: tuple[Place, int] | None = None
    _ending: bool = False

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What a query finds in the database, which outlives them."""
        return query(self.url, sql, *parameters)

    def age(self) -> float:
        """Seconds since the present life was ready; 0 before."""
        return 0.0 if self._ready_at is None else time.monotonic() - self._ready_at

    def dies_at(self, place: Place, passage: int = 1) -> None:
        """The so-manieth passage of a place from now on ends the present life."""
        if place in AT_TELEGRAM:
            self._at_telegram = (place, passage)
        else:
            self.bot.doom.write_text(f"{passage} {place}", encoding="utf8")

    def kill(self) -> None:
        """kill -9, now."""
        if self.bot.process is not None and self.bot.process.returncode is None:
            with suppress(ProcessLookupError):
                self.bot.process.kill()

    async def died(self, times: int, timeout: float = 30.0) -> None:
        """Waits until it has died so often, and is ready again."""
        await self.server.world.until(lambda: self.deaths >= times and len(self.ready_after) > times, timeout)

    async def quiet(self, timeout: float = 60.0) -> None:
        """Waits until nothing is left to take in, to handle, to send or to fetch."""
        async with asyncio.timeout(timeout):
            while self.server.world.pending or self._owes():  # noqa: ASYNC110 - another process's file has no event
                await asyncio.sleep(0.02)

    async def go_on(self) -> None:
        """Starts it, and starts it again after each kill, until told to end; an end of its own is a failure."""
        while True:
            started = time.monotonic()
            self._polled.clear()
            self._ready_at = None
            await self.bot.start()
            assert self.bot.process is not None
            ended = asyncio.create_task(self.bot.process.wait())
            polled = asyncio.create_task(self._polled.wait())
            await asyncio.wait((ended, polled), return_when=asyncio.FIRST_COMPLETED)
            polled.cancel()
            self._ready_at = time.monotonic()
            self.ready_after.append(self._ready_at - started)
            self.server.world.changed()
            code = await ended
            self._ready_at = None
            if self._ending:
                return
            assert code == -signal.SIGKILL, f"it ended by itself with {code}: {self.bot.log()[-2000:]}"
            self.deaths += 1
            del self.fates[:1]

    async def end(self) -> int:
        """In order; the exit code."""
        self._ending = True
        return await self.bot.stop()

    def arrives(self, method: str) -> None:
        """A call is at Telegram's end."""
        if method in ("getUpdates", "getWebhookInfo"):
            self._polled.set()
        self._strikes(Place.CALL_BEFORE, method)
        if self.fates and method not in _OWN_CALLS:
            calls, seconds = self.fates[0]
            self.fates[0] = (calls - 1, seconds)
            if calls == 1:
                asyncio.get_running_loop().call_later(seconds, self.kill)

    def done(self, method: str) -> None:
        """Telegram did what was asked, and has not answered."""
        self._strikes(Place.CALL_AFTER, method)

    def figures(self) -> str:
        """One line for whoever runs the full form."""
        ready = self.ready_after
        return f"{self.deaths} kills; ready after {statistics.median(ready):.2f} s (median), {max(ready):.2f} s (most)"

    def _strikes(self, place: Place, method: str) -> None:
        if self._at_telegram is None or self._at_telegram[0] is not place or method in _OWN_CALLS:
            return
        passage = self._at_telegram[1] - 1
        self._at_telegram = (place, passage) if passage else None
        if not passage:
            self.kill()
            raise ApiError(500, "nobody is there any more to read this")

    def _owes(self) -> bool:
        return bool(
            self.rows(
                "SELECT 1 FROM inbox WHERE state = 'waiting' UNION SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending') "
                "UNION SELECT 1 FROM report_media WHERE state = 'waiting' UNION SELECT 1 FROM farewells"
            )
        )


@asynccontextmanager
async def lives(
    prepared: Path,
    folder: Path,
    url: str | None = None,
    *,
    listen: str | None = None,
    more: str = "",
    program: str | None = None,
) -> AsyncIterator[Lives]:
    """Runs as long as the block; ends in order, with a sound database and a log that says nothing it must not. `url` is of a prepared
    database elsewhere; `listen` where a webhook listens; `more` is settings; `program` another composition (see MortalProcess)."""
    copy_files(prepared, folder, ("shao.key",) if url else ("shao.db", "shao.key"))
    url = url or url_in(folder)
    server = WatchedServer(proxied=behind(listen))
    await server.start()
    hook = "".join(f'{name} = "{value}"\n' for name, value in (hooked_at(listen) if listen else {}).items())
    life = Lives(
        server, MortalProcess(folder, server.token, server.url, hook + STORAGE.replace(_FILE, url) + more), url
    )
    life.bot.program = program or life.bot.program
    server.arrives, server.done = life.arrives, life.done
    going_on = asyncio.create_task(life.go_on())
    try:
        yield life
    finally:
        code = await life.end()
        await server.stop()
        await going_on
    assert code == 0
    assert_sound(life.url)
    assert_discreet(life.bot.log(), server)


def newcomer(server: DemoServer, person_id: int) -> Actor:
    """Somebody who was never here, whose name and place must never be logged."""
    actor = Actor(person_id, f"雀名{person_id}", "zh-hans", "resident", *POINT)
    server.world.add_person(actor)
    return actor


def assert_discreet(log: str, server: DemoServer) -> None:
    """No token, nobody's name, no exact point; and nothing went wrong unexpectedly."""
    canaries = [server.token, *(phone.actor.first_name for phone in server.world.phones.values()), *map(str, POINT)]
    assert [one for one in canaries if one in log] == []
    assert [line for line in log.splitlines() if " ERROR " in line or " CRITICAL " in line or "Traceback" in line] == []
