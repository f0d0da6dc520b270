"""Who may do what, where: the tables, and how a role at a unit counts below it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers import rights
from handlers.rights import GIVES, MAY, Deed
from storage.engine import Database
from storage.roles import Role, Via
from storage.seal import load_seal
from storage.store import Store
from tests.storage.makers import NOW, a_person, a_report
from tests.town import copy_files

IN_CHARGE = {Role.STAFF, Role.DUTY_OFFICER, Role.ADMINISTRATOR}
ALLOWED = {
    Deed.SEE_WORKLIST: IN_CHARGE,
    Deed.HANDLE: IN_CHARGE,
    Deed.ANSWER: {Role.DEPARTMENT},
    Deed.BE_RUNG: {Role.STAFF, Role.DUTY_OFFICER},
    Deed.BE_ALARMED: {Role.ADMINISTRATOR},
    Deed.SEND_NOTICE: IN_CHARGE,
    Deed.HOLD_DRILL: IN_CHARGE,
    Deed.HOLD_TRAINING: IN_CHARGE,
    Deed.SET_ROUTES: IN_CHARGE,
    Deed.SET_PHRASES: IN_CHARGE,
    Deed.SET_ROSTER: {Role.DEPARTMENT, *IN_CHARGE},
    Deed.HAVE_FACTOR: IN_CHARGE,
    Deed.SETTLE: IN_CHARGE,
    Deed.WRITE_ALERT: IN_CHARGE,
    Deed.APPROVE_ALERT: IN_CHARGE,
    Deed.APPROVE_GRAVE: {Role.DUTY_OFFICER, Role.ADMINISTRATOR},
    Deed.BIND_GROUP: IN_CHARGE,
    Deed.SET_REWARDS: IN_CHARGE,
    Deed.TAKE_VOUCHER: IN_CHARGE,
    Deed.GIVE_REWARD: {Role.DEPARTMENT},
    Deed.SEE_REPORTER: {Role.DUTY_OFFICER, Role.ADMINISTRATOR},
}
UNITS = ("QY", "QY-01", "QY-01-1", "QY-02", "QY-02-1", None)


@pytest.fixture
async def store(prepared: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """A transaction on a database with the demo's units."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/shao.db", load_seal(tmp_path / "shao.key"))
    async with database.write() as opened:
        yield opened
    await database.close()


async def unit_id(store: Store, code: str | None) -> int | None:
    """The id of a unit, or None for everywhere."""
    unit = None if code is None else await store.units.by_code(code)
    return None if unit is None else unit.id


async def somebody(store: Store, role: Role, code: str | None, telegram_id: int = 1) -> int:
    """The id of a person with this role."""
    person = await a_person(store, telegram_id)
    await store.roles.grant(person, role, await unit_id(store, code), via=Via.COMMAND, now=NOW)
    return person


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("role", Role)
def test_the_table(role: Role, deed: Deed) -> None:
    assert (role in MAY[deed]) == (role in ALLOWED[deed])


def test_staff_are_rung_first() -> None:
    assert MAY[Deed.BE_RUNG][0] is Role.STAFF


@pytest.mark.parametrize("giver", Role)
def test_only_lower_roles_are_given(giver: Role) -> None:
    """From the resident up to the administrator; administrators by nobody in chat."""
    order = list(Role)
    assert all(order.index(role) < order.index(giver) for role in GIVES.get(giver, ()))
    assert set(GIVES.get(giver, ())) == {
        Role.STAFF: {Role.RESIDENT, Role.VOLUNTEER},
        Role.DUTY_OFFICER: {Role.RESIDENT, Role.VOLUNTEER},
        Role.ADMINISTRATOR: set(Role) - {Role.ADMINISTRATOR},
    }.get(giver, set())


@pytest.mark.parametrize(
    ("at", "where"),
    [
        ("QY", {"QY", "QY-01", "QY-01-1", "QY-02", "QY-02-1"}),
        ("QY-01", {"QY-01", "QY-01-1"}),
        ("QY-01-1", {"QY-01-1"}),
        (None, set(UNITS)),
    ],
)
async def test_a_role_counts_at_its_unit_and_below(store: Store, at: str | None, where: set[str | None]) -> None:
    boss = await somebody(store, Role.ADMINISTRATOR, at)
    may = {code for code in UNITS if await rights.may(store, boss, Deed.SEND_NOTICE, await unit_id(store, code))}
    gives = {code for code in UNITS if await rights.may_give(store, boss, Role.STAFF, await unit_id(store, code))}
    assert (may, gives) == (where, where)
    assert await rights.may_anywhere(store, boss, Deed.SEND_NOTICE)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.RESIDENT, Role.ADMINISTRATOR)])
