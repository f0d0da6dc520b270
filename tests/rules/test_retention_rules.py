"""How long things are kept, and that the daily look comes once on each day, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.data.rules import Daily, cutoffs, daily
from tests.town import NOON

CHENGDU = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("last", "now", "verdict"),
    [
        (None, "2026-05-20 12:00", Daily.DUE),
        ("2026-05-20 00:00", "2026-05-20 23:59", Daily.DONE),
        ("2026-05-20 23:59", "2026-05-21 00:00", Daily.DUE),
        ("2026-05-20 12:00", "2026-05-23 12:00", Daily.DUE),
        ("2026-05-20 12:00", "2026-06-19 12:00", Daily.DUE),
        ("2026-05-20 12:00", "2026-06-19 12:01", Daily.DOUBTFUL),
        ("2026-05-20 12:00", "2027-05-20 12:00", Daily.DOUBTFUL),
        ("2026-05-20 12:00", "2026-05-20 11:00", Daily.DONE),
        ("2026-05-20 00:30", "2026-05-19 23:30", Daily.DUE),
        ("2026-05-20 12:00", "2016-05-20 12:00", Daily.DOUBTFUL),
    ],
)
def test_when_the_daily_look_is_due(last: str | None, now: str, verdict: Daily) -> None:
    """By the community's own days."""
    at = None if last is None else datetime.fromisoformat(last).replace(tzinfo=CHENGDU).astimezone(UTC)
    assert daily(at, datetime.fromisoformat(now).replace(tzinfo=CHENGDU).astimezone(UTC), CHENGDU) is verdict


@pytest.mark.parametrize(
    "name", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]
)
@given(minutes=st.integers(1, 300))
def test_once_on_each_day_of_three_years(name: str, minutes: int) -> None:
    """1,096 of 1,096, however often it is asked, through every change of the clock."""
    zone = ZoneInfo(name)
    now, end = datetime(2027, 1, 1, 12, tzinfo=UTC), datetime(2030, 1, 1, 12, tzinfo=UTC)
    last, days = None, []
    while now < end:
        if daily(last, now, zone) is Daily.DUE:
            last = now
            days.append(now.astimezone(zone).date())
        now += timedelta(minutes=minutes * 4)
    assert len(days) == len(set(days))
    assert set(days) == {days[0] + timedelta(days=number) for number in range((days[-1] - days[0]).days + 1)}
    assert len(days) in (1096, 1097), "the last one may be that of the day on which it ends"


def test_how_long() -> None:
    """As /privacy says it."""
    kept = cutoffs(NOON)
    assert [(NOON - one).days for one in (kept.reports, kept.dead_letters, kept.invites)] == [90, 30, 30]
