"""For whom a warning is, written down for everybody in a community at once; and taken back again; on both engines."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import asyncpg

from bot.operate import establish, load_units, migrate
from handlers.alerts import service
from handlers.alerts.jobs import AlertJobs
from handlers.units.datum import Datum
from storage.alert import Alert, Level, MessageType
from storage.clock import utc_now
from storage.engine import Database
from storage.store import Store
from storage.wishes import Wishes
from tests.bench.figures import Row
from tests.faults.measured import spent
from tests.letting_go import let_go
from tests.storage.makers import work_on
from tests.town import AREA, opened, settings_in

_AUTHOR, _FIRST = 999_999, 1_000_000
_HOMES = ("QY-01", "QY-01-1", "QY-01-2", "QY-01-3")
_WISHES = 20  # one of so many people wishes something of their own
_AT_ONCE = 5_000
_ALL_OWED = "UPDATE alert_copies SET state = 'owed'"


@dataclass
class Watch:
    """A database whose writer is watched: `held` is for how long by each transaction, in seconds in which it had a core."""

    database: Database
    held: list[float] = field(default_factory=list)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Store]:
        """As the database's own."""
        async with self.database.write() as store:
            began = spent()
            yield store
        self.held.append(spent() - began)

    def read(self) -> object:
        """As the database's own."""
        return self.database.read()


async def measure_on(folder: Path, engine: str, url: str, people: int) -> list[Row]:
    """Written down; then an all clear to all of them; then another that is stopped. `url` is of an empty database."""
    settings = settings_in(folder, "http://127.0.0.1:9", "424242:" + "x" * 35, url)
    await migrate(settings)
    await load_units(settings, AREA, Datum.WGS84)
    await establish(settings)
    async with opened(folder, url) as database:
        await _settle(database, people)
        if url.startswith("postgresql"):
            await _vacuum(url)
        return await _Measuring(database, engine, people).all()


@dataclass
class _Measuring:
    database: Database
    engine: str
    people: int

    async def all(self) -> list[Row]:
        rows = []
        first = await let_go(self.database, Level.RED, _AUTHOR)
        rows += await self._timed(f"{self.people:,} copies written")
        async with self.database.read() as store:
            assert await store.copies.count(first.id) == self.people + 1
        async with self.database.write() as store:
            await store._conn.run(_ALL_OWED)
        await self._change(first, _take_back)
        rows += await self._timed("an all clear to all of them written")
        second = await let_go(self.database, Level.YELLOW, _AUTHOR)
        await self._timed("")
        await self._change(second, service.stop)
        return rows + await self._timed("all of them dropped after a stop")

    async def _timed(self, what: str) -> list[Row]:
        """All that is due now, but for sending it."""
        watch = Watch(self.database)
        async with self.database.read() as store:
            house = work_on(store).house
        began = time.monotonic()
        await AlertJobs(cast(Database, watch), house, utc_now, lambda: None).send_alerts()
        took = time.monotonic() - began
        most = max(watch.held) * 1000
        return [
            Row(f"{what}, {self.engine}, s", (took,), ()),
            Row(f"{what}, {self.engine}, the writer held at most, ms", (most,), ()),
        ]

    async def _change(self, alert: Alert, act: Callable[..., Awaitable[object]]) -> None:
        async with self.database.write() as store:
            now = await store.alerts.by_id(alert.id)
            assert await act(work_on(store, utc_now()), now) is not None


async def _take_back(work: object, alert: Alert) -> Alert | None:
    assert alert.author_id is not None
    return await service.take_back(work, alert, alert.author_id, MessageType.CLEAR)  # type: ignore[arg-type]


async def _settle(database: Database, people: int) -> None:
    """So many live in the community and its grids."""
    now = utc_now()
    for start in range(0, people, _AT_ONCE):
        async with database.write() as store:
            homes = [await store.units.by_code(code) for code in _HOMES]
            for number in range(start, min(start + _AT_ONCE, people)):
                home = homes[number % len(homes)]
                assert home is not None
                person = await store.people.meet(_FIRST + number, "zh-Hans", now=now)
                await store.people.set_home(person.id, home.id, now=now)
                if number % _WISHES == 0:
                    await store.wishes.save(person.id, Wishes(needs_help=True, door="3-2-501"))


async def _vacuum(url: str) -> None:
    """As autovacuum has done by the time that so many have come."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
