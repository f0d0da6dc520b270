"""The nearest unit by rings of cells is the nearest of all; real units in a real database."""

import random

from handlers.report.places import unit_at
from handlers.units.geometry import Point, locate
from storage.case import Place, PlaceSource
from tests.town import Town


async def test_rings_find_what_a_look_at_everything_finds(here: Town) -> None:
    """Around the community and far away, 200 points."""
    dice = random.Random(3)
    async with here.parts.database.read() as store:
        everything = await store.units.indexed()
        for spread in (0.004, 0.02, 0.08, 1.0):
            for _ in range(50):
                point = Point(30.6600 + dice.uniform(-spread, spread), 104.0600 + dice.uniform(-spread, spread))
                place = Place(source=PlaceSource.PIN, latitude=point.latitude, longitude=point.longitude)
                assert await unit_at(store, place) == locate(point, everything)
