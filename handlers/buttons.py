"""Callback data: an action and its arguments, joined by colons, at most 64 bytes.

Anyone can forge or replay it, so it only says what is wanted. Who may, and whether it still fits, is looked up when it acts.
"""

from handlers.messages import Argument, Button, text

_SEPARATOR = ":"


def button(label: str, action: str, *args: str, **label_args: Argument) -> Button:
    """A button that asks for an action; ValueError when its data would not fit."""
    if any(_SEPARATOR in part for part in (action, *args)):
        raise ValueError(f"a colon in the callback data of {action}")
    return Button(text=text(label, **label_args), data=_SEPARATOR.join((action, *args)))


def parse(data: str) -> tuple[str, tuple[str, ...]]:
    """(action, arguments) of callback data, whoever made it."""
    action, *args = data.split(_SEPARATOR)
    return action, tuple(args)
