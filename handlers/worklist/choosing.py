"""Which cases somebody wants to see of their worklist: whose, of which kind, where, and where they stand. One tap each."""

from handlers import rights
from handlers.buttons import button, in_rows
from handlers.context import Context, Rows
from handlers.messages import Button, Message, Text, text
from handlers.report import card
from handlers.rights import Deed
from handlers.units.choice import go_below, unit_choices, whole_or_part
from storage.units import UnitKind
from storage.worklists import EVERYTHING, NO_KIND, Scope, Stand, View

WHAT = ("all", "scope", "kind", "unit", "stand")
ALL, SCOPE, KIND, UNIT, STAND = WHAT
ANY, UNSAID = "-", "?"  # no kind and no unit has such a code


async def question(ctx: Context, what: str) -> Message:
    """What can be chosen, or the kinds, or the units."""
    match what:
        case "kind":
            return _kinds(ctx)
        case "unit":
            return await units(ctx, None)
        case _:
            return await _everything(ctx)


def asks_on(what: str, value: str) -> str | None:
    """The code of the unit to ask on below, if that is what was tapped."""
    return go_below(value) if what == UNIT else None


async def taken(ctx: Context, what: str, value: str) -> View | None:
    """What is looked at once this was tapped; None where it is nothing that can be."""
    view = await ctx.store.worklists.view(ctx.person.id)
    match what:
        case "all":
            return EVERYTHING
        case "scope" if value in tuple(Scope):
            return view.model_copy(update={"scope": Scope(value)})
        case "stand" if value in tuple(Stand):
            stand = None if view.stand == value else Stand(value)  # a second tap takes it out again
            return view.model_copy(update={"stand": stand})
        case "kind":
            return _with_kind(ctx, view, value)
        case "unit":
            return await _with_unit(ctx, view, value)
        case _:
            return None


async def said(ctx: Context, view: View) -> Text:
    """In words, what is looked at."""
    parts = [] if view.scope is Scope.ALL else [text(f"worklist-scope-{view.scope.value}")]
    if view.stand is not None:
        parts.append(text(f"worklist-stand-{view.stand.value}"))
    if view.kind is not None:
        parts.append(text("named", name=card.kind_name(view.kind or None, ctx.house.categories)))
    if view.unit_id is not None:
        unit = await ctx.store.units.by_id(view.unit_id)
        parts.append(text("named", name=card.unit_name(unit)))
    whole = parts[0]
    for part in parts[1:]:
        whole = text("worklist-and", one=whole, other=part)
    return whole


async def units(ctx: Context, below: str | None) -> Message:
    """Those that are theirs, or those below one of them."""
    above = None if below is None else await ctx.store.units.by_code(below)
    if above is None:
        tops = await rights.units(ctx.store, ctx.person.id, Deed.SEE_WORKLIST)
        choices = await unit_choices(ctx.store, None, UnitKind.GRID, tops)
    else:
        choices = await whole_or_part(ctx.store, above, UnitKind.GRID)
    shown = [Button(text=label, data=f"view:{UNIT}:{value}") for value, label in choices]
    return _asked(text("worklist-ask-unit"), [button("worklist-any-unit", "view", UNIT, ANY), *shown])


async def _everything(ctx: Context) -> Message:
    view = await ctx.store.worklists.view(ctx.person.id)
    scopes = [one for one in Scope if one is not Scope.TEAM or ctx.in_team]
    by_scope = tuple(
        _ticked(text(f"worklist-scope-{one.value}"), SCOPE, one.value, on=view.scope is one) for one in scopes
    )
    by_stand = [_ticked(text(f"worklist-stand-{one.value}"), STAND, one.value, on=view.stand is one) for one in Stand]
    by_more = (button("worklist-by-kind", "only", KIND), button("worklist-by-unit", "only", UNIT))
    rows = (by_scope, *_rows(by_stand), by_more, _out(view))
    return Message(text=text("worklist-ask"), buttons=rows)


def _out(view: View) -> tuple[Button, ...]:
    back = button("worklist-show", "worklist", "0")
    return (back,) if view == EVERYTHING else (back, button("worklist-everything", "view", ALL, ANY))


def _ticked(label: Text, what: str, value: str, *, on: bool) -> Button:
    shown = text("worklist-ticked", what=label) if on else label
    return Button(text=shown, data=f"view:{what}:{value}")


def _kinds(ctx: Context) -> Message:
    kinds = [(one.code, card.kind_name(one.code, ctx.house.categories)) for one in ctx.house.categories]
    kinds.append((UNSAID, card.kind_name(None, ctx.house.categories)))
    shown = [button("named", "view", KIND, code, name=name) for code, name in kinds]
    return _asked(text("worklist-ask-kind"), [button("worklist-any-kind", "view", KIND, ANY), *shown])


def _asked(asked: Text, choices: list[Button]) -> Message:
    return Message(text=asked, buttons=(*_rows(choices), (button("dialog-back", "only", ALL),)))


def _rows(choices: list[Button]) -> Rows:
    return in_rows(choices)


def _with_kind(ctx: Context, view: View, value: str) -> View | None:
    known = {ANY: None, UNSAID: NO_KIND, **{one.code: one.code for one in ctx.house.categories}}
    return view.model_copy(update={"kind": known[value]}) if value in known else None


async def _with_unit(ctx: Context, view: View, value: str) -> View | None:
    """One of theirs only: of others they would see nothing anyway."""
    if value == ANY:
        return view.model_copy(update={"unit_id": None})
    unit = await ctx.store.units.by_code(value)
    if unit is None or not await rights.may(ctx.store, ctx.person.id, Deed.SEE_WORKLIST, unit.id):
        return None
    return view.model_copy(update={"unit_id": unit.id})
