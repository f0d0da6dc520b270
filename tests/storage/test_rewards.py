"""Rewards and vouchers, on either engine: whoever buys what in whatever order, nothing is had twice, and nothing is lost."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.rewards import jobs, service
from handlers.rewards.rules import LASTS, Outcome
from storage.engine import Database
from storage.ledger import AccountKind, Moved, Reason, Transfer
from storage.people import Person
from storage.rewards import NewReward, Reward
from storage.store import Store
from storage.units import Unit
from storage.vouchers import NewVoucher, VoucherState
from tests.storage.makers import NOW, a_town, a_unit, after, claim, work_on

ZONE = ZoneInfo("Asia/Shanghai")
OVER = NOW + LASTS


async def a_buyer(store: Store, unit: Unit, points: int, telegram_id: int = 1001) -> Person:
    """Somebody who lives there and has so many points."""
    person = await store.people.meet(telegram_id, "en", now=NOW)
    await store.people.set_home(person.id, unit.id, now=NOW)
    issue, account = await store.ledger.of_unit(AccountKind.ISSUE, unit.id), await store.ledger.open_person(person.id)
    ends = {"debit_id": issue.id, "credit_id": account.id, "amount": points}
    operation = store.ledger.operation("test", person.id)
    earned = Transfer.model_validate(ends | {"operation": operation, "reason": Reason.VERIFIED})
    assert await store.ledger.move(earned, day=NOW) is Moved.MADE
    return person.model_copy(update={"home_unit_id": unit.id})


async def a_reward(store: Store, unit: Unit, price: int = 10, **fields: int | None) -> Reward:
    """Something on offer, as much of it as is wanted."""
    usual = {"unit_id": unit.id, "name": "理发", "name_en": "Haircut", "price": price}
    return await store.rewards.add(NewReward.model_validate(usual | fields))


async def buy(
    store: Store, person: Person, reward: Reward, asked: str = "one", now: datetime = NOW
) -> tuple[Outcome, int]:
    """What became of it, and how many points are left."""
    outcome, _ = await service.redeem(store, person, reward.id, asked, zone=ZONE, now=now)
    return outcome, await service.balance(store, person)


class TestRewards:
    async def test_of_a_unit_and_of_all_above(self, store: Store) -> None:
        """The nearest unit's first, then the cheapest; of others none; none that is withdrawn."""
        town = await a_town(store)
        made = [await a_reward(store, town[code], price) for code, price in (("D", 5), ("C1", 9), ("C1", 3), ("C2", 1))]
        assert [one.price for one in await store.rewards.above(town["G1"].id)] == [3, 9, 5]
        assert await store.rewards.withdraw(made[2].id, now=NOW)
        assert not await store.rewards.withdraw(made[2].id, now=after(days=1))
        assert (await store.rewards.by_id(made[2].id)).withdrawn_at == NOW
        assert [one.price for one in await store.rewards.above(town["G1"].id)] == [9, 5]
        assert [one.price for one in await store.rewards.of_unit(town["C1"].id)] == [9]
        assert await store.rewards.get(12345) is None

    async def test_never_more_than_there_are(self, store: Store) -> None:
        reward = await a_reward(store, await a_unit(store, "G"), stock=2)
        assert [await store.rewards.take(reward.id) for _ in range(3)] == [True, True, False]
        await store.rewards.put_back(reward.id)
        assert await store.rewards.take(reward.id)
        assert await store.rewards.set_stock(reward.id, None)
        assert all([await store.rewards.take(reward.id) for _ in range(5)])
        await store.rewards.put_back(reward.id)
        assert (await store.rewards.by_id(reward.id)).stock is None
        await store.rewards.withdraw(reward.id, now=NOW)
        assert not await store.rewards.take(reward.id)
        assert not await store.rewards.set_stock(reward.id, 5)


