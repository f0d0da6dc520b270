"""Where somebody else's warning holds among our units, and for which of them it would be sent."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from handlers import rights
from handlers.alerts import area as areas
from handlers.alerts.foreign import CapUnfit, Foreign, Unfit
from handlers.alerts.rules import LEAST_RADIUS, MOST_RADIUS
from handlers.rights import Deed
from handlers.units.geometry import Point
from storage.alert import Area
from storage.store import Store
from storage.units import Unit, UnitKind

_SLIVER = 1e-8  # square degrees, some hundred square metres: where borders are drawn twice they differ by as much
_NEARLY = 0.01  # of an area, may be missing
_INSIDE = 2e-6  # degrees, that an area stays away from what it only touches
_METRES = 1000


@dataclass(frozen=True)
class Match:
    """In whose name, and where: never beyond that unit."""

    unit: Unit
    area: Area


@dataclass(frozen=True)
class Land:
    """A unit with its shape; `may` says whether the warning could be in its name."""

    unit: Unit
    shape: BaseGeometry
    may: bool


@dataclass(frozen=True)
class Plan:
    """In whose name; of which whole units, or inside which shape, which may be a circle."""

    unit: Unit
    units: tuple[Unit, ...]
    inside: BaseGeometry
    circle: tuple[float, float, float] | None


async def places(store: Store, person_id: int | None) -> tuple[tuple[Unit, bool], ...]:
    """All units, and whether it could be in their name: for somebody where they may write, for nobody in that of any but buildings."""
    everything = [one for one in await store.units.everything() if one.kind is not UnitKind.TEAM and not one.retired_at]
    if person_id is None:
        return tuple((one, one.kind is not UnitKind.BUILDING) for one in everything)
    theirs = {one.id for one in await rights.units(store, person_id, Deed.WRITE_ALERT)}
    return tuple((one, one.id in theirs) for one in everything)


def plan(foreign: Foreign, found: Sequence[tuple[Unit, bool]]) -> Plan:
    """The smallest unit around it, or the one that has most of it. CapUnfit where it meets none. Pure, and slow: not for the loop."""
    lands = [Land(unit, shapely.from_geojson(unit.geometry), may) for unit, may in found]
    named = [one for one in lands if one.unit.code in foreign.codes]
    whole = shapely.union_all([foreign.shape, *(one.shape for one in named)])
    chosen = _chosen(whole, [one for one in lands if one.may])
    if chosen is None:
        raise CapUnfit(Unfit.NOT_OURS)
    inside = _polygons(whole.intersection(chosen.shape))
    mine = [one for one in named if _covers(chosen.shape, one.shape)]
    if mine and _covers(shapely.union_all([one.shape for one in mine]), inside):
        return Plan(chosen.unit, tuple(one.unit for one in mine), inside, None)
    if _covers(inside, chosen.shape):
        return Plan(chosen.unit, (chosen.unit,), inside, None)
    is_whole = not named and _covers(chosen.shape, foreign.shape)
    return Plan(chosen.unit, (), _drawn(inside), foreign.circle if is_whole else None)


async def match(store: Store, planned: Plan) -> Match:
    """The plan as an area of ours."""
    return Match(planned.unit, await _area(store, planned))


async def _area(store: Store, planned: Plan) -> Area:
    if planned.units:
        return await areas.of_units(store, planned.units)
    metres = round(planned.circle[2] * _METRES) if planned.circle else 0
    if planned.circle and LEAST_RADIUS <= metres <= MOST_RADIUS:
        return await areas.circle(store, Point(*planned.circle[:2]), metres)
    return await areas.polygon(store, planned.inside)


def _chosen(whole: BaseGeometry, candidates: Sequence[Land]) -> Land | None:
    """Of what lies in them; the rest is for others to warn of."""
    near = [one for one in candidates if one.shape.intersects(whole)]
    ours = whole.intersection(shapely.union_all([one.shape for one in near]))
    if ours.area < _SLIVER:
        return None
    around = [one for one in near if _covers(one.shape, ours)]
    if around:
        return min(around, key=lambda one: (one.shape.area, one.unit.code))
    return max(near, key=lambda one: (one.shape.intersection(ours).area, one.unit.code))


def _covers(land: BaseGeometry, shape: BaseGeometry) -> bool:
    """All but for what a second drawing of the same border leaves over."""
    return bool(shape.difference(land).area <= max(shape.area * _NEARLY, _SLIVER))


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Without lines and points where it only touches."""
    parts = [one for part in shapely.get_parts(shape) for one in shapely.get_parts(part)]
    return shapely.MultiPolygon([one for one in parts if one.geom_type == "Polygon" and not one.is_empty])


def _drawn(shape: BaseGeometry) -> BaseGeometry:
    """A hand's breadth smaller, so that no unit is met that lies beside it."""
    smaller = _polygons(shape.buffer(-_INSIDE, join_style="mitre"))
    return shape if smaller.is_empty else smaller
