"""Misbehaviour on request: what the real Telegram and the networks before it do on bad days."""

import asyncio
import math
import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.demo.errors import ApiError

T = TypeVar("T")

_MINUTE = timedelta(minutes=1)
_COUNTED = ("send", "edit", "copy")  # what counts for the limits begins so


class CutOff(Exception):
    """The connection ends without a reply."""


class Fault(StrEnum):
    """LOST does what was asked and then cuts the reply, so that the caller cannot know."""

    TOO_MANY = "429"
    SERVER_ERROR = "500"
    BLOCKED = "403"
    BAD_REQUEST = "400"
    HANG = "hang"
    CUT = "cut"
    LOST = "lost"
    SLOW = "slow"


@dataclass
class Rule:
    """Which calls misbehave, and how. `count` -1 means for ever; `share` of 1.0 means each; seconds for hang, slow and 429."""

    fault: Fault
    methods: frozenset[str] = frozenset()
    chat: int | None = None
    share: float = 1.0
    count: int = -1
    seconds: float = 1.0


@dataclass
class Faults:
    """The rules in force, with the dice. `group_limit`: so many messages a minute to a group, the real Telegram's 20; none by default."""

    rules: list[Rule] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    group_limit: int | None = None
    _to_groups: dict[int, deque[datetime]] = field(default_factory=dict)

    def pick(self, method: str, chat: object) -> Rule | None:
        """The rule that this call falls under, if any; uses it up."""
        for rule in self.rules:
            fits = (not rule.methods or method.lower() in rule.methods) and rule.chat in (None, chat)
            if fits and rule.count != 0 and self.dice.random() < rule.share:
                rule.count -= 1 if rule.count > 0 else 0
                return rule
        return None

    def check_groups(self, method: str, params: dict[str, Any], now: datetime) -> None:
        """429 for a message too many to a group; each of an album counts, and so do edits."""
        chat, name = params.get("chat_id"), method.lower()
        counted = name.startswith(_COUNTED) and name != "sendchataction"
        if self.group_limit is None or not isinstance(chat, int) or chat >= 0 or not counted:
            return
        sent = self._to_groups.setdefault(chat, deque())
        while sent and sent[0] <= now - _MINUTE:
            sent.popleft()
        media = params.get("media")
        count = len(media) if isinstance(media, list) else 1
        if sent and len(sent) + count > self.group_limit:
            raise _too_many(((sent[0] + _MINUTE) - now).total_seconds())
        sent.extend([now] * count)


async def with_fault(rule: Rule | None, act: Callable[[], Awaitable[T]]) -> T:
    """Does it, or what the rule says instead."""
    match rule and rule.fault:
        case Fault.TOO_MANY if rule:
            raise _too_many(rule.seconds)
        case Fault.SERVER_ERROR:
            raise ApiError(500, "Internal Server Error")
        case Fault.BLOCKED:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        case Fault.BAD_REQUEST:
            raise ApiError(400, "Bad Request: can't parse entities: made up")
        case Fault.HANG if rule:
            await asyncio.sleep(rule.seconds)
            raise CutOff
        case Fault.CUT:
            raise CutOff
        case Fault.LOST:
            await act()
            raise CutOff
        case Fault.SLOW if rule:
            await asyncio.sleep(rule.seconds)
    return await act()


def _too_many(seconds: float) -> ApiError:
    seconds = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