class TestVouchers:
    async def test_it_ends_once_and_is_forgotten(self, store: Store) -> None:
        """A code says later what became of it, though not whose it was."""
        unit = await a_unit(store, "G")
        person, reward = await a_buyer(store, unit, 10), await a_reward(store, unit)
        account = await store.ledger.open_person(person.id)
        bought = {
            "reward_id": reward.id,
            "account_id": account.id,
            "operation": "o",
            "price": 10,
            "holder_id": person.id,
        }
        new = NewVoucher.model_validate(bought | {"code": "4F7K2M9Q", "bought_at": NOW, "expires_at": OVER})
        made = await store.vouchers.add(new)
        assert (made.code, made.holder_id, made.state) == ("4F7K2M9Q", person.id, VoucherState.OPEN)
        assert await store.vouchers.by_code("4F7K2M9Q") == await store.vouchers.by_operation("o") == made
        assert await store.vouchers.by_code("4F7K2M9R") is None
        assert await store.vouchers.had_since(account.id, reward.id, NOW) == 1
        assert await store.vouchers.had_since(account.id, reward.id, after(seconds=1)) == 0
        assert await store.vouchers.due(limit=9, now=OVER - timedelta(seconds=1)) == ()
        assert await store.vouchers.due(limit=9, now=OVER) == (made.id,)
        assert await store.vouchers.end(made.id, VoucherState.USED, now=after(days=1))
        assert not await store.vouchers.end(made.id, VoucherState.EXPIRED, now=OVER)
        ended = await store.vouchers.by_code("4F7K2M9Q")
        assert ended is not None
        assert (ended.state, ended.ended_at, ended.code, ended.holder_id) == ("used", after(days=1), None, None)
        assert await store.vouchers.due(limit=9, now=OVER) == ()


class TestRedeeming:
    async def test_all_of_it_or_nothing(self, store: Store) -> None:
        """Whatever is in the way, no points go and no stock."""
        unit = await a_unit(store, "G")
        person, dear = await a_buyer(store, unit, 30), await a_reward(store, unit, 31, stock=1)
        cheap = await a_reward(store, unit, 10, stock=3, monthly=2)
        assert await buy(store, person, dear, "a") == (Outcome.SHORT, 30)
        assert (await store.rewards.by_id(dear.id)).stock == 1
        assert await buy(store, person, cheap, "b") == (Outcome.BOUGHT, 20)
        assert await buy(store, person, cheap, "b") == (Outcome.BEFORE, 20)
        assert await buy(store, person, cheap, "c") == (Outcome.BOUGHT, 10)
        assert await buy(store, person, cheap, "d") == (Outcome.LIMIT, 10)
        assert (await store.rewards.by_id(cheap.id)).stock == 1
        assert await buy(store, person, cheap, "d", after(days=12)) == (Outcome.BOUGHT, 0), "June, in Chengdu"
        other = await a_buyer(store, unit, 30, 1002)
        assert await buy(store, other, cheap, "b") == (Outcome.SOLD_OUT, 30)
        await store.rewards.withdraw(dear.id, now=NOW)
        assert await buy(store, other, dear) == (Outcome.GONE, 30)
        assert (await store.ledger.audit()).is_right

    async def test_of_others_nothing(self, store: Store) -> None:
        """A number that was made up, or of a reward of elsewhere; and whoever never had a point."""
        town = await a_town(store)
        person, beside = await a_buyer(store, town["G1"], 30), await a_reward(store, town["C2"])
        assert await buy(store, person, beside) == (Outcome.GONE, 30)
        stranger = await store.people.meet(7, "en", now=NOW)
        assert await buy(store, stranger, await a_reward(store, town["D"])) == (Outcome.SHORT, 0)

    async def test_back_once(self, store: Store) -> None:
        """Given back, or expired: points and stock as before, and never both."""
        unit = await a_unit(store, "G")
        person, reward = await a_buyer(store, unit, 10), await a_reward(store, unit, stock=1)
        for asked, state in (("a", VoucherState.REFUNDED), ("b", VoucherState.EXPIRED)):
            assert await buy(store, person, reward, asked) == (Outcome.BOUGHT, 0)
            voucher = (await service.own(store, person))[-1]
            assert await service.give_back(store, voucher, state, zone=ZONE, now=NOW)
            assert not await service.give_back(store, voucher, VoucherState.REFUNDED, zone=ZONE, now=NOW)
            assert await service.expire(store, voucher.id, zone=ZONE, now=OVER) is None
            assert not await service.use(store, voucher.model_copy(update={"state": state}), now=NOW)
            assert await service.balance(store, person) == 10
            assert (await store.rewards.by_id(reward.id)).stock == 1
        assert (await store.ledger.audit()).is_right

    async def test_whoever_goes_leaves_what_they_had(self, store: Store) -> None:
        """The voucher is void, somebody else can have it, and no row says whose it was."""
        unit = await a_unit(store, "G")
        person, reward = await a_buyer(store, unit, 30), await a_reward(store, unit, stock=1)
        assert await buy(store, person, reward) == (Outcome.BOUGHT, 20)
        (voucher,) = await service.own(store, person)
        await service.leave(store, person, zone=ZONE, now=NOW)
        await store.ledger.close(person.id, now=NOW)
        left = await store.vouchers.get(voucher.id)
        assert left is not None
        assert (left.state, left.code, left.holder_id) == (VoucherState.REFUNDED, None, None)
        assert await service.own(store, person) == ()
        assert (await store.ledger.expiry()).balance == 30
        assert await buy(store, await a_buyer(store, unit, 10, 1002), reward) == (Outcome.BOUGHT, 0)
        assert (await store.ledger.audit()).is_right


