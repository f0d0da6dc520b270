"""How a parcel is packed, and how often somebody may have one."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.data.packing import as_json, parts
from handlers.data.rules import Asking, may_ask
from tests.town import NOON


@pytest.mark.parametrize(
    ("sizes", "first", "packed"),
    [
        ({}, 10, [[]]),
        ({"a": 90}, 10, [["a"]]),
        ({"a": 91}, 10, [[], ["a"]]),
        ({"a": 60, "b": 60, "c": 40}, 10, [["a"], ["b", "c"]]),
        ({"a": 10, "b": 500, "c": 10}, 10, [["a"], ["b"], ["c"]]),
        ({"a": 5}, 500, [[], ["a"]]),
    ],
)
def test_parts(sizes: dict[str, int], first: int, packed: list[list[str]]) -> None:
    """Of a hundred bytes; in the order of the files."""
    assert parts(sizes, first, most=100) == packed


@given(sizes=st.lists(st.integers(0, 100), max_size=40), first=st.integers(0, 100))
def test_nothing_is_left_out_and_no_part_is_too_large(sizes: list[int], first: int) -> None:
    named = {f"{number}": size for number, size in enumerate(sizes)}
    packed = parts(named, first, most=100)
    assert [name for part in packed for name in part] == list(named)
    for number, part in enumerate(packed):
        assert sum(named[name] for name in part) + (0 if number else first) <= 100
    assert all(packed[1:]), "only the first part can be without a file"


def test_json_of_anything_that_people_write() -> None:
    """Also what is no proper text, and times."""
    data: dict[str, Any] = {"words": "着火 \ud83d \x00", "at": datetime(2026, 5, 20, 4, tzinfo=UTC)}
    assert json.loads(as_json(data)) == {**data, "at": "2026-05-20T04:00:00+00:00"}
    assert "着火" in as_json({"words": "着火"}).decode()


@pytest.mark.parametrize(
    ("hours_ago", "answer"),
    [
        ((), Asking()),
        ((0.5,), Asking(NOON + timedelta(hours=0.5), is_same=True)),
        ((0,), Asking(NOON + timedelta(hours=1), is_same=True)),
        ((1,), Asking()),
        ((5, 3), Asking()),
        ((23, 5, 3), Asking(NOON + timedelta(hours=1))),
        ((23, 5, 0.5), Asking(NOON + timedelta(hours=0.5), is_same=True)),
        ((25, 24, 5, 3), Asking()),
        ((-5,), Asking()),
    ],
)
def test_how_often(hours_ago: tuple[float, ...], answer: Asking) -> None:
    """Once an hour, three times a day; a clock that went back holds nobody up."""
    assert may_ask(tuple(NOON - timedelta(hours=one) for one in hours_ago), NOON) == answer
