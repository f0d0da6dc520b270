"""The progress card of a case, to be forwarded to anybody: who has it since when, and by when; its link tells whether it is genuine.

holding.py is who has it, card.py what the card says, check.py what its link says,
proof.py a rider's own.
"""

from handlers.context import Context
from handlers.passport import card, check, proof
from handlers.passport.card import LINK
from handlers.passport.facts import facts
from handlers.report import service
from handlers.routing import Routes

routes = Routes()
routes.include(proof.routes)


@routes.button("passport")
async def show(ctx: Context, code: str) -> None:
    """The card as it is now, for whoever reported the case or deals with it."""
    report = await service.seen(ctx.store, ctx.person, code) or await service.own(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    await ctx.send(card.card(await facts(ctx, report), ctx.now), latest=f"passport {code}")


@routes.link(LINK)
async def verify(ctx: Context, given: str) -> None:
    """Whoever opens the link of a card hears whether it is genuine; one that is made up is answered like one that was never there."""
    code, _, short = given.rpartition("_")
    report = await ctx.store.reports.by_code(code)
    known = None if report is None else await facts(ctx, report)
    await ctx.send(check.answer(known, short, ctx.now))