class TestRaces:
    async def test_many_who_want_the_last_one(self, database: Database) -> None:
        """100 at the same moment: one has it, and has paid; nobody else has paid anything."""
        async with database.write() as store:
            unit = await a_unit(store, "G")
            people = [await a_buyer(store, unit, 10, 2000 + number) for number in range(100)]
            reward = await a_reward(store, unit, stock=1)
        assert await _all_at_once(database, [(person, reward, "x") for person in people]) == {
            "bought": 1,
            "sold-out": 99,
        }
        await _assert_spent(database, 10, vouchers=1)

    async def test_many_taps_with_points_for_one(self, database: Database) -> None:
        """On a hundred messages of the same reward."""
        async with database.write() as store:
            unit = await a_unit(store, "G")
            person, reward = await a_buyer(store, unit, 19), await a_reward(store, unit)
        taps = [(person, reward, str(number)) for number in range(100)]
        assert await _all_at_once(database, taps) == {"bought": 1, "short": 99}
        await _assert_spent(database, 10, vouchers=1)

    async def test_many_taps_on_one_button(self, database: Database) -> None:
        async with database.write() as store:
            unit = await a_unit(store, "G")
            person, reward = await a_buyer(store, unit, 1000), await a_reward(store, unit, stock=100)
        assert await _all_at_once(database, [(person, reward, "x")] * 100) == {"bought": 1, "before": 99}
        await _assert_spent(database, 10, vouchers=1)

    async def test_used_expired_and_given_back_at_once(self, database: Database) -> None:
        """One of them; and withdrawing what is being bought takes nothing from whoever is too late."""
        async with database.write() as store:
            unit = await a_unit(store, "G")
            person, reward = await a_buyer(store, unit, 10), await a_reward(store, unit)
            assert await buy(store, person, reward) == (Outcome.BOUGHT, 0)
            (voucher,) = await service.own(store, person)

        async def end(number: int) -> bool:
            async with database.write() as store:
                now = await store.vouchers.get(voucher.id)
                assert now is not None
                if number % 3 == 0:
                    return await service.use(store, now, now=NOW)
                if number % 3 == 1:
                    return await service.give_back(store, now, VoucherState.REFUNDED, zone=ZONE, now=NOW)
                return await service.expire(store, now.id, zone=ZONE, now=OVER) is not None

        assert sum(await asyncio.gather(*(end(number) for number in range(60)))) == 1
        async with database.read() as store:
            assert (await store.ledger.audit()).is_right

    async def test_withdrawn_while_it_is_bought(self, database: Database) -> None:
        async with database.write() as store:
            unit = await a_unit(store, "G")
            people = [await a_buyer(store, unit, 10, 2000 + number) for number in range(40)]
            reward = await a_reward(store, unit)

        async def withdraw() -> None:
            async with database.write() as store:
                await store.rewards.withdraw(reward.id, now=NOW)

        taps = [(person, reward, "x") for person in people]
        first, _, second = await asyncio.gather(
            _all_at_once(database, taps[:20]), withdraw(), _all_at_once(database, taps[20:])
        )
        bought = first.get("bought", 0) + second.get("bought", 0)
        assert bought + first.get("gone", 0) + second.get("gone", 0) == 40
        await _assert_spent(database, 10 * bought, vouchers=bought)


