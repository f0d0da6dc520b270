"""Working time: which hours of which days count, in the community's zone. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Calendar:
    """Days of the week (Monday is 1) and spans of minutes of the day in which work is done; `off` are days on which it is not for all that,
    `on` days on which it is (RFC 5545 would say EXDATE and RDATE): holidays, and the weekends that are worked for them."""

    zone: ZoneInfo
    days: frozenset[int]
    spans: tuple[tuple[int, int], ...]
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        """Whether anything is done on this day. What is said of the date itself goes before its day of the week."""
        return day in self.on or (day.isoweekday() in self.days and day not in self.off)

    def spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The times in which work is done, from this moment on, for ever; the first one may have begun before."""
        day, seen = moment.astimezone(self.zone).date() - timedelta(days=1), moment
        while True:
            for begin, end in self.spans if self.is_worked(day) else ():
                opens, closes = max(self._moment(day, begin), seen), self._moment(day, end)
                if closes > opens:
                    yield opens, closes
                    seen = closes
            day += timedelta(days=1)

    def _moment(self, day: date, minute: int) -> datetime:
        """Of what a clock on the wall shows twice the first; what it leaves out is as much later."""
        day, minute = day + timedelta(days=minute // _DAY_MINUTES), minute % _DAY_MINUTES
        return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True)
class Calendars:
    """The community's, and those of units that have hours of their own, by the unit's code."""

    common: Calendar
    of_units: Mapping[str, Calendar] = field(default_factory=dict)


def after(start: datetime, length: timedelta, calendar: Calendar | None) -> datetime:
    """The moment at which so much time has gone by: of the calendar's working time, or of any where there is none."""
    if calendar is None or length <= timedelta(0):
        return start + length
    left = length
    for opens, closes in calendar.spans_from(start):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("a calendar has no end")


def between(start: datetime, end: datetime, calendar: Calendar | None) -> timedelta:
    """How much time goes by from one moment to a later one, as after() counts it; none where the other is earlier."""
    if calendar is None:
        return max(end - start, timedelta(0))
    total = timedelta(0)
    for opens, closes in calendar.spans_from(start):
        if opens >= end:
            return total
        total += min(closes, end) - opens
    raise AssertionError("a calendar has no end")
