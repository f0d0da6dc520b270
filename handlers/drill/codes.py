"""Codes of drills: D-XXXX-XXXX, random."""

from handlers.codes import new_digits, read_digits

_PREFIX = "D-"


def new_code() -> str:
    """40 random bits as a code."""
    return _code(new_digits())


def is_code(words: str) -> bool:
    """Whether there can be such a drill; it has to be written to the letter."""
    digits = read_digits(words.removeprefix(_PREFIX).replace("-", ""))
    return digits is not None and words == _code(digits)


def _code(digits: str) -> str:
    return f"{_PREFIX}{digits[:4]}-{digits[4:]}"
