"""Roles: what somebody is, and inviting others. What an invite does to whoever opens it is in taking.py."""

from handlers import rights
from handlers.context import Context
from handlers.messages import Message, Text, text
from handlers.report.card import unit_name
from handlers.routing import Routes
from handlers.staff.inviting import INVITE, INVITING, Inviting, role_name
from storage.roles import Role
from storage.units import Unit

__all__ = ["INVITE", "routes"]

routes = Routes(flows=[INVITING])


@routes.command("invite", listed=False)
async def invite(ctx: Context, _words: str) -> None:
    """Begins an invite, for whoever may give a role at all."""
    if await rights.gives(ctx.store, ctx.person.id):
        await ctx.begin(INVITING, Inviting())
    else:
        await ctx.say_with_menu("inviting-not-yours")


@routes.command("roles", listed=False)
async def roles(ctx: Context, _words: str) -> None:
    """What somebody is here, and where."""
    home = ctx.person.home_unit_id
    lines = [] if home is None else [_line(Role.RESIDENT, await ctx.store.units.by_id(home))]
    for held in await ctx.store.roles.of(ctx.person.id):
        unit = None if held.unit_id is None else await ctx.store.units.by_id(held.unit_id)
        lines.append(_line(held.role, unit))
    if lines:
        await ctx.send(Message(text=text("roles-head"), lines=tuple(lines)))
    else:
        await ctx.say_with_menu("roles-none")


def _line(role: Role, unit: Unit | None) -> Text:
    if unit is None:
        return text("roles-line-everywhere", role=role_name(role))
    return text("roles-line", role=role_name(role), unit=unit_name(unit))
