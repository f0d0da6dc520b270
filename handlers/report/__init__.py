"""Hazard reports: what leads where. The conversation is in flow.py and questions.py, the rest in reporter.py and staff.py."""

from handlers.context import Context
from handlers.input import said
from handlers.messages import Message, text
from handlers.report import reporter, staff
from handlers.report.more import MORE, REASON
from handlers.report.questions import REPORT
from handlers.routing import Routes
from storage.outbox import Lane

routes = Routes(flows=[REPORT, MORE, REASON])
routes.include(reporter.routes)
routes.include(staff.routes)


@routes.notice
async def emergency(ctx: Context) -> None:
    """Words like fire show the emergency numbers at once, before consent or anything else."""
    words = said(ctx.update).casefold()
    if any(word in words for word in ctx.house.texts.listed("emergency-words")):
        await ctx.send(Message(text=text("emergency-numbers")), lane=Lane.LIFE_SAFETY)
