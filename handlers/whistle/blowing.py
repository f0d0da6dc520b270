"""Staff blow a whistle: which one, whom it summons, and who of them leads. No confirm screen: three taps in an emergency."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input
from handlers.messages import Text, text
from handlers.report import changes
from handlers.report import service as reports
from handlers.report.card import unit_name
from handlers.routing import Routes
from handlers.whistle import rules, service, sheet, telling
from storage.case import Report
from storage.units import Unit
from storage.whistles import Whistle, WhistleKind

_ASKING = timedelta(minutes=10)
_ALL, _GO = "all?", "go?"  # no team has such a code


class Blow(BaseModel):
    """A whistle for the case of a code in a unit, as far as it was said: its kind, whom it summons, whether that is all, who leads."""

    model_config = ConfigDict(frozen=True)

    code: str
    unit: str
    kind: WhistleKind | None = None
    teams: tuple[str, ...] = ()
    calls_all: bool = False
    is_complete: bool = False
    lead: str | None = None


routes = Routes()


@routes.button("whistle")
async def begin(ctx: Context, code: str) -> None:
    """From a card: the sheet of the whistle that there was, or a first one."""
    report = await reports.handled(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
    elif await ctx.store.whistles.latest(report.id) is not None:
        await sheet.send(ctx, report)
    else:
        await _begin(ctx, report)


@routes.button("whistleanew")
async def begin_anew(ctx: Context, code: str) -> None:
    """From a sheet: another one, or a graver one."""
    report = await reports.handled(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
    else:
        await _begin(ctx, report)


async def _begin(ctx: Context, report: Report) -> None:
    if not report.is_open or report.is_conduct:
        await changes.refuse_staff(ctx, report.code)
        return
    where = report.grid_id or report.unit_id
    if where is None or not await ctx.store.units.teams(where):
        ctx.answer_tap("give-no-teams")
        return
    unit = await ctx.store.units.by_id(where)
    await ctx.begin(BLOW, Blow(code=report.code, unit=unit.code))


async def _blow(ctx: Context, draft: Blow) -> None:
    """Rights and the state of the case are looked at once more: it may have gone on since the question."""
    report, named = await reports.handled(ctx.store, ctx.person, draft.code), await _named(ctx, draft)
    if report is None or draft.kind is None or not named:
        ctx.answer_tap("button-not-yours")
        return
    before = await ctx.store.whistles.latest(report.id)
    whistle = await service.blow(ctx, ctx.person, report, draft.kind, named)
    if whistle is None:
        ctx.answer_tap("whistle-too-late")
        await sheet.send(ctx, report)
        return
    ctx.answer_tap(f"toast-whistle-{draft.kind.value}")
    if before is not None:
        await telling.refresh_all(ctx, report, before)
    await _go_out(ctx, report, whistle, named)


async def _named(ctx: Context, draft: Blow) -> tuple[Unit, ...]:
    """The teams that were named and are still there, the one that leads first."""
    teams = await _teams(ctx, draft)
    chosen = teams if draft.calls_all else tuple(one for one in teams if one.code in draft.teams)
    return tuple(sorted(chosen, key=lambda one: one.code != draft.lead))


async def _go_out(ctx: Context, report: Report, whistle: Whistle, named: tuple[Unit, ...]) -> None:
    """Those who are summoned are rung before anything else is said."""
    called = await telling.called_by(ctx, report, whistle)
    await telling.ring_first(ctx, called)
    lead = None if whistle.kind is WhistleKind.EMERGENCY else named[0]
    after = await service.give(ctx, ctx.person, report, lead)
    await telling.passed_on(ctx, report, after)
    await sheet.send(ctx, after)


def _step(draft: Blow) -> str | None:
    if draft.kind is None:
        return "kind"
    if not draft.is_complete:
        return "teams"
    return "lead" if draft.kind is WhistleKind.HARD and draft.lead is None else None


def _take(step: str, draft: Blow, given: Input) -> Blow | None:
    if not isinstance(given, Choice):
        return None
    match step:
        case "kind":
            kind = next((one for one in WhistleKind if one == given.value), None)
            return None if kind is None else draft.model_copy(update={"kind": kind})
        case "teams":
            return _with_team(draft, given.value)
        case _:
            return draft.model_copy(update={"lead": given.value})


def _with_team(draft: Blow, value: str) -> Blow | None:
    """A second tap on a team takes it out again."""
    assert draft.kind is not None, "that was asked first"
    if value == _ALL:
        return draft.model_copy(update={"calls_all": True, "is_complete": True})
    if value == _GO:
        enough = len(draft.teams) >= rules.FEWEST[draft.kind]
        return draft.model_copy(update={"is_complete": True}) if enough else None
    if draft.kind is WhistleKind.DAILY:
        return draft.model_copy(update={"teams": (value,), "is_complete": True})
    rest = tuple(one for one in draft.teams if one != value)
    return draft.model_copy(update={"teams": rest if value in draft.teams else (*rest, value)})


def _back(step: str, draft: Blow) -> Blow | None:
    match step:
        case "teams":
            return draft.model_copy(update={"kind": None, "teams": ()})
        case "lead":
            return draft.model_copy(update={"is_complete": False})
        case _:
            return None


async def _ask(ctx: Context, step: str, draft: Blow) -> Question:
    if step == "kind":
        kinds = rules.graver(await _before(ctx, draft))
        choices = tuple((one.value, text(f"whistle-{one.value}")) for one in kinds)
        return Question(text("whistle-ask-kind", code=draft.code), choices=choices, one_a_row=True)
    teams = await _teams(ctx, draft)
    if step == "lead":
        chosen = [one for one in teams if one.code in draft.teams]
        return Question(text("whistle-ask-lead"), choices=tuple((one.code, _label(one)) for one in chosen))
    assert draft.kind is not None, "that was asked first"
    choices = tuple((one.code, _label(one, ticked=one.code in draft.teams)) for one in teams)
    every = ((_ALL, text("whistle-all")),) if draft.kind is WhistleKind.EMERGENCY else ()
    enough = draft.kind is not WhistleKind.DAILY and len(draft.teams) >= rules.FEWEST[draft.kind]
    go = ((_GO, text("whistle-go", count=len(draft.teams))),) if enough else ()
    return Question(text(f"whistle-ask-{draft.kind.value}", code=draft.code), choices=(*every, *choices, *go))


def _label(team: Unit, *, ticked: bool = False) -> Text:
    return text("whistle-ticked" if ticked else "named", name=unit_name(team))


async def _before(ctx: Context, draft: Blow) -> Whistle | None:
    report = await ctx.store.reports.by_code(draft.code)
    return None if report is None else await ctx.store.whistles.latest(report.id)


async def _teams(ctx: Context, draft: Blow) -> tuple[Unit, ...]:
    unit = await ctx.store.units.by_code(draft.unit)
    return () if unit is None else await ctx.store.units.teams(unit.id)


BLOW: Flow[Blow] = Flow(
    name="whistle",
    version=1,
    draft=Blow,
    steps=("kind", "teams", "lead"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_blow,
    lifetime=lambda _ctx: _ASKING,
    for_staff=True,
)
