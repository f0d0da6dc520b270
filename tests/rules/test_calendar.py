"""Working time, against a count minute by minute."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.config import SettingsError, load_settings
from handlers.clocks.calendar import Calendar, after, between
from handlers.clocks.settings import CalendarSettings, UnitHours, calendars_of

CHENGDU, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
OFFICE = calendars_of(CalendarSettings(), (), CHENGDU).common
MINUTE = timedelta(minutes=1)


def in_china(month: int, day: int, clock: str = "9:00", year: int = 2026) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=CHENGDU)


def example() -> Calendar:
    """As config.example.toml has it."""
    settings = tomllib.loads(EXAMPLE.read_text(encoding="utf8"))
    return calendars_of(CalendarSettings(**settings["calendar"]), (), CHENGDU).common


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (in_china(5, 20, "9:00"), 3, in_china(5, 20, "12:00")),
        (in_china(5, 20, "11:00"), 2, in_china(5, 20, "14:30")),
        (in_china(5, 20, "7:00"), 1, in_china(5, 20, "10:00")),
        (in_china(5, 20, "20:00"), 1, in_china(5, 21, "10:00")),
        (in_china(5, 22, "17:00"), 1, in_china(5, 25, "9:30")),  # over the weekend
        (in_china(4, 30, "17:00"), 1, in_china(5, 6, "9:30")),  # over Labour Day, 1 to 5 May
        (in_china(9, 30, "16:30"), 8, in_china(10, 8, "17:30")),  # over the National Day, 1 to 7 October
        (in_china(10, 9, "16:30"), 8, in_china(10, 10, "17:30")),  # a Saturday that is worked for it
        (in_china(2, 13, "17:30"), 1, in_china(2, 14, "10:00")),  # and one before the Spring Festival
        (in_china(2, 14, "17:30"), 1, in_china(2, 24, "10:00")),
        (in_china(1, 3, "12:00"), 1, in_china(1, 4, "10:00")),  # a Sunday that is worked
    ],
)
def test_what_hours_become(start: datetime, hours: int, end: datetime) -> None:
    assert after(start, timedelta(hours=hours), example()) == end


def test_without_a_calendar_every_hour_counts() -> None:
    start = in_china(5, 22, "17:00")
    assert after(start, timedelta(hours=24), None) == start + timedelta(hours=24)
    assert between(start, start + timedelta(hours=5), None) == timedelta(hours=5)
    assert between(start + timedelta(hours=5), start, None) == timedelta(0)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 13, tzinfo=BERLIN)),  # one hour is left out
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), datetime(2026, 10, 25, 11, tzinfo=BERLIN)),  # one comes twice
    ],
)
def test_a_day_on_which_the_clock_is_changed(start: datetime, end: datetime) -> None:
    """Where work goes on day and night, 24 hours are 24 hours."""
    always = Calendar(BERLIN, frozenset(range(1, 8)), ((0, 24 * 60),))
    assert after(start, timedelta(hours=24), always) == end


days = st.frozensets(st.integers(1, 7), min_size=1)
dates = st.frozensets(st.dates(date(2026, 3, 20), date(2026, 4, 10)), max_size=8)
hours = st.lists(st.integers(5 * 60, 23 * 60), min_size=2, max_size=4, unique=True).map(
    lambda found: tuple(zip(sorted(found)[::2], sorted(found)[1::2], strict=False))
)
calendars = st.builds(
    lambda days, spans, off, on: Calendar(BERLIN, days, spans, off, on), days, hours, dates, dates
)  # the clock is put forward on 29 March
moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: datetime(2026, 3, 21, tzinfo=UTC) + minutes * MINUTE)
lengths = st.integers(1, 3 * 24 * 60).map(lambda minutes: minutes * MINUTE)


def counts(moment: datetime, calendar: Calendar) -> bool:
    """Whether the minute that begins here is one of work, as somebody with a calendar and a clock on the wall would say."""
    local = moment.astimezone(calendar.zone)
    minute = local.hour * 60 + local.minute
    worked = local.date() in calendar.on or (local.isoweekday() in calendar.days and local.date() not in calendar.off)
    return worked and any(begin <= minute < end for begin, end in calendar.spans)


@given(moments, moments, calendars)
def test_as_a_count_by_minutes(one: datetime, other: datetime, calendar: Calendar) -> None:
    start, end = sorted((one, other))
    minutes = int((end - start) / MINUTE)
    assert between(start, end, calendar) == sum(counts(start + n * MINUTE, calendar) for n in range(minutes)) * MINUTE


@given(moments, lengths, calendars)
def test_the_end_lies_where_the_length_is_used_up(start: datetime, length: timedelta, calendar: Calendar) -> None:
    """And in working time, not after it."""
    end = after(start, length, calendar)
    assert between(start, end, calendar) == length
    assert counts(end - MINUTE, calendar)


@given(moments, lengths, lengths, calendars)
def test_two_lengths_are_as_long_as_both(start: datetime, one: timedelta, other: timedelta, calendar: Calendar) -> None:
    assert after(after(start, one, calendar), other, calendar) == after(start, one + other, calendar)


@given(moments, moments, lengths, calendars)
def test_what_begins_earlier_ends_no_later(
    one: datetime, other: datetime, length: timedelta, calendar: Calendar
) -> None:
    start, later = sorted((one, other))
    assert after(start, length, calendar) <= after(later, length, calendar)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"days": ()}, "days"),
        ({"days": (8,)}, "days"),
        ({"hours": ()}, "hours"),
        ({"hours": ("9-12",)}, "such as 9:00-12:00"),
        ({"hours": ("12:00-9:00",)}, "such as 9:00-12:00"),
        ({"hours": ("9:00-25:00",)}, "such as 9:00-12:00"),
        ({"hours": ("9:00-12:00", "11:00-13:00")}, "one after the other"),
        ({"holidays": (date(2026, 1, 4),), "working_weekends": (date(2026, 1, 4),)}, "2026-01-04 is a holiday too"),
    ],
)
def test_a_calendar_in_which_nothing_can_be_reckoned_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        CalendarSettings.model_validate(wrong)


def test_a_unit_s_own_hours_have_everybody_s_holidays() -> None:
    made = calendars_of(
        CalendarSettings(holidays=(date(2026, 5, 1),)),
        (UnitHours(unit="QY", days=(6,), hours=("0:00-24:00",)),),
        CHENGDU,
    )
    assert made.of_units["QY"].off == made.common.off == {date(2026, 5, 1)}
    assert made.of_units["QY"].spans == ((0, 1440),)


def test_the_settings_name_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[telegram]\ntoken = "123456789:{"x" * 35}"\n[calendar]\nhours = ["9-5"]\n', encoding="utf8")
    with pytest.raises(SettingsError, match=r"calendar\.hours\.1 = '9-5': should be hours of one day"):
        load_settings(path)
