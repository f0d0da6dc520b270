"""Which units an area meets, and how it is called."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import shapely

from handlers.alerts import area as areas
from handlers.messages import Text, text
from handlers.units.geometry import Point, in_metres
from storage.alert import Area, AreaSource
from storage.engine import Database
from storage.seal import load_seal
from storage.store import Store
from tests.town import copy_files


@pytest.fixture
async def store(prepared: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """A transaction on a database with the demo's units."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/shao.db", load_seal(tmp_path / "shao.key"))
    async with database.write() as opened:
        yield opened
    await database.close()


async def middle_of(store: Store, code: str) -> Point:
    unit = await store.units.by_code(code)
    assert unit is not None
    middle = shapely.from_geojson(unit.geometry).representative_point()
    return Point(middle.y, middle.x)


async def codes(store: Store, area: Area) -> list[str]:
    return [one.code for one in await areas.met_by(store, area)]


async def test_a_unit_is_met_with_all_below(store: Store) -> None:
    unit = await store.units.by_code("QY-01")
    assert unit is not None
    met = await codes(store, await areas.of_units(store, [unit]))
    below = {one.code for one in await store.units.everything() if one.id in await store.units.below(unit.id)}
    assert set(met) == {one for one in below if not one.startswith("QY-01-FIRM")}


async def test_a_circle_is_round_and_meets_what_is_near(store: Store) -> None:
    """Of a community that has grids these; the community itself is only around."""
    here = await middle_of(store, "QY-01-1")
    area = await areas.circle(store, here, 50)
    edge = in_metres(shapely.from_geojson(area.geometry), here)
    assert edge.area == pytest.approx(3.14159 * 50**2, rel=0.02)
    assert (area.source, area.metres) == (AreaSource.CIRCLE, 50)
    assert "QY-01-1" in area.units
    met = await areas.met_by(store, area)
    assert "QY-01" not in [one.code for one in met]
    assert "QY-01" in [one.code for one in await areas.around(store, met)]


async def test_the_nearest_comes_first(store: Store) -> None:
    here = await middle_of(store, "QY-01-1")
    met = await areas.met_by(store, await areas.circle(store, here, 2000))
    assert met[0].code == "QY-01-1"
    assert len(met) > 3


async def test_neighbours_are_near_and_not_met(store: Store) -> None:
    unit = await store.units.by_code("QY-01")
    assert unit is not None
    area = await areas.of_units(store, [unit])
    near = [one.code for one in await areas.neighbours(store, area, metres=500)]
    assert "QY-01" not in near
    assert "QY-02" in near
    assert await areas.neighbours(store, await areas.circle(store, Point(31.5, 100.0), 100), metres=500) == ()


async def test_two_areas_together(store: Store) -> None:
    first, second = [await store.units.by_code(code) for code in ("QY-01-1", "QY-02-1")]
    assert first is not None
    assert second is not None
    one, other = await areas.of_units(store, [first]), await areas.of_units(store, [second])
    both = await areas.both(store, one, other)
    assert (both.source, both.units) == (AreaSource.UNITS, ("QY-01-1", "QY-02-1"))
    assert set(await codes(store, both)) == {"QY-01-1", "QY-02-1"}
    mixed = await areas.both(store, one, await areas.circle(store, await middle_of(store, "QY-02-1"), 60))
    assert mixed.source is AreaSource.POLYGON
    assert {"QY-01-1", "QY-02-1"} <= {*mixed.units}


def test_many_names_are_counted() -> None:
    names: list[str] = list("abcdefg")

    def leaves(said: Text) -> list[object]:
        return [leaf for one in said.args.values() for leaf in (leaves(one) if isinstance(one, Text) else [one])]

    assert areas.listed([]) == text("alert-area-nameless")
    assert leaves(areas.listed(names[:3])) == ["a", "b", "c"]
    assert leaves(areas.listed(names)) == ["a", "b", "c", 7]
