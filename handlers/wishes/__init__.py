"""/alerts (预警提醒): which warnings somebody wants, and when they may ring; and under 我的 whether they need help in an emergency,
or would give it.

rules.py: what holds for a warning; helping.py: who needs help, who would help; quieting.py: quiet hours; wording.py: what stands.
"""

from handlers.context import Context
from handlers.messages import Message
from handlers.routing import Routes
from handlers.wishes import helping
from handlers.wishes.helping import NEED
from handlers.wishes.quieting import QUIET, Quiet
from handlers.wishes.rules import muting
from handlers.wishes.service import change, has_agreed, keep
from handlers.wishes.wording import settings
from storage.alert import AlertKind
from storage.wishes import Wishes

routes = Routes(flows=[NEED, QUIET])
routes.include(helping.routes)


@routes.command("alerts")
async def command(ctx: Context, _words: str) -> None:
    """What they get now, with a button for each kind."""
    await ctx.send(_settings(ctx, await ctx.store.wishes.get(ctx.person.id)))


@routes.button("alerts")
async def show(ctx: Context) -> None:
    """/alerts, from 我的."""
    await ctx.show(_settings(ctx, await ctx.store.wishes.get(ctx.person.id)))


@routes.button("mute")
async def mute(ctx: Context, kind: str) -> None:
    """No blue or yellow warning of this kind any more."""
    await _set_muted(ctx, kind, is_muted=True)


@routes.button("unmute")
async def unmute(ctx: Context, kind: str) -> None:
    """They come again."""
    await _set_muted(ctx, kind, is_muted=False)


@routes.button("quiethours")
async def choose_quiet(ctx: Context) -> None:
    """Asks from when to when."""
    if await has_agreed(ctx):
        await ctx.begin(QUIET, Quiet())


@routes.button("drills")
async def join_drills(ctx: Context) -> None:
    """Nobody gets a drill who did not ask for them."""
    if await has_agreed(ctx):
        await ctx.show(_settings(ctx, await change(ctx, drills=True)))


@routes.button("nodrills")
async def leave_drills(ctx: Context) -> None:
    """Not any more, and nothing more of one that is on."""
    await ctx.store.drills.opt_out(ctx.person.id)
    await ctx.show(_settings(ctx, await change(ctx, drills=False)))


async def _set_muted(ctx: Context, kind: str, *, is_muted: bool) -> None:
    if kind not in tuple(AlertKind):
        ctx.answer_tap("button-gone")
    elif await has_agreed(ctx):
        wishes = await ctx.store.wishes.get(ctx.person.id)
        await ctx.show(_settings(ctx, await keep(ctx, muting(wishes, AlertKind(kind), is_muted=is_muted))))


def _settings(ctx: Context, wishes: Wishes) -> Message:
    return settings(wishes, has_home=ctx.person.home_unit_id is not None)
