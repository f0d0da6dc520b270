"""Days and times as people type them: 12-05 14:00, 2026-12-05 14:00, 14:00. Pure; everything is local time."""

import re
from datetime import date, datetime, time

# Whatever stands between and behind the numbers, in whichever language; but the colon is that of a time, hyphen, stroke and stop of a day.
_DAY = r"(?:(?P<year>\d{4})[^\d\s:：])?\s*(?P<month>\d{1,2})[^\d\s:：](?P<day>\d{1,2})[^\d\s:：]?"
_CLOCK = r"(?P<hour>\d{1,2})\s*[^\d\s/.-](?:(?P<minute>\d{1,2})[^\d\s]?)?"
_A_DAY = re.compile(_DAY)
_A_CLOCK = re.compile(_CLOCK)
_BOTH = re.compile(rf"{_DAY}\s*[ ,，T]?\s*{_CLOCK}")


def read_day(words: str, today: date) -> date | None:
    """The month and the day; without a year the next such day from today on. None where it is none, such as a 31st of June."""
    found = _A_DAY.fullmatch(words.strip())
    return None if found is None else _day(found, today)


def read_clock(words: str) -> time | None:
    """Hours and minutes."""
    found = _A_CLOCK.fullmatch(words.strip())
    return None if found is None else _clock(found)


def read_moment(words: str, today: date) -> datetime | None:
    """A day and a time, in this order."""
    found = _BOTH.fullmatch(words.strip())
    if found is None:
        return None
    day, clock = _day(found, today), _clock(found)
    return None if day is None or clock is None else datetime.combine(day, clock)


def _day(found: re.Match[str], today: date) -> date | None:
    year, month, day = found["year"], int(found["month"]), int(found["day"])
    years = (
        (int(year),) if year else range(today.year, today.year + 9)
    )  # nine: a 29th of February, over a century without one
    days = (made for one in years if (made := _made(one, month, day)) is not None)
    return next((one for one in days if year or one >= today), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    try:
        return time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        return None
