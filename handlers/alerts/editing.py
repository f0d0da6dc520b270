"""Changing one thing of a warning that nobody has let go yet. Whatever was asked for by then is void."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from handlers.alerts import rules, service, writing
from handlers.alerts.flow import Draft
from handlers.alerts.rules import LASTS, MOST_WORDS
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.digest.rules import read_time
from handlers.input import Choice, Input, Words
from handlers.messages import Text, text
from handlers.routing import Routes
from handlers.texts import units
from storage.alert import Alert, Audience, Content, Level

FIELDS = ("level", "until", "words", "advice", "audience", "time")
NONE, NOW, SAME = "none", "now", "same"
_HOURS = (1, 3, 6, 12, 24, 48)
_IN_OWN_WORDS = ("words", "advice")

routes = Routes()


class Edit(BaseModel):
    """What is changed; `value` as it was said, and of somebody's own words the English ones."""

    model_config = ConfigDict(frozen=True)

    alert_id: int = 0
    field: str = "words"
    value: str | None = None
    english: str | None = None


def _step(draft: Edit) -> str | None:
    if draft.value is None:
        return draft.field
    return "english" if draft.field in _IN_OWN_WORDS and draft.value != NONE and draft.english is None else None


def _take(at: str, draft: Edit, given: Input) -> Edit | None:
    match given:
        case Choice() if at == "english":
            return draft.model_copy(update={"english": draft.value})
        case Words() if at == "english" and units(given.words) <= MOST_WORDS:
            return draft.model_copy(update={"english": given.words})
        case Choice():
            return draft.model_copy(update={"value": given.value})
        case Words() if at in _IN_OWN_WORDS and units(given.words) <= MOST_WORDS:
            return draft.model_copy(update={"value": given.words})
        case Words() if at in ("until", "time") and read_time(given.words) is not None:
            return draft.model_copy(update={"value": given.words})
        case _:
            return None


def _back(at: str, draft: Edit) -> Edit | None:
    return draft.model_copy(update={"value": None}) if at == "english" else None


async def _ask(_ctx: Context, step: str, _draft: Edit) -> Question:
    match step:
        case "level":
            return Question(text("alert-ask-level"), choices=_levels(), one_a_row=True)
        case "until":
            choices = tuple((f"+{hours}", text("alert-hours", hours=hours)) for hours in _HOURS)
            return Question(text("alert-ask-until"), choices=choices)
        case "time":
            return Question(text("alert-ask-time"), choices=((NOW, text("alert-time-now")),))
        case "audience":
            choices = tuple((one.value, text(f"alert-audience-{one.value}")) for one in Audience)
            return Question(text("alert-ask-audience"), choices=choices)
        case "english":
            return Question(text("alert-ask-english"), choices=((SAME, text("alert-english-same")),))
        case _:
            return Question(text(f"alert-write-{step}", most=MOST_WORDS), choices=((NONE, text(f"alert-{step}-none")),))


def _levels() -> tuple[tuple[str, Text], ...]:
    return tuple((one.value, text(f"alert-level-choice-{one.value}")) for one in Level)


async def _finish(ctx: Context, draft: Edit) -> None:
    """Rights may have gone, and it may have been let go, since the question was put."""
    alert = await service.theirs(ctx.store, ctx.person.id, str(draft.alert_id))
    if alert is None or not rules.can_be_edited(alert):
        await ctx.say("alert-refused-gone")
        return
    if draft.field == "time":
        at = None if draft.value == NOW else next_at(draft.value or "", ctx.now, ctx.house.zone)
        alert = rules.edited(alert, ctx.person.id).model_copy(update={"send_at": at})
        await ctx.store.alerts.save(alert)
    else:
        alert = await service.change(ctx, alert, ctx.person.id, changed(alert, draft, ctx.now, ctx.house.zone))
    await writing.show(ctx, alert)


def changed(alert: Alert, draft: Edit, now: datetime, zone: ZoneInfo) -> Content:
    """The content with what was said; another level brings its own time until when it holds. Pure."""
    value, old = draft.value or "", alert.content
    match draft.field:
        case "level":
            level = Level(value)
            return old.model_copy(update={"level": level, "until": now + LASTS[level]})
        case "until" if value.startswith("+"):
            return old.model_copy(update={"until": now + timedelta(hours=int(value[1:]))})
        case "until":
            return old.model_copy(update={"until": next_at(value, now, zone)})
        case "audience":
            return old.model_copy(update={"audience": (Audience(value),)})
        case _:
            name = "detail" if draft.field == "words" else "advice"
            own = {} if value == NONE else {"": value, "en": draft.english or value}
            return old.model_copy(update={name: own})


def next_at(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The next time the community's clocks show what somebody typed, be it the second time where they are put back over it; where they are
    put forward past it as much later. Pure."""
    hour, minute = divmod(read_time(words) or 0, 60)
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=number) for number in range(3))
    clocks = [datetime.combine(day, time(hour, minute, fold=fold), tzinfo=zone) for day in days for fold in (0, 1)]
    moments = [(clock, clock.astimezone(now.tzinfo)) for clock in clocks]
    return min(at for clock, at in moments if at > now and (clock.fold == 0 or _shows(at, clock)))


def _shows(moment: datetime, clock: datetime) -> bool:
    return moment.astimezone(clock.tzinfo).replace(tzinfo=None) == clock.replace(tzinfo=None, fold=0)


EDITING: Flow[Edit] = Flow(
    name="alertedit",
    version=1,
    draft=Edit,
    steps=(*FIELDS, "english"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    for_staff=True,
)


@routes.button("wchange")
async def change(ctx: Context, alert_id: str, field: str) -> None:
    """One of the fields on the card."""
    alert = await service.theirs(ctx.store, ctx.person.id, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
    elif not rules.can_be_edited(alert):
        ctx.answer_tap("alert-refused-gone")
    elif field in ("area", "more"):
        await ctx.begin(writing.WRITING, Draft(alert_id=alert.id, adds=field == "more"))
    elif field in FIELDS:
        await ctx.begin(EDITING, Edit(alert_id=alert.id, field=field))
    else:
        ctx.answer_tap("button-gone")


@routes.button("wedit")
async def edit(ctx: Context, alert_id: str) -> None:
    """Takes back what was handed in: a draft again."""
    alert = await service.theirs(ctx.store, ctx.person.id, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
    elif not rules.can_be_edited(alert):
        ctx.answer_tap("alert-refused-gone")
    else:
        await writing.show(ctx, await service.change(ctx, alert, ctx.person.id, alert.content))
