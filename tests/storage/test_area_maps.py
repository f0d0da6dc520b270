"""Which units come onto the map of a warning, how exactly, and how much of a message that takes; on every engine."""

import json
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from bot.delivery.mapping import MapSheet, draw_map
from handlers.alerts.picture import MOST_BYTES, MOST_UNITS, area_map
from handlers.messages import AreaMap, Named, text
from handlers.units.datum import Datum
from handlers.units.geojson import parse_units
from handlers.units.shapes import cells_of
from storage.alert import Level
from storage.store import Store
from storage.units import NewUnit, UnitKind
from tests.storage.makers import NOW

CHENGDU = Path(__file__).parents[2] / "bot" / "demo" / "chengdu.geojson"
HERE = shapely.Point(104.06, 30.65)
ENDLESS = [  # on which GEOS never ended
    (104.0, 30.6),
    (104.07271873288535, 30.62749886516065),
    (-144.1089679396905, -77.5206316258998),
    (104.05017143953643, 30.65193951039084),
    (-179.99999999999997, -1.6002371867988872e-240),
    (52.51606679563915, 84.06501812837217),
    (-2.4239818897573885e-79, 51.57563600739502),
    (-111.21535605785452, -5e-324),
    (-147.91940624491696, 0.0),
]
STEP = 0.004  # degrees: grids of 400 metres


def written(shape: BaseGeometry) -> str:
    return str(shapely.to_geojson(shape))


async def save(store: Store, code: str, kind: UnitKind, parent: str | None, shape: BaseGeometry) -> None:
    cells = cells_of(shape, kind)
    unit = NewUnit(
        code=code, kind=kind, parent=parent, name=f"名{code}", name_en=code, geometry=written(shape), cells=cells
    )
    await store.units.save(unit, now=NOW)


