"""/phrases (常用语): ready sentences of a unit, to ask whoever reported something, or to say why something is rejected. Its staff change
them here; they count for all below it too."""

from handlers import rights
from handlers.buttons import button, in_rows
from handlers.context import Context, Rows
from handlers.messages import Message, Text, text
from handlers.phrases.adding import PHRASE, NewPhrase
from handlers.phrases.rules import MOST
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.units.own import OFFERED, number_of, own_unit
from storage.phrases import Phrase, Purpose
from storage.units import Unit

routes = Routes(flows=[PHRASE])


@routes.command("phrases", listed=False)
async def command(ctx: Context, _words: str) -> None:
    """Those of the only unit that is theirs, or the units to choose from."""
    units = await rights.units(ctx.store, ctx.person.id, Deed.SET_PHRASES)
    if len(units) == 1:
        await ctx.send(await _listed(ctx, units[0]))
    elif units:
        await ctx.say(
            "phrases-choose",
            buttons=tuple((button("named", "phrases", one.code, name=unit_name(one)),) for one in units[:OFFERED]),
        )
    else:
        await ctx.say_with_menu("phrases-not-yours")


@routes.button("phrases")
async def show(ctx: Context, unit_code: str) -> None:
    """Those of one unit."""
    unit = await own_unit(ctx, Deed.SET_PHRASES, unit_code)
    if unit is not None:
        await ctx.show(await _listed(ctx, unit))


@routes.button("phrasenew")
async def begin(ctx: Context, unit_code: str, purpose: str) -> None:
    """Asks for the words."""
    unit = await own_unit(ctx, Deed.SET_PHRASES, unit_code)
    if unit is None:
        return
    if purpose not in tuple(Purpose):
        ctx.answer_tap("button-gone")
    elif len(await ctx.store.phrases.of_unit(unit.id)) >= MOST:
        ctx.answer_tap("phrases-full", count=MOST)
    else:
        await ctx.begin(PHRASE, NewPhrase(unit=unit.code, purpose=Purpose(purpose)))


@routes.button("phrasegone")
async def remove(ctx: Context, phrase_id: str) -> None:
    """It is offered no more."""
    number = number_of(phrase_id)
    phrase = None if number is None else await ctx.store.phrases.by_id(number)
    if phrase is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_PHRASES, phrase.unit_id):
        ctx.answer_tap("button-not-yours")
        return
    await ctx.store.phrases.remove(phrase.id)
    await ctx.show(await _listed(ctx, await ctx.store.units.by_id(phrase.unit_id)))


async def _listed(ctx: Context, unit: Unit) -> Message:
    found = await ctx.store.phrases.of_unit(unit.id)
    head = text("phrases-head" if found else "phrases-none", unit=unit_name(unit))
    news = (
        (button("phrases-new-ask", "phrasenew", unit.code, Purpose.ASK.value),),
        (button("phrases-new-reject", "phrasenew", unit.code, Purpose.REJECT.value),),
    )
    return Message(text=head, lines=tuple(_lines(found)), buttons=(*_removing(found), *news))


def _lines(found: tuple[Phrase, ...]) -> list[Text]:
    """Numbered through, by purpose."""
    lines: list[Text] = []
    for number, one in enumerate(found, start=1):
        if number == 1 or one.purpose is not found[number - 2].purpose:
            lines.append(text(f"phrases-for-{one.purpose.value}"))
        lines.append(text("phrases-line", number=number, words=one.words))
    return lines


def _removing(found: tuple[Phrase, ...]) -> Rows:
    buttons = [
        button("phrases-remove", "phrasegone", str(one.id), number=number) for number, one in enumerate(found, start=1)
    ]
    return in_rows(buttons, 3)
