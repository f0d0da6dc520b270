"""Who is on duty in the demo's community: its officers, the worker of one grid, and the roster with the numbers to call."""

from datetime import datetime

from bot.demo.story import STAFF
from storage.people import Person
from storage.shifts import Shift
from storage.store import Store
from storage.units import Unit

OFFICERS = {"zh-Hans": (1017, "QY-01"), "en": (1019, "QY-02")}
WORKERS = {"zh-Hans": (1018, "QY-01-2"), "en": (1020, "QY-02-1")}
NEIGHBOURS = {"zh-Hans": (1002, "QY-01-2"), "en": (1021, "QY-02-2")}  # who have said where they live
_NUMBERS = {"zh-Hans": ("028-5550-0107", "028-5550-0118"), "en": ("028-5550-0208", "028-5550-0220")}
_ALL_DAY = 8 * 60  # from then until then


async def set_up(store: Store, now: datetime) -> None:
    """Staff are on duty with an officer as their deputy, a worker for a grid; after all of them have opened their invites."""
    for language, (staff, worker) in _NUMBERS.items():
        unit = await _unit(store, STAFF[language][1])
        officer = await _known(store, OFFICERS[language][0])
        await _on_duty(store, unit, await _known(store, STAFF[language][0]), staff, deputy=officer)
        await _on_duty(
            store, await _unit(store, WORKERS[language][1]), await _known(store, WORKERS[language][0]), worker
        )
        person, home = NEIGHBOURS[language]
        neighbour = await store.people.meet(person, language, now=now)
        await store.people.consent(neighbour.id, now=now)
        await store.people.set_home(neighbour.id, (await _unit(store, home)).id, now=now)


async def _on_duty(store: Store, unit: Unit, person: Person, number: str, *, deputy: Person | None = None) -> None:
    deputy_id = None if deputy is None else deputy.id
    shift = Shift(
        unit_id=unit.id, person_id=person.id, deputy_id=deputy_id, begins=_ALL_DAY, ends=_ALL_DAY, number=number
    )
    await store.shifts.add(shift)


async def _known(store: Store, telegram_id: int) -> Person:
    person = await store.people.find(telegram_id)
    assert person is not None, "they have opened their invites"
    return person


async def _unit(store: Store, code: str) -> Unit:
    unit = await store.units.by_code(code)
    assert unit is not None, "the area is loaded"
    return unit
