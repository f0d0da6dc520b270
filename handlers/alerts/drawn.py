"""An area that somebody has drawn: a GeoJSON file sent in chat becomes that of their newest draft."""

import json
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from handlers.alerts import area as areas
from handlers.alerts import service
from handlers.context import Work
from handlers.units.datum import Datum
from handlers.units.geometry import sound
from handlers.units.problems import Flaw, ProblemKind
from handlers.units.shapes import read_shape
from storage.alert import Alert

_MOST_PARTS = 100
_WIDEST = 2.0  # degrees: more than any district


def is_drawn(data: bytes) -> bool:
    """Whether a file is GeoJSON rather than something else; whether it is any good is said by read()."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read(data: bytes) -> BaseGeometry:
    """The polygons of a file together, in WGS-84; Flaw where there are none, or they are not sound or too wide."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Flaw(ProblemKind.UNREADABLE, "is not JSON") from error
    parts = _geometries(found)
    if not 0 < len(parts) <= _MOST_PARTS:
        raise Flaw(ProblemKind.UNREADABLE, f"has {len(parts)} shapes; 1 to {_MOST_PARTS} are taken")
    shape = sound(shapely.union_all([read_shape(one, None, Datum.WGS84) for one in parts]))
    west, south, east, north = shape.bounds
    if shape.area == 0 or max(east - west, north - south) > _WIDEST:
        raise Flaw(ProblemKind.BAD_GEOMETRY, "covers nothing, or more than a district")
    return shape


def _geometries(found: Any) -> list[object]:
    match found:
        case {"type": "FeatureCollection", "features": list(features)}:
            return [one for feature in features for one in _geometries(feature)]
        case {"type": "Feature", "geometry": geometry}:
            return [geometry]
        case {"type": "Polygon" | "MultiPolygon"}:
            return [found]
        case _:
            return []


async def take(work: Work, person_id: int, shape: BaseGeometry) -> Alert | None:
    """Their newest draft with this area; None where they have none."""
    drafts = await work.store.alerts.drafts(person_id, limit=1)
    if not drafts:
        return None
    area = await areas.polygon(work.store, shape)
    return await service.change(work, drafts[0], person_id, drafts[0].content.model_copy(update={"area": area}))
