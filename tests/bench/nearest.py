"""What is near a point: its grid among 100,000 of them, and open cases around it among 100,000, on both engines.

Beside ours, by turns and over the same connection, the engine's own index of rectangles (peers.py says why those); what they find is
compared. Milliseconds from the question to the records. PostgreSQL is asked over its socket on this machine.
"""

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from handlers.report.places import unit_at
from handlers.units.geometry import Point
from storage.case import Place, PlaceSource
from storage.migrate import migrate
from storage.seal import make_key_file
from storage.store import Store
from tests.bench.atlas import NOW, Atlas
from tests.bench.figures import Benchmark, Figures, Row
from tests.bench.peers import Gist, Peer, RTree
from tests.postgres import postgres_server
from tests.town import opened, url_in

_CATEGORY = "e_bike_charging"
_SINCE = NOW - timedelta(weeks=12)
_OFFERED = 5


@dataclass(frozen=True)
class Size:
    """Grids, open cases, and look-ups of each sort."""

    grids: int
    cases: int
    lookups: int

    @property
    def atlas(self) -> Atlas:
        """The city."""
        return Atlas(self.grids, self.cases)


@dataclass(frozen=True)
class Question:
    """A sort of look-up: where, how either answers it, and whether both say the same; there are `rare` times fewer of it."""

    what: str
    points: Iterator[Point]
    ours: Callable[[Point], Awaitable[Any]]
    peers: Callable[[Point], Awaitable[Any]]
    same: Callable[[Any, Any], bool]
    rare: int = 1


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
                await size.atlas.fill(store)
                await _peer(engine, store).build()
            async with database.read() as store:
                for question in _questions(size.atlas, store, _peer(engine, store)):
                    rows += await _ask(question, engine, size.lookups)
    title = f"{size.grids:,} grids, {size.cases:,} open cases, {size.lookups:,} look-ups of each sort; milliseconds"
    return Figures(title, tuple(rows), peer="R*Tree, GiST")


def _peer(engine: str, store: Store) -> Peer:
    return RTree(store) if engine == "SQLite" else Gist(store)


def _questions(atlas: Atlas, store: Store, peer: Peer) -> Iterator[Question]:
    """Each with its own dice, so that every engine and every run is asked the same."""

    def cases(what: str, metres: float, category: str | None) -> Question:
        return Question(
            what,
            atlas.places(random.Random(1)),
            lambda point: store.reports.near(point, metres, category, since=_SINCE, limit=_OFFERED),
            lambda point: peer.near(point, metres, category, since=_SINCE, limit=_OFFERED),
            lambda mine, theirs: [one.report.id for one in mine] == [one.report.id for one in theirs],
        )

    def grids(what: str, points: Iterator[Point], rare: int = 1) -> Question:
        return Question(
            what,
            points,
            lambda point: unit_at(store, _place(point)),
            peer.unit_at,
            lambda mine, theirs: _as_near(mine.outside_metres, theirs.outside_metres),
            rare,
        )

    yield cases("cases within 50 m", 50, None)
    yield cases("cases of a kind within 250 m", 250, _CATEGORY)
    yield grids("the grid around a point", atlas.inside(random.Random(2)))
    yield grids("the grid within 2 km", atlas.outside(random.Random(3), 30, 2_000))
    yield grids("the grid 5 to 200 km away", atlas.outside(random.Random(4), 5_000, 200_000), rare=10)


async def _ask(question: Question, engine: str, lookups: int) -> list[Row]:
    ours: list[float] = []
    peers: list[float] = []
    for point in islice(question.points, lookups // question.rare):
        mine, theirs = await _timed(question.ours(point), ours), await _timed(question.peers(point), peers)
        assert question.same(mine, theirs), (question.what, point)
    return [
        Row(f"{question.what}, {engine}, p{percent}", (_percentile(ours, percent),), (_percentile(peers, percent),))
        for percent in (50, 99)
    ]


async def _timed(work: Awaitable[Any], into: list[float]) -> Any:
    started = time.perf_counter()
    answer = await work
    into.append((time.perf_counter() - started) * 1000)
    return answer


def _as_near(one: int, other: int) -> bool:
    """To a hundredth: the peer's plane is another."""
    return abs(one - other) <= 1 + other / 100


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _place(point: Point) -> Place:
    return Place(source=PlaceSource.PIN, latitude=point.latitude, longitude=point.longitude)


BENCHMARK = Benchmark(
    "nearest",
    measure,
    full=Size(grids=100_000, cases=100_000, lookups=1000),
    quick=Size(grids=2500, cases=2500, lookups=200),
)
