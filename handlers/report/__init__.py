"""Hazard reports: what leads where. The conversation is in flow.py and questions.py, what is asked afterwards in afterwards.py and
naming.py, the rest in reporter.py and staff.py."""

from handlers.context import Context
from handlers.input import Words, said
from handlers.limits import speaks_of_danger
from handlers.messages import Message, text
from handlers.report import afterwards, ask, naming, reporter, staff
from handlers.report.codes import LINK
from handlers.report.entry import show_by_code
from handlers.report.held import HELD
from handlers.report.more import MORE, REASON
from handlers.report.questions import REPORT
from handlers.routing import Routes
from storage.outbox import Lane

routes = Routes(flows=[REPORT, HELD, MORE, REASON, ask.ASK])
routes.include(naming.routes)
routes.include(afterwards.routes)
routes.include(ask.routes)
routes.include(reporter.routes)
routes.include(staff.routes)


@routes.link(LINK)
async def open_code(ctx: Context, code: str) -> None:
    """A report's link, as in a group: each sees what is theirs, and others what they see of a code that does not exist."""
    if not await show_by_code(ctx, Words(words=code or "?")):
        await ctx.say("not-understood")


@routes.notice
async def emergency(ctx: Context) -> None:
    """Words like fire show the emergency numbers at once, before consent or anything else."""
    if speaks_of_danger(ctx, said(ctx.update)):
        await ctx.send(Message(text=text("emergency-numbers")), lane=Lane.LIFE_SAFETY, latest="emergency-numbers")


@routes.notice
async def forwarded(ctx: Context) -> None:
    """A forwarded picture is a picture; whether it is one of here and now, only its sender knows."""
    message = ctx.update.message
    if message is not None and message.forward_origin is not None and (message.photo or message.video):
        await ctx.say("forwarded")