async def _all_at_once(database: Database, taps: list[tuple[Person, Reward, str]]) -> dict[str, int]:
    """How many of them came out how."""

    async def tap(person: Person, reward: Reward, asked: str) -> str:
        async with database.write() as store:
            return (await buy(store, person, reward, asked))[0].value

    found = await asyncio.gather(*(tap(*one) for one in taps))
    return {one: found.count(one) for one in found}


async def _assert_spent(database: Database, points: int, *, vouchers: int) -> None:
    async with database.write() as store:
        unit = await store.units.by_code("G")
        assert unit is not None
        assert (await store.ledger.of_unit(AccountKind.REWARDS, unit.id)).balance == points
        assert len(await store.vouchers.due(limit=999, now=OVER)) == vouchers
        assert (await store.ledger.audit()).is_right


class TestExpiring:
    async def test_each_once_whatever_stops_it(self, database: Database) -> None:
        """Stopped after each in turn, and begun again: points back once, told once."""
        async with database.write() as store:
            unit = await a_unit(store, "G")
            person, reward = await a_buyer(store, unit, 30), await a_reward(store, unit, stock=3)
            for asked in "abc":
                await buy(store, person, reward, asked)
            due = await store.vouchers.due(limit=9, now=OVER)
        for place, voucher_id in enumerate(due):
            await _stopped(database, voucher_id)
            for _ in range(2):
                async with database.write() as store:
                    await jobs.expire(work_on(store, OVER), voucher_id)
                    assert await service.balance(store, person) == 10 * (place + 1)
        async with database.write() as store:
            assert (await store.rewards.by_id(reward.id)).stock == 3
            assert await store.vouchers.due(limit=9, now=OVER) == ()
            assert (await store.ledger.audit()).is_right


class _StopError(Exception):
    """The process ends before the commit."""


async def _stopped(database: Database, voucher_id: int) -> None:
    try:
        async with database.write() as store:
            await jobs.expire(work_on(store, OVER), voucher_id)
            raise _StopError
    except _StopError:
        pass


class Deed(NamedTuple):
    """Something that is tried; with `stops` the process ends before the commit."""

    what: str
    who: int
    which: int
    asked: int
    stops: bool


_PRICES, _STOCKS, _POINTS = (3, 5), (2, None), (12, 6)
_DEED = st.builds(
    Deed,
    st.sampled_from(("buy", "buy", "back", "use", "expire", "wait", "withdraw", "restock")),
    st.integers(0, 1),
    st.integers(0, 1),
    st.integers(0, 9),
    st.booleans(),
)


