"""A notice to 10,000 people at the rate that Telegram permits, which is lifted for nobody here, while others ask for help.

Beside ours a broadcast over AIORateLimiter, python-telegram-bot's own keeper of rates, as its documentation would write it. Both bots are
at it at the same time, each with a Telegram of its own, as they wait more than they compute.
"""

import asyncio
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bot.delivery.rates import Rates
from bot.demo.hands import Hands
from storage.clock import utc_now
from tests.bench.bots import BenchedBot, Broadcaster, LimitedShao, acquaint, living, settle
from tests.bench.city import POSTS, City, city
from tests.bench.figures import Benchmark, Figures, Row
from tests.town import opened

_COMMUNITY = "QY-01"
_WORDS = "明天上午停水。"
RATES = Rates()
BULK = RATES.per_second - RATES.bulk_reserve
TOLERATED = 1.5  # of the time that it takes at the permitted rate
START_SECONDS = 30.0


@dataclass(frozen=True)
class Size:
    """Recipients, and how many seconds pass on average between two questions."""

    people: int
    asked_every: float = 2.0


@dataclass
class Broadcast:
    """When each copy reached Telegram, when anything did, and how long those who asked meanwhile waited; in seconds."""

    copies: list[float] = field(default_factory=list)
    everything: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Copies a second."""
        return (len(self.copies) - 1) / (self.copies[-1] - self.copies[0])


async def measure(folder: Path, size: Size) -> Figures:
    """Both at once."""
    prepared = await settle(folder)
    await acquaint(prepared, size.people, home=_COMMUNITY)
    await _write_notice(prepared, size.people)
    kinds: tuple[type[BenchedBot], ...] = (LimitedShao, Broadcaster)
    both = [asyncio.create_task(_broadcast(kind, prepared, folder / kind.__name__, size)) for kind in kinds]
    shao, peer = await asyncio.gather(*both)
    return Figures(
        f"A notice to {size.people} people while others ask; permitted are {BULK} copies and {RATES.per_second} messages a second",
        (
            Row(f"copies a second, % of {BULK}", (shao.rate / BULK * 100,), (peer.rate / BULK * 100,)),
            Row("most copies in any second", (most_in_a_second(shao.copies),), (most_in_a_second(peer.copies),)),
            Row("most messages in any second", (most_in_a_second(shao.everything),), (most_in_a_second(peer.everything),)),
            Row("answers meanwhile after, p50, s", (statistics.median(shao.waits),), (statistics.median(peer.waits),)),
            Row("answers meanwhile after, the last, s", (max(shao.waits),), (max(peer.waits),)),
        ),
        peer="AIORateLimiter",
    )  # fmt: skip


async def _write_notice(prepared: Path, people: int) -> None:
    """It is due; the bot finds it at its start."""
    now = utc_now()
    async with opened(prepared) as database, database.write() as store:
        unit = await store.units.by_code(_COMMUNITY)
        author = await store.people.find(POSTS[0].staff)
        assert unit is not None
        assert author is not None
        await store.notices.add(unit.id, author.id, _WORDS, people=people, send_at=now, now=now)


async def _broadcast(kind: type[BenchedBot], prepared: Path, home: Path, size: Size) -> Broadcast:
    async with city(size.people) as here, living(kind, prepared, home, here):
        seen = watch(here)
        here.person(POSTS[0].staff).text("/broadcast")  # ours began by itself, and does not know this
        asking = asyncio.create_task(ask_on(here, seen, size.asked_every))
        await here.until(lambda: len(seen.copies) == size.people, START_SECONDS + size.people / BULK * TOLERATED)
        asking.cancel()
        asked = len(here.listening) - size.people
        await here.until(lambda: len(seen.waits) == asked, START_SECONDS)
    return seen


def watch(here: City) -> Broadcast:
    """From now on."""
    seen = Broadcast()
    now = asyncio.get_running_loop().time
    for one in here.known:
        here.listening[one.actor.id] = lambda: seen.copies.append(now())
    here.overheard = lambda: seen.everything.append(now())
    return seen


async def ask_on(here: City, seen: Broadcast, every: float) -> None:
    """Somebody asks for help now and then, until this is cancelled."""
    dice = random.Random(6)
    while True:
        await asyncio.sleep(dice.uniform(0, 2 * every))
        _ask(here, here.residents(1)[0], seen.waits)


def _ask(here: City, one: Hands, waits: list[float]) -> None:
    now = asyncio.get_running_loop().time
    began = now()
    here.listening[one.actor.id] = lambda: waits.append(now() - began)
    one.text("/help")


def most_in_a_second(moments: Sequence[float]) -> int:
    """In any second, wherever it begins."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1.0:
            first += 1
        most = max(most, last - first + 1)
    assert all(one <= next_one for one, next_one in pairwise(moments))
    return most


BENCHMARK = Benchmark("notice", measure, full=Size(people=10_000), quick=Size(people=300))
