"""Ticket codes: H-XXXX-XXXX, random, so that nobody can guess a neighbour's, in letters that survive a telephone."""

import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
_DIGITS = 8
_SHAPE = re.compile(f"H-[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}")
_MISREAD = str.maketrans("ILO", "110")


def new_code() -> str:
    """40 random bits as a code."""
    digits = "".join(secrets.choice(_ALPHABET) for _ in range(_DIGITS))
    return f"H-{digits[:4]}-{digits[4:]}"


def new_pseudonym() -> str:
    """What a reporter is called in one report, and only there."""
    return f"R-{secrets.token_hex(5)}"


def read_code(words: str) -> str | None:
    """The code in what somebody typed, forgiving case and the letters that Crockford's alphabet leaves out; None when there is none."""
    upper = words.strip().upper()
    digits = re.sub(r"[\s-]", "", upper.removeprefix("H")).translate(_MISREAD)
    candidate = f"H-{digits[:4]}-{digits[4:]}"
    return candidate if _SHAPE.fullmatch(candidate) else None
