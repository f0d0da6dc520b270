"""The area of an alert as one shape in WGS-84, longitude first as shapely has it."""

from math import asin, atan2, cos, degrees, pi, radians, sin

import shapely
from shapely.geometry.base import BaseGeometry

from handlers.cap.records import CapArea

EARTH = 6371.0  # kilometres, its mean radius
SMALLEST = 0.01  # kilometres: of a circle that is a point only, so that it is somewhere
CORNERS = 64  # of a circle
INTRICATE = 160  # positions whose lines may cross; with what hostile ones make of more, nobody else would be answered
POLE = 90  # degrees north, or south
WORLD = shapely.box(-180, -POLE, 180, POLE)


def shape_of(area: CapArea) -> BaseGeometry:
    """Its polygons and circles together, valid; empty where it has geocodes only.

    Where many lines cross each other, it is all that lies between them: rather too much than nothing.
    """
    polygons = [shapely.Polygon([(east, north) for north, east in ring]) for ring in area.polygons]
    circles = [part for circle in area.circles for part in _circle(*circle)]
    whole = shapely.MultiPolygon([*polygons, *circles])
    if whole.is_valid:
        return whole
    if shapely.get_num_coordinates(whole) <= INTRICATE:
        return shapely.union_all(shapely.make_valid(whole.geoms, method="structure"))
    return whole.convex_hull


def _circle(north: float, east: float, kilometres: float) -> list[shapely.Polygon]:
    """In one piece, or cut at the date line; around a pole a band."""
    reach = max(kilometres, SMALLEST) / EARTH
    low, high = north - degrees(reach), north + degrees(reach)
    if low <= -POLE or high >= POLE:
        return [shapely.box(-180, max(low, -POLE), 180, min(high, POLE))]
    ring = [_away(radians(north), east, reach, 2 * pi * corner / CORNERS) for corner in range(CORNERS)]
    drawn = [shapely.Polygon([(x + turn, y) for x, y in ring]) for turn in (-360, 0, 360)]
    return [part for one in drawn if (part := one.intersection(WORLD)).geom_type == "Polygon" and not part.is_empty]


def _away(north: float, east: float, reach: float, bearing: float) -> tuple[float, float]:
    """(longitude, latitude) of what is so far away in a direction; the longitude runs on over the date line."""
    height = asin(sin(north) * cos(reach) + cos(north) * sin(reach) * cos(bearing))
    aside = atan2(sin(bearing) * sin(reach) * cos(north), cos(reach) - sin(north) * sin(height))
    return east + degrees(aside), degrees(height)