async def test_every_deed_by_every_role(store: Store, role: Role) -> None:
    """Two roles add up, each where it is held."""
    person, here = await somebody(store, role, "QY-01"), await unit_id(store, "QY-01")
    for deed in Deed:
        assert (
            await rights.may(store, person, deed, here)
            == (role in ALLOWED[deed])
            == await rights.may_anywhere(store, person, deed)
        )
    assert not await rights.may(store, person, Deed.HANDLE, await unit_id(store, "QY-02"))
    await somebody(store, Role.STAFF, "QY-02")
    assert await rights.may(store, person, Deed.HANDLE, await unit_id(store, "QY-02"))


async def test_the_units_of_a_deed(store: Store) -> None:
    """Each once; everywhere is the top of the tree."""
    zhou, boss = await somebody(store, Role.STAFF, "QY-01", 1), await somebody(store, Role.ADMINISTRATOR, None, 2)
    await somebody(store, Role.DUTY_OFFICER, "QY-01", 1)
    await somebody(store, Role.VOLUNTEER, "QY-02", 1)
    found = [[unit.code for unit in await rights.units(store, one, Deed.BIND_GROUP)] for one in (zhou, boss)]
    assert found == [["QY-01"], ["QY"]]


async def test_a_riders_role_is_of_no_place(store: Store) -> None:
    """Any administrator may give it; others may not."""
    boss, staff = await somebody(store, Role.ADMINISTRATOR, "QY-01", 1), await somebody(store, Role.STAFF, "QY-01", 2)
    assert await rights.may_give(store, boss, Role.RIDER, None)
    assert not await rights.may_give(store, boss, Role.STAFF, None)
    assert not await rights.may_give(store, staff, Role.RIDER, None)


async def test_a_right_ends_with_the_role(store: Store) -> None:
    zhou, here = await somebody(store, Role.STAFF, "QY-01"), await unit_id(store, "QY-01-1")
    report = await store.reports.add(a_report(grid_id=here))
    assert await rights.may_handle(store, zhou, report)
    await store.roles.revoke(zhou, Role.STAFF, via=Via.COMMAND, now=NOW)
    assert not await rights.may_handle(store, zhou, report)
    assert not await rights.may_anywhere(store, zhou, Deed.SEE_WORKLIST)


async def test_whose_case_it_is(store: Store) -> None:
    """By where it lies, or by whose staff were rung; without either the whole bot's administrators alone."""
    zhou, grace = await somebody(store, Role.STAFF, "QY-01", 1), await somebody(store, Role.DUTY_OFFICER, "QY-02", 2)
    boss = await somebody(store, Role.ADMINISTRATOR, None, 3)
    here, there = await unit_id(store, "QY-01-1"), await unit_id(store, "QY-02")
    for grid, rung, theirs in (
        (here, here, {zhou, boss}),
        (here, there, {zhou, grace, boss}),
        (None, there, {grace, boss}),
        (None, None, {boss}),
    ):
        report = a_report(grid_id=grid, unit_id=rung)
        assert {one for one in (zhou, grace, boss) if await rights.may_handle(store, one, report)} == theirs


async def test_who_is_alarmed(store: Store) -> None:
    """Administrators of the place's units and of the whole bot, each once."""
    above, beside = [
        await somebody(store, Role.ADMINISTRATOR, code, number) for number, code in enumerate(("QY", "QY-02"), 1)
    ]
    boss = await somebody(store, Role.ADMINISTRATOR, None, 3)
    await somebody(store, Role.ADMINISTRATOR, "QY", 3)
    assert set(await rights.alarmed(store, await unit_id(store, "QY-01-1"))) == {above, boss}
    assert await rights.alarmed(store, None) == (boss,)
    assert beside not in await rights.alarmed(store, await unit_id(store, "QY"))
