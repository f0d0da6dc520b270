"""How fast may be sent. Pure: the time, in seconds of any steady clock, is an argument.

Telegram's limits are 30 messages a second in all, 1 a second to a chat after a short burst, and 20 a minute to a group. A 429 pauses its
chat for `retry_after`; when several chats get one at the same time, it is the lane that is too fast.
"""

from collections import deque
from dataclasses import dataclass, field

from storage.outbox import Lane

_CHATS_THAT_PAUSE_A_LANE = 3
_FORGET_CHAT_AFTER = 60.0


@dataclass(frozen=True)
class Rates:
    """Messages a second in all, of which bulk leaves some free; how many a chat may get at once; how many may be in flight."""

    per_second: int = 30
    bulk_reserve: int = 5
    chat_burst: int = 3
    in_flight: dict[Lane, int] = field(
        default_factory=lambda: {Lane.LIFE_SAFETY: 4, Lane.ANSWERS: 8, Lane.NOTICES: 8, Lane.BULK: 8}
    )


@dataclass
class _Chat:
    """A bucket of `tokens` that fills by one a second."""

    tokens: float
    at: float
    paused_until: float = 0.0


class Pacer:
    """Remembers what was sent, and says what may go now."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._sent: deque[float] = deque()
        self._chats: dict[int, _Chat] = {}
        self._lane_paused_until: dict[Lane, float] = {}
        self._swept_at = 0.0

    def room(self, lane: Lane, now: float) -> int:
        """How many messages of this lane may start now."""
        while self._sent and self._sent[0] <= now - 1.0:
            self._sent.popleft()
        if self._lane_paused_until.get(lane, 0.0) > now:
            return 0
        most = self._rates.per_second - (self._rates.bulk_reserve if lane is Lane.BULK else 0)
        return max(0, most - len(self._sent))

    def resting(self, now: float) -> tuple[int, ...]:
        """The people whose chat may not get anything now."""
        self._sweep(now)
        return tuple(person for person, chat in self._chats.items() if self._free_at(chat) > now)

    def started(self, person: int, now: float) -> None:
        """A message to this person is on its way."""
        self._sent.append(now)
        chat = self._filled(person, now)
        chat.tokens -= 1.0

    def told_to_wait(self, person: int, lane: Lane, seconds: float, now: float) -> None:
        """Telegram answered 429."""
        self._filled(person, now).paused_until = now + seconds
        paused = sum(chat.paused_until > now for chat in self._chats.values())
        if paused >= _CHATS_THAT_PAUSE_A_LANE:
            self._lane_paused_until[lane] = max(self._lane_paused_until.get(lane, 0.0), now + seconds)

    def next_change(self, now: float) -> float | None:
        """When something that may not go now may go; None when nothing holds anything back."""
        moments = [self._free_at(chat) for chat in self._chats.values()]
        moments += self._lane_paused_until.values()
        if self._sent:
            moments.append(self._sent[0] + 1.0)
        return min((moment for moment in moments if moment > now), default=None)

    def _filled(self, person: int, now: float) -> _Chat:
        burst = float(self._rates.chat_burst)
        chat = self._chats.setdefault(person, _Chat(burst, now))
        chat.tokens = min(burst, chat.tokens + now - chat.at)
        chat.at = now
        return chat

    def _free_at(self, chat: _Chat) -> float:
        return max(chat.paused_until, chat.at + max(0.0, 1.0 - chat.tokens))

    def _sweep(self, now: float) -> None:
        if now < self._swept_at + _FORGET_CHAT_AFTER:
            return
        self._swept_at = now
        old = now - _FORGET_CHAT_AFTER
        self._chats = {person: chat for person, chat in self._chats.items() if max(chat.at, chat.paused_until) > old}
