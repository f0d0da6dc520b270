"""When a code of a second factor is good, as RFC 6238 has it. Pure: time is an argument."""

import re
import unicodedata
from datetime import datetime, timedelta
from hmac import compare_digest

import pyotp

from storage.clock import to_micros

MOST = 5  # wrong codes in a row, until it is locked
LOCK = timedelta(minutes=15)

_ISSUER = "Shao"  # as the app lists it
_STEP = timedelta(seconds=30)
_AROUND = 1  # steps by which the clock of a phone may be off
_CODE = re.compile(r"[0-9]{6}")
_BETWEEN = re.compile(r"[\s-]")
_GROUP = 4


def new_secret() -> str:
    """160 random bits, in letters that can be typed."""
    return pyotp.random_base32()


def grouped(secret: str) -> str:
    """As it is typed by hand."""
    return " ".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP))


def uri(secret: str, whose: str | None) -> str:
    """What an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=whose or _ISSUER, issuer_name=_ISSUER)


def read_code(words: str) -> str | None:
    """The six digits that somebody typed, in whatever width and with gaps; None when they are none."""
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", words))
    return digits if _CODE.fullmatch(digits) else None


def step_of(now: datetime) -> int:
    """Of the steps of time since 1970, each of which has its code, the one that it is now."""
    return to_micros(now) // (_STEP // timedelta(microseconds=1))


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The step of which this is the code, of those that a phone may be at; None when it is wrong."""
    app, here = pyotp.TOTP(secret), step_of(now)
    steps = range(here - _AROUND, here + _AROUND + 1)
    return next((step for step in steps if compare_digest(app.generate_otp(step).encode(), code.encode())), None)


def latest_step(now: datetime) -> int:
    """No code of a later step was ever used, but by a clock that was wrong: it was not set back by more than a lock lasts."""
    return step_of(now + LOCK) + _AROUND


def is_locked(until: datetime | None, now: datetime) -> bool:
    """Whether it is locked until a time; one that is further ahead than any lock was written by a clock that was wrong."""
    return until is not None and now < until <= now + LOCK
