"""A warning of others that staff send as a file: fetched and read afterwards, as handlers never touch the network."""

from handlers import rights
from handlers.alerts.rules import MOST_WORDS
from handlers.cap.parse import MOST_BYTES
from handlers.context import Context
from handlers.input import Odd
from handlers.messages import Text, text
from handlers.rights import Deed
from storage.glances import GlanceKind

_KILOBYTE = 1024


async def take_warning(ctx: Context, odd: Odd) -> bool:
    """Whether it may be one, and they may write warnings; for everybody else it is a file like any other."""
    if odd.warning is None or not await rights.may_anywhere(ctx.store, ctx.person.id, Deed.WRITE_ALERT):
        return False
    await ctx.store.glances.add(ctx.person.id, odd.warning, now=ctx.now, what=GlanceKind.WARNING)
    await ctx.say("cap-reading")
    return True


def refused(reason: str, detail: str = "") -> Text:
    """Why nothing becomes of it, as whoever sent it reads it."""
    why = text(f"cap-refused-{reason}", kilobytes=MOST_BYTES // _KILOBYTE)
    return text("cap-refused", why=why) if not detail else text("cap-refused-so", why=why, detail=detail[:MOST_WORDS])
