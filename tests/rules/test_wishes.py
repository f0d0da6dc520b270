"""Which warnings somebody gets, when they do not ring, and how quiet hours and doors are read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.wishes.rules import is_quiet, muting, read_door, read_quiet, wants
from storage.alert import AlertKind, Level
from storage.wishes import Wishes

CHINA, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
DAY = 24 * 60
MINUTES = st.integers(0, DAY - 1)
WISHES = st.builds(
    Wishes,
    muted=st.lists(st.sampled_from(AlertKind), unique=True).map(tuple),
    quiet_begins=st.none() | MINUTES,
    quiet_ends=st.none() | MINUTES,
)
MOMENTS = st.integers(0, 20 * 365 * DAY).map(lambda minutes: at(0) + timedelta(minutes=minutes))
MILD, GRAVE = (Level.BLUE, Level.YELLOW), (Level.ORANGE, Level.RED)


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of 20 May 2026 in China."""
    return datetime(2026, 5, 20, hour, minute, tzinfo=CHINA).astimezone(UTC)


@pytest.mark.parametrize(
    ("kind", "level", "gets"),
    [
        (AlertKind.HEAT, Level.BLUE, False),
        (AlertKind.HEAT, Level.YELLOW, False),
        (AlertKind.HEAT, Level.ORANGE, True),
        (AlertKind.HEAT, Level.RED, True),
        (AlertKind.FIRE, Level.BLUE, True),
    ],
)
def test_who_wants_what(kind: AlertKind, level: Level, gets: bool) -> None:
    assert wants(Wishes(muted=(AlertKind.HEAT,)), kind, level) is gets
    assert wants(Wishes(), kind, level)


@pytest.mark.parametrize(
    ("span", "moment", "quiet"),
    [
        ((22 * 60, 7 * 60), at(22), True),
        ((22 * 60, 7 * 60), at(21, 59), False),
        ((22 * 60, 7 * 60), at(0), True),
        ((22 * 60, 7 * 60), at(6, 59), True),
        ((22 * 60, 7 * 60), at(7), False),
        ((13 * 60, 14 * 60), at(13, 59), True),
        ((13 * 60, 14 * 60), at(14), False),
        ((13 * 60, 14 * 60), at(12, 59), False),
        ((0, 0), at(0), False),
        ((None, None), at(3), False),
        ((22 * 60, None), at(23), False),
    ],
)
def test_when_it_is_quiet(span: tuple[int | None, int | None], moment: datetime, quiet: bool) -> None:
    """Over midnight too, on the community's clock; orange and red always ring."""
    wishes = Wishes(quiet_begins=span[0], quiet_ends=span[1])
    assert [is_quiet(wishes, level, moment, CHINA) for level in MILD] == [quiet, quiet]
    assert not any(is_quiet(wishes, level, moment, CHINA) for level in GRAVE)


@given(WISHES, st.sampled_from(AlertKind), st.sampled_from(GRAVE), MOMENTS, st.sampled_from((CHINA, BERLIN)))
def test_what_is_grave_always_comes_and_rings(
    wishes: Wishes, kind: AlertKind, level: Level, moment: datetime, zone: ZoneInfo
) -> None:
    assert wants(wishes, kind, level)
    assert not is_quiet(wishes, level, moment, zone)


@given(MINUTES, MINUTES)
def test_it_is_quiet_for_as_long_as_was_said(begins: int, ends: int) -> None:
    """Counted minute by minute over a day."""
    wishes, midnight = Wishes(quiet_begins=begins, quiet_ends=ends), at(0)
    moments = [midnight + timedelta(minutes=minute) for minute in range(DAY)]
    quiet = [minute for minute, one in enumerate(moments) if is_quiet(wishes, Level.BLUE, one, CHINA)]
    assert len(quiet) == (ends - begins) % DAY
    assert ends not in quiet
    assert not quiet or begins in quiet


@given(WISHES, st.sampled_from(AlertKind))
def test_a_kind_is_muted_and_comes_again(wishes: Wishes, kind: AlertKind) -> None:
    """However often it is tapped; the others stay as they are."""
    off = muting(wishes, kind, is_muted=True)
    assert muting(off, kind, is_muted=True) == off
    assert {*off.muted} == {*wishes.muted, kind}
    assert {*muting(off, kind, is_muted=False).muted} == {*wishes.muted} - {kind}


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("22-6:30", (1320, 390)),
        ("22:00-7:00", (1320, 420)),
        (" 22：30 ～ 7：15 ", (1350, 435)),
        ("22点到6点", (1320, 360)),
        ("21点30分至8点", (1290, 480)),
        ("10 pm to 7 am", (1320, 420)),
        ("9.30–17.45", (570, 1065)),
        ("0-6", (0, 360)),
        ("22-22", None),
        ("25-6", None),
        ("22", None),
        ("22-6-7", None),
        ("晚上", None),
        ("22-6点半", None),
        ("", None),
    ],
)
def test_quiet_hours_as_they_are_typed(words: str, span: tuple[int, int] | None) -> None:
    assert read_quiet(words) == span


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(words: str) -> None:
    """A door is one short line; quiet hours are two minutes of a day that differ."""
    door, span = read_door(words), read_quiet(words)
    assert door is None or (0 < len(door) <= 60 and "\n" not in door)
    assert span is None or (0 <= min(span) < max(span) < DAY)


@pytest.mark.parametrize(
    ("words", "door"),
    [
        ("  3栋2单元501 ", "3栋2单元501"),
        ("Building 3,\nentrance 2\t501", "Building 3, entrance 2 501"),
        ("门" * 60, "门" * 60),
        ("门" * 61, None),
        ("🏠" * 31, None),
        ("\u202e \n", None),
    ],
)
def test_doors_as_they_are_typed(words: str, door: str | None) -> None:
    assert read_door(words) == door
