"""Callback data: an action and its arguments, joined by colons, at most 64 bytes.

Anyone can forge or replay it, so it only says what is wanted. Who may, and whether it still fits, is looked up when it acts.
"""

from collections.abc import Sequence

from handlers.messages import Argument, Button, text

_SEPARATOR = ":"


def button(label: str, action: str, *args: str, **label_args: Argument) -> Button:
    """A button that asks for an action; ValueError when its data would not fit."""
    if any(_SEPARATOR in part for part in (action, *args)):
        raise ValueError(f"a colon in the callback data of {action}")
    return Button(text=text(label, **label_args), data=_SEPARATOR.join((action, *args)))


def in_rows(buttons: Sequence[Button], width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """So many side by side, as far as they go."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def parse(data: str) -> tuple[str, tuple[str, ...]]:
    """(action, arguments) of callback data, whoever made it."""
    action, *args = data.split(_SEPARATOR)
    return action, tuple(args)
