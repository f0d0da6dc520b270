"""Areas that somebody has drawn."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts import drawn
from handlers.units.problems import Flaw

SQUARE = {"type": "Polygon", "coordinates": [[[104.0, 30.6], [104.01, 30.6], [104.01, 30.61], [104.0, 30.61], [104.0, 30.6]]]}  # fmt: skip
OTHER = {"type": "Polygon", "coordinates": [[[104.1, 30.6], [104.11, 30.6], [104.11, 30.61], [104.1, 30.6]]]}
FEATURE = {"type": "Feature", "properties": {}, "geometry": SQUARE}


def file(found: object) -> bytes:
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    ("found", "parts"),
    [
        (SQUARE, 1),
        (FEATURE, 1),
        ({"type": "FeatureCollection", "features": [FEATURE, FEATURE | {"geometry": OTHER}]}, 2),
    ],
)
def test_polygons_become_one_area(found: object, parts: int) -> None:
    shape = drawn.read(b"\xef\xbb\xbf" + file(found))
    assert shape.is_valid
    assert len(shapely.get_parts(shape)) == parts


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"type": "Point", "coordinates": [104.0, 30.6]},
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": [FEATURE] * 101},
        {"type": "Polygon", "coordinates": [[[104, 30], [108, 30], [108, 34], [104, 34], [104, 30]]]},
        {"type": "Polygon", "coordinates": [[[104, 30], [104, 30], [104, 30], [104, 30]]]},
        {"type": "Polygon", "coordinates": [[[500, 30], [501, 30], [501, 31], [500, 30]]]},
        {"type": "Polygon", "coordinates": "x"},
    ],
)
def test_what_is_no_area_is_refused(found: object) -> None:
    with pytest.raises(Flaw):
        drawn.read(file(found))


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_anything_else_is_refused_too(data: bytes) -> None:
    with pytest.raises(Flaw):
        drawn.read(b"{" + data)


def test_what_looks_like_it() -> None:
    assert drawn.is_drawn(b"\xef\xbb\xbf\n {}")
    assert not drawn.is_drawn(b"<alert/>")
    assert not drawn.is_drawn(b"")
