"""How fast may be sent. Pure: the time, in seconds of any steady clock, is an argument.

Telegram's limits are 30 messages a second in all, 1 a second to a chat after a short burst, and 20 a minute to a group. A 429 pauses its
chat for `retry_after`; when several chats get one at the same time, it is the lane that is too fast. When calls fail one after the other,
it is Telegram or the network that is away, and everything waits.
"""

from collections import deque
from dataclasses import dataclass, field

from storage.outbox import Lane

_WINDOW = 1.0
_LONGEST_ON_THE_WAY = 1.0  # a call that takes longer is at Telegram's end by then
_SEVERAL_CHATS = 3
_AT_THE_SAME_TIME = 5.0
_FAILURES_IN_A_ROW = 3
_FIRST_SILENCE, _LONGEST_SILENCE = 0.5, 15.0


@dataclass(frozen=True)
class Pace:
    """What a kind of chat takes: so many at once, and one more every so many seconds."""

    burst: int
    seconds_each: float = 1.0


@dataclass(frozen=True)
class Rates:
    """Messages a second in all, of which broadcasts leave some to the others; how many a chat may get at once; how many may be in flight,
    of broadcasts together."""

    per_second: int = 30
    bulk_reserve: int = 5
    chat_burst: int = 3
    group: Pace = Pace(10, 6.0)  # never more than 20 in a minute
    in_flight: dict[Lane, int] = field(
        default_factory=lambda: {Lane.LIFE_SAFETY: 4, Lane.ANSWERS: 8, Lane.NOTICES: 8, Lane.WARNINGS: 8, Lane.BULK: 8}
    )


@dataclass
class _Call:
    """A call that began, and when it ended. It reached Telegram at some moment between the two."""

    began: float
    ended: float | None = None

    @property
    def counts_until(self) -> float:
        """From when on no second that it may have reached Telegram in goes on."""
        latest = self.began + _LONGEST_ON_THE_WAY
        return (latest if self.ended is None else min(self.ended, latest)) + _WINDOW


@dataclass
class _Chat:
    """A bucket of `tokens` that fills at the chat's pace."""

    pace: Pace
    tokens: float
    at: float
    paused_until: float = 0.0

    def fill(self, now: float) -> None:
        """Adds what came in since the last time."""
        self.tokens = min(float(self.pace.burst), self.tokens + (now - self.at) / self.pace.seconds_each)
        self.at = now

    @property
    def free_at(self) -> float:
        """When the next message may go."""
        return max(self.paused_until, self.at + max(0.0, 1.0 - self.tokens) * self.pace.seconds_each)

    @property
    def full_at(self) -> float:
        """From when on there is nothing to remember."""
        return max(self.paused_until, self.at + (self.pace.burst - self.tokens) * self.pace.seconds_each)


class Pacer:
    """Remembers what was sent, and says what may go now."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._pace = Pace(rates.chat_burst)
        self._calls: dict[int, _Call] = {}
        self._forgot_at: float | None = None
        self._bulk: deque[float] = deque()
        self._chats: dict[str, _Chat] = {}
        self._told: dict[Lane, deque[tuple[float, float, str]]] = {lane: deque() for lane in Lane}
        self._lane_paused_until: dict[Lane, float] = {}
        self._failures = 0
        self._failed_last: int | None = None
        self._silent_until = 0.0

    def room(self, lane: Lane, now: float) -> int:
        """How many messages of this lane may start now."""
        if max(self._lane_paused_until.get(lane, 0.0), self._silent_until) > now:
            return 0
        self._forget(now)
        room = self._rates.per_second - len(self._calls)
        if lane.is_broadcast:
            room = min(room, self._rates.per_second - self._rates.bulk_reserve - len(self._bulk))
        return max(0, room)

    def _forget(self, now: float) -> None:
        """What does not count any more: once a moment, since each lane asks in turn."""
        if now == self._forgot_at:
            return
        self._forgot_at = now
        self._calls = {key: call for key, call in self._calls.items() if call.counts_until > now}
        while self._bulk and self._bulk[0] + _WINDOW <= now:
            self._bulk.popleft()

    def resting(self, now: float) -> tuple[str, ...]:
        """The chats that may not get anything now."""
        self._chats = {name: chat for name, chat in self._chats.items() if chat.full_at > now}
        return tuple(name for name, chat in self._chats.items() if chat.free_at > now)

    def started(self, message: int, chat: str, now: float, *, group: bool = False, bulk: bool = False) -> None:
        """A message to this chat is on its way."""
        self._calls[message] = _Call(now)
        if bulk:
            self._bulk.append(now)
        self._chat(chat, now, self._rates.group if group else self._pace).tokens -= 1.0

    def ended(self, message: int, now: float) -> None:
        """It is answered, or was given up."""
        if message in self._calls:
            self._calls[message].ended = now

    def pause(self, chat: str, seconds: float, now: float) -> float:
        """Nothing to this chat for so long; until when."""
        paused = self._chat(chat, now)
        paused.paused_until = max(paused.paused_until, now + seconds)
        return paused.paused_until

    def pause_left(self, chat: str, now: float) -> float:
        """For how many seconds nothing may go to this chat because Telegram asked for it; 0 when it did not."""
        known = self._chats.get(chat)
        return 0.0 if known is None else max(0.0, known.paused_until - now)

    def told_to_wait(self, chat: str, lane: Lane, seconds: float, now: float) -> None:
        """Telegram answered 429; when several chats got it, the lane waits for the last of them."""
        told = self._told[lane]
        told.append((now, self.pause(chat, seconds, now), chat))
        while told[0][0] < now - _AT_THE_SAME_TIME:
            told.popleft()
        if len({one for _, _, one in told}) >= _SEVERAL_CHATS:
            until = max(until for _, until, _ in told)
            self._lane_paused_until[lane] = max(self._lane_paused_until.get(lane, 0.0), until)

    def answered(self) -> None:
        """Telegram is there."""
        self._failures, self._failed_last = 0, None
        self._silent_until = 0.0

    def failed(self, now: float, about: int | None) -> float:
        """A call came to nothing. The seconds for which nothing is sent, when it was one too many in a row; those that fail while
        nothing is sent were in flight together, and count as one. `about` is the message where that may be to blame: one alone
        must not silence the others."""
        if now < self._silent_until or (about is not None and about == self._failed_last):
            return 0.0
        self._failures, self._failed_last = self._failures + 1, about
        too_many = self._failures - _FAILURES_IN_A_ROW
        if too_many < 0:
            return 0.0
        silence = min(_FIRST_SILENCE * 2.0 ** min(too_many, 10), _LONGEST_SILENCE)
        self._silent_until = now + silence
        return silence

    def next_change(self, now: float) -> float | None:
        """When something that may not go now may go; None when nothing holds anything back."""
        moments = [self._silent_until, *self._lane_paused_until.values()]
        moments += [chat.free_at for chat in self._chats.values()]
        moments += [call.counts_until for call in self._calls.values()]
        moments += [began + _WINDOW for began in self._bulk]
        return min((moment for moment in moments if moment > now), default=None)

    def _chat(self, chat: str, now: float, pace: Pace | None = None) -> _Chat:
        """`pace` where it is known: after a restart a chat is paused before it is used."""
        first = pace or self._pace
        known = self._chats.setdefault(chat, _Chat(first, float(first.burst), now))
        known.pace = pace or known.pace
        known.fill(now)
        return known
