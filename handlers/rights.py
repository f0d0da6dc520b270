"""Who may do what, and where. Roles are read from the database each time something acts, so that whoever lost one can do nothing more."""

import logging
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import chain
from typing import TypedDict

from storage.case import Report
from storage.roles import Role
from storage.store import Store
from storage.units import Unit, UnitKind

_log = logging.getLogger(__name__)


class Deed(StrEnum):
    """What only some may do."""

    SEE_WORKLIST = "see the open cases"
    HANDLE = "see and change a case"
    ANSWER = "see and answer a case that their team was asked to deal with"
    BE_RUNG = "be rung about a new case"
    BE_ALARMED = "be told that nobody looks after a place"
    SEND_NOTICE = "write to the people of a unit"
    HOLD_DRILL = "hold a drill for those of a unit who take part in drills"
    HOLD_TRAINING = "make courses for those of a unit, and call them off"
    SET_ROUTES = "say which team is asked about which cases"
    SET_PHRASES = "write ready sentences for a unit"
    SET_ROSTER = "say who is on duty for a unit or team"
    HAVE_FACTOR = "have a second factor"
    SETTLE = "say whose a place is that is nobody's"
    WRITE_ALERT = "write warnings for a unit, stop them and take them back"
    APPROVE_ALERT = "let go a yellow warning that somebody else has written"
    APPROVE_GRAVE = "let go an orange or red one, or send one alone in an emergency"
    BIND_GROUP = "tie a group to a unit"
    SET_REWARDS = "say what points buy in a unit"
    TAKE_VOUCHER = "take the vouchers for rewards of a unit"
    GIVE_REWARD = "take the vouchers for what their team gives"
    SEE_REPORTER = "be one of the two who open who reported something"


_IN_CHARGE = (Role.STAFF, Role.DUTY_OFFICER, Role.ADMINISTRATOR)

# Of whoever has one of them at a unit, a report about that unit is about them. The same stand in the queries that list cases.
WORKING = (Role.DEPARTMENT, *_IN_CHARGE)

# At their unit and at all below it. Who is rung: the first of these roles that anybody has at a unit.
MAY: Mapping[Deed, tuple[Role, ...]] = {
    Deed.SEE_WORKLIST: _IN_CHARGE,
    Deed.HANDLE: _IN_CHARGE,
    Deed.ANSWER: (Role.DEPARTMENT,),
    Deed.BE_RUNG: (Role.STAFF, Role.DUTY_OFFICER),
    Deed.BE_ALARMED: (Role.ADMINISTRATOR,),
    Deed.SEND_NOTICE: _IN_CHARGE,
    Deed.HOLD_DRILL: _IN_CHARGE,
    Deed.HOLD_TRAINING: _IN_CHARGE,
    Deed.SET_ROUTES: _IN_CHARGE,
    Deed.SET_PHRASES: _IN_CHARGE,
    Deed.SET_ROSTER: WORKING,
    Deed.HAVE_FACTOR: _IN_CHARGE,
    Deed.SETTLE: _IN_CHARGE,
    Deed.WRITE_ALERT: _IN_CHARGE,
    Deed.APPROVE_ALERT: _IN_CHARGE,
    Deed.APPROVE_GRAVE: (Role.DUTY_OFFICER, Role.ADMINISTRATOR),
    Deed.BIND_GROUP: _IN_CHARGE,
    Deed.SET_REWARDS: _IN_CHARGE,
    Deed.TAKE_VOUCHER: _IN_CHARGE,
    Deed.GIVE_REWARD: (Role.DEPARTMENT,),
    Deed.SEE_REPORTER: (Role.DUTY_OFFICER, Role.ADMINISTRATOR),
}

_OF_THE_PLACE = (Role.RESIDENT, Role.VOLUNTEER)
_BELOW_ADMINISTRATOR = tuple(role for role in Role if role is not Role.ADMINISTRATOR)

# Which roles may be given, and taken again, by whom: always lower ones, so that a stolen account cannot multiply. Administrators are made
# on the command line alone.
GIVES: Mapping[Role, tuple[Role, ...]] = {
    Role.STAFF: _OF_THE_PLACE,
    Role.DUTY_OFFICER: _OF_THE_PLACE,
    Role.ADMINISTRATOR: _BELOW_ADMINISTRATOR,
}


async def may(store: Store, person_id: int, deed: Deed, unit_id: int | None) -> bool:
    """Whether somebody may do this at a unit; without one, whether they may everywhere."""
    return await _covers(store, person_id, MAY[deed], unit_id)


async def may_anywhere(store: Store, person_id: int, deed: Deed) -> bool:
    """Whether somebody may do this at some unit at least."""
    return any(held.role in MAY[deed] for held in await store.roles.of(person_id))


class Works(TypedDict):
    """Whether somebody is of the staff of a unit, and whether of a team."""

    is_staff: bool
    in_team: bool


async def works(store: Store, person_id: int) -> Works:
    """As the menu and the worklist ask it."""
    roles = [held.role for held in await store.roles.of(person_id)]
    is_staff, in_team = (any(role in MAY[deed] for role in roles) for deed in (Deed.SEE_WORKLIST, Deed.ANSWER))
    return Works(is_staff=is_staff, in_team=in_team)


