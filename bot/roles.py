"""Who is what: listed, given and taken from the command line. People have numbers of ours here, never Telegram's."""

from bot.config import Settings
from bot.operate import OperateError, opened
from handlers.staff import service
from handlers.staff.rules import KNOWN_BY_NAME, NEEDS_NO_UNIT, fits
from storage.clock import utc_now
from storage.roles import Held, Role, Via
from storage.store import Store
from storage.units import Unit

_ASK = "shao roles list shows who is what; for somebody new: shao invite"


async def list_roles(settings: Settings, code: str | None) -> list[str]:
    """A line for each role that anybody has now, with `code` at this unit and below."""
    async with opened(settings) as database, database.read() as store:
        units = {unit.id: unit for unit in await store.units.everything()}
        wanted = await find_unit(store, code)
        held = [
            one for one in await store.roles.everyone() if wanted is None or _is_below(units, one.unit_id, wanted.id)
        ]
        lines = [await _line(store, one, units) for one in held]
    return lines or ["Nobody has a role here; invite somebody with: shao invite --role staff --unit CODE"]


async def grant_role(settings: Settings, person_id: int, role: Role, code: str | None) -> str:
    """Gives a role to somebody known. OperateError when they are not, or the unit is missing or unknown."""
    if role is Role.RESIDENT:
        raise OperateError("residents say themselves where they live: shao invite --role resident --unit CODE")
    check_has_unit(role, code)
    async with opened(settings) as database, database.write() as store:
        person, unit = await store.people.by_id(person_id), await find_unit(store, code)
        check_fits(role, unit)
        if person is None or person.consented_at is None:
            raise OperateError(f"nobody known has the number {person_id}; {_ASK}")
        is_new = await service.grant(store, person_id, role, unit, via=Via.COMMAND, now=utc_now())
    return f"Person {person_id} is {_what(role, code)} {'now' if is_new else 'already'}."


async def revoke_role(settings: Settings, person_id: int, role: Role, code: str | None) -> str:
    """Takes a role, without a unit wherever they have it. OperateError when they have it not, or are the last administrator."""
    async with opened(settings) as database, database.write() as store:
        unit = await find_unit(store, code)
        try:
            taken = await service.revoke(store, person_id, role, unit, via=Via.COMMAND, now=utc_now())
        except service.LastAdministrator as error:
            raise OperateError(
                f"person {person_id} is the last administrator; make another first: shao invite --role administrator"
            ) from error
    if not taken:
        raise OperateError(f"person {person_id} is not {_what(role, code)}; {_ASK}")
    return f"Person {person_id} is {_what(role, code)} no longer, and is told so."


async def find_unit(store: Store, code: str | None) -> Unit | None:
    """The unit of a code, None where none was given; OperateError when there is no such unit."""
    unit = None if code is None else await store.units.by_code(code)
    if code is not None and unit is None:
        raise OperateError(f"there is no unit {code}; shao units list shows them all")
    return unit


def check_has_unit(role: Role, code: str | None) -> None:
    """OperateError where a role counts at a unit alone and none was given."""
    if code is None and role not in NEEDS_NO_UNIT:
        raise OperateError(f"{role.value} is what somebody is at a unit: give --unit CODE")


def check_fits(role: Role, unit: Unit | None) -> None:
    """OperateError where a place would get members of a department, or a team anybody else."""
    if unit is not None and not fits(role, unit):
        only = "only a team has them" if role is Role.DEPARTMENT else "a team has departments alone"
        raise OperateError(f"{role.value} of the {unit.kind} {unit.code} cannot be: {only}; shao units list shows both")


def _is_below(units: dict[int, Unit], unit_id: int | None, top: int) -> bool:
    while unit_id is not None and unit_id != top:
        unit_id = units[unit_id].parent_id
    return unit_id == top


async def _line(store: Store, held: Held, units: dict[int, Unit]) -> str:
    person = await store.people.by_id(held.person_id)
    name = await store.people.name(held.person_id) if held.role in KNOWN_BY_NAME else None
    parts = [
        f"person {held.person_id}",
        _what(held.role, None if held.unit_id is None else units[held.unit_id].code),
        f"since {held.granted_at:%Y-%m-%d}",
        _giver(held),
        *((name,) if name else ()),
        *(("cannot be reached",) if person is not None and person.unreachable_at is not None else ()),
    ]
    return "  ".join(parts)


def _what(role: Role, code: str | None) -> str:
    return role.value if code is None else f"{role.value} of {code}"


def _giver(held: Held) -> str:
    by = "" if held.granted_by is None else f" of person {held.granted_by}"
    return {
        Via.COMMAND: "on the command line",
        Via.INVITE: f"by an invite{by}",
        Via.SELF: "by themselves",
        Via.CHAT: f"in chat{by}",
    }[held.granted_via]
