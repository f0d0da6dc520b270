"""Codes of sessions: T-XXXX-XXXX, random."""

from handlers.codes import new_digits


def new_code() -> str:
    """40 random bits as a code."""
    digits = new_digits()
    return f"T-{digits[:4]}-{digits[4:]}"
