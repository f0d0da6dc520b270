"""How a story is told: what somebody does with their phone, and what the bot says to it, a line each."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.demo.groups import Circle
from bot.demo.hands import Hands
from bot.demo.state import Shown

_CODE_NAME = re.compile(r"R-[0-9a-f]{10}")
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?![0-9a-f])")
_KEY = re.compile(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}")
_NUMBER = re.compile(r"W-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
_CODE = re.compile(r"H-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


@dataclass(frozen=True)
class Line:
    """One line of the dialogue."""

    who: str
    said: str

    def __str__(self) -> str:
        return f"{self.who}: {self.said}"


class Told(Protocol):
    """A story in one language; AssertionError when somebody does not hear what they should."""

    title: str

    def play(self) -> AsyncIterator[Line]:
        """Every line, in the order in which a reader follows it."""


def does(hands: Hands, what: str, act: Callable[..., Any], *arguments: Any) -> Line:
    """Somebody sends or shares something."""
    act(*arguments)
    return Line(hands.chat.actor.first_name, what)


def taps(hands: Hands, label: str, shown: Shown | None = None) -> Line:
    """Somebody taps a button: of this message, else of the latest one that has it."""
    return does(hands, f"[{label}]", hands.tap, label, shown)


def says(hands: Hands, shown: Shown, *, edited: bool = False) -> Line:
    """The bot says something, ringing or silently; or what it said has changed."""
    bell = "✎" if edited else "🔔" if shown.rang else "🔕"
    labels = "".join(f" [{label}]" for label in shown.labels[:6])
    return Line(f"哨 → {hands.chat.actor.first_name} {bell}", f"{shown.words}{labels}")


def says_in(circle: Circle, shown: Shown) -> Line:
    """The bot posts something in a channel."""
    return Line(f"哨 → {circle.chat.title} {'🔔' if shown.rang else '🔕'}", shown.words)


async def hears(hands: Hands, words: str) -> Line:
    """What the bot says next that has these words."""
    return says(hands, await hands.hears(words))


async def sees(hands: Hands, words: str, shown: Shown) -> Line:
    """What a message says as soon as it has these words."""
    return says(hands, await hands.sees(words, shown), edited=True)


async def told(hands: Hands, words: str) -> Line:
    """The short words over the chat that answer a tap."""
    toasts = hands.chat.toasts
    await hands.world.until(lambda: any(words in one for one in toasts), about=hands.chat.id)
    return Line(f"哨 → {hands.chat.actor.first_name} 💬", toasts[-1])


def code_in(words: str) -> str:
    """The code of a report, of which something is said; AssertionError where it is not."""
    found = _CODE.search(words)
    assert found is not None, words
    return found.group()


def without_chance(text: str) -> str:
    """The same text on every day and for every report: codes, keys, hashes and times become placeholders."""
    text = _CODE_NAME.sub("R-··········", _KEY.sub("···· ····", _NUMBER.sub("W-····-····", text)))
    text = _HASH.sub("········", _CODE.sub("H-····-····", text))
    return re.sub(r"(今天|明天|today|tomorrow|\d+月\d+日|\d+/\d+) \d\d:\d\d", "⟨time⟩", text)
