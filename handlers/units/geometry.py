"""Where a point belongs, and how far away is what, in metres around one spot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians
from typing import Generic, NamedTuple, Protocol, TypeVar

import numpy
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from storage.units import UnitKind

METRES_PER_DEGREE = 111_195.0  # of latitude, on the sphere of the earth's mean radius
ON_THE_BORDER = 0.01  # metres; two drawings of one border differ by rounding, and a point on it by no more than this

_DIGITS = 7  # of degrees: a centimetre


class Point(NamedTuple):
    """Degrees, WGS-84, in the order of Telegram and of H3; GeoJSON's order is `datum.Position`."""

    latitude: float
    longitude: float


class Area(Protocol):
    """What a unit must tell to be found."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> UnitKind: ...
    @property
    def geometry(self) -> str: ...


A = TypeVar("A", bound=Area)


@dataclass(frozen=True)
class Located(Generic[A]):
    """The unit a point is given to; `outside_metres` is 0 where the unit contains it, and at least 1 elsewhere."""

    unit: A
    outside_metres: int

    @property
    def is_inside(self) -> bool:
        """Whether the unit contains the point, its border included."""
        return self.outside_metres == 0


def locate(point: Point, candidates: Iterable[A]) -> Located[A] | None:
    """The deepest candidate that contains the point, else the nearest; None where there are no candidates.

    A point on a shared border belongs to the deeper unit, and among equals to the one whose code sorts first.
    """
    units = list(candidates)
    if not units:
        return None
    distances = list(zip(_metres_to(units, point), units, strict=True))
    reach = min(metres for metres, _ in distances) + ON_THE_BORDER
    close = [(metres, unit) for metres, unit in distances if metres <= reach]
    metres, unit = min(close, key=lambda pair: (-depth(pair[1].kind), pair[0], pair[1].code))
    return Located(unit, ceil(metres) if metres > ON_THE_BORDER else 0)


def depth(kind: UnitKind) -> int:
    """0 for the largest kind."""
    return list(UnitKind).index(kind)


def in_metres(shape: BaseGeometry, around: Point) -> BaseGeometry:
    """The shape in metres east and north of a point; good to 1 % within 10 km, up to 75 degrees north or south."""
    scale = METRES_PER_DEGREE * numpy.array([cos(radians(around.latitude)), 1.0])
    origin = numpy.array([around.longitude, around.latitude])

    def project(rows: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        moved: NDArray[numpy.float64] = (rows - origin) * scale
        return moved

    return shapely.transform(shape, project)


def sound(shape: BaseGeometry) -> BaseGeometry:
    """In degrees: valid, whatever it was, and rounded to centimetres, since on numbers such as 5e-324 GEOS may never end."""
    return shapely.make_valid(shapely.transform(shape, lambda rows: numpy.round(rows, _DIGITS)))


def _metres_to(units: Sequence[Area], point: Point) -> list[float]:
    """All at once, which takes half as long as one by one."""
    shapes = in_metres(shapely.from_geojson([unit.geometry for unit in units]), point)
    return [float(metres) for metres in shapely.distance(shapes, shapely.Point(0, 0))]
