"""Alarms for operators: how often, and about what."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alarms import notices
from handlers.alarms.causes import REPEATED, Cause, Told
from handlers.alarms.rules import Seen, Space, findings
from tests.town import NOON

MINUTES = st.integers(-10_000, 10_000).map(lambda minutes: NOON + timedelta(minutes=minutes))


def test_every_cause_has_its_pace() -> None:
    assert REPEATED.keys() == set(Cause)


@pytest.mark.parametrize(
    ("rang", "over", "rings"),
    [
        (None, None, True),
        (0, None, False),
        (59, None, False),
        (60, None, True),
        (9, 5, False),  # it came back at once
        (10, 5, True),
        (70, 80, True),  # over, told anew since
        (-30, None, True),  # the clock was set back
    ],
)
def test_when_it_rings(rang: int | None, over: int | None, rings: bool) -> None:
    """A conflict, told so many minutes ago, and its end."""
    ago = [None if one is None else NOON - timedelta(minutes=one) for one in (rang, over)]
    assert Told(*ago).may_ring(Cause.CONFLICT, NOON) is rings


@given(st.sampled_from(Cause), MINUTES, st.none() | MINUTES, MINUTES)
def test_what_was_told_just_now_is_not_told_again(
    cause: Cause, rang: datetime | None, over: datetime | None, now: datetime
) -> None:
    """Whatever came before, one more look at the same moment rings nobody, but for what is told each time."""
    told = Told(rang, over)
    if told.may_ring(cause, now):
        assert Told(now, over).may_ring(cause, now) is (REPEATED[cause] == timedelta(0))


@pytest.mark.parametrize(("hours", "key"), [(13, "alarm-gap"), (24, "alarm-gap"), (25, "alarm-gap-lost")])
def test_a_gap_says_what_is_lost(hours: int, key: str) -> None:
    assert notices.gap(NOON - timedelta(hours=hours), NOON).text.key == key


@pytest.mark.parametrize(
    ("count", "said"),
    [(900, "0 kB"), (1_500_000, "1.5 MB"), (999_000, "999 kB"), (2_340_000_000, "2.3 GB"), (3 * 10**12, "3.0 TB")],
)
def test_sizes_are_said_in_words(count: int, said: str) -> None:
    assert notices.size(count) == said


GB = 10**9


@pytest.mark.parametrize(
    ("free", "total", "low"),
    [
        (0.4, 8, True),
        (0.6, 8, False),
        (4.9, 100, True),
        (5.1, 100, False),
        (9, 4000, True),
        (11, 4000, False),
        (0, 0, False),
    ],
)
def test_when_a_disk_is_nearly_full(free: float, total: float, low: bool) -> None:
    assert Space(int(free * GB), int(total * GB)).is_low is low


def test_the_tightest_volume_is_named() -> None:
    volumes = (Space(80 * GB, 100 * GB), Space(3 * GB, 100 * GB), Space(1 * GB, 100 * GB))
    (alarm,) = [one.alarm for one in findings(Seen(spaces=volumes), NOON) if one.alarm]
    assert alarm.text.args == {"free": "1.0 GB", "percent": 1}


def test_nothing_seen_is_nothing_wrong() -> None:
    found = findings(Seen(), NOON)
    assert [one.alarm for one in found] == [None] * len(found)
    assert len({one.over.cause for one in found}) == len(found)
