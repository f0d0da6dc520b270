"""Ticket codes: H-XXXX-XXXX, random, so that nobody can guess a neighbour's, in letters that survive a telephone."""

import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
_DIGITS = 8
_TYPED = re.compile(r"H[-\s]?([0-9A-Z]{4})[-\s]?([0-9A-Z]{4})")
_SHAPE = re.compile(f"[{_ALPHABET}]{{8}}")
_MISREAD = str.maketrans("ILO", "110")


def new_code() -> str:
    """40 random bits as a code."""
    digits = "".join(secrets.choice(_ALPHABET) for _ in range(_DIGITS))
    return f"H-{digits[:4]}-{digits[4:]}"


def new_pseudonym() -> str:
    """What a reporter is called in one report, and only there."""
    return f"R-{secrets.token_hex(5)}"


def read_code(words: str) -> str | None:
    """The code that somebody typed, forgiving case, missing hyphens and the letters that Crockford's alphabet leaves out; None when it is
    none. Without a hyphen, a space or a digit it is a word, such as "handrails"."""
    words = words.strip().upper()
    typed = _TYPED.fullmatch(words)
    if typed is None or not re.search(r"[-\d\s]", words):
        return None
    digits = "".join(typed.groups()).translate(_MISREAD)
    return f"H-{digits[:4]}-{digits[4:]}" if _SHAPE.fullmatch(digits) else None
