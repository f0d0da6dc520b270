"""The updates that wait for the bot: in the order of their ids, until they are confirmed or too old."""

import itertools
import random
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any

from bot.demo.bells import UPDATES, Bells
from storage.clock import Clock

Update = dict[str, Any]

MESSAGE_LIFE = timedelta(hours=24)
TAP_LIFE = timedelta(seconds=150)

_FIRST_ID = 700_001
_IDLE = timedelta(days=7)
_FORESIGHT = 10  # an offset further ahead than this is taken for one of another week, and ignored
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates(Bells):
    """queue() adds one; waiting(), confirm() and expire() are for the poller. Each costs only what it gives or takes away."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.pending: OrderedDict[int, tuple[datetime, Update]] = OrderedDict()
        self.allowed: frozenset[str] | None = None
        self._newest = _FIRST_ID - 1
        self._newest_at: datetime | None = None
        self._first_end: datetime | None = None
        self._dice = random.Random(7)

    def queue(self, kind: str, content: dict[str, Any]) -> int:
        """A new update; its id, which is the next one, or any after an idle week."""
        now = self.clock()
        idle = self._newest_at is not None and now - self._newest_at > _IDLE
        self._newest = self._dice.randrange(1, 1 << 30) if idle else self._newest + 1
        self._newest_at = now
        update_id = self._newest
        self.inject({"update_id": update_id, kind: content})
        return update_id

    def inject(self, update: Update) -> None:
        """An update as it is, however odd; what the bot did not ask for is not kept."""
        self.expire()
        kind = next((name for name in update if name != "update_id"), "")
        update_id = int(update["update_id"])
        self._newest = max(self._newest, update_id)
        if self._wants(kind):
            self._keep(update_id, update)
        self.changed(UPDATES)

    def allow(self, kinds: Any) -> None:
        """Which kinds are kept from now on; none at all stands for the usual ones, and what is not a list changes nothing."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def waiting(self, limit: int) -> list[Update]:
        """Updates that were not confirmed, lowest id first."""
        return [update for _, update in itertools.islice(self.pending.values(), limit)]

    def confirm(self, offset: int) -> None:
        """Forgets every update below the offset; a negative one keeps so many from the end."""
        before = len(self.pending)
        if offset < 0:
            self._forget(before + offset)
        elif offset <= self._newest + 1 + _FORESIGHT:
            self._forget(sum(1 for _ in itertools.takewhile(lambda one: one < offset, self.pending)))
        if len(self.pending) != before:
            self.changed(UPDATES)

    def expire(self) -> None:
        """Forgets updates that nobody fetched: messages live 24 hours, taps 150 seconds."""
        now = self.clock()
        if self._first_end is None or now <= self._first_end:
            return
        ends = {one: at + _life(update) for one, (at, update) in self.pending.items()}
        for update_id, end in ends.items():
            if now > end:
                del self.pending[update_id]
        self._first_end = min((end for end in ends.values() if now <= end), default=None)

    def _wants(self, kind: str) -> bool:
        return kind not in _ON_REQUEST if self.allowed is None else kind in self.allowed

    def _keep(self, update_id: int, update: Update) -> None:
        now = self.clock()
        end = now + _life(update)
        self._first_end = end if self._first_end is None else min(self._first_end, end)
        last = next(reversed(self.pending), update_id)
        self.pending[update_id] = (now, update)
        if last > update_id:
            for one in sorted(self.pending):
                self.pending.move_to_end(one)

    def _forget(self, count: int) -> None:
        for _ in range(count):
            self.pending.popitem(last=False)


def _life(update: Update) -> timedelta:
    return TAP_LIFE if "callback_query" in update else MESSAGE_LIFE
