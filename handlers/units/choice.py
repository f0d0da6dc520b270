"""Choosing a unit by its name, from the top downwards: a whole district's communities would not fit below one question."""

from handlers.messages import Named, Text, text
from handlers.units.geometry import depth
from storage.store import Store
from storage.units import Unit, UnitKind

UNSURE = "?"  # no unit has this code
_BELOW = ">"  # before a code: asks on, for one of the units below it

Choices = tuple[tuple[str, Text], ...]


async def unit_choices(
    store: Store, below: str | None, deepest: UnitKind, tops: tuple[Unit, ...] | None = None
) -> Choices:
    """(value, label) of the units below the one of a code, or of the topmost ones; none deeper than `deepest`. With `tops` of just these,
    even where there is but one."""
    above = None if below is None else await store.units.by_code(below)
    units = await _suitable(store, above, deepest) if tops is None else tops
    while tops is None and above is None and len(units) == 1 and await _suitable(store, units[0], deepest):
        units = await _suitable(store, units[0], deepest)
    return tuple([(await _value(store, unit, deepest), _label(unit)) for unit in units])


async def whole_or_part(store: Store, unit: Unit, deepest: UnitKind) -> Choices:
    """(value, label) of a unit as a whole, and of those below it."""
    whole = (unit.code, text("unit-whole", unit=Named(names={"": unit.name, "en": unit.name_en})))
    return (whole, *await unit_choices(store, unit.code, deepest))


def go_below(value: str) -> str | None:
    """The code of the unit to ask on below, if that is what a choice means; otherwise it is the code chosen."""
    return value.removeprefix(_BELOW) if value.startswith(_BELOW) else None


async def _suitable(store: Store, above: Unit | None, deepest: UnitKind) -> tuple[Unit, ...]:
    if above is not None and depth(above.kind) >= depth(deepest):
        return ()
    units = await store.units.roots() if above is None else await store.units.children(above.id)
    return tuple(unit for unit in units if depth(unit.kind) <= depth(deepest))


async def _value(store: Store, unit: Unit, deepest: UnitKind) -> str:
    return f"{_BELOW}{unit.code}" if await _suitable(store, unit, deepest) else unit.code


def _label(unit: Unit) -> Text:
    return text("named", name=Named(names={"": unit.name, "en": unit.name_en}))
