"""Units from GeoJSON: what is taken, what is refused, and that nothing else can happen."""

import json
from contextlib import suppress
from importlib.resources import files
from itertools import pairwise
from typing import Any

import h3
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.units.datum import Datum, Position, to_gcj02
from handlers.units.geojson import parse_units
from handlers.units.problems import FileRefused
from handlers.units.problems import ProblemKind as Kind
from storage.units import PLACE_KINDS, NewUnit, Unit, UnitKind

DEMO = files("bot.demo").joinpath("chengdu.geojson")
LEFT, RIGHT, BOTH = (104.05, 30.65, 104.06, 30.66), (104.06, 30.65, 104.07, 30.66), (104.05, 30.65, 104.07, 30.66)


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return dict(shapely.geometry.mapping(shapely.box(west, south, east, north)))


def rings(*positions: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(positions)]}


def feature(code: Any = "A", geometry: Any = None, **properties: Any) -> dict[str, Any]:
    values = {"code": code, "kind": "grid", "parent": None, "name": "网格", "name:en": "Grid"} | properties
    return {"type": "Feature", "properties": values, "geometry": geometry or box(*LEFT)}


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def loaded(*features: Any, known: tuple[Unit, ...] = ()) -> dict[str, NewUnit]:
    return {unit.code: unit for unit in parse_units(collection(*features), Datum.WGS84, known)}


def refusal(*features: Any, known: tuple[Unit, ...] = ()) -> list[tuple[Kind, str]]:
    with pytest.raises(FileRefused) as refused:
        loaded(*features, known=known)
    assert all("\n" not in problem.sentence for problem in refused.value.problems)
    return [(problem.kind, problem.code) for problem in refused.value.problems]


def known_as(*units: NewUnit) -> tuple[Unit, ...]:
    """The units as the database gives them back."""
    ids = {unit.code: number for number, unit in enumerate(units, start=1)}
    parents = [ids[unit.parent] if unit.parent else None for unit in units]
    return tuple(
        Unit(id=ids[unit.code], parent_id=parent, **unit.model_dump(exclude={"parent", "cells"}))
        for unit, parent in zip(units, parents, strict=True)
    )


def test_the_demo_community_loads_and_tiles() -> None:
    units = {unit.code: unit for unit in parse_units(DEMO.read_text("utf-8"), Datum.WGS84)}
    assert [unit.kind for unit in units.values()] == [UnitKind.DISTRICT] + 2 * [UnitKind.COMMUNITY] + 6 * [
        UnitKind.GRID
    ]
    shapes = {code: shapely.from_geojson(unit.geometry) for code, unit in units.items()}
    for code in ("QY", "QY-01", "QY-02"):
        children = [shapes[unit.code] for unit in units.values() if unit.parent == code]
        assert shapely.symmetric_difference(shapely.union_all(children), shapes[code]).area == 0


def test_everything_of_a_unit_is_taken() -> None:
    unit = loaded(feature("A-1", name=" 一网格 ", **{"name:en": "Grid 1"}))["A-1"]
    assert (unit.kind, unit.parent, unit.name, unit.name_en) == (UnitKind.GRID, None, "一网格", "Grid 1")
    assert shapely.from_geojson(unit.geometry).equals(shapely.box(*LEFT))


def test_parents_come_before_their_children() -> None:
    child = feature("C", kind="grid", parent="B")
    units = loaded(child, feature("B", kind="community", parent="A"), feature("A", kind="district"))
    assert list(units) == ["A", "B", "C"]


@pytest.mark.parametrize("english", [{}, {"name:en": None}])
def test_without_an_english_name_the_chinese_one_serves(english: dict[str, None]) -> None:
    bare = feature()
    del bare["properties"]["name:en"]
    bare["properties"] |= english
    assert loaded(bare)["A"].name_en == "网格"


def test_a_byte_order_mark_and_altitudes_are_ignored() -> None:
    high = rings([104, 30, 512], [104.01, 30, 512.5], [104, 30.01, 512], [104, 30, 0])
    (unit,) = parse_units("\ufeff" + collection(feature("A", high)), Datum.WGS84)
    assert not shapely.from_geojson(unit.geometry).has_z


