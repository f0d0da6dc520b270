"""The bot's lives: put together on the same database again and again, ended in order or killed."""

import asyncio
import contextlib
import contextvars
import random
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from bot.app import Outside, Parts, wired
from bot.config import Settings
from bot.delivery.sender import Sender
from bot.delivery.telegram import open_bot
from bot.housekeeping import start_clock
from bot.media import picture
from bot.media.download import open_downloads
from bot.media.workshop import Drawn, Workshop, WorkshopFailed
from storage.inbox import Waiting
from storage.seal import load_seal
from storage.sqlite import sqlite_path
from storage.store import Store
from tests.simulation.air import CLAIM, Air
from tests.simulation.disk import Disk, open_database
from tests.simulation.invariants import Deed
from tests.simulation.loop import VirtualLoop
from tests.simulation.mortal import LIFE, Mortal
from tests.simulation.witness import Witness

_LOST_WORKERS = 0.01
_SLOWER = 5  # looks so many times less often what is due: most looks find nothing, and days are long


class BotClock:
    """The bot's machine: virtual time, from a beginning, and `ahead` of the truth where somebody has set it wrong."""

    def __init__(self, loop: VirtualLoop, beginning: datetime) -> None:
        self._loop = loop
        self._beginning = beginning
        self.ahead = timedelta(0)

    def true(self) -> datetime:
        """As Telegram's clock says."""
        return self._beginning + timedelta(seconds=self._loop.time())

    def __call__(self) -> datetime:
        """As the bot's machine says."""
        return self.true() + self.ahead

    @contextlib.contextmanager
    def in_scheduler(self) -> Iterator[None]:
        """APScheduler looks at the machine's clock by itself."""
        clock = self

        class Machine(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return clock().astimezone(tz or UTC)

        modules = ("schedulers.base", "executors.base", "triggers.interval")
        with contextlib.ExitStack() as stack:
            for module in modules:
                stack.enter_context(patch(f"apscheduler.{module}.datetime", Machine))
            stack.enter_context(patch("bot.housekeeping.utc_now", clock))
            stack.enter_context(
                patch("bot.app.start_clock", lambda jobs: start_clock({job: _SLOWER * jobs[job] for job in jobs}))
            )
            yield


class _Here(Workshop):
    """Draws in this process; the worker is lost now and then."""

    def __init__(self, dice: random.Random, drawn: dict[bytes, Drawn]) -> None:
        super().__init__()
        self._dice = dice
        self._drawn = drawn

    async def redraw(self, content: bytes | bytearray) -> Drawn:
        """As the worker does, once for each picture."""
        await asyncio.sleep(self._dice.random())
        if self._dice.random() < _LOST_WORKERS:
            raise WorkshopFailed("lost")
        key = bytes(content)
        if key not in self._drawn:
            done = picture.redraw(key)
            self._drawn[key] = Drawn(was=done.was, size=done.size, point=done.point, jpeg=done.jpeg)
        return self._drawn[key]


class Lives:
    """One bot at a time. `parts` are those of the one that runs."""

    def __init__(
        self,
        settings: Settings,
        loop: VirtualLoop,
        clock: BotClock,
        air: Air,
        disk: Disk,
        witness: Witness,
        dice: random.Random,
    ) -> None:
        self._settings = settings
        self._loop = loop
        self._clock = clock
        self._air = air
        self._disk = disk
        self._witness = witness
        self._dice = dice
        self._drawn: dict[bytes, Drawn] = {}
        self._stop = asyncio.Event()
        self._life: Mortal | None = None
        self._running: asyncio.Task[None] | None = None
        self.seal = load_seal(settings.storage.key_file)
        self.parts: Parts | None = None

    async def begin(self) -> None:
        """A new process."""
        self._stop = asyncio.Event()
        life = Mortal()
        context = contextvars.copy_context()
        context.run(LIFE.set, life)
        begun = asyncio.Event()
        self._life = life
        self._running = self._loop.create_task(self._live(life, self._stop, begun), context=context)
        await begun.wait()

    async def end(self) -> None:
        """As by SIGTERM."""
        assert self._running is not None
        self._stop.set()
        await self._running
        self.parts = None

    async def kill(self) -> None:
        """As by kill -9."""
        assert self._life is not None
        assert self.parts is not None
        database, self.parts = self.parts.database, None
        self._life.over = True
        await database.close()
        await self._life.end(self._loop)

    def failure(self) -> BaseException | None:
        """Why the bot that ought to run does not."""
        if self._running is None or not self._running.done() or self.parts is None:
            return None
        return self._running.exception() or RuntimeError("the bot ended by itself")

    async def _live(self, life: Mortal, stop: asyncio.Event, begun: asyncio.Event) -> None:
        settings, air = self._settings, self._air
        database = open_database(sqlite_path(settings.storage.url), self.seal, self._disk, life)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(database.close)
            token = settings.telegram.token.get_secret_value()
            bot = await stack.enter_async_context(open_bot(token, settings.telegram.api_url, None, air))
            downloads = await stack.enter_async_context(open_downloads(bot, None, transport=air))
            outside = Outside(self.seal, database, bot, downloads, _Here(self._dice, self._drawn))
            self.parts = wired(settings, outside, self._clock)
            _claims_seen(self.parts.sender)
            _deeds_seen(self.parts, self._witness)
            begun.set()
            await self.parts.run_until(stop)


def _claims_seen(sender: Sender) -> None:
    """So that whoever carries a call knows which message of the outbox it is."""
    send = sender._send

    async def seen(ready: Any) -> Any:
        CLAIM.set(ready.claimed)
        return await send(ready)

    sender._send = seen  # type: ignore[method-assign]


def _deeds_seen(parts: Parts, witness: Witness) -> None:
    """So that the witness knows by whose update, or by whose dialog that is over, a report's history went on, and what they are then."""
    handle, end = parts.dispatcher._handle, parts.keeper._with

    async def handled(store: Store, waiting: Waiting) -> Any:
        before = await _newest(store)
        done = await handle(store, waiting)
        person = None if waiting.sender is None else await store.people.find(waiting.sender)
        await _note(store, before, None if person is None else person.id, witness)
        return done

    async def ended(store: Store, person_id: int, *rest: Any) -> None:
        before = await _newest(store)
        await end(store, person_id, *rest)
        await _note(store, before, person_id, witness)

    parts.dispatcher._handle = handled  # type: ignore[method-assign]
    parts.keeper._with = ended  # type: ignore[method-assign, assignment]


# What people do to reports, and the notices that they send.
_NEW = """
SELECT 'event' AS kind, id, event, actor, staff_id, report_id, NULL AS unit_id FROM report_events WHERE id > :events
UNION ALL
SELECT 'notice', id, 'notice', 'staff', author_id, NULL, unit_id FROM notices WHERE id > :notices
ORDER BY 1, 2
"""
_NEWEST = """
SELECT (SELECT COALESCE(MAX(id), 0) FROM report_events) AS events, (SELECT COALESCE(MAX(id), 0) FROM notices) AS notices
"""


async def _newest(store: Store) -> dict[str, int]:
    (row,) = await store._conn.fetch(_NEWEST)
    return {"events": row["events"], "notices": row["notices"]}


async def _note(store: Store, before: dict[str, int], person: int | None, witness: Witness) -> None:
    for row in await store._conn.fetch(_NEW, before):
        witness.deeds[row["kind"], row["id"]] = await _deed(store, person, row)


async def _deed(store: Store, person: int | None, row: Any) -> Deed:
    reporter, places = None, [row["unit_id"]]
    if row["report_id"] is not None:
        report = await store.reports.by_id(row["report_id"])
        reporter, places = report.reporter_id, [report.grid_id, report.unit_id]
    held = () if person is None else await store.roles.of(person)
    units = [unit.id for one in places if one is not None for unit in await store.units.upwards(one)]
    return Deed(
        event=row["event"],
        actor=row["actor"],
        staff=row["staff_id"],
        person=person,
        reporter=reporter,
        roles=tuple((one.role.value, one.unit_id) for one in held),
        units=frozenset(units),
    )
