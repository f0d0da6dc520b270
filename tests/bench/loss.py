"""kill -9 with updates waiting: how many are never answered, how many twice.

Each person asks for /help once, so that their answers can be counted.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.hands import Hands
from tests.bench.bots import BOTS, BenchedBot, living, settle
from tests.bench.city import City, city
from tests.bench.figures import Benchmark, Figures, Row

_SECONDS = 60.0
_QUIET_SECONDS = 2.0  # after which nothing more is expected of a bot that has answered a later question
_LATE_SECONDS = 0.02
_REPEATED = "（网络不稳，这条可能重复）"


@dataclass(frozen=True)
class Size:
    """Each of the lives gets so many new updates, and ends when it has answered a random share of them."""

    kills: int
    updates_each: int


@dataclass
class Fate:
    """What became of the updates of one bot; `ready_after` in seconds, from a start after a kill to the first poll."""

    unanswered: int = 0
    twice: int = 0
    twice_unmarked: int = 0
    ready_after: list[float] = field(default_factory=list)


async def measure(folder: Path, size: Size) -> Figures:
    """Both bots meet the same fates."""
    prepared = await settle(folder)
    shao, peer = [await _live_and_die(kind, prepared, folder / kind.__name__, size) for kind in BOTS]
    return Figures(
        f"{size.kills * size.updates_each} updates, {size.kills} × kill -9",
        (
            Row("updates never answered", (shao.unanswered,), (peer.unanswered,)),
            Row("updates answered twice", (shao.twice,), (peer.twice,)),
            Row("of these not marked as a repeat", (shao.twice_unmarked,), (peer.twice_unmarked,)),
            Row("seconds from start to first poll", tuple(shao.ready_after), tuple(peer.ready_after)),
        ),
    )


async def _live_and_die(kind: type[BenchedBot], prepared: Path, home: Path, size: Size) -> Fate:
    dice = random.Random(4)
    fate = Fate()
    async with city() as here, living(kind, prepared, home, here) as bot:
        askers: list[Hands] = []
        for _ in range(size.kills):
            new = here.residents(size.updates_each)
            askers += new
            await _ask_and_hear(here, new, dice.randint(1, size.updates_each // 2))
            await asyncio.sleep(dice.uniform(0, _LATE_SECONDS))  # so that death comes at any moment of the work
            await bot.kill()
            fate.ready_after.append(await _revive(here, bot))
        await _quiet(here)
    _count(here, askers, fate)
    return fate


async def _ask_and_hear(here: City, askers: list[Hands], answers: int) -> None:
    enough = here.heard.total() + answers
    for one in askers:
        one.text("/help")
    await here.until(lambda: here.heard.total() >= enough, _SECONDS)


async def _revive(here: City, bot: BenchedBot) -> float:
    started = time.monotonic()
    await bot.start()
    await here.ready()
    return time.monotonic() - started


async def _quiet(here: City) -> None:
    """Until a question asked after all others is answered, and then for as long as answers still come."""
    last = here.residents(1)[0]
    last.text("/help")
    await here.until(lambda: here.heard[last.chat.actor.id], _SECONDS)
    while True:
        before = here.heard.total()
        try:
            await here.until(lambda: here.heard.total() > before, _QUIET_SECONDS)  # noqa: B023 - called in this turn
        except TimeoutError:
            return


def _count(here: City, askers: list[Hands], fate: Fate) -> None:
    for one in askers:
        heard = [shown.words for shown in one.from_bot]
        fate.unanswered += not heard
        fate.twice += len(heard) > 1
        fate.twice_unmarked += sum(not words.endswith(_REPEATED) for words in heard) > 1


BENCHMARK = Benchmark("loss", measure, full=Size(kills=5, updates_each=100), quick=Size(kills=2, updates_each=40))
