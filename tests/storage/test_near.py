"""Open reports near a point: which, how near, in which order; the nearest unit; and that an index finds them."""

import re
from dataclasses import dataclass
from datetime import timedelta
from math import acos, asin, atan2, cos, degrees, radians, sin

import h3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.case import OPEN, Place, PlaceSource, Report, Status
from storage.nearness import Point, cell_of, cells_around
from storage.store import Store
from storage.units import CELL_RESOLUTION
from tests.storage.makers import NOW, a_report, after, celled

HERE: Point = (30.6607, 104.058)
EARTH_METRES = 6_371_007.180918475  # the sphere that H3 is drawn on


def moved(point: Point, metres: float, bearing: float) -> Point:
    """So far along a great circle; the bearing in degrees from north."""
    angle, heading = metres / EARTH_METRES, radians(bearing)
    latitude, longitude = map(radians, point)
    there = asin(sin(latitude) * cos(angle) + cos(latitude) * sin(angle) * cos(heading))
    east = atan2(sin(heading) * sin(angle) * cos(latitude), cos(angle) - sin(latitude) * sin(there))
    return degrees(there), (degrees(longitude + east) + 180) % 360 - 180


def at(point: Point, code: str = "H-0000-0000", **fields: object) -> Report:
    """A report with a point, that is not stored yet."""
    place = Place(source=PlaceSource.PIN, latitude=point[0], longitude=point[1])
    return a_report(code, place=place, **fields)


async def kept(store: Store, metres: float, **fields: object) -> str:
    """The code of a report that is stored, so far north of HERE."""
    code = f"H-{metres}-{len(fields)}-{'-'.join(map(str, fields.values()))}"
    await store.reports.add(at(moved(HERE, metres, 0), code, **fields))
    return code


async def near(store: Store, metres: float = 50, category: str | None = None, limit: int = 99) -> list[str]:
    """Codes, with everything since NOW."""
    return [one.report.code for one in await store.reports.near(HERE, metres, category, since=NOW, limit=limit)]


class TestNear:
    async def test_the_nearest_first_with_the_distance(self, store: Store) -> None:
        """No more than asked for, and the report is whole."""
        far, close, middle = [await kept(store, metres) for metres in (49.5, 3, 20)]
        await kept(store, 50.5)
        assert await near(store) == [close, middle, far]
        assert await near(store, limit=2) == [close, middle]
        (first,) = await store.reports.near(HERE, 50, since=NOW, limit=1)
        assert first.report == await store.reports.by_code(close)
        assert first.metres == pytest.approx(3, abs=0.001)

    async def test_at_one_place_the_oldest_row_first(self, store: Store) -> None:
        """As with a QR code, where they all have the same point."""
        for code in "CAB":
            await store.reports.add(at(HERE, code))
        assert [(one.report.code, one.metres) for one in await store.reports.near(HERE, 50, since=NOW, limit=2)] == [
            ("C", 0), ("A", 0),
        ]  # fmt: skip

    async def test_only_what_is_open(self, store: Store) -> None:
        codes = {status: await kept(store, 1, status=status) for status in Status}
        assert {*await near(store)} == {codes[status] for status in OPEN}

    async def test_of_one_category_or_of_any(self, store: Store) -> None:
        gas, lift = await kept(store, 1, category="gas"), await kept(store, 2, category="lift")
        unknown = await kept(store, 3)
        assert await near(store) == [gas, lift, unknown]
        assert await near(store, category="lift") == [lift]

    async def test_not_what_is_older(self, store: Store) -> None:
        """To the microsecond, by when it was made; a later change makes it no younger."""
        just = await kept(store, 1, created_at=NOW)
        report = await store.reports.add(at(HERE, created_at=after(microseconds=-1)))
        await store.reports.save(report, now=after(days=1))
        assert await near(store) == [just]

    async def test_not_what_has_no_point(self, store: Store) -> None:
        await store.reports.add(a_report())
        assert await near(store) == []

    async def test_a_place_that_changes(self, store: Store) -> None:
        """It is found where it is, and nowhere once it is only told in words."""
        report = await store.reports.add(at(moved(HERE, 10_000, 90)))
        assert await near(store) == []
        await store.reports.save(report.model_copy(update={"place": at(HERE).place}), now=NOW)
        assert await near(store) == [report.code]
        words = Place(source=PlaceSource.WORDS, words="门口")
        await store.reports.save(report.model_copy(update={"place": words}), now=NOW)
        assert await near(store) == []

    async def test_a_place_that_is_rounded(self, store: Store) -> None:
        """An open report whose reporter erased everything is found where it was rounded to, and no cell tells where it was."""
        report = await store.reports.add(at((30.66049, 104.05851)))
        await store.traces.blur(report.id)
        assert await store.reports.near((30.66, 104.059), 1, since=NOW, limit=1) != ()
        assert await store.reports.near((30.66049, 104.05851), 50, since=NOW, limit=1) == ()
        assert await _cells(store) == [cell_of(30.66, 104.059)] != [cell_of(30.66049, 104.05851)]


async def _cells(store: Store) -> list[str]:
    return [row["cell"] for row in await store._conn.fetch("SELECT cell FROM reports")]


