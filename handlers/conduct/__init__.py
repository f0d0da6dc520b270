"""举报: a report about staff or a department. It goes to the unit above, and is kept from all who work there: rights.is_about().

A way of its own, since a report of a hazard has rung the staff of its place before anybody knows of what kind it is.
"""

from handlers.conduct.telling import TELL, Told
from handlers.context import Context
from handlers.limits import report_waits_until
from handlers.messages import Moment
from handlers.routing import Routes
from handlers.start.consent import receive

routes = Routes(flows=[TELL])


@routes.command("conduct")
async def begin(ctx: Context, _words: str) -> None:
    """Asks whom it is about; what is too much for an hour is said before anything is written."""
    until = await report_waits_until(ctx, None)
    if ctx.person.consented_at is None:
        await receive(ctx, ())
    elif until is not None:
        await ctx.say("conduct-later", at=Moment.of(until))
    else:
        await ctx.begin(TELL, Told())
