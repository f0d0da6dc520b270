"""The thread on which everything hangs: consent, photo, place, code, the staff's card. Updates a second, CPU and memory.

Everybody begins at once, and sends the next as soon as the last is answered. Measured from the first update queued to the last message that
anyone is to get, after a few people have warmed the bot up. The bots take turns, so that a machine that slows down is fair to both.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.demo.hands import Hands
from tests.bench.bots import BOTS, BenchedBot, living, settle
from tests.bench.city import City, city, jpeg
from tests.bench.figures import Benchmark, Figures, usage_rows
from tests.bench.meter import Usage, metered

_JPEG = jpeg()
_SECONDS = 60.0
_WARMING_UP = 3


@dataclass(frozen=True)
class Size:
    """Reporters, and runs of each bot; every call takes so many seconds at Telegram's end."""

    reporters: int
    runs: int
    call_seconds: float = 0.0


@dataclass(frozen=True)
class Step:
    """What a reporter does, and how many new messages they get for it."""

    act: Callable[[Hands], int]
    messages: int


DIALOG = (
    Step(lambda one: one.start(), 1),
    Step(lambda one: one.tap("同意"), 1),
    Step(lambda one: one.photo(content=_JPEG), 1),
    Step(lambda one: one.place(), 3),
)
# What each dialog makes a bot do; the photo is on the staff's card.
CALLS = Counter(sendMessage=6, sendPhoto=1, editMessageReplyMarkup=1, answerCallbackQuery=1)


class Crowd:
    """Reporters on their way through the dialog."""

    def __init__(self, here: City, count: int) -> None:
        self._here = here
        self._reporters = here.residents(count)
        self._expected = here.calls + Counter({method: times * count for method, times in CALLS.items()})

    async def report(self) -> None:
        """Returns when everything that both bots do for a dialog is done; AssertionError when one does something else."""
        for one in self._reporters:
            self._goes(one, 0)
        await self._here.until(lambda: self._here.calls >= self._expected, _SECONDS)
        assert self._here.calls == self._expected

    def _goes(self, one: Hands, number: int) -> None:
        """Takes a step; the next one comes with the last message that answers this one."""
        if number == len(DIALOG):
            return
        chat = one.chat.actor.id
        enough = self._here.heard[chat] + DIALOG[number].messages

        def listener() -> None:
            if self._here.heard[chat] == enough:
                self._goes(one, number + 1)

        self._here.listening[chat] = listener
        DIALOG[number].act(one)


async def measure(folder: Path, size: Size) -> Figures:
    """The bots by turns; medians over the runs."""
    prepared = await settle(folder)
    usages: dict[type[BenchedBot], list[Usage]] = {kind: [] for kind in BOTS}
    for run in range(size.runs):
        for kind in BOTS:
            usages[kind].append(await _one_run(kind, prepared, folder / f"{kind.__name__}-{run}", size))
    updates = size.reporters * len(DIALOG)
    title = f"{size.reporters} reporters × {len(DIALOG)} updates and {CALLS.total()} calls, {size.runs} runs each"
    return Figures(
        title if not size.call_seconds else f"{title}, {size.call_seconds * 1000:.0f} ms a call",
        usage_rows(updates, *(usages[kind] for kind in BOTS)),
    )


async def _one_run(kind: type[BenchedBot], prepared: Path, home: Path, size: Size) -> Usage:
    async with city() as here, living(kind, prepared, home, here) as bot:
        await warm_up(here)
        if size.call_seconds:
            here.is_far(size.call_seconds)
        crowd = Crowd(here, size.reporters)
        async with metered(bot.pid) as usage:
            await crowd.report()
    return usage


async def warm_up(here: City) -> None:
    """A few people go through the dialog before anything is measured."""
    await Crowd(here, _WARMING_UP).report()


BENCHMARK = Benchmark("thread", measure, full=Size(reporters=300, runs=3), quick=Size(reporters=60, runs=1))
