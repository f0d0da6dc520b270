"""What the dialog of a notice asks, in which words and with which buttons."""

from datetime import timedelta

from handlers import rights
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.messages import text
from handlers.notice import audience, flow, sending
from handlers.notice.flow import CHANGE, MOST_WORDS, SEND, STEPS, Draft
from handlers.notice.rules import is_night
from handlers.pace import time_to_send
from handlers.report.card import unit_name
from handlers.units.own import own_choices
from storage.units import Unit


async def _ask(ctx: Context, step: str, draft: Draft) -> Question:
    unit = None if draft.unit is None else await ctx.store.units.by_code(draft.unit)
    match step:
        case "unit":
            return Question(
                text("notice-ask-unit"),
                choices=await own_choices(ctx, rights.Deed.SEND_NOTICE, draft.below),
                one_a_row=True,
            )
        case "words" if draft.length:
            return Question(text("notice-too-long", length=draft.length, most=MOST_WORDS))
        case "preview" if unit is not None and draft.words is not None:
            return await _preview(ctx, unit, draft.words)
        case _:
            return Question(text("notice-ask-words", unit=unit_name(unit), most=MOST_WORDS))


async def _preview(ctx: Context, unit: Unit, words: str) -> Question:
    """Exactly what people will read, how many of them, and how long it takes."""
    people = await audience.size(ctx.store, unit.id, now=ctx.now)
    change = (CHANGE, text("notice-change"))
    if people == 0:
        return Question(text("notice-preview-nobody", unit=unit_name(unit)), choices=(change,))
    preview = text(
        "notice-preview",
        notice=sending.wording(unit, words),
        unit=unit_name(unit),
        people=people,
        time=time_to_send(people, ctx.house.bulk_per_second),
        ring=text("notice-quiet" if is_night(ctx.now, ctx.house.zone) else "notice-rings"),
    )
    return Question(preview, choices=((SEND, text("notice-send")), change))


async def _finish(ctx: Context, draft: Draft) -> None:
    """Rights may have gone, and people too, since the question was put."""
    unit = None if draft.unit is None else await ctx.store.units.by_code(draft.unit)
    if unit is None or not await rights.may(ctx.store, ctx.person.id, rights.Deed.SEND_NOTICE, unit.id):
        await ctx.say("button-not-yours")
        return
    people = await audience.size(ctx.store, unit.id, now=ctx.now)
    await sending.send(ctx, unit, draft.words or "", people)


NOTICE: Flow[Draft] = Flow(
    name="notice",
    version=1,
    draft=Draft,
    steps=STEPS,
    step=flow.step,
    take=flow.take,
    back=flow.back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    holds=lambda draft: draft.words is not None,
    for_staff=True,
)
