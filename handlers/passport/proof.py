"""A rider's proof that they stopped to report a hazard, to be shown to their platform. It names nobody; whoever shows it does."""

from handlers.context import Context
from handlers.messages import Drawing, LinkButton, Message, Moment, StartLink, text
from handlers.passport.card import code_of, link_of, short_of
from handlers.passport.facts import Facts, facts
from handlers.report import service
from handlers.report.card import unit_name
from handlers.routing import Routes

routes = Routes()


@routes.button("proof")
async def give(ctx: Context, code: str) -> None:
    """For whoever made the report as a rider, alone."""
    report = await service.own(ctx.store, ctx.person, code)
    if report is None or not report.by_rider:
        ctx.answer_tap("button-not-yours")
        return
    ctx.answer_tap("proof-toast")
    await ctx.send(proof(await facts(ctx, report)), latest=f"proof {code}")


def proof(known: Facts) -> Message:
    """When, roughly where, and what checks it. Pure."""
    start = link_of(known)
    link = StartLink(start=start)
    said = (
        text("proof-what"),
        text("proof-when", at=Moment.of(known.report.created_at, dated=True)),
        text("proof-where", grid=unit_name(known.grid)),
        text("proof-code", code=known.report.code),
    )
    return Message(
        text=text("proof-head"),
        lines=(*said, text("passport-check", short=short_of(known), link=link)),
        drawing=Drawing(title=text("proof-title"), lines=said, code=code_of(known), qr=link),
        buttons=((LinkButton(text=text("passport-verify"), start=start),),),
    )
