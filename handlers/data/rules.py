"""How long what is kept, and when it is looked at. Pure: time is an argument."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.clock import to_micros

_AFTER_CLOSING = timedelta(days=90)
_DEAD_LETTERS = timedelta(days=30)
_INVITES = timedelta(days=30)
_UNBELIEVABLE = timedelta(days=30)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MINUTE = 60_000_000  # in microseconds
_FRESH_MINUTES = 10
_MOST_DIGITS = 10
MOST_A_DAY = 3  # of /mydata


@dataclass(frozen=True)
class Cutoffs:
    """What ended before these times is not kept as it was: reports lose exact place, pictures and the link to their reporter, dead
    letters their content, and invites go."""

    reports: datetime
    dead_letters: datetime
    invites: datetime


def cutoffs(now: datetime) -> Cutoffs:
    """As seen from now."""
    return Cutoffs(reports=now - _AFTER_CLOSING, dead_letters=now - _DEAD_LETTERS, invites=now - _INVITES)


class Daily(StrEnum):
    """Whether it is time for a daily job."""

    DONE = "it was run today"
    DUE = "it is due, once, however long it was not"
    DOUBTFUL = "the clock says that it was not run for so long that it is not believed before tomorrow"


def daily(last: datetime | None, now: datetime, zone: ZoneInfo) -> Daily:
    """Due on each of the community's days. A clock that is wrong by a year must not make us forget what cannot be had again."""
    if last is None:
        return Daily.DUE
    if now.astimezone(zone).date() == last.astimezone(zone).date():
        return Daily.DONE
    return Daily.DUE if abs(now - last) <= _UNBELIEVABLE else Daily.DOUBTFUL


@dataclass(frozen=True)
class Asking:
    """Whether somebody may ask for everything about them now: when again, if not now; `is_same` where they have just asked."""

    again_at: datetime | None = None
    is_same: bool = False


def may_ask(asked: tuple[datetime, ...], now: datetime) -> Asking:
    """Once an hour and a few times a day; `asked` is when they did so far, oldest first. What lies in the future does not count."""
    recent = [one for one in asked if now - _DAY < one <= now]
    if recent and now < recent[-1] + _HOUR:
        return Asking(recent[-1] + _HOUR, is_same=True)
    if len(recent) >= MOST_A_DAY:
        return Asking(recent[-MOST_A_DAY] + _DAY)
    return Asking()


def stamp_of(now: datetime) -> str:
    """The minute, as a button carries it."""
    return str(to_micros(now) // _MINUTE)


def is_fresh(stamp: str, now: datetime) -> bool:
    """Whether a button with this stamp, which anybody can make up, was shown just now."""
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > _MOST_DIGITS:
        return False
    return 0 <= to_micros(now) // _MINUTE - int(stamp) <= _FRESH_MINUTES
