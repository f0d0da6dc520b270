"""When one more fits into an hour."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.limits import free_at
from storage.uses import HOUR
from tests.town import NOON


@pytest.mark.parametrize(
    ("minutes", "most", "expected"),
    [
        ((), 1, None),
        ((0,), 2, None),
        ((0, 10), 2, 60),
        ((0, 10, 20), 2, 70),  # more than most: of everything above it the oldest has to go first
        ((5, 5, 5), 3, 65),
    ],
)
def test_free_at(minutes: tuple[int, ...], most: int, expected: int | None) -> None:
    """Minutes after noon."""
    times = [NOON + timedelta(minutes=one) for one in minutes]
    assert free_at(times, most) == (None if expected is None else NOON + timedelta(minutes=expected))


@given(st.lists(st.integers(0, 3599), max_size=40), st.integers(1, 12))
def test_whoever_waits_until_then_never_does_more_than_most_an_hour(seconds: list[int], most: int) -> None:
    """Whenever somebody tries."""
    done: list[int] = []
    for moment in sorted(seconds) + [one + 3600 for one in sorted(seconds)]:
        times = [NOON + timedelta(seconds=one) for one in done if moment - 3600 < one]
        again = free_at(times, most)
        if again is None:
            done.append(moment)
        else:
            assert NOON + timedelta(seconds=moment) < again <= NOON + timedelta(seconds=moment) + HOUR
        assert len([one for one in done if moment - 3600 < one]) <= most
