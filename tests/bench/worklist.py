"""A page of a worklist of 100,000 open cases, on both engines: the first and the last, of one kind, of one grid, and the next card.

Somebody reads it who has to see to all of the city. Beside ours, by turns and over the same connection, the plainest question there is: all
open cases in that order, whoever asks. Milliseconds until the records are there. PostgreSQL is asked over its socket on this machine.
"""

import random
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg

from handlers.report.settings import BUILT_IN
from handlers.worklist.looking import COUNTED, PAGE, ROLES
from storage.case import Report
from storage.migrate import migrate
from storage.roles import Role, Via
from storage.seal import make_key_file
from storage.store import Store
from storage.units import Unit
from storage.worklists import EVERYTHING, Stand, View
from tests.bench.figures import Benchmark, Figures, Row
from tests.postgres import postgres_server
from tests.storage.makers import NOW, a_person, a_report, a_town
from tests.town import opened, url_in

_PLAIN = (
    "SELECT id FROM reports WHERE status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred') "
    "ORDER BY rank, created_at, id LIMIT :limit OFFSET :offset"
)
_RARE = 50  # one case of so many lies in the grid that is looked at alone


@dataclass(frozen=True)
class Size:
    """Open cases, and how often each question is asked."""

    cases: int
    times: int


async def measure(folder: Path, size: Size) -> Figures:
    """On SQLite, and on a server of its own."""
    with postgres_server() as server:
        return await measure_on(folder, {"SQLite": url_in(folder), "PostgreSQL": server.url("postgres")}, size)


async def measure_on(folder: Path, engines: dict[str, str], size: Size) -> Figures:
    """On empty databases at these addresses."""
    make_key_file(folder / "shao.key")
    rows: list[Row] = []
    for engine, url in engines.items():
        await migrate(url)
        async with opened(folder, url) as database:
            async with database.write() as store:
                town = await a_town(store)
                reader = await _reader(store, town["D"])
                await _fill(store, town, size.cases)
            if engine == "PostgreSQL":
                await vacuum(url)
            async with database.read() as store:
                rows += await _measured(store, town, reader, engine, size)
    title = f"A worklist of {size.cases:,} open cases, each question {size.times} times; milliseconds"
    return Figures(title, tuple(rows), peer="all open cases")


async def vacuum(url: str) -> None:
    """As autovacuum does in the hours that it takes for so many cases to come in."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def _reader(store: Store, district: Unit) -> int:
    person = await a_person(store)
    await store.roles.grant(person, Role.STAFF, district.id, via=Via.COMMAND, now=NOW)
    return person


async def _fill(store: Store, town: dict[str, Unit], cases: int) -> None:
    dice = random.Random(7)
    for number in range(cases):
        grid = "G3" if number % _RARE == 0 else dice.choice(("G1", "G2"))
        made = NOW - timedelta(minutes=dice.uniform(0, cases))
        kind = dice.choice(BUILT_IN).code
        fields: dict[str, Any] = {"grid_id": town[grid].id, "category": kind, "created_at": made, "updated_at": made}
        await store.reports.add(a_report(f"H-{number}", **fields))


async def _measured(store: Store, town: dict[str, Unit], reader: int, engine: str, size: Size) -> list[Row]:
    last = size.cases - PAGE
    asked: dict[str, tuple[View, int]] = {
        "the first page": (EVERYTHING, 0),
        "the last page": (EVERYTHING, last),
        "of a kind": (View(kind=BUILT_IN[0].code), 0),
        "of a grid": (View(unit_id=town["G3"].id), 0),
        "of what is urgent, which nothing is": (View(stand=Stand.URGENT), 0),
    }
    rows = []
    for what, (view, offset) in asked.items():
        ours = await _timed(size.times, lambda: _page(store, reader, view, offset))  # noqa: B023
        plain = await _timed(size.times, lambda: _plain(store, offset))  # noqa: B023
        rows.append(Row(f"{what}, {engine}, p50", (statistics.median(ours),), (statistics.median(plain),)))
    middle = (await _page(store, reader, EVERYTHING, size.cases // 2))[0]
    beside = await _timed(size.times, lambda: store.worklists.count(reader, ROLES, before=middle))
    plain = await _timed(size.times, lambda: _plain(store, size.cases // 2))
    rows.append(
        Row(f"where a card is among them, {engine}, p50", (statistics.median(beside),), (statistics.median(plain),))
    )
    return rows


async def _page(store: Store, reader: int, view: View, offset: int) -> list[Report]:
    """As the list shows it: counted, and with its records."""
    await store.worklists.count(reader, ROLES, view, at_most=COUNTED)
    ids = await store.worklists.page(reader, ROLES, view, limit=PAGE, offset=offset)
    return [await store.reports.by_id(one) for one in ids]


async def _plain(store: Store, offset: int) -> list[Report]:
    rows = await store._conn.fetch(_PLAIN, {"limit": PAGE, "offset": offset})
    return [await store.reports.by_id(row["id"]) for row in rows]


async def _timed(times: int, work: Callable[[], Awaitable[Any]]) -> list[float]:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        await work()
        spent.append((time.perf_counter() - started) * 1000)
    return spent


BENCHMARK = Benchmark("worklist", measure, full=Size(cases=100_000, times=50), quick=Size(cases=3000, times=10))