async def units(store: Store, person_id: int, deed: Deed) -> tuple[Unit, ...]:
    """Where somebody may do this, as they may at all units below; everywhere means the topmost ones."""
    return await _units(store, person_id, MAY[deed])


async def may_handle(store: Store, person_id: int, report: Report) -> bool:
    """Whether a case is theirs: by where it is, or by whose staff were rung."""
    if await is_about(store, person_id, report):
        return False
    return await may(store, person_id, Deed.HANDLE, report.grid_id) or (
        report.unit_id != report.grid_id and await may(store, person_id, Deed.HANDLE, report.unit_id)
    )


async def may_answer(store: Store, person_id: int, report: Report) -> bool:
    """Whether a case is that of a team of theirs."""
    if report.team_id is None or await is_about(store, person_id, report):
        return False
    return await may(store, person_id, Deed.ANSWER, report.team_id)


async def may_look(store: Store, person_id: int, report: Report) -> bool:
    """Whether a case is shown to them because they look after what is next to it, and nobody has said yet whose it is."""
    orphan = await store.orphans.of(report.id)
    if orphan is None or orphan.settled_at is not None or orphan.neighbour_id is None:
        return False
    return await may(store, person_id, Deed.SEE_WORKLIST, orphan.neighbour_id)


async def is_about(store: Store, person_id: int, report: Report) -> bool:
    """Whether a case is about where somebody works, or about a unit above that: it is kept from them, whatever else they are."""
    if report.about_id is None:
        return False
    places = [held.unit_id for held in await store.roles.of(person_id) if held.role in WORKING]
    above = [await store.units.upwards(one) for one in places if one is not None]
    return report.is_hidden_from([unit.id for units in above for unit in units])


async def may_give(store: Store, person_id: int, role: Role, unit_id: int | None) -> bool:
    """Whether somebody may give, and take, a role at a unit. A rider belongs to none, so that theirs may be given by whoever may at any."""
    givers = _givers(role)
    if role is Role.RIDER and unit_id is None:
        return any(held.role in givers for held in await store.roles.of(person_id))
    return await _covers(store, person_id, givers, unit_id)


async def alarmed(store: Store, unit_id: int | None) -> tuple[int, ...]:
    """Who can be reached of those to be told that nobody looks after a place: of its units, and of the whole bot."""
    units = [] if unit_id is None else [unit.id for unit in await store.units.upwards(unit_id)]
    found = [await store.roles.holders(role, unit) for role in MAY[Deed.BE_ALARMED] for unit in (*units, None)]
    return tuple(dict.fromkeys(chain.from_iterable(found)))


async def is_rider(store: Store, person_id: int) -> bool:
    """Whether somebody rides, and has time for two taps."""
    return any(held.role is Role.RIDER for held in await store.roles.of(person_id))


async def note_absence(store: Store, person_id: int) -> None:
    """Somebody cannot be written to any more: the operator has to know when nobody is left who gets the alarms."""
    was_one = any(held.role in MAY[Deed.BE_ALARMED] for held in await store.roles.of(person_id))
    if was_one and not await alarmed(store, None):
        _log.error("no administrator can be reached any more; make one: shao invite --role administrator")


async def gives(store: Store, person_id: int) -> tuple[Role, ...]:
    """Every role that somebody may give at some unit at least."""
    given = {role for held in await store.roles.of(person_id) for role in GIVES.get(held.role, ())}
    return tuple(role for role in Role if role in given)


async def units_to_give(store: Store, person_id: int, role: Role) -> tuple[Unit, ...]:
    """Where somebody may give a role, as they may at all units below."""
    return await _units(store, person_id, _givers(role))


async def teams_to_give(store: Store, person_id: int) -> tuple[Unit, ...]:
    """The teams whose members somebody may invite."""
    everything = await store.units.everything()
    teams = [unit for unit in everything if unit.kind is UnitKind.TEAM and unit.retired_at is None]
    return tuple([one for one in teams if await may_give(store, person_id, Role.DEPARTMENT, one.id)])


def is_reporter(person_id: int, report: Report) -> bool:
    """Whether it is their own report."""
    return report.reporter_id == person_id


async def _covers(store: Store, person_id: int, roles: Iterable[Role], unit_id: int | None) -> bool:
    """Whether they have one of these roles at the unit, at one above it, or everywhere."""
    where = {held.unit_id for held in await store.roles.of(person_id) if held.role in roles}
    if None in where or not where or unit_id is None:
        return None in where
    return any(unit.id in where for unit in await store.units.upwards(unit_id))


async def _units(store: Store, person_id: int, roles: Iterable[Role]) -> tuple[Unit, ...]:
    where = dict.fromkeys(held.unit_id for held in await store.roles.of(person_id) if held.role in roles)
    if None in where:
        return await store.units.roots()
    return tuple([await store.units.by_id(one) for one in where if one is not None])


def _givers(role: Role) -> tuple[Role, ...]:
    return tuple(giver for giver, given in GIVES.items() if role in given)
