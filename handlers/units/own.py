"""The units for which somebody may do something: whether one is theirs."""

from handlers import rights
from handlers.context import Context
from handlers.rights import Deed
from handlers.units.choice import Choices, unit_choices, whole_or_part
from storage.units import Unit, UnitKind

_DEEPEST = UnitKind.BUILDING
OFFERED = 8  # to choose from


async def own_unit(ctx: Context, deed: Deed, code: str) -> Unit | None:
    """The unit of a code, if it is theirs; unknown and not theirs cannot be told apart."""
    unit = await ctx.store.units.by_code(code)
    if unit is not None and await rights.may(ctx.store, ctx.person.id, deed, unit.id):
        return unit
    ctx.answer_tap("button-not-yours")
    return None


async def own_choices(ctx: Context, deed: Deed, below: str | None) -> Choices:
    """To choose from: those that are theirs, or the parts of one with the whole of it first, down to buildings."""
    theirs = await rights.units(ctx.store, ctx.person.id, deed)
    if below is None and len(theirs) != 1:
        return await unit_choices(ctx.store, None, _DEEPEST, theirs)
    whole = await ctx.store.units.by_code(below or theirs[0].code)
    assert whole is not None, "it was offered"
    return await whole_or_part(ctx.store, whole, _DEEPEST)


def number_of(given: str) -> int | None:
    """A number that anybody can make up, if it is one that a row may have."""
    is_number = given.isascii() and given.isdigit() and len(given) < len(str(2**62))
    return int(given) if is_number else None
