"""At the counter, or the partner's: the voucher of a code that was scanned or typed, and noting once that its reward was given."""

from handlers.buttons import button
from handlers.codes import read_digits
from handlers.context import Context
from handlers.input import Input, Words
from handlers.messages import Message, Moment, text
from handlers.rewards import catalogue, service, wording
from handlers.rewards.rules import LINK, read_voucher, standing, written
from handlers.routing import Routes
from storage.outbox import Lane, Owed, Worth
from storage.vouchers import Voucher, VoucherState

routes = Routes()


@routes.link(LINK)
async def scan(ctx: Context, given: str) -> None:
    """What a voucher is for. Whoever neither gives that nor bought it is told what they are told of a code that was made up."""
    digits = read_digits(given)
    voucher = None if digits is None else await ctx.store.vouchers.by_code(digits)
    if voucher is not None and await service.may_take(ctx.store, ctx.person, voucher):
        await ctx.send(await _checked(ctx, voucher, digits or ""))
    elif voucher is not None and await service.is_own(ctx.store, ctx.person, voucher):
        await catalogue.show_own(ctx, voucher)
    else:
        await ctx.say("voucher-unknown")


async def show_by_voucher(ctx: Context, given: Input) -> bool:
    """The same for a code that somebody sends; False when it is none."""
    digits = read_voucher(given.words) if isinstance(given, Words) else None
    if digits is not None:
        await scan(ctx, digits)
    return digits is not None


@routes.button("voucheruse")
async def take(ctx: Context, digits: str) -> None:
    """It was given: once, whoever taps how often; whoever had the voucher hears of it."""
    voucher = await ctx.store.vouchers.by_code(digits)
    if voucher is None or not await service.may_take(ctx.store, ctx.person, voucher):
        ctx.answer_tap("button-not-yours")
        return
    if not await service.use(ctx.store, voucher, now=ctx.now):
        ctx.answer_tap("voucher-over")
        await ctx.show(await _checked(ctx, voucher, digits))
        return
    reward = await ctx.store.rewards.by_id(voucher.reward_id)
    await ctx.show(Message(text=text("counter-taken", name=wording.name_of(reward), code=written(digits))))
    if voucher.holder_id is not None:
        told = Message(text=text("voucher-told", name=wording.name_of(reward), code=written(digits)))
        payload = told.model_dump(mode="json")
        await ctx.owe([Owed(person_id=voucher.holder_id, payload=payload, lane=Lane.NOTICES, worth=Worth.ONCE)])


async def _checked(ctx: Context, voucher: Voucher, digits: str) -> Message:
    """Nothing of who has it."""
    reward = await ctx.store.rewards.by_id(voucher.reward_id)
    if standing(voucher, ctx.now) is not VoucherState.OPEN:
        return Message(text=wording.over(reward, voucher))
    until = Moment.of(voucher.expires_at, dated=True)
    good = text("counter-good", name=wording.name_of(reward), code=written(digits), until=until)
    return Message(text=good, buttons=((button("counter-take", "voucheruse", digits),),))
