"""How long people wait for an answer when 50 updates a second come in, each from somebody else, at random moments."""

import asyncio
import random
import statistics
from dataclasses import dataclass
from pathlib import Path

from bot.demo.hands import Hands
from tests.bench.bots import BOTS, BenchedBot, acquaint, living, settle
from tests.bench.city import City, city
from tests.bench.figures import Benchmark, Figures, Row
from tests.bench.thread import warm_up

_SECONDS = 30.0


@dataclass(frozen=True)
class Size:
    """Updates of each bot, and how many come in a second."""

    updates: int
    per_second: float = 50.0


async def measure(folder: Path, size: Size) -> Figures:
    """From the moment an update is there to be polled to that at which its answer has reached Telegram."""
    prepared = await settle(folder)
    await acquaint(prepared, size.updates)
    shao, peer = [await _waits(kind, prepared, folder / kind.__name__, size) for kind in BOTS]
    return Figures(
        f"{size.updates} updates, {size.per_second:.0f} a second",
        (
            Row("answered after, p50, ms", (_percentile(shao, 50),), (_percentile(peer, 50),)),
            Row("answered after, p99, ms", (_percentile(shao, 99),), (_percentile(peer, 99),)),
        ),
    )


async def _waits(kind: type[BenchedBot], prepared: Path, home: Path, size: Size) -> list[float]:
    """In milliseconds."""
    dice = random.Random(5)
    async with city(size.updates) as here, living(kind, prepared, home, here):
        await warm_up(here)
        asked = here.heard.total()
        waits: list[float] = []
        at = asyncio.get_running_loop().time()
        for one in here.known:
            at += dice.expovariate(size.per_second)
            await asyncio.sleep(at - asyncio.get_running_loop().time())
            _ask(here, one, waits)
        await here.until(lambda: here.heard.total() == asked + size.updates, _SECONDS)
    return waits


def _ask(here: City, one: Hands, waits: list[float]) -> None:
    now = asyncio.get_running_loop().time
    began = now()
    here.listening[one.actor.id] = lambda: waits.append((now() - began) * 1000)
    one.text("/help")


def _percentile(waits: list[float], percent: int) -> float:
    return statistics.quantiles(waits, n=100)[percent - 1]


BENCHMARK = Benchmark("answer", measure, full=Size(updates=1500), quick=Size(updates=200))
