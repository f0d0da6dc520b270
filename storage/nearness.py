"""Which H3 cells lie around a point, so that a plain index of either engine finds what is near; and how near it is, exactly."""

from collections.abc import Iterable
from heapq import nsmallest
from itertools import count

import h3

from storage.connection import Row

Point = tuple[float, float]  # latitude and longitude in degrees, WGS-84

_RESOLUTION = 10  # hexagons 130 m across: 50 m around a point touch 4 of them, 250 m touch 24
_CORNER_METRES = 90.0  # no corner of any of them on the earth is further from its centre


def cell_of(latitude: float | None, longitude: float | None) -> str | None:
    """The cell in which a point lies; None where there is no point."""
    return None if latitude is None or longitude is None else h3.latlng_to_cell(latitude, longitude, _RESOLUTION)


def cells_around(point: Point, metres: float) -> tuple[str, ...]:
    """Every cell of which a part may lie within so many metres of a point, ring by ring: beyond a ring without any there is none."""
    home = h3.latlng_to_cell(*point, _RESOLUTION)
    found: list[str] = []
    for ring in count():
        cells = h3.grid_ring(home, ring)
        touched = [cell for cell in cells if metres_between(point, h3.cell_to_latlng(cell)) <= metres + _CORNER_METRES]
        if not touched:
            break
        found += touched
    return tuple(found)


def nearest(rows: Iterable[Row], point: Point, metres: float, limit: int) -> list[tuple[float, Row]]:
    """The nearest rows within so many metres, each with its own in front; those as near as each other by id."""
    measured = ((metres_between(point, (row["latitude"], row["longitude"])), row) for row in rows)
    within = (pair for pair in measured if pair[0] <= metres)
    return nsmallest(limit, within, key=lambda pair: (pair[0], pair[1]["id"]))


def metres_between(one: Point, other: Point) -> float:
    """Along the ground."""
    return float(h3.great_circle_distance(one, other, unit="m"))
