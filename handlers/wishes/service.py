"""What changes of somebody's wishes."""

from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.start.consent import receive
from storage.wishes import Wishes


async def has_agreed(ctx: Context) -> bool:
    """Whether something may be kept of them; otherwise they are asked."""
    if ctx.person.consented_at is None:
        await receive(ctx, ())
    return ctx.person.consented_at is not None


async def change(ctx: Context, **fields: Any) -> Wishes:
    """Changes these of their wishes; what they wish now."""
    return await keep(ctx, (await ctx.store.wishes.get(ctx.person.id)).model_copy(update=fields))


async def keep(ctx: Context, wishes: Wishes) -> Wishes:
    """From now on."""
    await ctx.store.wishes.save(ctx.person.id, wishes)
    return wishes


async def forget_door(ctx: Context) -> bool:
    """With where they live; that they need help stays. Whether there was one."""
    wishes = await ctx.store.wishes.get(ctx.person.id)
    await keep(ctx, wishes.model_copy(update={"door": None}))
    return wishes.door is not None


async def tell_moved(ctx: Context, unit_id: int) -> None:
    """Whoever lives elsewhere now, and left a door, is told which: somebody would knock there. A part of where they lived is no move."""
    wishes, before = await ctx.store.wishes.get(ctx.person.id), ctx.person.home_unit_id
    if wishes.door is None or before is None:
        return
    chains = [[one.id for one in await ctx.store.units.upwards(unit)] for unit in (before, unit_id)]
    if before not in chains[1] and unit_id not in chains[0]:
        await ctx.say("wishes-door-still", door=wishes.door, buttons=((button("wishes-door-change", "changedoor"),),))
