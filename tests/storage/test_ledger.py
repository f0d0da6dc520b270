"""Points, on either engine: whatever is done in whatever order, the books add up and nobody has less than nothing."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.ledger import FLOWS, Account, AccountKind, Lot, Moved, Reason, Transfer
from storage.store import Store
from tests.storage.makers import NOW, a_person, a_unit

NEXT_YEAR = NOW + timedelta(days=365)


async def books(store: Store) -> tuple[int, int]:
    """The ids of a unit's issue account, and of somebody's."""
    unit = await a_unit(store, "G1")
    return (await store.ledger.of_unit(AccountKind.ISSUE, unit.id)).id, (
        await store.ledger.open_person(await a_person(store, 1))
    ).id


def got(issue: int, person: int, amount: int = 10, operation: str = "one") -> Transfer:
    """Points for a report."""
    return Transfer(
        operation=operation, debit_id=issue, credit_id=person, amount=amount, reason=Reason.VERIFIED, about="H-1",
        expires_at=NEXT_YEAR,
    )  # fmt: skip


def spent(person: int, rewards: int, amount: int = 10, operation: str = "two") -> Transfer:
    """Points for a reward."""
    return Transfer(operation=operation, debit_id=person, credit_id=rewards, amount=amount, reason=Reason.REDEEMED)


class TestLedger:
    async def test_what_is_done_is_done_once(self, store: Store) -> None:
        issue, person = await books(store)
        assert await store.ledger.move(got(issue, person), day=NOW) is Moved.MADE
        assert await store.ledger.move(got(issue, person, 20), day=NOW) is Moved.BEFORE
        assert (await store.ledger.by_id(person)).balance == 10
        assert (await store.ledger.by_id(issue)).balance == -10
        assert (await store.ledger.audit()).is_right

    async def test_nobody_spends_what_they_have_not(self, store: Store) -> None:
        issue, person = await books(store)
        rewards = (await store.ledger.of_unit(AccountKind.REWARDS, (await a_unit(store, "G2")).id)).id
        await store.ledger.move(got(issue, person), day=NOW)
        assert await store.ledger.move(spent(person, rewards, 11), day=NOW) is Moved.SHORT
        assert await store.ledger.move(spent(person, rewards, 10), day=NOW) is Moved.MADE
        assert await store.ledger.move(spent(person, rewards, 1, "three"), day=NOW) is Moved.SHORT
        assert len(await store.ledger.page(person, limit=10)) == 2, "what was refused left nothing"
        assert (await store.ledger.audit()).is_right

    async def test_the_database_refuses_it_too(self, store: Store) -> None:
        """Whatever code asks for it."""
        _, person = await books(store)
        with pytest.raises(Exception, match="ck_accounts_balance"):
            async with store.savepoint():
                await store._conn.run(f"UPDATE accounts SET balance = -1 WHERE id = {person}")

    async def test_an_account_is_opened_once(self, store: Store) -> None:
        person, unit = await a_person(store, 1), await a_unit(store, "G1")
        assert await store.ledger.of_person(person) is None
        opened = await store.ledger.open_person(person)
        assert opened == Account(id=opened.id, kind=AccountKind.PERSON, unit_id=None, balance=0)
        assert await store.ledger.open_person(person) == await store.ledger.of_person(person) == opened
        issue = await store.ledger.of_unit(AccountKind.ISSUE, unit.id)
        assert await store.ledger.of_unit(AccountKind.ISSUE, unit.id) == issue
        assert await store.ledger.of_unit(AccountKind.REWARDS, unit.id) != issue
        assert await store.ledger.expiry() == await store.ledger.expiry()

    async def test_history(self, store: Store) -> None:
        """Newest first, both ways, a page after the other."""
        issue, person = await books(store)
        rewards = (await store.ledger.of_unit(AccountKind.REWARDS, (await a_unit(store, "G2")).id)).id
        for number in range(5):
            await store.ledger.move(got(issue, person, 10 + number, f"got {number}"), day=NOW)
            await store.ledger.move(spent(person, rewards, 1, f"spent {number}"), day=NOW + timedelta(days=1))
        first = await store.ledger.page(person, limit=3)
        assert [one.amount for one in first] == [-1, 14, -1]
        rest = await store.ledger.page(person, before=first[-1].id, limit=10)
        assert [one.amount for one in rest] == [13, -1, 12, -1, 11, -1, 10]
        assert (first[1].about, first[1].booked_at, first[1].expires_at) == ("H-1", NOW, NEXT_YEAR)
        assert [one.amount for one in await store.ledger.page(issue, limit=1)] == [-14]

    async def test_what_expires_when(self, store: Store) -> None:
        """What came back counts as never gone."""
        issue, person = await books(store)
        rewards = (await store.ledger.of_unit(AccountKind.REWARDS, (await a_unit(store, "G2")).id)).id
        await store.ledger.move(got(issue, person), day=NOW)
        await store.ledger.move(got(issue, person, 5, "a"), day=NOW)
        forever = got(issue, person, 3, "b").model_copy(update={"expires_at": None})
        await store.ledger.move(forever, day=NOW)
        soon = got(issue, person, 2, "c").model_copy(update={"expires_at": NOW})
        await store.ledger.move(soon, day=NOW)
        lots = (Lot(expires_at=NOW, amount=2), Lot(expires_at=NEXT_YEAR, amount=15), Lot(expires_at=None, amount=3))
        assert await store.ledger.lots(person) == lots
        await store.ledger.move(spent(person, rewards, 6), day=NOW)
        assert await store.ledger.gone(person) == 6
        back = Transfer(operation="d", debit_id=rewards, credit_id=person, amount=6, reason=Reason.REFUNDED)
        await store.ledger.move(back, day=NOW)
        assert await store.ledger.gone(person) == 0
        assert await store.ledger.lots(person) == lots

    async def test_how_much_since(self, store: Store) -> None:
        issue, person = await books(store)
        await store.ledger.move(got(issue, person, 7, "a"), day=NOW - timedelta(days=1))
        await store.ledger.move(got(issue, person, 5, "b"), day=NOW)
        assert await store.ledger.got_since(person, Reason.VERIFIED, NOW) == 5
        assert await store.ledger.got_since(person, Reason.VERIFIED, NOW - timedelta(days=1)) == 12
        assert await store.ledger.got_since(person, Reason.JOINED, NOW - timedelta(days=1)) == 0

    async def test_whoever_goes_leaves_nothing(self, store: Store) -> None:
        """The books stay right, and nobody can tell whose it was."""
        issue, _ = await books(store)
        person = await a_person(store, 2)
        account = await store.ledger.open_person(person)
        await store.ledger.move(got(issue, account.id), day=NOW)
        await store.ledger.close(person, now=NOW)
        await store.ledger.close(person, now=NOW)
        assert await store.ledger.of_person(person) is None
        assert (await store.ledger.by_id(account.id)).balance == 0
        assert (await store.ledger.expiry()).balance == 10
        assert [one.about for one in await store.ledger.page(account.id, limit=9)] == [None, None]
        assert (await store.ledger.audit()).is_right

    async def test_what_it_was_for_is_forgotten(self, store: Store) -> None:
        issue, person = await books(store)
        await store.ledger.move(got(issue, person, operation="a"), day=NOW - timedelta(days=1))
        await store.ledger.move(got(issue, person, operation="b"), day=NOW)
        assert await store.ledger.forget(before=NOW) == 1
        assert await store.ledger.forget(before=NOW) == 0
        assert [one.about for one in await store.ledger.page(person, limit=9)] == ["H-1", None]

    async def test_what_is_wrong_is_found(self, store: Store) -> None:
        issue, person = await books(store)
        await store.ledger.move(got(issue, person), day=NOW)
        await store._conn.run(f"UPDATE accounts SET balance = balance + 1 WHERE id = {person}")
        audit = await store.ledger.audit()
        assert (audit.sum, audit.wrong, audit.is_right) == (1, (person,), False)

    async def test_there_is_no_other_way(self, store: Store) -> None:
        """Nobody gives anybody anything, and nobody gets for nothing."""
        issue, person = await books(store)
        other = (await store.ledger.open_person(await a_person(store, 2))).id
        await store.ledger.move(got(issue, person), day=NOW)
        for wrong in (spent(person, other), spent(issue, other), got(person, other, operation="three")):
            with pytest.raises(ValueError, match="nothing goes from"):
                async with store.savepoint():
                    await store.ledger.move(wrong, day=NOW)
        assert (await store.ledger.audit()).is_right
        assert (await store.ledger.by_id(other)).balance == 0

    async def test_an_operation_tells_nothing(self, store: Store) -> None:
        """But is the same each time."""
        operation = store.ledger.operation("verified", "H-1", 7)
        assert operation == store.ledger.operation("verified", "H-1", 7)
        assert operation != store.ledger.operation("verified", "H-1", 8)
        assert "H-1" not in operation


class Deed(NamedTuple):
    """Something that is tried for one of a few people; `name` is its operation's, so that some are tried twice."""

    name: int
    person: int
    reason: Reason
    amount: int


