"""Places from GeoJSON: what is taken, what is refused, and that nothing else can happen."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.places.geojson import Wanted, parse_places
from handlers.units.datum import Datum, Position, to_gcj02
from handlers.units.problems import FileRefused
from storage.places import Spot
from tests.storage.makers import a_spot

POINT = [104.06, 30.66]


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    """A place with a name, unless a property says otherwise."""
    geometry = {"type": "Point", "coordinates": POINT} if geometry is None else geometry
    return {"type": "Feature", "properties": {"name": "南门"} | properties, "geometry": geometry}


def read(*features: Any, datum: Datum = Datum.WGS84) -> tuple[Wanted, ...]:
    """What a file of these gives."""
    return parse_places(json.dumps({"type": "FeatureCollection", "features": features}), datum)


def test_all_that_a_place_may_say() -> None:
    (place,) = read(feature(code="4f7k-2m9q".replace("-", ""), **{"name:en": "South gate", "retired": True, "more": 1}))
    assert place == Wanted(
        code="4F7K2M9Q", name="南门", name_en="South gate", latitude=30.66, longitude=104.06, retired=True
    )


def test_the_least_that_it_must() -> None:
    """A name and a point; the name counts in every language."""
    (place,) = read(feature())
    assert (place.code, place.name, place.name_en, place.retired) == (None, "南门", "南门", False)


def test_a_map_drawn_in_another_datum() -> None:
    shifted = {"type": "Point", "coordinates": list(to_gcj02(Position(*POINT)))}
    (place,) = read(feature(shifted), datum=Datum.GCJ02)
    assert (place.longitude, place.latitude) == pytest.approx(POINT, abs=1e-7)


@pytest.mark.parametrize(
    ("features", "parts"),
    [
        ((feature(code="A"),), ("feature 1", "code 'A'")),
        ((feature(code=7),), ("code 7",)),
        ((feature(name=""),), ("name ''",)),
        ((feature(name="a\nb"),), ("on one line",)),
        ((feature(**{"name:en": "x" * 101}),), ("name:en",)),
        ((feature(retired="yes"),), ("retired 'yes'",)),
        ((feature({"type": "Point", "coordinates": [104, 91]}),), ("feature 1",)),
        ((feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}),), ("not a Polygon",)),
        ((feature({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}),), ("LineString",)),
        (({"type": "Feature", "properties": {}, "geometry": None},), ("name nothing", "no geometry")),
        ((feature(), "x"), ("feature 2",)),
        ((feature(code="4F7K2M9Q"), feature(code="4f7k2m9q")), ("4F7K2M9Q", "2 features")),
    ],
)
def test_refused(features: tuple[Any, ...], parts: tuple[str, ...]) -> None:
    """With every reason; the good ones beside it are not loaded either."""
    with pytest.raises(FileRefused) as refused:
        read(*features, feature(name="good"))
    for part in parts:
        assert part in str(refused.value)


@pytest.mark.parametrize(
    ("wanted", "known", "same"),
    [
        ({"code": "4F7K2M9Q", "name": "other"}, {}, True),
        ({"code": "AAAAAAAA"}, {}, False),
        ({"code": None}, {}, True),
        ({"code": None}, {"latitude": 30.66 + 5e-8}, True),
        ({"code": None}, {"latitude": 30.6601}, False),
        ({"code": None, "name": "北门"}, {}, False),
    ],
)
def test_which_place_is_meant(wanted: dict[str, Any], known: dict[str, Any], same: bool) -> None:
    """By its code where the file gives one, else by name and point: so that the same file twice makes none twice."""
    values = {"name": "南门", "name_en": "x", "latitude": 30.66, "longitude": 104.06, "retired": False} | wanted
    spot: Spot = a_spot(**known)
    assert Wanted(**values).is_the_same(spot) is same


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=10), below, max_size=3),
    max_leaves=10,
)


@given(json_values, st.dictionaries(st.sampled_from(("code", "name", "name:en", "retired")), json_values))
def test_anything_else_is_refused_and_nothing_more(geometry: object, properties: dict[str, object]) -> None:
    """Never another exception, never half a place."""
    with suppress(FileRefused):
        for place in read({"type": "Feature", "properties": properties, "geometry": geometry}):
            assert place.name
            assert -90 <= place.latitude <= 90
