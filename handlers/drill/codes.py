"""Codes of drills: D-XXXX-XXXX, random."""

from handlers.codes import new_digits


def new_code() -> str:
    """40 random bits as a code."""
    digits = new_digits()
    return f"D-{digits[:4]}-{digits[4:]}"
