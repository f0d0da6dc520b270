"""The unit that cells lead to is the nearest of all; real units in a real database."""

import random
from collections.abc import Iterator

from handlers.report.places import unit_at
from handlers.units.geometry import Point, locate
from handlers.units.shapes import INDEXED
from storage.case import Place, PlaceSource
from storage.store import Store
from storage.units import Unit
from tests.town import Town


async def test_cells_find_what_a_look_at_everything_finds(here: Town) -> None:
    """In the community and around it, 150 points."""
    async with here.parts.database.read() as store:
        everything = await _everything(store)
        for point, place in _around(0.004, 0.02, 0.08):
            assert await unit_at(store, place) == locate(point, everything)


async def test_also_far_away(here: Town) -> None:
    """Where the plane that locate() measures in is no measure of which of two is nearer by a hair."""
    async with here.parts.database.read() as store:
        everything = await _everything(store)
        for point, place in _around(1.0, 10.0):
            found, nearest = await unit_at(store, place), locate(point, everything)
            assert found is not None
            assert nearest is not None
            assert nearest.outside_metres <= found.outside_metres <= nearest.outside_metres * 1.001


async def _everything(store: Store) -> list[Unit]:
    return [unit for unit in await store.units.everything() if unit.kind in INDEXED]


def _around(*spreads: float) -> Iterator[tuple[Point, Place]]:
    """Fifty each within so many degrees."""
    dice = random.Random(3)
    for spread in spreads:
        for _ in range(50):
            point = Point(30.6600 + dice.uniform(-spread, spread), 104.0600 + dice.uniform(-spread, spread))
            yield point, Place(source=PlaceSource.PIN, latitude=point.latitude, longitude=point.longitude)
