"""What is offered as the same, what may be joined and merged. Pure: time and facts are arguments."""

from datetime import datetime, timedelta
from enum import StrEnum

from storage.case import Report
from storage.nearness import Point, metres_between

HERE_METRES, AROUND_METRES = 50, 250  # of any kind, and of the same kind
WITHIN = timedelta(weeks=12)
OFFERED = 3
# Of whom a picture shows nothing: these belong to everybody. What somebody keeps in front of their door, and the window from which it was
# seen, may tell neighbours who reported it, who was promised that nobody learns that.
SHOWN_KINDS = ("flooding", "lift", "road", "trees")

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


class Refusal(StrEnum):
    """Why a case cannot be merged into another."""

    ITSELF = "itself"
    OVER = "over"
    UNKNOWN = "unknown"
    APART = "apart"


class Age(StrEnum):
    """In what the age of a case is told."""

    NEW = "new"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"


def point_of(report: Report) -> Point | None:
    """Where it is, if that is known."""
    latitude, longitude = report.place.latitude, report.place.longitude
    return None if latitude is None or longitude is None else (latitude, longitude)


def may_join(report: Report, case: Report, now: datetime) -> bool:
    """Whether this case is one that is offered to whoever made the report: older, but not too old, and near."""
    here, there = point_of(report), point_of(case)
    if here is None or there is None or not is_older(case, report) or case.created_at < now - WITHIN:
        return False
    same_kind = report.category is not None and report.category == case.category
    return metres_between(here, there) <= (AROUND_METRES if same_kind else HERE_METRES)


def is_older(one: Report, other: Report) -> bool:
    """Which was made first; so no two are offered to each other."""
    return (one.created_at, one.id) < (other.created_at, other.id)


def refusal(report: Report, case: Report) -> Refusal | None:
    """Why a report cannot become part of a case that is part of no other; None when it can."""
    if case.id in (report.id, report.merged_into):
        return Refusal.ITSELF
    if report.is_conduct or case.is_conduct:
        return Refusal.APART
    return None if report.is_open and case.is_open else Refusal.OVER


def may_be_shown(case: Report) -> bool:
    """Whether neighbours may see the picture of a case."""
    return case.category in SHOWN_KINDS


def rough(metres: float) -> int:
    """To ten metres, and never none: it is nobody's door."""
    return max(round(metres / 10), 1) * 10


def age(created_at: datetime, now: datetime) -> tuple[Age, int]:
    """How long ago, roughly."""
    for unit, length in ((Age.WEEKS, _WEEK), (Age.DAYS, _DAY), (Age.HOURS, _HOUR)):
        if now - created_at >= length:
            return unit, (now - created_at) // length
    return Age.NEW, 0
