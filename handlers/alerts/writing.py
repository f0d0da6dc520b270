"""What the dialog of a new warning asks. At its end there is a draft, with its card; nobody has got anything."""

from datetime import timedelta

from handlers import rights
from handlers.alerts import area as areas
from handlers.alerts import card, flow, rules, service
from handlers.alerts.flow import CIRCLE, STEPS, Draft
from handlers.alerts.rules import LASTS, RADII
from handlers.alerts.wording import kind_name
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.messages import text
from handlers.report import service as reports
from handlers.rights import Deed
from handlers.units.geometry import Point
from handlers.units.own import own_choices
from storage.alert import Alert, AlertKind, Area, Content, Level
from storage.units import Unit


async def _ask(ctx: Context, step: str, draft: Draft) -> Question:
    match step:
        case "kind":
            return Question(text("alert-ask-kind"), choices=tuple((one.value, kind_name(one)) for one in AlertKind))
        case "level":
            choices = tuple((one.value, text(f"alert-level-choice-{one.value}")) for one in Level)
            return Question(text("alert-ask-level"), choices=choices, one_a_row=True)
        case "metres":
            choices = tuple((str(one), text("alert-metres", metres=one)) for one in RADII)
            return Question(text("alert-ask-metres"), choices=choices)
        case "place":
            return Question(text("alert-ask-place"))
        case _:
            around = (CIRCLE, text("alert-area-around"))
            choices = (*await own_choices(ctx, Deed.WRITE_ALERT, draft.below), around)
            return Question(text("alert-ask-area"), choices=choices, one_a_row=True)


async def _finish(ctx: Context, draft: Draft) -> None:
    """Rights may have gone since the question was put."""
    found = await _area(ctx, draft)
    if found is None:
        await ctx.say("button-not-yours" if draft.case is None else "alert-case-nowhere")
        return
    unit, area = found
    if draft.alert_id is not None:
        await _change_area(ctx, draft, area)
        return
    assert draft.kind is not None
    assert draft.level is not None
    content = Content(kind=draft.kind, level=draft.level, area=area, until=ctx.now + LASTS[draft.level])
    alert = await service.draft(ctx, ctx.person.id, unit, content)
    await ctx.remember_name()
    await show(ctx, alert)


async def _change_area(ctx: Context, draft: Draft, area: Area) -> None:
    alert = await service.theirs(ctx.store, ctx.person.id, str(draft.alert_id))
    if alert is None or not rules.can_be_edited(alert):
        await ctx.say("alert-refused-gone")
        return
    if draft.adds:
        area = await areas.both(ctx.store, alert.content.area, area)
    content = alert.content.model_copy(update={"area": area})
    await show(ctx, await service.change(ctx, alert, ctx.person.id, content))


async def show(ctx: Context, alert: Alert) -> None:
    """Its card, as a new message below whatever was said last."""
    await card.send(ctx, alert, ctx.person.id)


async def _area(ctx: Context, draft: Draft) -> tuple[Unit, Area] | None:
    """In whose name, and where. A place belongs to the one of their units that is around it, or to their first."""
    theirs = await rights.units(ctx.store, ctx.person.id, Deed.WRITE_ALERT)
    if not theirs:
        return None
    if draft.area == CIRCLE:
        point = await _middle(ctx, draft)
        return None if point is None else (theirs[0], await areas.circle(ctx.store, point, draft.metres or RADII[0]))
    unit = await ctx.store.units.by_code(draft.area or "")
    if unit is None or not await rights.may(ctx.store, ctx.person.id, Deed.WRITE_ALERT, unit.id):
        return None
    return unit, await areas.of_units(ctx.store, [unit])


async def _middle(ctx: Context, draft: Draft) -> Point | None:
    """The place that was sent, or that of a case of theirs."""
    if draft.latitude is not None and draft.longitude is not None:
        return Point(draft.latitude, draft.longitude)
    report = None if draft.case is None else await reports.handled(ctx.store, ctx.person, draft.case)
    if report is None or report.place.latitude is None or report.place.longitude is None:
        return None
    return Point(report.place.latitude, report.place.longitude)


WRITING: Flow[Draft] = Flow(
    name="alert",
    version=1,
    draft=Draft,
    steps=STEPS,
    step=flow.step,
    take=flow.take,
    back=flow.back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    for_staff=True,
)
