"""Misbehaviour on request: what the real Telegram and the networks before it do on bad days."""

import random
from dataclasses import dataclass, field
from enum import StrEnum


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
    """The rules in force, with the dice."""

    rules: list[Rule] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def pick(self, method: str, chat: object) -> Rule | None:
        """The rule that this call falls under, if any; uses it up."""
        for rule in self.rules:
            fits = (not rule.methods or method.lower() in rule.methods) and rule.chat in (None, chat)
            if fits and rule.count != 0 and self.dice.random() < rule.share:
                rule.count -= 1 if rule.count > 0 else 0
                return rule
        return None
