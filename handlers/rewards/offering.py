"""/reward (奖品): what a unit has on offer. Its staff offer, restock and withdraw it here."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.messages import Button, Message, text
from handlers.report.card import unit_name
from handlers.rewards import wording
from handlers.rewards.making import REWARD, STOCK, Making, Stocking
from handlers.rewards.rules import MOST
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.units.own import OFFERED, number_of, own_unit
from storage.rewards import Reward
from storage.units import Unit

routes = Routes(flows=[REWARD, STOCK])


@routes.command("reward", listed=False)
async def command(ctx: Context, _words: str) -> None:
    """Those of the only unit that is theirs, or the units to choose from."""
    units = await rights.units(ctx.store, ctx.person.id, Deed.SET_REWARDS)
    if len(units) == 1:
        await ctx.send(await _listed(ctx, units[0]))
    elif units:
        choices = [(button("named", "rewardsof", one.code, name=unit_name(one)),) for one in units[:OFFERED]]
        await ctx.say("rewards-choose", buttons=tuple(choices))
    elif teams := await rights.units(ctx.store, ctx.person.id, Deed.GIVE_REWARD):
        await ctx.say("statement-ask", buttons=tuple((_statement(one),) for one in teams[:OFFERED]))
    else:
        await ctx.say_with_menu("rewards-not-yours")


@routes.button("rewardsof")
async def show(ctx: Context, unit_code: str) -> None:
    """Those of one unit."""
    unit = await own_unit(ctx, Deed.SET_REWARDS, unit_code)
    if unit is not None:
        await ctx.show(await _listed(ctx, unit))


@routes.button("rewardnew")
async def begin(ctx: Context, unit_code: str) -> None:
    """Asks what it is."""
    unit = await own_unit(ctx, Deed.SET_REWARDS, unit_code)
    if unit is None:
        return
    if len(await ctx.store.rewards.of_unit(unit.id)) >= MOST:
        ctx.answer_tap("rewards-full", count=MOST)
    else:
        await ctx.begin(REWARD, Making(unit=unit.code))


@routes.button("rewardstock")
async def restock(ctx: Context, reward_id: str) -> None:
    """Asks how many there are now."""
    reward = await _theirs(ctx, reward_id)
    if reward is not None:
        await ctx.begin(STOCK, Stocking(reward=str(reward.id)))


@routes.button("rewardgone")
async def withdraw(ctx: Context, reward_id: str) -> None:
    """Nobody can have it any more, but for those who have a voucher."""
    reward = await _theirs(ctx, reward_id)
    if reward is not None:
        await ctx.store.rewards.withdraw(reward.id, now=ctx.now)
        await ctx.show(await _listed(ctx, await ctx.store.units.by_id(reward.unit_id)))


async def _theirs(ctx: Context, reward_id: str) -> Reward | None:
    """Unknown and not theirs cannot be told apart."""
    number = number_of(reward_id)
    reward = None if number is None else await ctx.store.rewards.get(number)
    if reward is not None and await rights.may(ctx.store, ctx.person.id, Deed.SET_REWARDS, reward.unit_id):
        return reward
    ctx.answer_tap("button-not-yours")
    return None


async def _listed(ctx: Context, unit: Unit) -> Message:
    found = await ctx.store.rewards.of_unit(unit.id)
    head = text("rewards-of-head" if found else "rewards-of-none", unit=unit_name(unit))
    lines = tuple(wording.listed(number, one) for number, one in enumerate(found, start=1))
    new = (button("reward-new", "rewardnew", unit.code),)
    return Message(text=head, lines=lines, buttons=(*_changing(found), new, (_statement(unit),)))


def _statement(unit: Unit) -> Button:
    return button("statement-of", "rewardsheet", unit.code, unit=unit_name(unit))


def _changing(found: tuple[Reward, ...]) -> Rows:
    return tuple(
        (
            button("reward-restock", "rewardstock", str(one.id), number=number),
            button("reward-withdraw", "rewardgone", str(one.id), number=number),
        )
        for number, one in enumerate(found, start=1)
    )
