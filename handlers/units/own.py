"""The units for which somebody may do something: whether one is theirs."""

from handlers import rights
from handlers.context import Context
from handlers.rights import Deed
from storage.units import Unit

OFFERED = 8  # to choose from


async def own_unit(ctx: Context, deed: Deed, code: str) -> Unit | None:
    """The unit of a code, if it is theirs; unknown and not theirs cannot be told apart."""
    unit = await ctx.store.units.by_code(code)
    if unit is not None and await rights.may(ctx.store, ctx.person.id, deed, unit.id):
        return unit
    ctx.answer_tap("button-not-yours")
    return None


def number_of(given: str) -> int | None:
    """A number that anybody can make up, if it is one that a row may have."""
    is_number = given.isascii() and given.isdigit() and len(given) < len(str(2**62))
    return int(given) if is_number else None
