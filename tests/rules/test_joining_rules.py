"""What is offered as the same, and what may be merged."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.joining import rules
from handlers.joining.rules import Age, Refusal
from storage.case import Place, PlaceSource, Report, Status
from tests.storage.makers import NOW, a_report

METRE = 1 / 111_195  # in degrees of latitude


def at(metres: float, number: int = 1, **fields: object) -> Report:
    """So far north of a point; number 2 is the one that was just reported."""
    place = Place(source=PlaceSource.PIN, latitude=30.66 + metres * METRE, longitude=104.06)
    return a_report(f"H-{number}", id=number, place=place, **fields)


@pytest.mark.parametrize(
    ("metres", "kind", "theirs", "may"),
    [
        (49, None, None, True),
        (51, None, None, False),
        (51, None, "lift", False),
        (49, "gas", "lift", True),
        (249, "lift", "lift", True),
        (251, "lift", "lift", False),
        (249, "gas", "lift", False),
    ],
)
def test_how_near(metres: float, kind: str | None, theirs: str | None, may: bool) -> None:
    """Of any kind, of the same; two that nobody named are not the same kind."""
    assert rules.may_join(at(0, 2, category=kind), at(metres, category=theirs), NOW) is may


@pytest.mark.parametrize(("age", "may"), [(timedelta(weeks=12), True), (timedelta(weeks=12, seconds=1), False)])
def test_how_old(age: timedelta, may: bool) -> None:
    assert rules.may_join(at(0, 2), at(0, created_at=NOW - age), NOW) is may


def test_of_two_the_younger_joins() -> None:
    """So that no two people join each other; nothing joins itself."""
    one, other = at(0, 1), at(0, 2)
    assert rules.may_join(other, one, NOW)
    assert not rules.may_join(one, other, NOW)
    assert not rules.may_join(one, one, NOW)


def test_not_without_a_point() -> None:
    assert not rules.may_join(at(0, 2), a_report(id=1), NOW)
    assert not rules.may_join(a_report(id=2), at(0, 1), NOW)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("into", Status)
def test_only_what_is_open_is_merged(status: Status, into: Status) -> None:
    report, case = at(0, 2, status=status), at(0, 1, status=into)
    assert (rules.refusal(report, case) is None) == (report.is_open and case.is_open)


def test_not_into_itself() -> None:
    """Nor again into what it is part of."""
    assert rules.refusal(at(0), at(0)) is Refusal.ITSELF
    assert rules.refusal(at(0, 2, status=Status.MERGED, merged_into=1), at(0, 1)) is Refusal.ITSELF


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(0), (Age.NEW, 0)),
        (timedelta(minutes=59), (Age.NEW, 0)),
        (timedelta(hours=23), (Age.HOURS, 23)),
        (timedelta(days=6, hours=23), (Age.DAYS, 6)),
        (timedelta(days=20), (Age.WEEKS, 2)),
        (-timedelta(hours=1), (Age.NEW, 0)),
    ],
)
def test_the_age_is_rough(ago: timedelta, told: tuple[Age, int]) -> None:
    assert rules.age(NOW - ago, NOW) == told


@given(st.floats(0, 250))
def test_the_distance_is_rough(metres: float) -> None:
    """To ten metres, and nobody's door."""
    told = rules.rough(metres)
    assert told >= 10
    assert told % 10 == 0
    assert abs(told - metres) <= 10
