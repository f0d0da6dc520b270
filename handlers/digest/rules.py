"""When a digest is due. Pure: the community's clock is an argument, its leaps included."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_MINUTE = 8 * 60
OFFERED = (7 * 60, 8 * 60, 9 * 60)
FURTHEST = timedelta(days=2)  # a digest is never planned that far ahead, unless the clock was wrong at the time
_LATE = timedelta(hours=6)
_TYPED = re.compile(r"(\d{1,2})(?:\s*[^\d\s]\s*(?:(\d{2})[^\d\s]?)?)??\s*(am|pm)?", re.IGNORECASE)
_HALF_A_DAY = 12


def next_due(minute: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The next time after now at which the community's clock shows this minute of the day: once every day, also where the clock is put
    forward past it (then as much later, or earlier where that would be another day) or back over it (then the first time)."""
    day = now.astimezone(zone).date()
    while True:
        due = _moment(day, minute, zone)
        if due is not None and due > now:
            return due
        day += timedelta(days=1)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Whether a digest would come so late that the next one says it better."""
    return now - due_at > _LATE


def read_time(words: str) -> int | None:
    """The minute of the day that somebody typed, with any sign between hours and minutes: 8, 8:30, 7.45 pm; None when it is none."""
    typed = _TYPED.fullmatch(words.strip())
    if typed is None:
        return None
    hour, minute, half_of_day = int(typed[1]), int(typed[2] or 0), (typed[3] or "").lower()
    if half_of_day and not 1 <= hour <= _HALF_A_DAY:
        return None
    if half_of_day:
        hour = hour % _HALF_A_DAY + (_HALF_A_DAY if half_of_day == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None  # noqa: PLR2004 - of a clock


def clock_of(minute: int) -> str:
    """As a clock shows it."""
    return f"{minute // 60}:{minute % 60:02}"


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """None for a day that the zone leaves out altogether."""
    for fold in (0, 1):
        wall = datetime.combine(day, time(minute // 60, minute % 60, fold=fold), tzinfo=zone)
        moment = wall.astimezone(UTC)
        if moment.astimezone(zone).date() == day:
            return moment
    return None
