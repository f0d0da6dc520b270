"""Callback data as nobody's button has it: our own actions with whatever arguments, and anything else that a client can send."""

import random
from collections.abc import Sequence

from handlers.features import FEATURES
from handlers.report.rules import REASONS
from handlers.report.settings import BUILT_IN

# What each action takes after the context.
ACTIONS = {name: act.__code__.co_argcount - 1 for feature in FEATURES for name, act in feature.routes.buttons.items()}

_NUMBERS = ("0", "-1", "9" * 30, "²")
_ODD = (*_NUMBERS, "", "中文", "🚒", "\x00", "\u202e", "'; DROP TABLE reports; --", "%s{code}", "a" * 70, ">", "?")
_UNITS = ("QY", "QY-01", ">QY-01", "QY-01-1", "QY-02-2")
_FLOWS = ("consent", "report", "home", "more", "reason", "photo", "place", "area", "unit", "words", "1", "2")
_VALUES = ("adult", "minor", "no_photo", "done", "back", "cancel", "cannot_share", "zh-Hans", "en", "de")
_NAMES = (*_UNITS, *_FLOWS, *_VALUES, *REASONS, *(category.code for category in BUILT_IN))


def forged(dice: random.Random, codes: Sequence[str]) -> str:
    """One made-up payload, of which most get far: a known action, the right number of arguments, the code of a real report."""
    action = dice.choice(sorted(ACTIONS)) if dice.random() < 0.9 else dice.choice((*_ODD, *_NAMES))
    count = ACTIONS.get(action, 1) if dice.random() < 0.85 else dice.randint(0, 6)
    pools = (codes, codes, _NAMES, _ODD)
    return ":".join((action, *(dice.choice(dice.choice(pools)) for _ in range(count))))
