"""Use cases of rewards, one function each, in the transaction they are given."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import rights
from handlers.codes import new_digits
from handlers.points.rules import day, month
from handlers.rewards.rules import LASTS, Outcome, standing
from handlers.rights import Deed
from storage.ledger import Account, AccountKind, Moved, Reason, Transfer
from storage.people import Person
from storage.rewards import Reward
from storage.store import Store
from storage.vouchers import NewVoucher, Voucher, VoucherState


async def offered(store: Store, person: Person) -> tuple[Reward, ...]:
    """What somebody can choose from: of where they live and all above; of the topmost units where nobody knows where that is."""
    if person.home_unit_id is not None:
        return await store.rewards.above(person.home_unit_id)
    return tuple([one for root in await store.units.roots() for one in await store.rewards.of_unit(root.id)])


async def balance(store: Store, person: Person) -> int:
    """How many points somebody can spend."""
    account = await store.ledger.of_person(person.id)
    return 0 if account is None else account.balance


async def redeem(
    store: Store, person: Person, reward_id: int, asked: str, *, zone: ZoneInfo, now: datetime
) -> tuple[Outcome, Voucher | None]:
    """Stock, points and voucher at once, or none of them. `asked` tells one button from every other, so that many taps on it buy once."""
    account = await store.ledger.of_person(person.id)
    if account is None:
        return Outcome.SHORT, None
    operation = store.ledger.operation("redeem", account.id, asked)
    before = await store.vouchers.by_operation(operation)
    if before is not None:
        return Outcome.BEFORE, before
    reward = next((one for one in await offered(store, person) if one.id == reward_id), None)
    if reward is None:
        return Outcome.GONE, None
    if not await store.rewards.take(reward.id):
        return Outcome.SOLD_OUT, None
    outcome = await _paid(store, account, reward, operation, zone=zone, now=now)
    if outcome is not Outcome.BOUGHT:
        await store.rewards.put_back(reward.id)
        return outcome, None
    bought = {"reward_id": reward.id, "account_id": account.id, "operation": operation, "price": reward.price}
    fresh = {"code": new_digits(), "holder_id": person.id, "bought_at": now, "expires_at": now + LASTS}
    return outcome, await store.vouchers.add(NewVoucher.model_validate(bought | fresh))


async def _paid(
    store: Store, account: Account, reward: Reward, operation: str, *, zone: ZoneInfo, now: datetime
) -> Outcome:
    if reward.monthly is not None:
        had = await store.vouchers.had_since(account.id, reward.id, month(now, zone))
        if had >= reward.monthly:
            return Outcome.LIMIT
    income = await store.ledger.of_unit(AccountKind.REWARDS, reward.unit_id)
    ends = {"debit_id": account.id, "credit_id": income.id, "amount": reward.price}
    named = {"operation": operation, "reason": Reason.REDEEMED, "about": reward.name}
    moved = await store.ledger.move(Transfer.model_validate(ends | named), day=day(now, zone))
    return Outcome.BOUGHT if moved is Moved.MADE else Outcome.SHORT


async def give_back(store: Store, voucher: Voucher, state: VoucherState, *, zone: ZoneInfo, now: datetime) -> bool:
    """It is good no more, one more is left, and the points go back the way they came; False where it was not good any more."""
    if not await store.vouchers.end(voucher.id, state, now=now):
        return False
    await store.rewards.put_back(voucher.reward_id)
    reward = await store.rewards.by_id(voucher.reward_id)
    income = await store.ledger.of_unit(AccountKind.REWARDS, reward.unit_id)
    ends = {"debit_id": income.id, "credit_id": voucher.account_id, "amount": voucher.price}
    operation = store.ledger.operation("give back", voucher.id)
    named = {"operation": operation, "reason": Reason.REFUNDED, "about": reward.name}
    moved = await store.ledger.move(Transfer.model_validate(ends | named), day=day(now, zone))
    assert moved is Moved.MADE, "what was paid is there, and was not paid back before"
    return True


async def use(store: Store, voucher: Voucher, *, now: datetime) -> bool:
    """It was had; False where the voucher is not good any more."""
    is_good = standing(voucher, now) is VoucherState.OPEN
    return is_good and await store.vouchers.end(voucher.id, VoucherState.USED, now=now)


async def expire(store: Store, voucher_id: int, *, zone: ZoneInfo, now: datetime) -> Voucher | None:
    """The points go back where its time is over, once; the voucher as it was, None where there was nothing to do any more."""
    voucher = await store.vouchers.get(voucher_id)
    if voucher is None or voucher.state is not VoucherState.OPEN or voucher.expires_at > now:
        return None
    return voucher if await give_back(store, voucher, VoucherState.EXPIRED, zone=zone, now=now) else None


async def own(store: Store, person: Person) -> tuple[Voucher, ...]:
    """All that somebody ever bought, oldest first."""
    account = await store.ledger.of_person(person.id)
    return () if account is None else await store.vouchers.of_account(account.id)


async def is_own(store: Store, person: Person, voucher: Voucher) -> bool:
    """Whether they bought it."""
    account = await store.ledger.of_person(person.id)
    return account is not None and account.id == voucher.account_id


async def may_take(store: Store, person: Person, voucher: Voucher) -> bool:
    """Whether somebody gives what a voucher is for: of the staff of its unit, or of the partner. Nobody takes their own."""
    if await is_own(store, person, voucher):
        return False
    reward = await store.rewards.by_id(voucher.reward_id)
    return await rights.may(store, person.id, Deed.TAKE_VOUCHER, reward.unit_id) or (
        reward.partner_id is not None and await rights.may(store, person.id, Deed.GIVE_REWARD, reward.partner_id)
    )


async def leave(store: Store, person: Person, *, zone: ZoneInfo, now: datetime) -> None:
    """Somebody goes: their vouchers are void, so that others can have what is left, and their points go the way of all that they have."""
    for voucher in await own(store, person):
        await give_back(store, voucher, VoucherState.REFUNDED, zone=zone, now=now)
