"""Places from a GeoJSON file: all of them, or every reason why not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from handlers.codes import read_digits
from handlers.units.datum import Datum
from handlers.units.geojson import attempt, features, read_name
from handlers.units.problems import FileRefused, Flaw, ProblemKind, UnitProblem, shown
from handlers.units.shapes import read_shape
from storage.places import Spot

_SAME = 1e-7  # degrees, about a centimetre: what conversions and files make of one point


class Wanted(BaseModel):
    """A place of the file, in WGS-84; without `code` it is to get one. A `retired` one stops to count."""

    model_config = ConfigDict(frozen=True)

    code: str | None
    name: str
    name_en: str
    latitude: float
    longitude: float
    retired: bool

    def is_the_same(self, spot: Spot) -> bool:
        """Whether a place that is loaded already is this one: by its code, else by name and point."""
        if self.code is not None:
            return self.code == spot.code
        apart = max(abs(self.latitude - spot.latitude), abs(self.longitude - spot.longitude))
        return self.name == spot.name and apart < _SAME


def parse_places(text: str, datum: Datum) -> tuple[Wanted, ...]:
    """The places of a FeatureCollection of points; raises FileRefused with all problems."""
    problems: list[UnitProblem] = []
    places = [_read(f"feature {number}", one, datum, problems) for number, one in enumerate(features(text), start=1)]
    wanted = [one for one in places if one is not None]
    problems += _twice(wanted)
    if problems:
        raise FileRefused(problems)
    return tuple(wanted)


def _read(label: str, feature: object, datum: Datum, problems: list[UnitProblem]) -> Wanted | None:
    match feature:
        case {"type": "Feature", "properties": dict(properties), "geometry": geometry}:
            flaws: list[Flaw] = []
            wanted = _wanted(properties, geometry, datum, flaws)
            problems += [flaw.at(label) for flaw in flaws]
            return wanted
    flaw = Flaw(ProblemKind.UNREADABLE, "is not a GeoJSON feature with properties and a geometry")
    problems.append(flaw.at(label))
    return None


def _wanted(properties: Mapping[str, object], geometry: object, datum: Datum, flaws: list[Flaw]) -> Wanted | None:
    """Each value is read on its own, so that each may be found wanting."""
    code = attempt(flaws, lambda: _code(properties.get("code")))
    name = attempt(flaws, lambda: read_name("name", properties.get("name")))
    english = properties.get("name:en")
    name_en = name if english is None else attempt(flaws, lambda: read_name("name:en", english))
    retired = attempt(flaws, lambda: _truth(properties.get("retired", False)))
    point = attempt(flaws, lambda: _point(geometry, datum))
    if flaws or not (name and name_en and point):
        return None
    return Wanted(code=code, name=name, name_en=name_en, latitude=point[0], longitude=point[1], retired=bool(retired))


def _code(value: object) -> str | None:
    if value is None:
        return None
    digits = read_digits(value) if isinstance(value, str) else None
    if digits is None:
        raise Flaw(
            ProblemKind.BAD_CODE,
            f"code {shown(value)} is not one that shao places list shows; leave it out for a new one",
        )
    return digits


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise Flaw(ProblemKind.UNREADABLE, f"retired {shown(value)} is neither true nor false")


def _point(geometry: object, datum: Datum) -> tuple[float, float]:
    """(latitude, longitude)."""
    shape = read_shape(geometry, None, datum)
    if shape.geom_type != "Point":
        raise Flaw(ProblemKind.BAD_GEOMETRY, f"a place is a Point, not a {shape.geom_type}")
    return shape.y, shape.x


def _twice(wanted: Iterable[Wanted]) -> Iterator[UnitProblem]:
    for code, times in Counter(one.code for one in wanted if one.code).items():
        if times > 1:
            yield Flaw(ProblemKind.DUPLICATE_CODE, f"the code stands at {times} features").at(code)
