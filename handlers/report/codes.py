"""Ticket codes: H-XXXX-XXXX, random, so that nobody can guess a neighbour's."""

import re
import secrets

from handlers.codes import new_digits, read_digits

LINK = "c"  # /start c_CODE opens a report in private
_TYPED = re.compile(r"H[-\s]?([0-9A-Z]{4})[-\s]?([0-9A-Z]{4})")
_WRITTEN = re.compile(r"H-[0-9A-Z]{4}-[0-9A-Z]{4}")


def new_code() -> str:
    """40 random bits as a code."""
    return _code(new_digits())


def new_pseudonym() -> str:
    """What a reporter is called in one report, and only there."""
    return f"R-{secrets.token_hex(5)}"


def read_code(words: str) -> str | None:
    """The code that somebody typed, forgiving case, missing hyphens and misread letters; None when it is none. Without a hyphen, a space or
    a digit it is a word, such as "handrails"."""
    words = words.strip().upper()
    typed = _TYPED.fullmatch(words)
    if typed is None or not re.search(r"[-\d\s]", words):
        return None
    digits = read_digits("".join(typed.groups()))
    return None if digits is None else _code(digits)


def _code(digits: str) -> str:
    return f"H-{digits[:4]}-{digits[4:]}"


def code_in(words: str) -> str | None:
    """The first code in a text of ours."""
    found = _WRITTEN.search(words)
    return None if found is None else found.group()