_PEOPLE = 3
_DEED = st.builds(Deed, st.integers(0, 60), st.integers(0, _PEOPLE - 1), st.sampled_from(Reason), st.integers(1, 30))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(deeds=st.lists(_DEED, max_size=60))
async def test_like_a_dict(store: Store, deeds: list[Deed]) -> None:
    """Whatever is tried: as if balances stood in a dict, and what was done in a set."""
    for table in ("transfers", "accounts", "people", "units"):
        await store._conn.run(f"DELETE FROM {table}")
    unit = await a_unit(store, "G1")
    ids = {kind: (await store.ledger.of_unit(kind, unit.id)).id for kind in (AccountKind.ISSUE, AccountKind.REWARDS)}
    ids[AccountKind.EXPIRY] = (await store.ledger.expiry()).id
    people = [(await store.ledger.open_person(await a_person(store, 10 + one))).id for one in range(_PEOPLE)]
    balances, done = dict.fromkeys((*ids.values(), *people), 0), set[int]()
    for one in deeds:
        giver, taker = ((ids | {AccountKind.PERSON: people[one.person]})[kind] for kind in FLOWS[one.reason])
        ends = {"debit_id": giver, "credit_id": taker, "amount": one.amount, "reason": one.reason}
        moved = await store.ledger.move(Transfer.model_validate(ends | {"operation": str(one.name)}), day=NOW)
        if one.name in done:
            assert moved is Moved.BEFORE
        elif giver != ids[AccountKind.ISSUE] and balances[giver] < one.amount:
            assert moved is Moved.SHORT
        else:
            assert moved is Moved.MADE
            done.add(one.name)
            balances[giver] -= one.amount
            balances[taker] += one.amount
    assert {one: (await store.ledger.by_id(one)).balance for one in balances} == balances
    assert all(balance >= 0 for one, balance in balances.items() if one != ids[AccountKind.ISSUE])
    assert (await store.ledger.audit()).is_right
