"""What is on for somebody: where they live and above, and whatever else they wanted to come to."""

from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Message, text
from handlers.training import wording

_MOST = 8


async def of(ctx: Context) -> Message:
    """The list; for whoever has not said where they live, how to say it."""
    home = ctx.person.home_unit_id
    own = await ctx.store.training.of_person(ctx.person.id, now=ctx.now)
    near = () if home is None else await ctx.store.training.upcoming(home, now=ctx.now, limit=_MOST)
    found = sorted({one.id: one for one in (*own, *near)}.values(), key=lambda one: (one.starts_at, one.id))
    if home is None and not found:
        return Message(text=text("training-no-home"), buttons=((button("mine-home-change", "homechange"),),))
    mine = [await ctx.store.training.enrolment(one.id, ctx.person.id) for one in found]
    return wording.listing(zip(found, mine, strict=True), ctx.now)
