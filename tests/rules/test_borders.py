"""Whose a point is, and when that is in doubt."""

from typing import Any

import pytest
import shapely

from handlers.units.borders import BESIDE, ON_A_BORDER, judge
from handlers.units.geometry import METRES_PER_DEGREE, Point, locate
from storage.units import Unit, UnitKind

METRE = 1 / METRES_PER_DEGREE  # in degrees of latitude


def a_unit(number: int, south: float, north: float, kind: UnitKind = UnitKind.GRID, parent: int | None = 9) -> Unit:
    """Between two parallels, which are so many metres from the equator."""
    square = shapely.box(-0.01, south * METRE, 0.01, north * METRE)
    fields: dict[str, Any] = {
        "id": number,
        "code": f"G{number}",
        "kind": kind,
        "parent_id": parent,
        "name": "x",
        "name_en": "x",
    }
    return Unit(**fields, geometry=shapely.to_geojson(square))


SOUTH, NORTH = a_unit(1, -500, 0), a_unit(2, 0, 500)
WHOLE = a_unit(9, -500, 2000, UnitKind.COMMUNITY, None)


@pytest.mark.parametrize(
    ("metres", "units", "owner", "neighbour", "doubt"),
    [
        (-ON_A_BORDER - 5, (SOUTH, NORTH), 1, None, None),
        (-ON_A_BORDER + 5, (SOUTH, NORTH), 1, 2, "border"),
        (ON_A_BORDER - 5, (SOUTH, NORTH), 2, 1, "border"),
        (600, (SOUTH, NORTH), 2, None, "no grid"),
        (500 + BESIDE - 5, (NORTH,), 2, None, "no grid"),
        (-ON_A_BORDER + 5, (SOUTH, WHOLE), 1, None, None),
    ],
)
def test_in_doubt(metres: float, units: tuple[Unit, ...], owner: int, neighbour: int | None, doubt: str | None) -> None:
    """Near a border, or in no grid; the unit above is no neighbour."""
    point = Point(metres * METRE, 0.0)
    located = locate(point, units)
    assert located is not None
    if located.unit.id != owner:
        located = locate(point, [one for one in units if one.id == owner])
    assert located is not None
    found = judge(point, located, units, is_divided=False)
    assert found.located.unit.id == owner
    assert (found.neighbour and found.neighbour.id) == neighbour
    assert (found.on_border, found.in_no_grid) == (doubt == "border", doubt == "no grid")


def test_a_community_with_grids_of_which_none_has_the_point() -> None:
    """It is its own for now, with the nearest grid beside it."""
    point = Point(600 * METRE, 0.0)
    located = locate(point, [WHOLE])
    assert located is not None
    found = judge(point, located, (WHOLE, NORTH, SOUTH), is_divided=True)
    assert found.in_no_grid
    assert found.neighbour is not None
    assert found.neighbour.id == NORTH.id
