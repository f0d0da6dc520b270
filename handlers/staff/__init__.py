"""Becoming staff: an invite's link makes somebody staff of a unit and of all below it."""

import logging

from handlers.context import Context
from handlers.report.card import unit_name
from handlers.rights import MAY, Deed
from handlers.routing import Routes
from handlers.start.consent import agree
from storage.roles import Via

INVITE = "i"

routes = Routes()

_log = logging.getLogger(__name__)


@routes.link(INVITE)
async def use_invite(ctx: Context, token: str) -> None:
    """Takes one use; unknown, used up and too old are answered alike. Opening the link is also the general consent."""
    invitation = await ctx.store.roles.use_invite(token, now=ctx.now)
    if invitation is None:
        await ctx.say("invite-invalid")
        return
    await agree(ctx)
    await ctx.store.roles.grant(
        ctx.person.id,
        invitation.role,
        invitation.unit_id,
        via=Via.INVITE,
        by=invitation.created_by,
        invite=invitation.token_hash,
        now=ctx.now,
    )
    await _remember_name(ctx)
    _log.info("person %d is now %s of unit %s", ctx.person.id, invitation.role.value, invitation.unit_id)
    unit = None if invitation.unit_id is None else await ctx.store.units.by_id(invitation.unit_id)
    ctx.is_staff = ctx.is_staff or invitation.role in MAY[Deed.SEE_WORKLIST]
    await ctx.say_with_menu(f"invite-{invitation.role.value}", unit=unit_name(unit))


async def _remember_name(ctx: Context) -> None:
    """Colleagues see on a card who holds a case; residents' names are never kept."""
    user = ctx.update.effective_user
    if user is not None:
        await ctx.store.people.set_name(ctx.person.id, user.first_name)
