"""/factor (动态码): a second factor for staff, which guards the gravest warnings: six digits that an app on their phone makes.

rules.py: when a code is good; service.py: what other features ask; setting_up.py: the QR code and the first code; proving.py: a code before
it is set up anew or removed; wording.py: what is said of codes.
"""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context
from handlers.factor import service
from handlers.factor.proving import PROOF, Aim, Proof
from handlers.factor.setting_up import SETUP, Setup
from handlers.rights import Deed
from handlers.routing import Routes

routes = Routes(flows=[SETUP, PROOF])


@routes.command("factor", listed=False)
async def command(ctx: Context, _words: str) -> None:
    """What can be done with theirs, or the way to one."""
    if not await rights.may_anywhere(ctx.store, ctx.person.id, Deed.HAVE_FACTOR):
        await ctx.say_with_menu("factor-not-yours")
    elif not await service.has(ctx, ctx.person.id):
        await ctx.begin(SETUP, Setup())
    else:
        row = (button("factor-renew", "factornew"), button("factor-remove", "factorgone"))
        await ctx.say("factor-have", buttons=(row,))


@routes.button("factornew")
async def renew(ctx: Context) -> None:
    """Another phone, or another app: the old one makes a last code."""
    await _prove(ctx, Aim.RENEW)


@routes.button("factorgone")
async def remove(ctx: Context) -> None:
    """None any more, after a last code."""
    await _prove(ctx, Aim.REMOVE)


async def _prove(ctx: Context, aim: Aim) -> None:
    if not await rights.may_anywhere(ctx.store, ctx.person.id, Deed.HAVE_FACTOR):
        ctx.answer_tap("button-not-yours")
    elif not await service.has(ctx, ctx.person.id):
        ctx.answer_tap("factor-none")
    else:
        await ctx.begin(PROOF, Proof(aim=aim))
