"""/immediate: which kinds of warning cannot wait, so that the officer on duty may send them alone at once. Two agree to each beforehand."""

from handlers import rights
from handlers.alerts.wording import kind_name
from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Button, Message, Text, text
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.units.own import OFFERED, own_unit
from storage.alert import AlertKind
from storage.alerts import Standing
from storage.units import Unit

routes = Routes()


@routes.command("immediate", listed=False)
async def immediate(ctx: Context, _words: str) -> None:
    """Of their unit; of several they choose one."""
    units = await rights.units(ctx.store, ctx.person.id, Deed.APPROVE_GRAVE)
    if not units:
        await ctx.say_with_menu("immediate-officers-only")
    elif len(units) == 1:
        await ctx.send(await _list(ctx, units[0]))
    else:
        buttons = tuple((button("named", "wkinds", one.code, name=unit_name(one)),) for one in units[:OFFERED])
        await ctx.say("immediate-choose", buttons=buttons)


@routes.button("wkinds")
async def kinds(ctx: Context, code: str) -> None:
    """Those of a unit."""
    unit = await own_unit(ctx, Deed.APPROVE_GRAVE, code)
    if unit is not None:
        await ctx.show(await _list(ctx, unit))


@routes.button("wagree")
async def agree(ctx: Context, code: str, kind: str) -> None:
    """The first one proposes it, the second one makes it so."""
    unit = await own_unit(ctx, Deed.APPROVE_GRAVE, code)
    if unit is None or kind not in list(AlertKind):
        return
    await ctx.store.alerts.agree(unit.id, AlertKind(kind), ctx.person.id, now=ctx.now)
    await ctx.show(await _list(ctx, unit))


@routes.button("wdisagree")
async def disagree(ctx: Context, code: str, kind: str) -> None:
    """One suffices to end it."""
    unit = await own_unit(ctx, Deed.APPROVE_GRAVE, code)
    if unit is None or kind not in list(AlertKind):
        return
    await ctx.store.alerts.disagree(unit.id, AlertKind(kind))
    await ctx.show(await _list(ctx, unit))


async def _list(ctx: Context, unit: Unit) -> Message:
    agreed = {one.kind: one for one in await ctx.store.alerts.standing(unit.id)}
    lines = tuple(_line(kind, one) for kind, one in agreed.items())
    made = [_button(ctx, unit, kind, agreed.get(kind)) for kind in AlertKind]
    rows = tuple(tuple(made[start : start + 2]) for start in range(0, len(made), 2))
    return Message(text=text("immediate-list", unit=unit_name(unit)), lines=lines, buttons=rows)


def _line(kind: AlertKind, standing: Standing) -> Text:
    state = "immediate-one" if standing.second_by is None else "immediate-two"
    return text(state, kind=kind_name(kind))


def _button(ctx: Context, unit: Unit, kind: AlertKind, standing: Standing | None) -> Button:
    """[agree] for whoever may still make it so, else [end]."""
    is_mine = standing is not None and (standing.second_by is not None or standing.first_by == ctx.person.id)
    if is_mine:
        return button("immediate-end", "wdisagree", unit.code, kind.value, kind=kind_name(kind))
    return button("immediate-agree", "wagree", unit.code, kind.value, kind=kind_name(kind))
