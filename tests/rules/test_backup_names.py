"""Which backups are kept."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backup.names import made_at, name_of, outdated
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
