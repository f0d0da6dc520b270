"""Which H3 cells are near a point, so that a plain index of either engine finds what is in them; and how near that is, exactly."""

from collections.abc import Iterable
from heapq import nsmallest
from itertools import count
from math import inf

import h3

from storage.connection import Row

Point = tuple[float, float]  # latitude and longitude in degrees, WGS-84

_RESOLUTION = 10  # hexagons 130 m across: 50 m around a point touch 4 of them, 250 m touch 24
_CORNER_METRES = 90.0  # no corner of any of them on the earth is further from its centre
# In the length of an edge, for cells of any size and with the parts of smaller cells that stick out of them:
_REACH = 1.25  # nothing in a cell is further from its centre
_COVERED = 0.5  # whatever is as near to a point lies in the point's cell or in one beside it


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


def rungs(point: Point, finest: int) -> list[str]:
    """The cell of a point with those around it, in each size but the largest."""
    sizes = range(1, finest + 1)
    return [cell for size in sizes for cell in h3.grid_disk(h3.latlng_to_cell(*point, size), 1)]


def lowest_rung(held: Iterable[str], point: Point) -> list[str]:
    """Of rungs in which there is something, those of the smallest size in which the nearest must be; none where it may be further away."""
    away = {cell: metres_between(point, h3.cell_to_latlng(cell)) + _reach(cell) for cell in held}
    certain = min(away.values(), default=inf)
    rung = [cell for cell in away if _COVERED * _edge(cell) >= certain]
    smallest = max(map(h3.get_resolution, rung), default=0)
    return [cell for cell in rung if h3.get_resolution(cell) == smallest]


def closest(cells: Iterable[str], point: Point) -> list[str]:
    """Of cells of one size, in each of which there is something, those in which the nearest of it all may be."""
    away = {cell: metres_between(point, h3.cell_to_latlng(cell)) for cell in cells}
    certain = min((metres + _reach(cell) for cell, metres in away.items()), default=0.0)
    return [cell for cell, metres in away.items() if metres - _reach(cell) <= certain]


def nearest(rows: Iterable[Row], point: Point, metres: float, limit: int) -> list[tuple[float, Row]]:
    """The nearest rows within so many metres, each with its own in front; those as near as each other by id."""
    measured = ((metres_between(point, (row["latitude"], row["longitude"])), row) for row in rows)
    within = (pair for pair in measured if pair[0] <= metres)
    return nsmallest(limit, within, key=lambda pair: (pair[0], pair[1]["id"]))


def metres_between(one: Point, other: Point) -> float:
    """Along the ground."""
    return float(h3.great_circle_distance(one, other, unit="m"))


def _reach(cell: str) -> float:
    """Metres from its centre to whatever lies furthest in it."""
    return _REACH * _edge(cell)


def _edge(cell: str) -> float:
    """Metres, on average."""
    return float(h3.average_hexagon_edge_length(h3.get_resolution(cell), unit="m"))
