"""What happens to somebody who opens an invite."""

from handlers.context import Context, menu
from handlers.messages import Message
from handlers.rights import MAY, Deed
from handlers.staff import service
from handlers.staff.rules import KNOWN_BY_NAME, Verdict
from storage.roles import Invite


async def accept(ctx: Context, token: str) -> None:
    """Takes the invite; unknown, used up, too old and not theirs any more are answered alike."""
    offer = await service.offered(ctx.store, ctx.person, token, now=ctx.now)
    if offer.verdict is Verdict.ALREADY:
        await ctx.say_with_menu("invite-already")
    elif offer.verdict is Verdict.UNKNOWN or offer.invite is None:
        await ctx.say("invite-invalid")
    else:
        await service.take_invite(ctx.store, ctx.person, token, now=ctx.now)
        await _welcome(ctx, offer.invite)


async def _welcome(ctx: Context, invite: Invite) -> None:
    """The menu comes with it, since it may have grown."""
    if invite.role in KNOWN_BY_NAME:
        await ctx.remember_name()
    ctx.is_staff = ctx.is_staff or invite.role in MAY[Deed.SEE_WORKLIST]
    ctx.in_team = ctx.in_team or invite.role in MAY[Deed.ANSWER]
    ctx.menu_covers_keys = True
    unit = None if invite.unit_id is None else await ctx.store.units.by_id(invite.unit_id)
    await ctx.send(
        Message(text=service.given(invite.role, unit), keyboard=menu(is_staff=ctx.is_staff, in_team=ctx.in_team))
    )
