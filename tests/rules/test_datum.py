"""GCJ-02 and WGS-84: published pairs, and what must hold everywhere in China."""

import h3
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from handlers.units.datum import Datum, Position, geometry_to_wgs84, to_gcj02, to_wgs84

# (WGS-84, GCJ-02). Shanghai, Shenzhen and Beijing: python/test.py of github.com/googollee/eviltransform;
# the Forbidden City: test/app.js of github.com/wandergis/coordtransform.
PUBLISHED = [
    pytest.param(Position(121.5272106, 31.1774276), Position(121.531541859215, 31.17530398364597), id="Shanghai"),
    pytest.param(Position(113.912316, 22.543847), Position(113.9171764808363, 22.540796131694766), id="Shenzhen"),
    pytest.param(Position(116.377817, 39.911954), Position(116.38404722455657, 39.91334545536069), id="Beijing"),
    pytest.param(Position(116.404, 39.915), Position(116.41024449916938, 39.91640428150164), id="Forbidden City"),
]
ABROAD = [Position(2.3522, 48.8566), Position(-122.4194, 37.7749), Position(151.2093, -33.8688), Position(0.0, 0.0)]
# The shift is at most about 0.012 degrees, so these stay clear of the rectangle's edge, where it begins abruptly.
in_china = st.builds(Position, st.floats(73, 137), st.floats(1, 55))
near_chengdu = st.builds(Position, st.floats(103.5, 104.6), st.floats(30.2, 31.1))


def metres_between(one: Position, other: Position) -> float:
    """On a sphere, by an independent implementation."""
    return float(h3.great_circle_distance(one[::-1], other[::-1], unit="m"))


@pytest.mark.parametrize(("wgs84", "gcj02"), PUBLISHED)
def test_published_pairs_to_a_tenth_of_a_millimetre(wgs84: Position, gcj02: Position) -> None:
    assert to_gcj02(wgs84) == pytest.approx(gcj02, abs=1e-9, rel=0)
    assert to_wgs84(gcj02) == pytest.approx(wgs84, abs=1e-9, rel=0)


@pytest.mark.parametrize("position", ABROAD)
def test_abroad_nothing_moves(position: Position) -> None:
    assert to_wgs84(position) == position
    assert to_gcj02(position) == position


@given(in_china)
def test_the_inverse_is_one(gcj02: Position) -> None:
    assert to_gcj02(to_wgs84(gcj02)) == pytest.approx(gcj02, abs=1e-7, rel=0)


@given(in_china)
def test_the_inverse_is_good_to_a_centimetre(wgs84: Position) -> None:
    assert metres_between(to_wgs84(to_gcj02(wgs84)), wgs84) < 0.01


@given(near_chengdu)
def test_the_shift_near_chengdu(gcj02: Position) -> None:
    assert 300 < metres_between(to_wgs84(gcj02), gcj02) < 700


def test_a_whole_shape_moves_with_its_holes_and_parts() -> None:
    shell, hole, second = ((0, 0, 9), (2, 2, 4), (20, 0, 29))
    parts = [shapely.box(x, y, z, z).difference(shapely.box(*hole, 4)) for x, y, z in (shell, second)]
    shape = shapely.transform(shapely.MultiPolygon(parts), lambda rows: rows / 1000 + (104.06, 30.66))
    moved = geometry_to_wgs84(shape, Datum.GCJ02)
    expected = [to_wgs84(Position(*row)) for row in shapely.get_coordinates(shape)]
    assert [Position(*row) for row in shapely.get_coordinates(moved)] == expected
    assert moved.geom_type == "MultiPolygon"
    assert moved.is_valid


def test_what_is_wgs84_already_stays() -> None:
    shape = shapely.box(104.05, 30.65, 104.06, 30.66)
    assert geometry_to_wgs84(shape, Datum.WGS84) == shape


def test_an_empty_shape_stays_empty() -> None:
    assert geometry_to_wgs84(shapely.Polygon(), Datum.GCJ02).is_empty
