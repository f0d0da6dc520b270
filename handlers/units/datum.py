"""From the shifted coordinates of Chinese maps (GCJ-02) to those of satellites and Telegram (WGS-84).

GCJ-02 has no official publication. The forward formula is the one that everybody reproduces: eviltransform
(github.com/googollee/eviltransform) and coordtransform (github.com/wandergis/coordtransform), on the ellipsoid of
Krasovsky 1940. It has no closed inverse, so the inverse searches for the point that the forward formula sends here.
"""

from enum import StrEnum
from math import cos, pi, radians, sin, sqrt
from typing import NamedTuple

import numpy
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

KRASOVSKY_RADIUS = 6_378_245.0  # metres, the ellipsoid's semi-major axis
KRASOVSKY_ECCENTRICITY = 0.00669342162296594323  # its first eccentricity, squared
ORIGIN = (105.0, 35.0)  # the longitude and latitude from which the shift is reckoned
EAST_OF, WEST_OF = 72.004, 137.8347  # the rectangle inside which the published implementations shift
NORTH_OF, SOUTH_OF = 0.8293, 55.8271
CLOSE_ENOUGH = 1e-9  # degrees, about 0.1 mm
MOST_STEPS = 30  # each step gains about two digits; the limit only guards the loop


class Datum(StrEnum):
    """What the coordinates of a file are measured against."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class Position(NamedTuple):
    """Degrees, in the order of GeoJSON."""

    longitude: float
    latitude: float


def to_gcj02(position: Position) -> Position:
    """WGS-84 to GCJ-02; a position outside China is returned unchanged."""
    return _shifted(position) if _in_china(position) else position


def to_wgs84(position: Position) -> Position:
    """GCJ-02 to WGS-84, to less than a centimetre; a position outside China is returned unchanged."""
    if not _in_china(position):
        return position
    guess = position
    for _ in range(MOST_STEPS):
        reached = _shifted(guess)
        east, north = reached.longitude - position.longitude, reached.latitude - position.latitude
        guess = Position(guess.longitude - east, guess.latitude - north)
        if max(abs(east), abs(north)) < CLOSE_ENOUGH:
            break
    return guess


def geometry_to_wgs84(geometry: BaseGeometry, datum: Datum) -> BaseGeometry:
    """A whole shape, measured against `datum`, in WGS-84."""
    if datum is Datum.WGS84:
        return geometry
    return shapely.transform(geometry, _rows_to_wgs84)


def _rows_to_wgs84(rows: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Rows of (longitude, latitude)."""
    moved = [to_wgs84(Position(float(row[0]), float(row[1]))) for row in rows]
    return numpy.array(moved, dtype=numpy.float64).reshape(rows.shape)


def _in_china(position: Position) -> bool:
    return EAST_OF <= position.longitude <= WEST_OF and NORTH_OF <= position.latitude <= SOUTH_OF


def _shifted(position: Position) -> Position:
    x, y = position.longitude - ORIGIN[0], position.latitude - ORIGIN[1]
    latitude = radians(position.latitude)
    flattening = 1 - KRASOVSKY_ECCENTRICITY * sin(latitude) ** 2
    metres_per_degree_east = radians(KRASOVSKY_RADIUS / sqrt(flattening) * cos(latitude))
    metres_per_degree_north = radians(KRASOVSKY_RADIUS * (1 - KRASOVSKY_ECCENTRICITY) / flattening**1.5)
    return Position(
        position.longitude + _metres_east(x, y) / metres_per_degree_east,
        position.latitude + _metres_north(x, y) / metres_per_degree_north,
    )


def _metres_east(x: float, y: float) -> float:
    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    waves = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi) + 20 * sin(x * pi) + 40 * sin(x * pi / 3)
    return plain + (waves + 150 * sin(x * pi / 12) + 300 * sin(x * pi / 30)) * 2 / 3


def _metres_north(x: float, y: float) -> float:
    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    waves = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi) + 20 * sin(y * pi) + 40 * sin(y * pi / 3)
    return plain + (waves + 160 * sin(y * pi / 12) + 320 * sin(y * pi / 30)) * 2 / 3
