"""A warning to 100,000 people: how long it takes to write down for whom it is, and to forget it; then a stretch of sending it at the rate
that Telegram permits, while others ask for help, until it is stopped.

Beside ours a broadcast over AIORateLimiter, as for notices; it writes nothing down, and cannot be stopped.
"""

import asyncio
import statistics
from dataclasses import dataclass
from pathlib import Path

from storage.alert import Level
from storage.seal import make_key_file
from tests.bench.bots import KNOWN, BenchedBot, Broadcaster, LimitedShao, acquaint, living, settle
from tests.bench.city import POSTS, City, city
from tests.bench.figures import Benchmark, Figures, Row
from tests.bench.notice import BULK, START_SECONDS, TOLERATED, Broadcast, ask_on, most_in_a_second, watch
from tests.bench.spreading import measure_on
from tests.letting_go import let_go
from tests.postgres import postgres_server
from tests.town import ZH_STAFF, opened, query, url_in

_STAFF = POSTS[0].staff
_ENDED = "SELECT 1 FROM alerts WHERE ended_at IS NOT NULL"


@dataclass(frozen=True)
class Size:
    """Recipients; after how many copies it is stopped, and how many seconds pass on average between two questions."""

    people: int
    stretch: int
    asked_every: float = 2.0


@dataclass(frozen=True)
class Stopped:
    """How many copies came after the tap on stop was answered, and after how many seconds all the others were forgotten."""

    copies: int
    seconds: float


async def measure(folder: Path, size: Size) -> Figures:
    """On SQLite and a PostgreSQL of its own; sent on SQLite."""
    with postgres_server() as server:
        return await measure_on_both(folder, server.url("postgres"), size)


async def measure_on_both(folder: Path, url: str, size: Size) -> Figures:
    """`url` is of an empty database."""
    rows: list[Row] = []
    for engine, address in (("SQLite", None), ("PostgreSQL", url)):
        home = folder / engine
        home.mkdir()
        make_key_file(home / "shao.key")
        rows += await measure_on(home, engine, address or url_in(home), size.people)
    title = f"A warning to {size.people:,} people; {size.stretch:,} sent while others ask; permitted are {BULK} copies a second"
    return Figures(title, (*rows, *await _sent(folder, size)), peer="AIORateLimiter")


async def _sent(folder: Path, size: Size) -> tuple[Row, ...]:
    prepared = await settle(folder)
    await acquaint(prepared, size.people, home=ZH_STAFF)
    (prepared / KNOWN).write_text(
        str(size.stretch)
    )  # the peer cannot be stopped, and answers nobody before it is through
    await _write(prepared)
    kinds: tuple[type[BenchedBot], ...] = (LimitedShao, Broadcaster)
    both = [asyncio.create_task(_broadcast(kind, prepared, folder / kind.__name__, size)) for kind in kinds]
    (shao, stopped), (peer, _) = await asyncio.gather(*both)
    assert stopped is not None
    return (
        Row(f"copies a second, % of {BULK}", (shao.rate / BULK * 100,), (peer.rate / BULK * 100,)),
        Row("most copies in any second", (most_in_a_second(shao.copies),), (most_in_a_second(peer.copies),)),
        Row("most messages in any second", (most_in_a_second(shao.everything),), (most_in_a_second(peer.everything),)),
        Row("answers meanwhile after, p50, s", (statistics.median(shao.waits),), (statistics.median(peer.waits),)),
        Row("answers meanwhile after, p95, s", (_late(shao.waits),), (_late(peer.waits),)),
        Row("copies after stop was answered", (stopped.copies,), ()),
        Row("the rest forgotten after stop, s", (stopped.seconds,), ()),
    )  # fmt: skip


async def _write(prepared: Path) -> None:
    """It is due; the bot finds it at its start."""
    async with opened(prepared) as database:
        await let_go(database, Level.ORANGE, _STAFF)


async def _broadcast(
    kind: type[BenchedBot], prepared: Path, home: Path, size: Size
) -> tuple[Broadcast, Stopped | None]:
    async with city(size.people) as here, living(kind, prepared, home, here):
        seen = watch(here)
        here.person(_STAFF).text("/broadcast")  # ours began by itself, and does not know this
        asking = asyncio.create_task(ask_on(here, seen, size.asked_every))
        patience = START_SECONDS + size.stretch / BULK * TOLERATED
        await here.until(lambda: len(seen.copies) >= size.stretch, patience)
        copies = seen.copies[: size.stretch]
        asking.cancel()
        stopped = await _stop(here, seen, url_in(home)) if kind is LimitedShao else None
        asked = len(here.listening) - size.people
        await here.until(lambda: len(seen.waits) == asked, START_SECONDS)
    return Broadcast(copies, seen.everything, seen.waits), stopped


async def _stop(here: City, seen: Broadcast, url: str) -> Stopped:
    """By the button of a card that the author has."""
    staff, now = here.person(_STAFF), asyncio.get_running_loop().time
    toasts = len(staff.chat.toasts)
    staff.forge("wstop:1", staff.last)
    await here.until(lambda: len(staff.chat.toasts) > toasts, START_SECONDS)
    sent, began = len(seen.copies), now()
    async with asyncio.timeout(START_SECONDS):
        while not query(url, _ENDED):  # noqa: ASYNC110 - another process's file has no event
            await asyncio.sleep(0.05)
    return Stopped(len(seen.copies) - sent, now() - began)


def _late(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]


BENCHMARK = Benchmark("warning", measure, full=Size(100_000, 6_000), quick=Size(2_000, 300))