async def a_city(store: Store, side: int, community: int) -> None:
    """Grids in rows and columns from HERE on; each so many of them, on a side, are a community."""
    for x in range(side // community):
        for y in range(side // community):
            wide = STEP * community
            west, south = HERE.x + x * wide, HERE.y + y * wide
            home = f"C{x}-{y}"
            await save(store, home, UnitKind.COMMUNITY, None, shapely.box(west, south, west + wide, south + wide))
    for x in range(side):
        for y in range(side):
            west, south = HERE.x + x * STEP, HERE.y + y * STEP
            box = shapely.box(west, south, west + STEP, south + STEP)
            await save(store, f"G{x}-{y}", UnitKind.GRID, f"C{x // community}-{y // community}", box)


async def load_chengdu(store: Store) -> None:
    for unit in parse_units(CHENGDU.read_text(encoding="utf8"), Datum.WGS84):
        await store.units.save(unit, now=NOW)


def names(found: AreaMap | None) -> list[str]:
    assert found is not None
    shown = [one.name.args["name"] for one in found.outlines]
    assert all(isinstance(one, Named) for one in shown)
    return [one.names["en"] for one in shown if isinstance(one, Named)]


def size(found: AreaMap | None) -> int:
    assert found is not None
    return len(json.dumps(found.model_dump(mode="json")))


class TestUnits:
    async def test_those_in_it_and_around_it_the_nearest_first(self, store: Store) -> None:
        """Of 36, in the corner between four."""
        await a_city(store, 6, 3)
        corner = shapely.Point(HERE.x + 2.02 * STEP, HERE.y + 2.01 * STEP)
        found = names(await area_map(store, written(corner.buffer(0.001)), Level.RED))
        assert found[0] == "G2-2"
        assert set(found[:4]) == {"G1-1", "G1-2", "G2-1", "G2-2"}
        assert "G5-5" not in found

    async def test_of_a_large_area_the_communities(self, store: Store) -> None:
        await a_city(store, 8, 4)
        whole = shapely.box(HERE.x, HERE.y, HERE.x + 8 * STEP, HERE.y + 8 * STEP)
        assert sorted(names(await area_map(store, written(whole), Level.RED))) == ["C0-0", "C0-1", "C1-0", "C1-1"]

    async def test_a_community_without_grids_is_there_itself(self, store: Store) -> None:
        await a_city(store, 2, 2)
        beside = shapely.box(HERE.x - 2 * STEP, HERE.y, HERE.x, HERE.y + 2 * STEP)
        await save(store, "C", UnitKind.COMMUNITY, None, beside)
        found = names(await area_map(store, written(HERE.buffer(0.001)), Level.RED))
        assert set(found) == {"C", "G0-0", "G1-0", "G0-1", "G1-1"}

    async def test_never_too_many(self, store: Store) -> None:
        """Where there is no community to stand for them."""
        for number in range(60):
            west = HERE.x + number * STEP / 10
            box = shapely.box(west, HERE.y, west + STEP / 10, HERE.y + STEP)
            await save(store, f"G{number}", UnitKind.GRID, None, box)
        middle = shapely.Point(HERE.x + 3 * STEP, HERE.y)
        found = names(await area_map(store, written(middle.buffer(3 * STEP)), Level.RED))
        assert len(found) == MOST_UNITS
        assert "G0" not in found

    async def test_none_is_no_hindrance(self, store: Store) -> None:
        found = await area_map(store, written(HERE), Level.BLUE)
        assert names(found) == []

    async def test_the_title(self, store: Store) -> None:
        """The level's, unless there is another one."""
        for title, shown in ((None, text("alert-map-blue")), (text("help"), text("help"))):
            found = await area_map(store, written(HERE), Level.BLUE, title)
            assert found is not None
            assert found.title == shown


class TestSize:
    async def test_is_reasonable(self, store: Store) -> None:
        await load_chengdu(store)
        found = await area_map(store, written(HERE.buffer(0.002)), Level.RED)
        assert size(found) < 6_000

    async def test_no_more_than_can_be_seen(self, store: Store) -> None:
        """A circle of 40,000 points, and grids whose borders are as fine."""
        fine = HERE.buffer(0.002, quad_segs=10_000)
        for number in range(9):
            shape = shapely.affinity.translate(fine, (number % 3 - 1) * STEP, (number // 3 - 1) * STEP)
            await save(store, f"G{number}", UnitKind.GRID, None, shape)
        found = await area_map(store, written(fine), Level.RED)
        assert len(names(found)) == 9
        assert size(found) <= MOST_BYTES
        assert found is not None
        drawn = shapely.from_geojson(found.area)
        assert drawn.hausdorff_distance(fine) < 5 / 111_195  # five metres

    async def test_rather_fewer_units_than_too_much(self, store: Store) -> None:
        """Teeth that are too large to be smoothed away."""
        for number in range(30):
            ring = [(HERE.x + x * 0.0002, HERE.y + number * 0.0002 + x % 2 * 0.0001) for x in range(60)]
            await save(store, f"G{number}", UnitKind.GRID, None, shapely.LineString(ring).buffer(0.00002, quad_segs=1))
        found = await area_map(store, written(shapely.Point(HERE.x + 0.005, HERE.y + 0.003).buffer(0.004)), Level.RED)
        assert size(found) <= MOST_BYTES
        assert names(found)

    async def test_what_is_too_much_in_itself_is_not_drawn(self, store: Store) -> None:
        """Ten thousand specks."""
        specks = shapely.union_all(
            [
                shapely.Point(HERE.x + x / 1000, HERE.y + y / 1000).buffer(0.0003, quad_segs=1)
                for x in range(100)
                for y in range(100)
            ]
        )
        assert await area_map(store, written(specks), Level.RED) is None


class TestDrawn:
    @pytest.mark.parametrize("radius", [0.0001, 0.002, 0.01, 0.2])
    async def test_shows_no_cut_edge(self, store: Store, radius: float) -> None:
        """Units are cut where the picture does not reach: whole ones make the same one."""
        await a_city(store, 6, 3)
        middle = shapely.Point(HERE.x + 2.5 * STEP, HERE.y + 2.5 * STEP)
        found = await area_map(store, written(middle.buffer(radius)), Level.RED)
        assert found is not None
        whole = {one.name_en: one.geometry for one in await store.units.everything()}
        cut = tuple(("", one.geometry) for one in found.outlines)
        drawn = draw_map(MapSheet("x", Level.RED, found.area, cut))
        assert drawn == draw_map(MapSheet("x", Level.RED, found.area, tuple(("", whole[one]) for one in names(found))))


class TestBad:
    @pytest.mark.parametrize(
        "geometry",
        ["", "{", "null", '{"type":"Point","coordinates":[]}', '{"type":"Point","coordinates":[400000,3000000]}'],
    )
    async def test_has_no_map(self, store: Store, geometry: str) -> None:
        assert await area_map(store, geometry, Level.RED) is None

    @pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
    @example(points=ENDLESS)
    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        points=st.lists(
            st.tuples(st.floats(-180, 180), st.floats(-90, 90))
            | st.tuples(st.floats(104, 104.1), st.floats(30.6, 30.7)),
            max_size=9,
        )
    )
    async def test_never_breaks_anything(self, store: Store, points: list[tuple[float, float]]) -> None:
        polygon = json.dumps({"type": "Polygon", "coordinates": [[*points, *points[:1]]]})
        found = await area_map(store, polygon, Level.RED)
        assert found is None or size(found) <= MOST_BYTES
