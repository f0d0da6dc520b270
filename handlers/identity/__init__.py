"""/identity CODE: who reported something is opened where two officers want it, with a reason that is kept; whoever reported it is told.

rules.py: when; service.py: the use cases; asking.py: the reason; telling.py: who hears of what.
"""

from handlers.context import Context
from handlers.identity import service, telling
from handlers.identity.asking import IDENTITY, Opening
from handlers.messages import Message, text
from handlers.report.codes import read_code
from handlers.routing import Routes

routes = Routes(flows=[IDENTITY])


@routes.command("identity", listed=False)
async def command(ctx: Context, words: str) -> None:
    """What is unknown and what is not theirs cannot be told apart."""
    code = read_code(words)
    report = None if code is None else await service.closed_to(ctx, ctx.person, code)
    if report is None:
        await ctx.say_with_menu("identity-not-yours")
    elif await service.identity(ctx.store, report) is None:
        await ctx.say("identity-nobody", code=report.code)
    elif not await service.others(ctx.store, report, ctx.person.id):
        await ctx.say("identity-alone")
    else:
        await ctx.begin(IDENTITY, Opening(code=report.code))


@routes.button("identityyes")
async def agree(ctx: Context, code: str) -> None:
    """Both get to see who it is, and whoever it is hears of it."""
    answered = await service.answer(ctx, ctx.person, code, agrees=True)
    if answered is None:
        ctx.answer_tap("identity-over")
        return
    report, asked = answered
    who = await service.identity(ctx.store, report)
    if who is None:
        await ctx.show(Message(text=text("identity-nobody", code=code)))
        return
    await ctx.show(telling.shown(report, who))
    await telling.opened(ctx, report, asked, who)


@routes.button("identityno")
async def refuse(ctx: Context, code: str) -> None:
    """Nothing is opened; who asked is told."""
    answered = await service.answer(ctx, ctx.person, code, agrees=False)
    if answered is None:
        ctx.answer_tap("identity-over")
        return
    report, asked = answered
    await ctx.show(Message(text=text("identity-refused", code=report.code)))
    if asked.staff_id is not None:
        await telling.refused(ctx, report, asked.staff_id)
