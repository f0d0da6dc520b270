"""A new shift: who, their deputy, on which days, from when to when, and the number of the duty phone."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers import rights
from handlers.buttons import button
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.messages import Text, text
from handlers.rights import Deed
from handlers.roster.duty import colleagues
from handlers.roster.rules import MOST, SPANS, read_number, read_span
from handlers.roster.wording import name_of, span_words
from handlers.units.own import number_of
from storage.shifts import Days, Shift

_ASKING = timedelta(hours=1)
_NOBODY = "nobody"
_SHOWN = 20  # colleagues to choose from


class NewShift(BaseModel):
    """A shift of the unit or team of a code, as far as it was said; people by their numbers, `span` as minutes of the day."""

    model_config = ConfigDict(frozen=True)

    unit: str
    who: str | None = None
    deputy: str | None = None
    days: Days | None = None
    span: tuple[int, int] | None = None
    number: str | None = None


_STEPS = ("who", "deputy", "days", "span", "number")


def _step(draft: NewShift) -> str | None:
    return next((step for step in _STEPS if getattr(draft, step) is None), None)


def _take(step: str, draft: NewShift, given: Input) -> NewShift | None:
    match step, given:
        case (("who" | "deputy"), Choice()):
            return draft.model_copy(update={step: given.value})
        case "days", Choice(value=value) if value in tuple(Days):
            return draft.model_copy(update={"days": Days(value)})
        case "span", Choice(value=value):
            return draft.model_copy(update={"span": SPANS[int(value)]})
        case "span", Words():
            span = read_span(given.words)
            return None if span is None else draft.model_copy(update={"span": span})
        case "number", Choice():
            return draft.model_copy(update={"number": ""})
        case "number", Words():
            number = read_number(given.words)
            return None if number is None else draft.model_copy(update={"number": number})
        case _:
            return None


def _back(step: str, draft: NewShift) -> NewShift | None:
    place = _STEPS.index(step)
    return None if place == 0 else draft.model_copy(update={_STEPS[place - 1]: None})


async def _ask(ctx: Context, step: str, draft: NewShift) -> Question:
    match step:
        case "who":
            return Question(text("roster-ask-who"), choices=await _people(ctx, draft), one_a_row=True)
        case "deputy":
            nobody = (_NOBODY, text("roster-no-deputy"))
            people = [one for one in await _people(ctx, draft) if one[0] != draft.who]
            return Question(text("roster-ask-deputy"), choices=(*people, nobody), one_a_row=True)
        case "days":
            every = tuple((one.value, text(f"roster-on-{one.value}")) for one in Days)
            return Question(text("roster-ask-days"), choices=every, one_a_row=True)
        case "span":
            spans = tuple((str(number), span_words(*span)) for number, span in enumerate(SPANS))
            return Question(text("roster-ask-span"), choices=spans, one_a_row=True)
        case _:
            return Question(text("roster-ask-number"), choices=((_NOBODY, text("roster-no-number")),))


async def _people(ctx: Context, draft: NewShift) -> tuple[tuple[str, Text], ...]:
    unit = await ctx.store.units.by_code(draft.unit)
    people = () if unit is None else await colleagues(ctx, unit.id)
    return tuple([(str(one), text("named", name=await name_of(ctx, one))) for one in people[:_SHOWN]])


async def _finish(ctx: Context, draft: NewShift) -> None:
    """Rights are looked at once more: they may have gone since the question, and so may whoever was named."""
    unit = await ctx.store.units.by_code(draft.unit)
    if unit is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_ROSTER, unit.id):
        await ctx.say_with_menu("roster-not-yours")
        return
    people, who, deputy = await colleagues(ctx, unit.id), number_of(draft.who or ""), number_of(draft.deputy or "")
    if who not in people or len(await ctx.store.shifts.of_unit(unit.id)) >= MOST:
        await ctx.say_with_menu("roster-too-late")
        return
    begins, ends = draft.span or SPANS[0]
    await ctx.store.shifts.add(
        Shift(
            unit_id=unit.id,
            person_id=who,
            deputy_id=deputy if deputy in people else None,
            days=draft.days or Days.ALL,
            begins=begins,
            ends=ends,
            number=draft.number or None,
        )
    )
    await ctx.say("roster-added", buttons=((button("roster-all", "roster", unit.code),),))


SHIFT: Flow[NewShift] = Flow(
    name="shift",
    version=1,
    draft=NewShift,
    steps=_STEPS,
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _ASKING,
)