def test_outlines_run_anticlockwise() -> None:
    clockwise = rings([104, 30], [104, 30.01], [104.01, 30], [104, 30])
    assert shapely.from_geojson(loaded(feature("A", clockwise))["A"].geometry).exterior.is_ccw


def test_gcj02_becomes_wgs84() -> None:
    wgs84 = shapely.box(*LEFT)
    gcj02 = [to_gcj02(Position(*row)) for row in shapely.get_coordinates(wgs84)]
    (unit,) = parse_units(collection(feature("A", rings(*gcj02))), Datum.GCJ02)
    assert shapely.hausdorff_distance(shapely.from_geojson(unit.geometry), wgs84) < 1e-8


def test_a_building_may_be_a_point_and_stands_on_a_grid_beside_it() -> None:
    point = {"type": "Point", "coordinates": [104.055, 30.655]}
    community = feature("C", box(*BOTH), kind="community")
    tower = feature("T", box(104.051, 30.651, 104.052, 30.652), kind="building", parent="C")
    units = loaded(community, feature("G", parent="C"), feature("P", point, kind="building", parent="C"), tower)
    assert json.loads(units["P"].geometry) == point
    assert refusal(feature("G", point)) == [(Kind.BAD_GEOMETRY, "G")]


@pytest.mark.parametrize("kind", PLACE_KINDS)
def test_cells_are_for_communities_and_grids(kind: UnitKind) -> None:
    assert bool(loaded(feature(kind=kind))["A"].cells) == (kind in ("community", "grid"))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_cells_leave_no_point_out(right: float, up: float) -> None:
    west, south, east, north = LEFT
    point = (south + up * (north - south), west + right * (east - west))
    assert h3.latlng_to_cell(*point, 9) in loaded(feature())["A"].cells


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1" * 5000, "[" * 99_999, '{"type": "Feature"}', "{}"])
def test_what_is_no_feature_collection_is_refused(text: str) -> None:
    with pytest.raises(FileRefused) as refused:
        parse_units(text, Datum.WGS84)
    assert [(problem.kind, problem.code) for problem in refused.value.problems] == [(Kind.UNREADABLE, "file")]


@pytest.mark.parametrize("thing", [None, 7, [], {}, {"type": "Feature", "properties": None, "geometry": box(*LEFT)}])
def test_what_is_no_feature_is_named_by_its_number(thing: object) -> None:
    assert refusal(feature(), thing) == [(Kind.UNREADABLE, "feature 2")]


@pytest.mark.parametrize("code", [None, 7, "", "A B", "A_B", "街道", "A" * 33, "A\n", "\ud800"])
def test_malformed_codes(code: object) -> None:
    assert refusal(feature(code)) == [(Kind.BAD_CODE, "feature 1")]


@pytest.mark.parametrize("name", [None, 7, "", "  ", "a\nb", "\x00", "\u202eb", "\ud800", "名" * 101])
def test_bad_names(name: object) -> None:
    assert refusal(feature(name=name)) == [(Kind.BAD_NAME, "A")]


@pytest.mark.parametrize("kind", [None, 7, [], "Grid", "city"])
def test_unknown_kinds(kind: object) -> None:
    assert refusal(feature(kind=kind)) == [(Kind.UNKNOWN_KIND, "A")]


@pytest.mark.parametrize("parent", ["Z", "", 7, ["A"], "a"])
def test_unknown_parents(parent: object) -> None:
    assert refusal(feature(parent=parent)) == [(Kind.UNKNOWN_PARENT, "A")]


def test_a_code_that_stands_twice() -> None:
    assert refusal(feature(), feature(geometry=box(*RIGHT))) == [(Kind.DUPLICATE_CODE, "A")]


@pytest.mark.parametrize(("above", "below"), list(pairwise(PLACE_KINDS)))
def test_a_parent_must_be_of_a_larger_kind(above: UnitKind, below: UnitKind) -> None:
    assert set(loaded(feature("P", kind=above), feature("C", kind=below, parent="P"))) == {"P", "C"}
    for wrong in (above, below):
        problems = refusal(feature("P", kind=below), feature("C", kind=wrong, parent="P"))
        assert problems == [(Kind.PARENT_NOT_ABOVE, "C")]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_circle_is_reported_once(length: int) -> None:
    codes = [f"C{number}" for number in range(length)]
    parents = codes[1:] + codes[:1]
    circle = [feature(code, parent=parent) for code, parent in zip(codes, parents, strict=True)]
    tail = feature("T", box(*RIGHT), parent="C0")
    assert [code for kind, code in refusal(*circle, tail) if kind is Kind.CIRCLE] == ["C0"]


BROKEN = {
    "nothing": {},
    "a line": {"type": "LineString", "coordinates": [[104, 30], [104.1, 30]]},
    "no rings": {"type": "Polygon", "coordinates": []},
    "empty ring": rings(),
    "no parts": {"type": "MultiPolygon", "coordinates": []},
    "empty part": {"type": "MultiPolygon", "coordinates": [[]]},
    "two corners": rings([104, 30], [104.1, 30], [104, 30]),
    "not closed": rings([104, 30], [104.1, 30], [104.1, 30.1], [104, 30.1]),
    "crosses itself": rings([104, 30], [104.1, 30.1], [104.1, 30], [104, 30.1], [104, 30]),
    "no area": rings([104, 30], [104.1, 30], [104.05, 30], [104, 30]),
    "one spot": rings([104, 30], [104, 30], [104, 30], [104, 30]),
    "swapped": rings([30, 104], [30.1, 104], [30.1, 104.1], [30, 104]),
    "metres": rings([411000, 3392000], [412000, 3392000], [412000, 3393000], [411000, 3392000]),
    "not a number": rings([104, 30], [104.1, 30], [104.1, float("nan")], [104, 30]),
    "infinite": rings([104, 30], [104.1, 30], [104.1, float("inf")], [104, 30]),
    "huge integer": rings([104, 30], [10**400, 30], [104.1, 30.1], [104, 30]),
    "truth": rings([104, True], [104.1, True], [104.1, 2], [104, True]),
    "text": rings(["104", "30"], ["104.1", "30"], ["104.1", "30.1"], ["104", "30"]),
    "flat": rings([104], [104.1], [104.1], [104]),
    "hole outside": {"type": "Polygon", "coordinates": [*box(*LEFT)["coordinates"], *box(*RIGHT)["coordinates"]]},
    "parts overlap": {"type": "MultiPolygon", "coordinates": [box(*LEFT)["coordinates"], box(*BOTH)["coordinates"]]},
    "half the world": box(0, 0, 90, 80),
}


@pytest.mark.parametrize("geometry", [pytest.param(shape, id=name) for name, shape in BROKEN.items()])
def test_broken_geometries(geometry: object) -> None:
    broken = feature()
    broken["geometry"] = geometry
    assert refusal(broken) == [(Kind.BAD_GEOMETRY, "A")]


def test_siblings_share_borders_but_no_land() -> None:
    assert set(loaded(feature("A"), feature("B", box(*RIGHT)))) == {"A", "B"}
    overlapping = feature("B", box(104.0599, 30.65, 104.07, 30.66))
    assert refusal(feature("A"), overlapping) == [(Kind.OVERLAP, "B")]
    assert refusal(feature("A"), feature("B", box(104.052, 30.652, 104.053, 30.653))) == [(Kind.OVERLAP, "B")]


@pytest.mark.parametrize(("metres", "is_taken"), [(-50, True), (0, True), (0.5, True), (1.5, False), (50, False)])
def test_a_sliver_thinner_than_a_metre_is_no_overlap(metres: float, is_taken: bool) -> None:
    strip = feature("B", box(104.06 - metres / 95_650, 30.65, 104.07, 30.66))
    if is_taken:
        assert len(loaded(feature("A"), strip)) == 2
    else:
        assert refusal(feature("A"), strip) == [(Kind.OVERLAP, "B")]


def test_all_problems_come_at_once() -> None:
    features = [
        feature("A", kind="city", name=""),
        feature("B", box(*BOTH), parent="Z"),
        feature("?", box(*RIGHT), parent="Z"),
        feature("D", BROKEN["not closed"], parent="B"),
    ]
    assert refusal(*features) == [
        (Kind.UNKNOWN_KIND, "A"),
        (Kind.BAD_NAME, "A"),
        (Kind.BAD_CODE, "feature 3"),
        (Kind.BAD_GEOMETRY, "D"),
        (Kind.UNKNOWN_PARENT, "B"),
        (Kind.UNKNOWN_PARENT, "feature 3"),
        (Kind.PARENT_NOT_ABOVE, "D"),
        (Kind.OVERLAP, "feature 3"),
    ]


def test_loading_again_looks_at_what_was_there() -> None:
    before = (feature("P", box(*BOTH), kind="community"), feature("L", parent="P"))
    known = known_as(*loaded(*before).values())
    assert set(loaded(*before, known=known)) == {"P", "L"}
    assert set(loaded(feature("R", box(*RIGHT), parent="P"), known=known)) == {"R"}
    assert refusal(feature("R", box(*BOTH), parent="P"), known=known) == [(Kind.OVERLAP, "R")]
    assert set(loaded(feature("R", parent="P"), feature("L", box(*RIGHT), parent="P"), known=known)) == {"R", "L"}
    assert refusal(feature("P", box(*BOTH), kind="building"), known=known) == [(Kind.PARENT_NOT_ABOVE, "L")]
    assert (Kind.CIRCLE, "P") in refusal(feature("P", kind="community", parent="L"), known=known)


def test_a_team_keeps_its_code() -> None:
    """A place of the same code would take its members and its cases; and below a team there is none."""
    place = known_as(loaded(feature("P", box(*BOTH), kind="community"))["P"])
    nothing = '{"type": "GeometryCollection", "geometries": []}'
    team = Unit(id=9, code="T", kind=UnitKind.TEAM, parent_id=1, name="T", name_en="T", geometry=nothing)
    assert set(loaded(feature("L", parent="P"), known=(*place, team))) == {"L"}
    assert (Kind.DUPLICATE_CODE, "T") in refusal(feature("T", parent="P"), known=(*place, team))
    assert refusal(feature("L", parent="T"), known=(*place, team)) == [(Kind.PARENT_NOT_ABOVE, "L")]


def test_an_overlap_that_was_there_before_stops_nobody() -> None:
    (old,) = known_as(loaded(feature("A"))["A"])
    twin = old.model_copy(update={"id": 9, "code": "B"})
    assert set(loaded(feature("C", box(*RIGHT)), known=(old, twin))) == {"C"}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
place = st.tuples(st.sampled_from([104.05, 104.06, 104.07, -180, 180, 0.0]), st.sampled_from([30.65, 30.66, 90, -90]))
ring = st.lists(place, max_size=6).map(lambda positions: positions + positions[:1])
drawn = st.one_of(
    st.builds(lambda shape: {"type": "Polygon", "coordinates": shape}, st.lists(ring, max_size=2)),
    st.builds(lambda parts: {"type": "MultiPolygon", "coordinates": parts}, st.lists(st.lists(ring, max_size=2))),
    st.builds(lambda spot: {"type": "Point", "coordinates": spot}, place),
    st.sampled_from([box(*LEFT), box(*RIGHT), box(*BOTH), *BROKEN.values()]),
)
code = st.sampled_from(["A", "B", "C"])
almost = st.builds(
    feature, code | anything, drawn | anything, kind=st.sampled_from(PLACE_KINDS) | anything, parent=code
)
half_right = st.lists(almost | st.builds(feature, code, drawn, parent=code | st.none()) | anything, max_size=5)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(anything | half_right.map(lambda features: {"type": "FeatureCollection", "features": features}))
def test_any_json_is_loaded_or_refused(document: object) -> None:
    with suppress(FileRefused):
        parse_units(json.dumps(document), Datum.GCJ02)


@given(st.text())
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(FileRefused):
        parse_units(text, Datum.WGS84)
