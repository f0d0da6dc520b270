"""The times that somebody types for a warning, on the community's clocks, wherever and whenever those leap."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.editing import next_at

_ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_BERLIN = ZoneInfo("Europe/Berlin")


@given(
    zone=st.sampled_from(_ZONES).map(ZoneInfo),
    minutes=st.integers(0, 366 * 24 * 60),
    wanted=st.integers(0, 24 * 60 - 1),
)
def test_it_is_what_the_clocks_show_next(zone: ZoneInfo, minutes: int, wanted: int) -> None:
    """In the future, within a day or what a leap adds to it; no earlier minute shows the same."""
    now = _FIRST + timedelta(minutes=minutes)
    at = next_at(f"{wanted // 60}:{wanted % 60:02}", now, zone)
    assert timedelta(0) < at - now <= timedelta(hours=25)
    shown = at.astimezone(zone)
    earlier = (now + timedelta(minutes=one) for one in range(1, int((at - now) / timedelta(minutes=1))))
    if shown.hour * 60 + shown.minute == wanted:
        assert [one for one in earlier if _minute(one, zone) == wanted] == []
    else:
        assert at - now <= timedelta(hours=24), "the clocks leap past it"
        assert timedelta(0) < timedelta(minutes=shown.hour * 60 + shown.minute - wanted) <= timedelta(hours=1)


def _minute(moment: datetime, zone: ZoneInfo) -> int:
    local = moment.astimezone(zone)
    return local.hour * 60 + local.minute


@pytest.mark.parametrize(
    ("now", "words", "at"),
    [
        ("2026-03-29T00:30Z", "2:30", "2026-03-29T01:30Z"),  # 1:30, and there is no 2:30: half past three
        ("2026-03-29T00:30Z", "1:00", "2026-03-29T23:00Z"),
        ("2026-10-25T00:40Z", "2:50", "2026-10-25T00:50Z"),  # 2:40 for the first time
        ("2026-10-25T00:40Z", "2:30", "2026-10-25T01:30Z"),  # for the second time
        ("2026-10-25T01:40Z", "2:30", "2026-10-26T01:30Z"),
        ("2026-10-25T01:40Z", "2:50", "2026-10-25T01:50Z"),
        ("2026-10-24T12:00Z", "2:30", "2026-10-25T00:30Z"),
    ],
)
def test_around_a_leap(now: str, words: str, at: str) -> None:
    assert next_at(words, _moment(now), _BERLIN) == _moment(at)


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words.replace("Z", "+00:00"))
