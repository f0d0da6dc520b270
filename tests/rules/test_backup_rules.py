"""Which backups are kept."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backup.rules import is_believable, is_due, made_at, name_of, outdated, outdated_copies
from tests.town import NOON

DAY = timedelta(days=1)
MOMENTS = st.integers(-(10**8), 10**8).map(lambda seconds: NOON + timedelta(seconds=seconds))


@given(MOMENTS, st.booleans())
def test_a_name_says_when(at: datetime, encrypted: bool) -> None:
    assert made_at(name_of(at, "0002", encrypted=encrypted)) == at


@pytest.mark.parametrize(
    "name",
    [
        "shao.db",
        "shao-20260520T040000Z-0002.tar.part",
        "shao-20261320T040000Z-0002.tar",
        "other-20260520T040000Z-0002.tar",
        "",
    ],
)
def test_other_files_are_nobodys(name: str) -> None:
    assert made_at(name) is None
    assert outdated([name, name_of(NOON, "0002", encrypted=False)], NOON + 99 * DAY, DAY) == ()


@given(st.lists(MOMENTS, unique=True), MOMENTS, st.integers(1, 366))
def test_the_newest_always_stays(moments: list[datetime], now: datetime, days: int) -> None:
    """Of the others those that are too old go, and no other."""
    names = {name_of(at, "0002", encrypted=False): at for at in moments}
    gone = outdated(names, now, days * DAY)
    kept = names.keys() - set(gone)
    assert bool(kept) == bool(names)
    assert all(now - names[name] > days * DAY for name in gone)
    assert all(now - names[name] <= days * DAY or names[name] == max(moments) for name in kept)


@pytest.mark.parametrize(
    ("made", "failed", "due"),
    [
        (None, None, True),
        (0, None, False),
        (-24, None, True),
        (-23.9, None, False),
        (24, None, True),  # a wrong clock wrote that down
        (None, 0, False),
        (None, -0.9, False),
        (-24, -0.9, False),
        (-24, -1, True),
        (None, 5, True),
    ],
)
def test_when_the_next_is_due(made: float | None, failed: float | None, due: bool) -> None:
    """Hours from now; every 24."""
    assert is_due(_at(made), _at(failed), NOON, DAY) == due


def _at(hours: float | None) -> datetime | None:
    return None if hours is None else NOON + timedelta(hours=hours)


def test_a_clock_that_leaps_removes_nothing() -> None:
    assert not is_believable(None, NOON)
    assert is_believable(NOON - 30 * DAY, NOON)
    assert not is_believable(NOON - 31 * DAY, NOON)
    assert not is_believable(NOON + 31 * DAY, NOON)


def test_copies_from_before_an_upgrade() -> None:
    old, young = "shao.db.before-0003-20260419T040000", "shao.db.before-0003-20260421T040000"
    names = [old, young, "shao.db", "shao-20260101T040000Z-0002.tar", "shao.db.before-0003-20269999T040000"]
    assert outdated_copies(names, NOON, 30 * DAY) == (old,)