CORNERS = h3.cell_to_boundary(h3.latlng_to_cell(*HERE, 10))
SPOTS = st.sampled_from(
    [
        *((degrees_north, 180.0) for degrees_north in (0.0, 66.0, -16.8)),
        *((degrees_north, 25.0) for degrees_north in (89.9999, -89.9999, 78.2)),
        *map(h3.cell_to_latlng, h3.get_pentagons(10)),
        *CORNERS,
    ]
) | st.tuples(st.floats(-1, 1).map(lambda sine: degrees(asin(sine))), st.floats(-180, 180))
BEARINGS = st.floats(0, 360)
SHARES = st.floats(0, 3).filter(lambda share: abs(share - 1) > 1e-4)  # of the metres asked for; not just on the circle


@dataclass(frozen=True)
class Drawn:
    """A report to be made: how far away, and what else matters."""

    share: float
    bearing: float
    status: Status
    category: str | None
    days: int


DRAWN = st.builds(
    Drawn,
    share=SHARES,
    bearing=BEARINGS,
    status=st.sampled_from(Status),
    category=st.sampled_from(["gas", "lift", None]),
    days=st.integers(-1, 1),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spot=SPOTS,
    metres=st.sampled_from([50, 250]) | st.floats(1, 600),
    drawn=st.lists(DRAWN, max_size=12),
    category=st.sampled_from(["gas", None]),
)
async def test_as_a_look_at_everything(
    store: Store, spot: Point, metres: float, drawn: list[Drawn], category: str | None
) -> None:
    """Anywhere on the earth: at its poles, across the antimeridian, around H3's pentagons, at the corners of cells."""
    await store._conn.run("DELETE FROM reports")
    wanted = []
    for number, one in enumerate(drawn):
        made = {"created_at": NOW + timedelta(days=one.days), "status": one.status, "category": one.category}
        await store.reports.add(at(moved(spot, metres * one.share, one.bearing), f"H-{number}", **made))
        if one.share < 1 and one.status in OPEN and category in (None, one.category) and one.days >= 0:
            wanted.append((f"H-{number}", metres * one.share))
    found = await store.reports.near(spot, metres, category, since=NOW, limit=99)
    assert {one.report.code for one in found} == {code for code, _ in wanted}
    assert [one.metres for one in found] == pytest.approx(sorted(away for _, away in wanted), abs=0.01)


@settings(max_examples=500)
@given(spot=SPOTS, metres=st.floats(0, 600), share=st.floats(0, 1), bearing=BEARINGS)
def test_cells_around_leave_nothing_out(spot: Point, metres: float, share: float, bearing: float) -> None:
    """Whatever point is near enough lies in one of them."""
    assert cell_of(*moved(spot, metres * share, bearing)) in cells_around(spot, metres)


def test_cells_around_are_few() -> None:
    """As few as an exact look is worth."""
    assert len(cells_around(HERE, 50)) <= 7
    assert len(cells_around(HERE, 250)) <= 30


async def test_an_index_finds_them(store: Store, engine: str) -> None:
    """Among a thousand along a road. PostgreSQL has to know that there are so many; SQLite never gets to know."""
    for number in range(1000):
        await store.reports.add(at(moved(HERE, number * 200, 90), f"H-{number}"))
    if engine == "postgres":
        await store._conn.run("ANALYZE reports")
    explain, told = ("EXPLAIN QUERY PLAN", "detail") if engine == "sqlite" else ("EXPLAIN", "QUERY PLAN")
    parameters = {"cells": '["8a4180000007fff"]', "category": None, "since": 0}
    plan = await store._conn.fetch(f"{explain} {store.reports._q.reports.near.sql}", parameters)
    lines = " ".join(row[told] for row in plan)
    assert "ix_reports_cell" in lines
    assert not re.search("Seq Scan|SCAN reports|ix_reports_(?!cell)", lines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spot=SPOTS,
    drawn=st.lists(st.tuples(st.floats(0, 7).map(lambda power: 10**power), BEARINGS), min_size=1, max_size=12),
)
async def test_the_nearest_unit_is_never_left_out(store: Store, spot: Point, drawn: list[tuple[float, float]]) -> None:
    """As near as a corner of its cell: from a metre away to the other end of the earth."""
    await store._conn.run("DELETE FROM units")
    away: dict[str, float] = {}
    for number, (metres, bearing) in enumerate(drawn):
        cell = h3.latlng_to_cell(*moved(spot, metres, bearing), CELL_RESOLUTION)
        await store.units.save(celled(f"G{number}", cell), now=NOW)
        away[f"G{number}"] = min(
            h3.great_circle_distance(spot, corner, unit="m") for corner in h3.cell_to_boundary(cell)
        )
    assert min(away, key=lambda code: away[code]) in [unit.code for unit in await store.units.near(spot)]


def test_great_circles() -> None:
    """What moved() is measured by: the angle between two points on a sphere."""
    one, other = HERE, moved(HERE, 100_000, 33)
    (north, east), (there, far) = [tuple(map(radians, point)) for point in (one, other)]
    angle = acos(sin(north) * sin(there) + cos(north) * cos(there) * cos(far - east))
    assert angle * EARTH_METRES == pytest.approx(100_000, rel=1e-6)
