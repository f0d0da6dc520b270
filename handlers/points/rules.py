"""What points are given for, and how long they last. Pure: time and facts are arguments."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handlers.points.settings import PointSettings, PointTable
from storage.ledger import Lot

SAME_AGAIN = timedelta(days=30)  # within which the same kind at the same place is worth less each time
SOON = timedelta(days=30)  # before points expire this is said


class Cut(StrEnum):
    """Why somebody gets less than the table says."""

    NONE = "none"
    SAME = "same"
    DAY = "day"
    MONTH = "month"


class Case(NamedTuple):
    """What counts of a case, for one of those who reported it: `place` is 1 for the first; `before` is how many of its kind were verified
    at its place within the time of SAME_AGAIN."""

    is_danger: bool
    place: int
    before: int


class Got(NamedTuple):
    """How many points somebody got already, today and this month."""

    today: int
    this_month: int


class Worth(NamedTuple):
    """How many points, and what made them fewer."""

    points: int
    cut: Cut


def worth(case: Case, table: PointTable, settings: PointSettings, got: Got) -> Worth:
    """Whoever was first gets all, those who joined a part; the same again half, then a third, and so on; and never more than the most."""
    full = table.joined if case.place > 1 else (table.danger if case.is_danger else table.verified)
    points = full // (1 + case.before)
    for cut, room in (
        (Cut.DAY, settings.most_a_day - got.today),
        (Cut.MONTH, settings.most_a_month - got.this_month),
    ):
        if points > room:
            return Worth(max(room, 0), cut)
    return Worth(points, Cut.SAME if points < full else Cut.NONE)


def day(moment: datetime, zone: ZoneInfo) -> datetime:
    """When the community's day began."""
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def month(moment: datetime, zone: ZoneInfo) -> datetime:
    """When the community's month began."""
    return day(moment, zone).replace(day=1)


def expires_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """At the end of the year after, so that everybody has more than a year and one date to remember."""
    return datetime(moment.astimezone(zone).year + 2, 1, 1, tzinfo=zone)


def left(lots: Iterable[Lot], gone: int) -> tuple[Lot, ...]:
    """What is left of each, in this order, when so many of all were spent: what expires first is spent first."""
    found = []
    for lot in lots:
        spent = min(lot.amount, gone)
        gone -= spent
        if lot.amount > spent:
            found.append(lot.model_copy(update={"amount": lot.amount - spent}))
    return tuple(found)


def expired(lots: Iterable[Lot], gone: int, now: datetime) -> int:
    """How many of them nobody spent in time."""
    return sum(one.amount for one in left(lots, gone) if one.expires_at is not None and one.expires_at <= now)
