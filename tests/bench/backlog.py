"""What piled up while the bot was away: 1,000 people interleaved, each with /help, a photo and a place. Updates a second, CPU and memory.

Everything waits before the bot, which is warm by then, may look. Measured from there to the last message that anyone is to get; rates are
lifted for both, and the bots take turns. Ours copies and draws anew each photo meanwhile, as it always does; the peer does not.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bots import BOTS, BenchedBot, acquaint, living, settle
from tests.bench.city import City, city, jpeg
from tests.bench.figures import Benchmark, Figures, usage_rows
from tests.bench.meter import Usage, metered
from tests.bench.thread import warm_up

_JPEG = jpeg()
_SECONDS = 240.0
# What the three updates of one person make a bot do; the photo is on the staff's card.
_CALLS = Counter(sendMessage=5, sendPhoto=1)
_UPDATES_EACH = 3


@dataclass(frozen=True)
class Size:
    """People, and runs of each bot."""

    people: int
    runs: int


async def measure(folder: Path, size: Size) -> Figures:
    """The bots by turns; medians over the runs."""
    prepared = await settle(folder)
    await acquaint(prepared, size.people)
    usages: dict[type[BenchedBot], list[Usage]] = {kind: [] for kind in BOTS}
    for run in range(size.runs):
        for kind in BOTS:
            usages[kind].append(await _one_run(kind, prepared, folder / f"{kind.__name__}-{run}", size.people))
    updates = size.people * _UPDATES_EACH
    title = f"A backlog of {size.people} people × {_UPDATES_EACH} updates, {size.runs} runs each"
    return Figures(title, usage_rows(updates, *(usages[kind] for kind in BOTS)))


async def _one_run(kind: type[BenchedBot], prepared: Path, home: Path, people: int) -> Usage:
    async with city(people) as here, living(kind, prepared, home, here) as bot:
        await warm_up(here)
        expected = here.calls + Counter({method: times * people for method, times in _CALLS.items()})
        _pile_up(here)
        async with metered(bot.pid) as usage:
            await here.until(lambda: here.calls >= expected, _SECONDS)
        assert here.calls == expected, f"more than expected: {here.calls - expected}"
    return usage


def _pile_up(here: City) -> None:
    """Without a pause in which the bot could be heard."""
    for one in here.known:
        one.text("/help")
    for one in here.known:
        one.photo(content=_JPEG)
    for one in here.known:
        one.place()


BENCHMARK = Benchmark("backlog", measure, full=Size(people=1000, runs=1), quick=Size(people=100, runs=1))
