"""People who report, accept, finish and confirm, case after case, at a steady rate, whatever becomes of the bot meanwhile."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.town import CODE

_PATIENCE_SECONDS = 90.0  # with a bot that is killed now and then
_LATELY = 300  # messages


@dataclass
class Crowd:
    """Residents who each have one case after the other with the one who looks after them all. `updates` is how many they have sent,
    `codes` which reports went all the way."""

    residents: list[Hands]
    staff: Hands
    per_second: float
    updates: int = 0
    codes: list[str] = field(default_factory=list)
    _showing: asyncio.Lock = field(
        default_factory=asyncio.Lock
    )  # one picture at a time, or it would be of another case
    _ending: bool = False
    _next_at: float = 0.0

    async def live(self, seconds: float) -> None:
        """For so long; cases that are under way then are brought to their end."""
        loop = asyncio.get_running_loop()
        self._next_at = loop.time()
        loop.call_later(seconds, self._end)
        async with asyncio.TaskGroup() as everybody:
            for hands in self.residents:
                everybody.create_task(self._case_after_case(hands))

    def _end(self) -> None:
        self._ending = True

    async def _turn(self) -> None:
        """The next moment at which somebody sends something."""
        loop = asyncio.get_running_loop()
        self._next_at = max(self._next_at + 1 / self.per_second, loop.time())
        await asyncio.sleep(self._next_at - loop.time())
        self.updates += 1

    async def _case_after_case(self, hands: Hands) -> None:
        while not self._ending:
            await self._case(hands)

    async def _case(self, hands: Hands) -> None:
        """Eight updates; what is heard twice, because nobody knows whether it had arrived, changes nothing."""
        await self._turn()
        hands.photo()
        await hands.hears("在哪里", _PATIENCE_SECONDS)
        await self._turn()
        hands.place()
        found = CODE.search((await hands.hears("编号", _PATIENCE_SECONDS)).words)
        assert found is not None
        code = found[0]
        asked = await hands.hears("哪一类", _PATIENCE_SECONDS)
        await self._turn()
        hands.tap("消防通道", asked)
        await _gets(hands, f"（{code}）")
        await self._handle(hands, code)
        self.codes.append(code)

    async def _handle(self, hands: Hands, code: str) -> None:
        card = await _gets(self.staff, code, label="接单")
        await self._turn()
        self.staff.tap("接单", card)
        await _gets(hands, code, "已经接单")
        card = await _gets(self.staff, code, label="处理好了")
        async with self._showing:
            await self._turn()
            self.staff.tap("处理好了", card)
            await _gets(self.staff, f"{code} 处理好了")
            await self._turn()
            self.staff.photo()
            asked = await _gets(hands, code, label="已解决")
        await self._turn()
        hands.tap("已解决", asked)
        await _gets(hands, code, "确认已解决")


async def _gets(hands: Hands, *words: str, label: str | None = None) -> Shown:
    """A message that says all this, and has such a button, as it is by now."""

    def found() -> Shown | None:
        return next((one for one in _lately(hands) if _fits(one, words, label)), None)

    shown: Shown = await hands.world.until(found, _PATIENCE_SECONDS, hands.chat.id)
    return shown


def _lately(hands: Hands) -> Iterator[Shown]:
    return itertools.islice(reversed(hands.chat.messages.values()), _LATELY)


def _fits(shown: Shown, words: tuple[str, ...], label: str | None) -> bool:
    return (
        shown.author is None
        and all(one in shown.words for one in words)
        and (label is None or any(label in one for one in shown.labels))
    )
