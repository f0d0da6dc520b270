"""Random codes in letters that survive a telephone, and the eyes of whoever copies one from a wall."""

import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
_DIGITS = 8
_SHAPE = re.compile(f"[{_ALPHABET}]{{{_DIGITS}}}")
_MISREAD = str.maketrans("ILO", "110")


def new_digits() -> str:
    """40 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_DIGITS))


def read_digits(words: str) -> str | None:
    """The digits that somebody typed, forgiving case and the letters that the alphabet leaves out; None when they are none."""
    digits = words.upper().translate(_MISREAD)
    return digits if _SHAPE.fullmatch(digits) else None
