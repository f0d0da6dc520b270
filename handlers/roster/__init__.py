"""/roster (值班表): who is on duty for a unit or a team, who is their deputy, and when; those who work there change it here.

rules.py: who is on duty when; duty.py: of those who still work there; adding.py: a new shift.
"""

from handlers import rights
from handlers.buttons import button, in_rows
from handlers.context import Context, Rows
from handlers.messages import Message, Text, text
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.roster.adding import SHIFT, NewShift
from handlers.roster.duty import colleagues
from handlers.roster.rules import MOST
from handlers.roster.wording import shift_words
from handlers.routing import Routes
from handlers.units.own import OFFERED, number_of, own_unit
from storage.shifts import Shift
from storage.units import Unit

routes = Routes(flows=[SHIFT])


@routes.command("roster", listed=False)
async def command(ctx: Context, _words: str) -> None:
    """That of the only unit or team that is theirs, or those to choose from."""
    units = await _units(ctx)
    if len(units) == 1:
        await ctx.send(await _listed(ctx, units[0]))
    elif units:
        shown = tuple((button("named", "roster", one.code, name=unit_name(one)),) for one in units[:OFFERED])
        await ctx.say("roster-choose", buttons=shown)
    else:
        await ctx.say_with_menu("roster-not-yours")


@routes.button("roster")
async def show(ctx: Context, unit_code: str) -> None:
    """That of one."""
    unit = await own_unit(ctx, Deed.SET_ROSTER, unit_code)
    if unit is not None:
        await ctx.show(await _listed(ctx, unit))


@routes.button("shiftnew")
async def begin(ctx: Context, unit_code: str) -> None:
    """Asks who, and when."""
    unit = await own_unit(ctx, Deed.SET_ROSTER, unit_code)
    if unit is None:
        return
    if len(await ctx.store.shifts.of_unit(unit.id)) >= MOST:
        ctx.answer_tap("roster-full", count=MOST)
    elif not await colleagues(ctx, unit.id):
        ctx.answer_tap("roster-nobody")
    else:
        await ctx.begin(SHIFT, NewShift(unit=unit.code))


@routes.button("shiftgone")
async def remove(ctx: Context, shift_id: str) -> None:
    """From now on nobody is on duty by it."""
    number = number_of(shift_id)
    shift = None if number is None else await ctx.store.shifts.by_id(number)
    if shift is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_ROSTER, shift.unit_id):
        ctx.answer_tap("button-not-yours")
        return
    await ctx.store.shifts.remove(shift.id)
    await ctx.show(await _listed(ctx, await ctx.store.units.by_id(shift.unit_id)))


async def _units(ctx: Context) -> tuple[Unit, ...]:
    """Their own, and the teams that work for these."""
    own = await rights.units(ctx.store, ctx.person.id, Deed.SET_ROSTER)
    found = {one.id: one for one in own}
    for unit in own:
        for team in await ctx.store.units.teams(unit.id):
            if await rights.may(ctx.store, ctx.person.id, Deed.SET_ROSTER, team.id):
                found[team.id] = team
    return tuple(found.values())


async def _listed(ctx: Context, unit: Unit) -> Message:
    found = await ctx.store.shifts.of_unit(unit.id)
    head = text("roster-head" if found else "roster-none", unit=unit_name(unit))
    people = await colleagues(ctx, unit.id)
    lines = [await _line(ctx, number, one, people) for number, one in enumerate(found, start=1)]
    new = (button("roster-new", "shiftnew", unit.code),)
    return Message(text=head, lines=tuple(lines), buttons=(*_removing(found), new))


async def _line(ctx: Context, number: int, shift: Shift, people: tuple[int, ...]) -> Text:
    words = await shift_words(ctx, shift)
    return text("roster-line" if shift.person_id in people else "roster-line-gone", number=number, shift=words)


def _removing(found: tuple[Shift, ...]) -> Rows:
    buttons = [
        button("roster-remove", "shiftgone", str(one.id), number=number) for number, one in enumerate(found, start=1)
    ]
    return in_rows(buttons, 3)
