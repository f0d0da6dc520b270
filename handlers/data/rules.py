"""How long what is kept, and when it is looked at. Pure: time is an argument."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_AFTER_CLOSING = timedelta(days=90)
_DEAD_LETTERS = timedelta(days=30)
_INVITES = timedelta(days=30)
_UNBELIEVABLE = timedelta(days=30)


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
