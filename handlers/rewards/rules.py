"""What holds for rewards and vouchers. Pure: time and facts are arguments."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.codes import read_digits
from handlers.texts import clean, shorten
from storage.vouchers import Voucher, VoucherState

LINK = "v"  # /start v_CODE shows a voucher
LASTS = timedelta(days=30)  # then the points go back
MOST = 20  # rewards of a unit at a time: a message has room for no more
MOST_POINTS, MOST_STOCK, MOST_MONTHLY = 1_000_000, 100_000, 100
LONGEST_NAME, LONGEST_HOURS = 40, 120  # as Telegram counts

_TYPED = re.compile(r"V[-\s]?([0-9A-Z]{4})[-\s]?([0-9A-Z]{4})")


class Outcome(StrEnum):
    """What became of asking for a reward."""

    BOUGHT = "bought"
    BEFORE = "before"  # by an earlier tap on the same button
    GONE = "gone"
    SOLD_OUT = "sold-out"
    LIMIT = "limit"
    SHORT = "short"


def written(code: str) -> str:
    """A voucher's code as people read it."""
    return f"V-{code[:4]}-{code[4:]}"


def read_voucher(words: str) -> str | None:
    """The code that somebody typed, forgiving case, missing hyphens and misread letters; None when it is none. Without a hyphen, a space or
    a digit it is a word, such as "vegetable"."""
    words = words.strip().upper()
    typed = _TYPED.fullmatch(words)
    if typed is None or not re.search(r"[-\d\s]", words):
        return None
    return read_digits("".join(typed.groups()))


def standing(voucher: Voucher, now: datetime) -> VoucherState:
    """What it is at that moment, though nobody may have noted yet that its time is over."""
    is_over = voucher.state is VoucherState.OPEN and voucher.expires_at <= now
    return VoucherState.EXPIRED if is_over else voucher.state


def line(words: str, longest: int) -> str | None:
    """Somebody's words in one line, as they are kept; None where nothing is left."""
    return shorten(" ".join(clean(words).split()), longest) or None


def number(words: str, most: int) -> int | None:
    """A number from 1 up to so many, in whatever digits; None when it is none."""
    words = words.strip()
    found = int(words) if words.isdecimal() and len(words) <= len(str(most)) else 0
    return found if 1 <= found <= most else None
