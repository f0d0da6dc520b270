"""How many people the preview of a warning counts is how many it is entered for, whoever lives, works, rides, helps or wishes where."""

from datetime import timedelta
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.alerts import audience, service, spreading
from handlers.context import Work
from storage.alert import Alert, AlertKind, AlertState, Area, AreaSource, Audience, Level, MessageType, Way
from storage.roles import Role, Via
from storage.store import Store
from storage.units import Unit, UnitKind
from storage.wishes import Wishes
from tests.storage.makers import NOW, SQUARE, a_content, a_person, a_unit, work_on

_TABLES = ("alert_copies", "alert_units", "alerts", "outbox", "wishes", "roles", "people")
_TREE = {"D": None, "C1": "D", "C2": "D", "G1": "C1", "G2": "C1", "B1": "G1", "B2": "G2", "G3": "C2"}
_KINDS = {"D": UnitKind.DISTRICT, "C": UnitKind.COMMUNITY, "G": UnitKind.GRID, "B": UnitKind.BUILDING}
_TEAMS = {"T1": "C1", "T2": "D"}
_PLACES = st.sampled_from([None, *_TREE])
_HELD = st.sampled_from([Role.STAFF, Role.DUTY_OFFICER, Role.ADMINISTRATOR, Role.VOLUNTEER])
_ROLES = st.tuples(_HELD, st.sampled_from(list(_TREE))) | st.just((Role.ADMINISTRATOR, None))
_MINUTES = st.sampled_from([None, 0, 11 * 60, 13 * 60])


class Somebody(NamedTuple):
    """Where they live, work, and were last seen riding; what they wish; whether they can be reached."""

    home: str | None
    roles: tuple[tuple[Role, str | None], ...]
    team: str | None
    rides_in: str | None
    wishes: Wishes
    gone: bool


_WISHES = st.builds(
    Wishes,
    needs_help=st.booleans(),
    muted=st.sets(st.sampled_from([AlertKind.RAINSTORM, AlertKind.GAS])).map(tuple),
    quiet_begins=_MINUTES,
    quiet_ends=_MINUTES,
)
_SOMEBODY = st.builds(
    Somebody,
    home=_PLACES,
    roles=st.lists(_ROLES, max_size=2, unique=True).map(tuple),
    team=st.sampled_from([None, None, *_TEAMS]),
    rides_in=st.sampled_from([None, None, *_TREE]),
    wishes=st.just(Wishes()) | _WISHES,
    gone=st.integers(0, 9).map(lambda one: one == 0),
)
_AUDIENCES = st.just((Audience.ALL,)) | st.lists(st.sampled_from(Audience), min_size=1, max_size=2, unique=True).map(
    tuple
)


class Said(NamedTuple):
    """One message of an event."""

    units: tuple[str, ...]
    level: Level
    audience: tuple[Audience, ...]
    piece: int
    arrives: int  # of every so many copies one is not handed over


_SAID = st.builds(
    Said,
    units=st.lists(st.sampled_from(list(_TREE)), min_size=1, max_size=2, unique=True).map(tuple),
    level=st.sampled_from(Level),
    audience=_AUDIENCES,
    piece=st.integers(1, 5),
    arrives=st.integers(2, 4),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    people=st.lists(_SOMEBODY, max_size=9),
    said=st.lists(_SAID, min_size=1, max_size=3),
    moves=st.lists(_PLACES, max_size=9),
)
async def test_counted_is_entered(
    store: Store, people: list[Somebody], said: list[Said], moves: list[str | None]
) -> None:
    """Each message of an event, between which people move; and the all clear to all."""
    for table in _TABLES:
        await store._conn.run(f"DELETE FROM {table}")
    town = {code: await a_unit(store, code, _KINDS[code[0]], parent) for code, parent in _TREE.items()}
    town |= {code: await a_unit(store, code, UnitKind.TEAM, parent) for code, parent in _TEAMS.items()}
    ids = [await _settle(store, town, number, one) for number, one in enumerate(people)]
    author = await a_person(store, 9999)
    work = work_on(store)
    last: Alert | None = None
    for serial, one in enumerate(said, 1):
        last = await _message(work, town, author, one, serial)
        await _counted_is_entered(work, last, one)
        for person_id, home in zip(ids, moves, strict=False):
            await store.people.set_home(person_id, None if home is None else town[home].id, now=NOW)
    assert last is not None
    clear = await store.alerts.add(
        last.event, last.content, serial=len(said) + 1, message=MessageType.CLEAR, unit_id=last.unit_id, author_id=author, now=NOW
    )  # fmt: skip
    await _counted_is_entered(work, clear, said[-1])


async def _settle(store: Store, town: dict[str, Unit], number: int, one: Somebody) -> int:
    person_id = await a_person(store, 1000 + number)
    await store.people.set_home(person_id, None if one.home is None else town[one.home].id, now=NOW)
    await store.wishes.save(person_id, one.wishes)
    held = (*one.roles, *((Role.DEPARTMENT, one.team) for _ in range(one.team is not None)))
    for role, where in held:
        await store.roles.grant(person_id, role, None if where is None else town[where].id, via=Via.COMMAND, now=NOW)
    if one.rides_in is not None:
        await store.roles.grant(person_id, Role.RIDER, None, via=Via.SELF, now=NOW)
        await store.riders.moved(person_id, town[one.rides_in].id, until=NOW + timedelta(hours=1))
    if one.gone:
        await store.people.set_unreachable(person_id, NOW)
    return person_id


async def _message(work: Work, town: dict[str, Unit], author: int, one: Said, serial: int) -> Alert:
    area = Area(source=AreaSource.UNITS, geometry=SQUARE, units=one.units)
    content = a_content(area=area, level=one.level, audience=one.audience)
    message = MessageType.ALERT if serial == 1 else MessageType.UPDATE
    draft = await work.store.alerts.add(
        "W-0000-0000", content, serial=serial, message=message, unit_id=town["D"].id, author_id=author, now=NOW
    )
    return await service.change(work, draft, author, content)


async def _counted_is_entered(work: Work, alert: Alert, one: Said) -> None:
    """In pieces of any size; then most copies are handed over."""
    counted = await audience.size(work, alert)
    way = {"state": AlertState.APPROVED, "way": Way.TWO, "send_at": NOW}
    begun = await spreading.begin(work, alert.model_copy(update=way))
    whole, spreading.PIECE = spreading.PIECE, one.piece
    try:
        while begun.state is AlertState.SPREADING:
            begun = await spreading.spread(work, begun)
    finally:
        spreading.PIECE = whole
    assert begun.people == counted
    waiting = await work.store.copies.next_ones(alert.id, limit=1000)
    handed = [copy.person_id for number, copy in enumerate(waiting) if number % one.arrives]
    await work.store.copies.owed(alert.id, handed)
    await work.store.alerts.save(begun.model_copy(update={"state": AlertState.DONE, "ended_at": NOW}))
