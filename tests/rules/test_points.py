"""What points are given for, what expires when, and what is spent first."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.points.rules import Case, Cut, Got, Worth, day, expired, expires_at, left, month, worth
from handlers.points.settings import PointSettings, PointTable
from storage.ledger import Lot
from tests.town import CHENGDU

TABLE = PointTable(verified=10, danger=20, joined=3)
MOST = PointSettings(most_a_day=50, most_a_month=400)
NOTHING = Got(today=0, this_month=0)
THEN = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # midnight in Chengdu


@pytest.mark.parametrize(
    ("case", "got", "expected"),
    [
        (Case(is_danger=False, place=1, before=0), NOTHING, Worth(10, Cut.NONE)),
        (Case(is_danger=True, place=1, before=0), NOTHING, Worth(20, Cut.NONE)),
        (Case(is_danger=True, place=2, before=0), NOTHING, Worth(3, Cut.NONE)),
        (Case(is_danger=False, place=1, before=1), NOTHING, Worth(5, Cut.SAME)),
        (Case(is_danger=False, place=1, before=2), NOTHING, Worth(3, Cut.SAME)),
        (Case(is_danger=False, place=1, before=10), NOTHING, Worth(0, Cut.SAME)),
        (Case(is_danger=False, place=1, before=0), Got(today=40, this_month=40), Worth(10, Cut.NONE)),
        (Case(is_danger=False, place=1, before=0), Got(today=45, this_month=45), Worth(5, Cut.DAY)),
        (Case(is_danger=False, place=1, before=0), Got(today=60, this_month=60), Worth(0, Cut.DAY)),
        (Case(is_danger=False, place=1, before=0), Got(today=0, this_month=395), Worth(5, Cut.MONTH)),
    ],
)
def test_worth(case: Case, got: Got, expected: Worth) -> None:
    assert worth(case, TABLE, MOST, got) == expected


def test_what_a_table_gives_nothing_for_is_not_cut() -> None:
    """So that nobody is told of points that there never are."""
    none = PointTable(verified=0, danger=0, joined=0)
    assert worth(Case(is_danger=True, place=1, before=0), none, MOST, NOTHING) == Worth(0, Cut.NONE)


def test_days_and_months_are_the_community_s() -> None:
    assert day(THEN - timedelta(seconds=1), CHENGDU) == datetime(2026, 12, 31, tzinfo=CHENGDU)
    assert day(THEN, CHENGDU) == month(THEN, CHENGDU) == datetime(2027, 1, 1, tzinfo=CHENGDU)
    assert month(THEN - timedelta(seconds=1), CHENGDU) == datetime(2026, 12, 1, tzinfo=CHENGDU)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
def test_they_last_until_the_end_of_the_next_year(zone: str) -> None:
    here = ZoneInfo(zone)
    assert expires_at(datetime(2026, 1, 1, tzinfo=here), here) == datetime(2028, 1, 1, tzinfo=here)
    assert expires_at(datetime(2028, 2, 29, 12, tzinfo=here), here) == datetime(2030, 1, 1, tzinfo=here)


LOTS = (
    Lot(expires_at=THEN, amount=5),
    Lot(expires_at=THEN + timedelta(days=365), amount=7),
    Lot(expires_at=None, amount=2),
)


@pytest.mark.parametrize(
    ("gone", "amounts"), [(0, [5, 7, 2]), (3, [2, 7, 2]), (5, [7, 2]), (11, [1, 2]), (13, [1]), (14, []), (20, [])]
)
def test_what_expires_first_is_spent_first(gone: int, amounts: list[int]) -> None:
    assert [one.amount for one in left(LOTS, gone)] == amounts


@pytest.mark.parametrize(
    ("gone", "after", "points"),
    [(0, -1, 0), (0, 0, 5), (3, 0, 2), (5, 0, 0), (0, 365 * 86400, 12), (9, 365 * 86400, 3)],
)
def test_what_nobody_spent_in_time(gone: int, after: int, points: int) -> None:
    assert expired(LOTS, gone, THEN + timedelta(seconds=after)) == points


@given(st.lists(st.integers(1, 50), max_size=8), st.integers(0, 400))
def test_nothing_is_made_or_lost(amounts: list[int], gone: int) -> None:
    """What is left and what was spent are what was got."""
    lots = [Lot(expires_at=THEN + timedelta(days=one), amount=amount) for one, amount in enumerate(amounts)]
    assert sum(one.amount for one in left(lots, gone)) == max(sum(amounts) - gone, 0)
