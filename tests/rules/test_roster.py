"""Who is on duty when, and how spans and numbers are read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.clocks.calendar import Calendar
from handlers.roster.rules import is_on, read_number, read_span
from storage.shifts import Days, Shift

CHINA = ZoneInfo("Asia/Shanghai")
# Wednesday, 20 May 2026 is an ordinary day; the 21st is a holiday, the Sunday after it is worked.
CALENDAR = Calendar(
    CHINA, frozenset(range(1, 6)), ((9 * 60, 17 * 60),), frozenset({date(2026, 5, 21)}), frozenset({date(2026, 5, 24)})
)
NIGHT, DAY, ALWAYS = (20 * 60, 8 * 60), (8 * 60, 20 * 60), (0, 0)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of May 2026 in China."""
    return datetime(2026, 5, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


@pytest.mark.parametrize(
    ("span", "days", "moment", "on"),
    [
        (DAY, Days.ALL, at(20, 8), True),
        (DAY, Days.ALL, at(20, 7, 59), False),
        (DAY, Days.ALL, at(20, 19, 59), True),
        (DAY, Days.ALL, at(20, 20), False),
        (NIGHT, Days.ALL, at(20, 20), True),
        (NIGHT, Days.ALL, at(21, 7, 59), True),
        (NIGHT, Days.ALL, at(21, 8), False),
        (NIGHT, Days.WORKED, at(21, 7), True),
        (NIGHT, Days.WORKED, at(21, 21), False),
        (NIGHT, Days.WORKED, at(22, 7), False),
        (NIGHT, Days.FREE, at(22, 7), True),
        (DAY, Days.WORKED, at(24, 12), True),
        (DAY, Days.FREE, at(24, 12), False),
        (DAY, Days.FREE, at(23, 12), True),
        (ALWAYS, Days.ALL, at(20, 0), True),
        (ALWAYS, Days.ALL, at(20, 23, 59), True),
        (ALWAYS, Days.WORKED, at(21, 12), False),
    ],
)
def test_who_is_on_duty(span: tuple[int, int], days: Days, moment: datetime, on: bool) -> None:
    """A night counts for the day on which it began."""
    shift = Shift(unit_id=1, person_id=1, days=days, begins=span[0], ends=span[1])
    assert is_on(shift, moment, CALENDAR) is on


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("8:00-20:00", (480, 1200)),
        (" 18：00 到 8：00 ", (1080, 480)),
        ("0:00-24:00", (0, 0)),
        ("9.30–17.45", (570, 1065)),
        ("25:00-8:00", None),
        ("8:60-9:00", None),
        ("8-20", None),
        ("", None),
    ],
)
def test_from_when_to_when(words: str, span: tuple[int, int] | None) -> None:
    assert read_span(words) == span


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("028-8612 3456", "028-8612 3456"),
        ("+86 139 1234 9876", "+86 139 1234 9876"),
        ("119", None),
        ("打我手机", None),
        ("139<b>1234", None),
        ("1" * 40, None),
    ],
)
def test_numbers(words: str, number: str | None) -> None:
    """What could not be called is asked for again."""
    assert read_number(words) == number
