"""When a digest is due: once every day by the community's clock, whatever that does."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.digest.rules import clock_of, is_late, next_due, read_time
from tests.town import CHENGDU, NOON

# Clocks that leap at 2, at 3, at midnight, before midnight, by half an hour, by two hours, twice around a month; and two that never do.
ZONES = [
    "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Beirut", "America/Santiago", "America/Nuuk", "America/Scoresbysund",
    "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca", "Africa/Cairo", "Asia/Shanghai", "Asia/Kathmandu",
]  # fmt: skip
FIRST, DAYS = date(2024, 1, 1), 1096  # three years with a 29th of February

minutes = st.integers(0, 1439)
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - as Hypothesis wants


@given(minutes, zones, moments)
def test_it_is_later_and_within_two_days(minute: int, zone: ZoneInfo, now: datetime) -> None:
    due = next_due(minute, zone, now)
    assert now < due <= now + timedelta(hours=25, minutes=60)
    assert next_due(minute, zone, due - timedelta(microseconds=1)) == due


@given(minutes, zones, moments)
def test_each_is_on_the_day_after_the_one_before(minute: int, zone: ZoneInfo, now: datetime) -> None:
    """By the calendar on the wall there."""
    first = next_due(minute, zone, now)
    second = next_due(minute, zone, first)
    assert second.astimezone(zone).date() - first.astimezone(zone).date() == timedelta(days=1)


@given(minutes, zones, moments)
def test_the_clock_shows_that_minute_unless_it_leaps_over_it(minute: int, zone: ZoneInfo, now: datetime) -> None:
    due = next_due(minute, zone, now).astimezone(zone)
    if due.hour * 60 + due.minute != minute:
        around = {(due + timedelta(hours=hours)).astimezone(UTC).astimezone(zone).utcoffset() for hours in (-3, 3)}
        assert len(around) == 2


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", [0, 1, 30, 90, 120, 150, 179, 480, 1380, 1410, 1439])
def test_three_years_have_a_digest_each_day(zone: str, minute: int) -> None:
    """1,096 of 1,096 days, none twice."""
    due = next_due(minute, ZoneInfo(zone), datetime(2023, 12, 31, 23, 59, 59, tzinfo=ZoneInfo(zone)))
    days: list[date] = []
    while len(days) < DAYS:
        days.append(due.astimezone(ZoneInfo(zone)).date())
        due = next_due(minute, ZoneInfo(zone), due)
    assert days == [FIRST + timedelta(days=number) for number in range(DAYS)]
    assert date(2024, 2, 29) in days


@pytest.mark.parametrize(
    ("zone", "now", "minute", "expected"),
    [
        ("Europe/Berlin", "2026-03-28T12:00+01:00", 150, "2026-03-29T03:30+02:00"),  # 2:30 is left out
        ("Europe/Berlin", "2026-10-24T12:00+02:00", 150, "2026-10-25T02:30+02:00"),  # 2:30 comes twice: the first
        ("Europe/Berlin", "2026-10-25T02:30+02:00", 150, "2026-10-26T02:30+01:00"),  # and only that
        ("Europe/Berlin", "2026-10-25T02:31+01:00", 150, "2026-10-26T02:30+01:00"),
        ("America/Havana", "2026-03-07T12:00-05:00", 30, "2026-03-08T01:30-04:00"),  # half past midnight is left out
        (
            "America/Scoresbysund",
            "2026-03-28T12:00-02:00",
            1410,
            "2026-03-28T22:30-02:00",
        ),  # 23:30 is: the day ends at 23:00
        ("Pacific/Apia", "2011-12-29T12:00-10:00", 480, "2011-12-31T08:00+14:00"),  # the 30th is left out altogether
        ("Asia/Shanghai", "2028-02-28T08:00+08:00", 480, "2028-02-29T08:00+08:00"),
        ("Asia/Shanghai", "2026-05-20T07:59+08:00", 480, "2026-05-20T08:00+08:00"),
        ("Asia/Shanghai", "2026-05-20T08:00+08:00", 480, "2026-05-21T08:00+08:00"),
    ],
)
def test_leaps_of_the_clock(zone: str, now: str, minute: int, expected: str) -> None:
    assert next_due(minute, ZoneInfo(zone), datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(0), False),
        (timedelta(hours=6), False),
        (timedelta(hours=6, seconds=1), True),
        (timedelta(days=3), True),
    ],
)
def test_is_late(late: timedelta, expected: bool) -> None:
    assert is_late(NOON, NOON + late) is expected


@pytest.mark.parametrize(
    ("words", "minute"),
    [
        ("7:30", 450), ("07：30", 450), (" 7.30 ", 450), ("8", 480), ("8点", 480), ("8点15", 495), ("8点15分", 495), ("7:30 pm", 1170),
        ("7:30PM", 1170), ("7pm", 1140), ("12:00 am", 0), ("12:30 pm", 750), ("0:00", 0), ("23:59", 1439), ("24:00", None), ("7:60", None),
        ("7:5", None), ("13:00 pm", None), ("0 am", None), ("八点", None), ("8点半", None), ("下午2点", None), ("", None),
        ("7:30 明天", None),        ("-1", None), ("123", None), ("0730", None),
    ],
)  # fmt: skip
def test_read_time(words: str, minute: int | None) -> None:
    assert read_time(words) == minute


@given(minutes)
def test_what_a_clock_shows_is_read_back(minute: int) -> None:
    """Also as it stands in a button, which takes no colon."""
    assert read_time(clock_of(minute)) == read_time(clock_of(minute).replace(":", ".")) == minute


def test_the_community_s_clock_counts() -> None:
    """8:00 in Chengdu is midnight in UTC."""
    assert next_due(480, CHENGDU, NOON) == datetime(2026, 5, 21, 0, 0, tzinfo=UTC)
