"""Which unit a point is given to."""

from itertools import permutations
from math import cos, radians, sin

import h3
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from handlers.units.geometry import Point, locate
from storage.units import NewUnit, UnitKind

HERE = Point(latitude=30.66, longitude=104.06)


def unit(code: str, shape: shapely.Geometry, kind: UnitKind = UnitKind.GRID) -> NewUnit:
    geometry = shapely.to_geojson(shape)
    return NewUnit(code=code, kind=kind, parent=None, name=code, name_en=code, geometry=geometry, cells=())


def box(west: int, south: int, east: int, north: int) -> shapely.Polygon:
    """Thousandths of a degree from 104 E, 30 N."""
    return shapely.box(104 + west / 1000, 30 + south / 1000, 104 + east / 1000, 30 + north / 1000)


def at(east: float, north: float) -> Point:
    return Point(latitude=30 + north / 1000, longitude=104 + east / 1000)


COMMUNITY = unit("C", box(0, 0, 20, 20), UnitKind.COMMUNITY)
WEST, EAST = unit("W", box(0, 0, 10, 10)), unit("E", box(10, 0, 20, 10))
YARD = unit("Y", box(0, 10, 20, 20).difference(box(5, 12, 8, 15)))
ISLANDS = unit("I", shapely.union(box(30, 0, 34, 4), box(36, 0, 40, 4)))
ALL = (COMMUNITY, WEST, EAST, YARD, ISLANDS)


@pytest.mark.parametrize(
    ("point", "code"),
    [
        pytest.param(at(5, 5), "W", id="inside a grid and its community"),
        pytest.param(at(10, 5), "E", id="a shared border goes to the code that sorts first"),
        pytest.param(at(10, 10), "E", id="a corner that three share"),
        pytest.param(at(0, 5), "W", id="the outer border belongs to the grid"),
        pytest.param(at(6, 13), "C", id="in the hole of a grid only the community is left"),
        pytest.param(at(5, 13), "Y", id="the border of a hole"),
        pytest.param(at(31, 2), "I", id="one part"),
        pytest.param(at(39, 2), "I", id="the other part"),
    ],
)
def test_the_deepest_that_contains_it(point: Point, code: str) -> None:
    for order in permutations(ALL):
        located = locate(point, order)
        assert located is not None
        assert (located.unit.code, located.outside_metres, located.is_inside) == (code, 0, True)


@pytest.mark.parametrize(
    ("point", "code", "metres"),
    [
        pytest.param(at(-1, 5), "W", 95.7, id="west: of grid and community, equally near, the grid"),
        pytest.param(at(22, 5), "E", 192.5, id="east"),
        pytest.param(at(35, 2), "I", 96.2, id="between two parts"),
        pytest.param(at(40, 14), "I", 1111, id="north of the islands"),
    ],
)
def test_outside_the_nearest(point: Point, code: str, metres: float) -> None:
    for order in permutations(ALL):
        located = locate(point, order)
        assert located is not None
        assert located.unit.code == code
        assert located.outside_metres == pytest.approx(metres, abs=1 + metres / 100)
        assert not located.is_inside


def test_a_step_outside_is_a_metre_at_least() -> None:
    located = locate(at(-0.0002, 5), ALL)
    assert located is not None
    assert located.outside_metres == 1


def test_a_crack_of_millimetres_between_two_drawings_is_no_gap() -> None:
    cracked = unit("W", shapely.box(104, 30, 104.01 - 1e-7, 30.01))
    located = locate(at(9.99995, 5), [COMMUNITY, cracked])
    assert located is not None
    assert (located.unit.code, located.outside_metres) == ("W", 0)


def test_without_candidates_there_is_no_answer() -> None:
    assert locate(HERE, ()) is None


def test_the_point_of_a_building() -> None:
    building = unit("B", shapely.Point(104.006, 30.006), UnitKind.BUILDING)
    assert located_code(at(6, 6), building) == "B"
    assert located_code(at(5, 6), building) == "W"


def located_code(point: Point, *more: NewUnit) -> str:
    located = locate(point, (*ALL, *more))
    assert located is not None
    return located.unit.code


@given(st.floats(-75, 75), st.floats(0, 10_000), st.floats(0, 360), st.floats(-170, 170))
def test_distances_are_good_to_a_hundredth_within_ten_kilometres(
    latitude: float, metres: float, bearing: float, longitude: float
) -> None:
    north, east = metres * cos(radians(bearing)), metres * sin(radians(bearing))
    other = Point(latitude + north / 111_195, longitude + east / 111_195 / cos(radians(latitude)))
    located = locate(Point(latitude, longitude), [unit("P", shapely.Point(other[::-1]), UnitKind.BUILDING)])
    assert located is not None
    true = h3.great_circle_distance((latitude, longitude), tuple(other), unit="m")
    assert located.outside_metres == pytest.approx(true, abs=1 + true / 100)


@given(st.floats(0, 20), st.floats(0, 1), st.permutations([WEST, EAST]))
def test_neighbours_leave_no_gap_and_no_doubt(east: float, fraction: float, order: list[NewUnit]) -> None:
    point = at(east, 10 * fraction)
    located = locate(point, order)
    assert located is not None
    assert located.is_inside
    assert located == locate(point, order[::-1])


@given(st.floats(0, 1))
def test_a_slanting_border_has_one_owner(fraction: float) -> None:
    """Rounding puts such points a hair to one side or the other."""
    corners = [(104.0, 30.0), (104.013, 30.0), (104.013, 30.007), (104.0, 30.007)]
    low, high = (
        unit(code, shapely.Polygon([corners[0], corners[2], third]))
        for code, third in (("L", corners[1]), ("H", corners[3]))
    )
    point = Point(latitude=30.0 + 0.007 * fraction, longitude=104.0 + 0.013 * fraction)
    located = locate(point, [low, high])
    assert located is not None
    assert located.is_inside
    assert located == locate(point, [high, low])
