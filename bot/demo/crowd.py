"""A crowd behind the people of the demo: made-up residents who live in its grids, get warnings, and answer them by themselves.

Who they are, where they live and what they answer follows from their numbers alone. Nobody looks at their phones.
"""

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from bot.config import Settings
from bot.demo.acting import Acting
from bot.demo.assets import AREA
from bot.demo.people import Actor
from bot.demo.state import Extra, Phone, Shown
from bot.demo.world import World
from bot.operate import opened
from storage.copies import Answer
from storage.store import Store
from storage.wishes import Wishes

_FIRST_ID = 2_000_001
_PIECE = 250  # people in one transaction
_ENGLISH = 10  # one of so many
_NEEDY, _FIRST_NEEDY = 1000, 411  # one of so many needs help, and which
_READ, _SAFE = 0.6, 0.8  # up to here somebody says that they know, up to here that they are safe; the rest is silent
_SOONEST, _LATEST = 2.0, 25.0  # seconds until they do
_WALK = 4.0  # seconds until whoever needs help has found the key that says where they are
_ANSWER, _IN_DRILL = "wsay", "drillgot"  # the actions of the buttons of warnings and of drills
_DRILLING = 4  # one of so many takes part in drills


@dataclass(frozen=True)
class Dweller:
    """One of them, and the code of the grid that they live in."""

    actor: Actor
    grid: str


def dwellers(count: int) -> list[Dweller]:
    """So many of them, spread over the grids; the same ones each time."""
    grids, dice = _grids(), random.Random(7)
    codes = sorted(grids)
    return [_dweller(number, codes[number % len(codes)], grids, dice) for number in range(count)]


def answer_of(person_id: int) -> Answer | None:
    """What one of them says to a warning; None for whoever is silent."""
    if (person_id - _FIRST_ID) % _NEEDY == _FIRST_NEEDY:
        return Answer.HELP
    mood = random.Random(person_id).random()
    return Answer.READ if mood < _READ else Answer.SAFE if mood < _SAFE else None


def takes_part(person_id: int) -> bool:
    """Whether one of them takes part in drills."""
    return (person_id - _FIRST_ID) % _DRILLING == 0


async def settle(settings: Settings, people: Sequence[Dweller], now: datetime) -> None:
    """Writes them into the bot's database, as people who have agreed and said where they live; some at a time."""
    async with opened(settings) as database:
        for start in range(0, len(people), _PIECE):
            async with database.write() as store:
                for one in people[start : start + _PIECE]:
                    await _settle(store, one, now)


async def _settle(store: Store, dweller: Dweller, now: datetime) -> None:
    language = "en" if dweller.actor.language_code == "en" else "zh-Hans"
    person = await store.people.meet(dweller.actor.id, language, now=now)
    unit = await store.units.by_code(dweller.grid)
    assert unit is not None, "the area is loaded"
    await store.people.consent(person.id, now=now)
    await store.people.set_home(person.id, unit.id, now=now)
    if takes_part(dweller.actor.id):
        await store.wishes.save(person.id, Wishes(drills=True))


def gather(world: World, people: Sequence[Dweller]) -> None:
    """From now on the bot can write to them, and they answer."""
    crowd = _Crowd(world)
    for one in people:
        world.extras[one.actor.id] = Extra(actor=one.actor, started=True, hears=crowd.hears)


class _Crowd:
    """What they do with their phones."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._answered: set[tuple[int, str]] = set()

    def hears(self, phone: Phone, shown: Shown) -> None:
        """Somebody has got something; each event of warnings they answer once, by what is offered."""
        wanted = answer_of(phone.id)
        if any(key.get("request_location") for row in phone.keyboard for key in row):
            self._soon(_WALK, self._hands(phone).place)
            phone.keyboard = []
            return
        data = _chosen(shown, wanted) if wanted else None
        if data is not None and (phone.id, data[1]) not in self._answered:
            self._answered.add((phone.id, data[1]))
            delay = random.Random(-phone.id).uniform(_SOONEST, _LATEST)
            self._soon(delay, self._hands(phone).forge, ":".join(data), shown)

    def _hands(self, phone: Phone) -> Acting:
        return Acting(self._world, phone.actor, phone)

    def _soon(self, seconds: float, act: Callable[..., Any], *arguments: Any) -> None:
        asyncio.get_running_loop().call_later(seconds, act, *arguments)


def _chosen(shown: Shown, wanted: Answer) -> list[str] | None:
    """The button that somebody taps, if there is one for them."""
    offered = _data_of(shown)
    said = {data[2]: data for data in offered if data[0] == _ANSWER}
    in_drill = next((data for data in offered if data[0] == _IN_DRILL), None)
    return said.get(wanted.value, said.get(Answer.READ.value, in_drill))


def _data_of(shown: Shown) -> list[list[str]]:
    return [key["callback_data"].split(":") for row in shown.buttons for key in row if "callback_data" in key]


def _grids() -> dict[str, BaseGeometry]:
    features = json.loads(AREA.read_text(encoding="utf8"))["features"]
    return {
        one["properties"]["code"]: shapely.from_geojson(json.dumps(one["geometry"]))
        for one in features
        if one["properties"]["kind"] == "grid"
    }


def _dweller(number: int, grid: str, grids: dict[str, BaseGeometry], dice: random.Random) -> Dweller:
    latitude, longitude = _point_in(grids[grid], dice)
    is_english = number % _ENGLISH == 0
    name = f"Neighbour {number + 1}" if is_english else f"邻居 {number + 1}"
    actor = Actor(_FIRST_ID + number, name, "en" if is_english else "zh-hans", "resident", latitude, longitude)
    return Dweller(actor, grid)


def _point_in(shape: BaseGeometry, dice: random.Random) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    while True:
        point = dice.uniform(south, north), dice.uniform(west, east)
        if shapely.contains_xy(shape, point[1], point[0]):
            return point
