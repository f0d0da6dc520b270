"""/rewards (兑换): what there is for points, had in two taps, and one's own vouchers."""

from handlers.buttons import button
from handlers.codes import new_digits, read_digits
from handlers.context import Context
from handlers.messages import Message, text
from handlers.report.card import unit_name
from handlers.rewards import service, wording
from handlers.rewards.rules import MOST, Outcome, standing
from handlers.routing import Routes
from handlers.start.consent import receive
from handlers.units.own import number_of
from storage.rewards import Reward
from storage.units import Unit
from storage.vouchers import Voucher, VoucherState

routes = Routes()


@routes.command("rewards")
async def rewards(ctx: Context, _words: str) -> None:
    """What there is, and how much of it somebody can afford."""
    if ctx.person.consented_at is None:
        await receive(ctx, ())
        return
    found = (await service.offered(ctx.store, ctx.person))[:MOST]
    balance = await service.balance(ctx.store, ctx.person)
    vouchers = await _open(ctx)
    own = ((button("vouchers-own", "vouchers", count=len(vouchers)),),) if vouchers else ()
    head = text("rewards-head", balance=balance) if found else text("rewards-none", balance=balance)
    lines = tuple(wording.listed(number, one) for number, one in enumerate(found, start=1))
    await ctx.send(Message(text=head, lines=lines, buttons=(*wording.choosing(found), *own)))


@routes.button("reward")
async def choose(ctx: Context, reward_id: str) -> None:
    """The first tap: all about it, and the button that buys it. What that is asked for is named before it is shown."""
    reward = await _offered(ctx, reward_id)
    if reward is None:
        ctx.answer_tap("reward-gone")
        return
    balance = await service.balance(ctx.store, ctx.person)
    short = max(0, reward.price - balance)
    unit = await ctx.store.units.by_id(reward.unit_id)
    what = text("reward-what", name=wording.name_of(reward), price=reward.price, left=wording.left(reward))
    stands = text("reward-lacking", balance=balance, short=short) if short else text("reward-enough", balance=balance)
    buy = button("reward-redeem", "redeem", str(reward.id), new_digits(), price=reward.price)
    lines = (*wording.about(reward, await _giver(ctx, reward)), text("reward-of", unit=unit_name(unit)), stands)
    await ctx.send(Message(text=what, lines=lines, buttons=() if short else ((buy,),)))


@routes.button("redeem")
async def redeem(ctx: Context, reward_id: str, asked: str) -> None:
    """The second tap: paid, and the voucher comes. Taps on the same button buy once."""
    number = number_of(reward_id)
    if number is None or read_digits(asked) != asked:
        ctx.answer_tap("button-gone")
        return
    zone, now = ctx.house.zone, ctx.now
    outcome, voucher = await service.redeem(ctx.store, ctx.person, number, asked, zone=zone, now=now)
    if outcome is Outcome.BOUGHT and voucher is not None:
        ctx.answer_tap("reward-bought", price=voucher.price)
        await ctx.retire_buttons()
        await ctx.send(await _shown(ctx, voucher))
    else:
        ctx.answer_tap(f"reward-{outcome.value}")


@routes.button("vouchers")
async def vouchers(ctx: Context) -> None:
    """Those of one's own that are still good, the first to expire first."""
    found = await _open(ctx)
    if not found:
        ctx.answer_tap("vouchers-none")
    for voucher in found[:MOST]:
        await ctx.send(await _shown(ctx, voucher))


@routes.button("voucherback")
async def return_voucher(ctx: Context, voucher_id: str) -> None:
    """Not used yet: the points come back."""
    number = number_of(voucher_id)
    voucher = None if number is None else await ctx.store.vouchers.get(number)
    if voucher is None or not await service.is_own(ctx.store, ctx.person, voucher):
        ctx.answer_tap("button-not-yours")
        return
    reward = await ctx.store.rewards.by_id(voucher.reward_id)
    if await service.give_back(ctx.store, voucher, VoucherState.REFUNDED, zone=ctx.house.zone, now=ctx.now):
        back = text("voucher-returned", name=wording.name_of(reward), price=voucher.price)
        await ctx.show(Message(text=back, covers_picture=True))
    else:
        ctx.answer_tap("voucher-over")


async def show_own(ctx: Context, voucher: Voucher) -> None:
    """Somebody's own, by its code."""
    if standing(voucher, ctx.now) is VoucherState.OPEN:
        await ctx.send(await _shown(ctx, voucher))
    else:
        await ctx.send(Message(text=wording.over(await ctx.store.rewards.by_id(voucher.reward_id), voucher)))


async def _shown(ctx: Context, voucher: Voucher) -> Message:
    reward = await ctx.store.rewards.by_id(voucher.reward_id)
    return wording.shown(reward, await _giver(ctx, reward), voucher)


async def _open(ctx: Context) -> tuple[Voucher, ...]:
    own = await service.own(ctx.store, ctx.person)
    return tuple(one for one in own if standing(one, ctx.now) is VoucherState.OPEN)


async def _giver(ctx: Context, reward: Reward) -> Unit | None:
    return None if reward.partner_id is None else await ctx.store.units.by_id(reward.partner_id)


async def _offered(ctx: Context, reward_id: str) -> Reward | None:
    """Unknown, withdrawn and offered to others alone cannot be told apart."""
    number = number_of(reward_id)
    return next((one for one in await service.offered(ctx.store, ctx.person) if one.id == number), None)
