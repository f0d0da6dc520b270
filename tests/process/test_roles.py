"""`shao roles`: what is listed, given and taken, by numbers of ours; and the last administrator, who stays."""

import asyncio

import pytest

from bot.roles import find_unit
from storage.clock import utc_now
from storage.roles import Role, Via
from tests.process.shell import Shell

ZHOU, LIN, BOSS = 900_007, 900_001, 900_009  # Telegram's ids, which no line may show


async def _settle(shell: Shell) -> dict[int, int]:
    """Telegram's id → ours: one member of staff, one resident, one administrator."""
    async with shell.write() as store:
        ids = {}
        for telegram_id, name in ((ZHOU, "周敏"), (LIN, "林秀兰"), (BOSS, "主任")):
            ids[telegram_id] = (await store.people.meet(telegram_id, "zh-Hans", now=utc_now())).id
            await store.people.consent(ids[telegram_id], now=utc_now())
            await store.people.set_name(ids[telegram_id], name)
        unit = await find_unit(store, "QY-01")
        assert unit is not None
        await store.roles.grant(ids[BOSS], Role.ADMINISTRATOR, None, via=Via.COMMAND, now=utc_now())
        await store.roles.grant(ids[ZHOU], Role.STAFF, unit.id, via=Via.INVITE, by=ids[BOSS], now=utc_now())
        await store.roles.grant(ids[LIN], Role.VOLUNTEER, unit.id, via=Via.SELF, now=utc_now())
    return ids


@pytest.fixture
def ids(settled: Shell) -> dict[int, int]:
    return asyncio.run(_settle(settled))


def test_list(settled: Shell, ids: dict[int, int]) -> None:
    """One line each; the names of those whom colleagues know by it, and Telegram's id of nobody."""
    today = f"since {utc_now():%Y-%m-%d}"
    boss, zhou, lin = settled("roles", "list").lines
    assert boss == f"person {ids[BOSS]}  administrator  {today}  on the command line  主任"
    assert zhou == f"person {ids[ZHOU]}  staff of QY-01  {today}  by an invite of person {ids[BOSS]}  周敏"
    assert lin == f"person {ids[LIN]}  volunteer of QY-01  {today}  by themselves"
    assert not [one for one in (boss, zhou, lin) if any(str(number) in one for number in (ZHOU, LIN, BOSS))]


@pytest.mark.parametrize(("unit", "count"), [("QY", 2), ("QY-01", 2), ("QY-01-1", 0), ("QY-02", 0)])
def test_list_of_a_unit(settled: Shell, ids: dict[int, int], unit: str, count: int) -> None:
    """There and below."""
    lines = settled("roles", "list", "--unit", unit).lines
    assert [line for line in lines if "QY-01" in line] == lines[:count]
    assert ("Nobody" in lines[0]) == (count == 0)


def test_who_cannot_be_reached(settled: Shell, ids: dict[int, int]) -> None:
    async def block() -> None:
        async with settled.write() as store:
            await store.people.set_unreachable(ids[ZHOU], utc_now())

    asyncio.run(block())
    assert [line.endswith("cannot be reached") for line in settled("roles", "list").lines] == [False, True, False]


def test_grant_and_revoke(settled: Shell, ids: dict[int, int]) -> None:
    """Told once each; a second time changes nothing, or says that there is nothing to take."""
    lin = str(ids[LIN])
    grant, revoke = ("roles", "grant", lin, "staff", "--unit", "QY-02"), ("roles", "revoke", lin, "staff")
    assert settled(*grant).lines == [f"Person {lin} is staff of QY-02 now."]
    assert settled(*grant).lines == [f"Person {lin} is staff of QY-02 already."]
    assert settled.rows("SELECT COUNT(*) FROM outbox") == [(1,)]
    assert settled(*revoke, "--unit", "QY-02").lines == [f"Person {lin} is staff of QY-02 no longer, and is told so."]
    settled(*revoke, "--unit", "QY-02").refused(f"person {lin} is not staff of QY-02", "shao roles list")
    settled(*revoke).refused(f"person {lin} is not staff;")
    assert settled.rows("SELECT COUNT(*) FROM outbox") == [(2,)]
    recorded = settled.rows("SELECT granted_via, revoked_via, granted_by, revoked_by FROM roles WHERE role = 'staff'")
    assert recorded == [("invite", None, ids[BOSS], None), ("command", "command", None, None)]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("grant", "777", "staff", "--unit", "QY-01"), ("777", "shao roles list", "shao invite")),
        (("grant", "1", "staff"), ("staff", "--unit CODE")),
        (("grant", "1", "resident", "--unit", "QY-01"), ("shao invite --role resident",)),
        (("grant", "1", "staff", "--unit", "QY-99"), ("QY-99", "shao units list")),
        (("revoke", "777", "staff"), ("777", "shao roles list")),
        (("revoke", "1", "staff", "--unit", "QY-99"), ("QY-99", "shao units list")),
        (("list", "--unit", "QY-99"), ("QY-99", "shao units list")),
    ],
)
def test_refused(settled: Shell, ids: dict[int, int], words: tuple[str, ...], parts: tuple[str, ...]) -> None:
    settled("roles", *words).refused(*parts)
    assert settled.rows("SELECT COUNT(*) FROM roles WHERE revoked_at IS NULL") == [(3,)]


def test_a_guest_is_nobody_known(settled: Shell) -> None:
    """Somebody who wrote and never agreed: they are to be invited."""

    async def meet() -> int:
        async with settled.write() as store:
            return (await store.people.meet(1, "en", now=utc_now())).id

    settled("roles", "grant", str(asyncio.run(meet())), "rider").refused("shao invite")


def test_the_last_administrator_stays(settled: Shell, ids: dict[int, int]) -> None:
    """Those of a unit, and those of whom the role was taken, do not count; with another one there, either may go."""
    boss, zhou = str(ids[BOSS]), str(ids[ZHOU])
    revoke = ("roles", "revoke", boss, "administrator")
    assert settled("roles", "grant", zhou, "administrator", "--unit", "QY").lines
    settled(*revoke).refused(f"person {boss} is the last administrator", "shao invite --role administrator")
    assert settled("roles", "grant", zhou, "administrator").lines
    assert settled("roles", "revoke", zhou, "administrator").lines
    settled(*revoke).refused("the last administrator")
    assert settled("roles", "grant", zhou, "administrator").lines
    assert settled(*revoke).lines
    settled("roles", "revoke", zhou, "administrator").refused("the last administrator")
    left = "SELECT person_id FROM roles WHERE role = 'administrator' AND revoked_at IS NULL"
    assert settled.rows(left) == [(ids[ZHOU],)]
