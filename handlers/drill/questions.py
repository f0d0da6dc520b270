"""What the dialog of a drill asks, in which words and with which buttons."""

from datetime import timedelta

from handlers import rights
from handlers.alerts.wording import kind_name
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.drill import audience, flow, sending
from handlers.drill.flow import BARE, MOST_WORDS, START, STEPS, Draft
from handlers.drill.wording import wording
from handlers.messages import text
from handlers.notice.rules import is_night
from handlers.pace import time_to_send
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.units.own import own_choices
from storage.alert import AlertKind, Level


async def _ask(ctx: Context, step: str, draft: Draft) -> Question:
    match step:
        case "kind":
            return Question(text("drill-ask-kind"), choices=tuple((one.value, kind_name(one)) for one in AlertKind))
        case "level":
            levels = tuple((one.value, text(f"drill-level-{one.value}")) for one in Level)
            return Question(text("drill-ask-level"), choices=levels)
        case "unit":
            return Question(
                text("drill-ask-unit"), choices=await own_choices(ctx, Deed.HOLD_DRILL, draft.below), one_a_row=True
            )
        case _:
            return await _preview(ctx, draft)


async def _preview(ctx: Context, draft: Draft) -> Question:
    """Exactly what people will read, how many of them, and how long it takes."""
    unit = await ctx.store.units.by_code(draft.unit or "")
    bare = ((BARE, text("drill-bare")),) if draft.words or draft.length else ()
    if unit is None or draft.kind is None or draft.level is None:
        return Question(text("drill-ask-unit"))
    if draft.length:
        return Question(text("drill-too-long", length=draft.length, most=MOST_WORDS), choices=bare)
    people = len(await audience.takers(ctx.store, unit.id))
    if people == 0:
        return Question(text("drill-preview-nobody", unit=unit_name(unit)))
    preview = text(
        "drill-preview",
        drill=wording(draft.code, draft.kind, draft.level, unit, draft.words),
        most=MOST_WORDS,
        unit=unit_name(unit),
        people=people,
        time=time_to_send(people, ctx.house.bulk_per_second),
        ring=text("drill-quiet" if is_night(ctx.now, ctx.house.zone) else "drill-rings"),
    )
    return Question(preview, choices=((START, text("drill-start")), *bare))


async def _finish(ctx: Context, draft: Draft) -> None:
    """Rights may have gone, and people too, since the question was put."""
    unit = await ctx.store.units.by_code(draft.unit or "")
    if unit is None or not await rights.may(ctx.store, ctx.person.id, Deed.HOLD_DRILL, unit.id):
        await ctx.say("button-not-yours")
        return
    await sending.start(ctx, unit, draft, people=len(await audience.takers(ctx.store, unit.id)))


DRILL: Flow[Draft] = Flow(
    name="drill",
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