@dataclass
class Model:
    """The same in plain Python: vouchers as [who, which, state, when it expires], those that a button asked for."""

    balances: list[int] = field(default_factory=lambda: list(_POINTS))
    stocks: list[int | None] = field(default_factory=lambda: list(_STOCKS))
    withdrawn: set[int] = field(default_factory=set)
    asked: set[tuple[int, int]] = field(default_factory=set)
    vouchers: list[tuple[int, int, str, datetime]] = field(default_factory=list)

    def does(self, one: Deed, place: int | None, now: datetime) -> None:
        """What was done in the database."""
        match one.what:
            case "buy":
                self.buys(one, now)
            case "withdraw":
                self.withdrawn.add(one.which)
            case "restock" if one.which not in self.withdrawn:
                self.stocks[one.which] = one.asked
            case "back" | "use" | "expire" if place is not None:
                self.ends(place, {"back": "refunded", "use": "used", "expire": "expired"}[one.what], now)

    def buys(self, one: Deed, now: datetime) -> None:
        """Where nothing is in the way."""
        stock, price = self.stocks[one.which], _PRICES[one.which]
        if (one.who, one.asked) in self.asked or one.which in self.withdrawn or stock == 0:
            return
        if self.balances[one.who] >= price:
            self.asked.add((one.who, one.asked))
            self.balances[one.who] -= price
            self.stocks[one.which] = None if stock is None else stock - 1
            self.vouchers.append((one.who, one.which, "open", now + LASTS))

    def ends(self, place: int, state: str, now: datetime) -> None:
        """Where it is still good, and was not too late, or for expiring too early."""
        who, which, before, expires = self.vouchers[place]
        is_over = expires <= now
        if before != "open" or (state == "used" and is_over) or (state == "expired" and not is_over):
            return
        self.vouchers[place] = (who, which, state, expires)
        if state != "used":
            stock = self.stocks[which]
            self.balances[who] += _PRICES[which]
            self.stocks[which] = None if stock is None else stock + 1


@dataclass
class Tried:
    """What the deeds are done with."""

    people: list[Person]
    rewards: list[Reward]
    now: datetime = NOW

    async def does(self, store: Store, one: Deed) -> int | None:
        """In the database; at which place the voucher stands that it was about."""
        vouchers = [voucher for person in self.people for voucher in await service.own(store, person)]
        vouchers.sort(key=lambda voucher: voucher.id)
        place = one.asked % len(vouchers) if vouchers else None
        match one.what:
            case "buy":
                await buy(store, self.people[one.who], self.rewards[one.which], str(one.asked), self.now)
            case "withdraw":
                await store.rewards.withdraw(self.rewards[one.which].id, now=self.now)
            case "restock":
                await store.rewards.set_stock(self.rewards[one.which].id, one.asked)
            case "back" if place is not None:
                await service.give_back(store, vouchers[place], VoucherState.REFUNDED, zone=ZONE, now=self.now)
            case "use" if place is not None:
                await service.use(store, vouchers[place], now=self.now)
            case "expire" if place is not None:
                await service.expire(store, vouchers[place].id, zone=ZONE, now=self.now)
            case "wait":
                self.now += LASTS / 2
        return place


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(deeds=st.lists(_DEED, max_size=40))
async def test_like_plain_python(store: Store, deeds: list[Deed]) -> None:
    """Whatever is tried in whatever order, and stopped wherever: as the model says, and the books are right after each."""
    for table in ("vouchers", "rewards", "transfers", "accounts", "people", "units"):
        await store._conn.run(f"DELETE FROM {table}")
    unit = await a_unit(store, "G")
    people = [await a_buyer(store, unit, points, 1001 + place) for place, points in enumerate(_POINTS)]
    pairs = zip(_PRICES, _STOCKS, strict=True)
    model, tried = Model(), Tried(people, [await a_reward(store, unit, price, stock=stock) for price, stock in pairs])
    for one in deeds:
        try:
            async with store.savepoint():
                place = await tried.does(store, one)
                if one.stops:
                    raise _StopError
                model.does(one, place, tried.now)
        except _StopError:
            pass
        assert [await service.balance(store, person) for person in people] == model.balances
        assert (await store.ledger.audit()).is_right
    assert [(await store.rewards.by_id(one.id)).stock for one in tried.rewards] == model.stocks
    states = [voucher.state for person in people for voucher in await service.own(store, person)]
    assert sorted(states) == sorted(state for _, _, state, _ in model.vouchers)
    assert len(await claim(store)) == 0, "nobody is told by use cases"
