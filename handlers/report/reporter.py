"""What reporters see and tap after a report is in."""

from datetime import timedelta

from handlers.buttons import button, in_rows
from handlers.clocks.wording import promised_to_reporter
from handlers.context import Context
from handlers.groups import tell
from handlers.messages import Argument, Button, Message, Moment, Text, text
from handlers.report import card, changes, notices, rules, service
from handlers.report.more import MORE, More
from handlers.report.rules import Action
from handlers.report.voices import voices_of
from handlers.routing import Routes
from handlers.teams import routing
from storage.case import Actor, Event, Report, Status, Urgency
from storage.outbox import Lane
from storage.votes import Answer

_LISTED = 10


routes = Routes()


@routes.button("add")
async def add(ctx: Context, code: str) -> None:
    """What comes next is added to this report."""
    if await service.own_open(ctx.store, ctx.person, code) is None:
        ctx.answer_tap("report-closed")
        return
    await ctx.begin(MORE, More(code=code, voices=voices_of(ctx.person)))


@routes.button("danger")
async def danger(ctx: Context, code: str) -> None:
    """The numbers to call, at once and whatever the report's state; staff are rung before everything else."""
    report = await service.own(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    await ctx.send(Message(text=text("emergency-numbers")), lane=Lane.LIFE_SAFETY)
    if report.status is Status.DONE:  # whoever says so says that it is not fixed
        await changes.reopened(ctx, report, Actor.REPORTER, Answer.NO)
    report = await service.declare_danger(ctx, ctx.person, code)
    if report is not None:
        await changes.refresh_cards(ctx, report)
        rung = await changes.ring_about(ctx, report, "danger")
        await tell.ring(ctx, report)
        await routing.route(ctx, report)
        told = text("danger-told") if rung else text("report-next-nobody")
        await ctx.send(Message(text=told), lane=Lane.LIFE_SAFETY)


@routes.button("undo")
async def undo(ctx: Context, code: str) -> None:
    """Takes a fresh report back."""
    report = await service.own(ctx.store, ctx.person, code)
    window = timedelta(minutes=ctx.house.limits.undo_minutes)
    if report is None or not rules.may_undo(report, ctx.now, window):
        ctx.answer_tap("undo-too-late" if report is not None and report.is_open else "report-closed")
        return
    await withdraw(ctx, code)


@routes.button("withdraw")
async def withdraw(ctx: Context, code: str) -> None:
    """Takes an open report back; where others joined it, or it joined another, that goes on."""
    report = await changes.taken_back(ctx, code)
    if report is None:
        return
    goes_on = (text("reporter-withdrawn-alone"),) if report.is_open else ()
    await ctx.show(Message(text=text("reporter-withdrawn", code=code), lines=goes_on))
    concerns = report.holder_id is not None or report.team_took_at is not None or report.urgency is Urgency.DANGER
    if concerns and not report.is_open:
        await changes.ring_about(ctx, report, "withdrawn")  # somebody may be on the way


@routes.command("myreports")
async def my_reports_command(ctx: Context, _words: str) -> None:
    """/myreports, as the key does."""
    await my_reports(ctx)


@routes.key("menu-my-reports")
async def my_reports(ctx: Context) -> None:
    """The latest own reports, each with its state."""
    reports = (await ctx.store.reports.by_reporter(ctx.person.id))[:_LISTED]
    if not reports:
        await ctx.say_with_menu("my-reports-none")
        return
    lines = tuple(_line(ctx, report) for report in reports)
    opens = [button("named", "mine", report.code, name=report.code) for report in reports]
    rows = in_rows(opens)
    await ctx.send(Message(text=text("my-reports-head"), lines=lines, buttons=rows))


@routes.button("mine")
async def show_own(ctx: Context, code: str) -> None:
    """One own report with its history, and what can be done about it."""
    report = await service.own(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    case = await ctx.store.reports.case_of(report)
    asked = await service.question_of(ctx.store, report) if report.status is Status.WAITING else None
    question = (text("own-question", question=card.question_words(asked.note)),) if asked else ()
    named = (text("own-named", name=report.reporter_name),) if report.reporter_name else ()
    events = await ctx.store.reports.events(report.id)
    promise = promised_to_reporter(case)
    promised = () if promise is None else (promise,)
    lines = (*question, *named, *promised, *map(_history, events), *await _joined(ctx, report, case))
    await ctx.send(Message(text=_line(ctx, report), lines=lines, buttons=_own_buttons(report, case, events)))


async def _joined(ctx: Context, report: Report, case: Report) -> tuple[Text, ...]:
    """Where the case stands that it became part of, and what was done there; not what its own reporter did."""
    if case == report:
        return ()
    done = [
        one for one in await ctx.store.reports.events(case.id) if one.actor not in (Actor.REPORTER, Actor.NEIGHBOUR)
    ]
    return (text("own-joined", status=text(f"own-status-{case.status.value}")), *map(_history, done))


def _line(ctx: Context, report: Report) -> Text:
    return text(
        "my-reports-line",
        code=report.code,
        kind=card.kind_name(report.category, ctx.house.categories),
        status=text(f"own-status-{report.status.value}"),
    )


def _history(event: Event) -> Text:
    what = text(f"history-{event.event}", reason=_reason(event), by=event.actor.value)
    return text("history-line", at=Moment.of(event.at), what=what)


def _reason(event: Event) -> Argument:
    """What of its note whoever reported it may read."""
    match event.event:
        case Action.REJECT.value:
            return card.reason_words(event.note)
        case Action.REOPEN.value:
            return text(f"vote-said-{(event.note or ':no').removeprefix(':')}")
        case Action.DEFER.value | "opening":
            return event.note or ""
        case _:
            return ""


def _own_buttons(report: Report, case: Report, events: tuple[Event, ...]) -> tuple[tuple[Button, ...], ...]:
    rest = [(button("passport-open", "passport", report.code),)]
    if case.status is Status.VERIFIED:
        rest.append((button("claim-get", "claim", report.code),))
    if report.by_rider:
        rest.append((button("proof-get", "proof", report.code),))
    if report.reporter_name:
        rest.append((button("naming-unname", "unname", report.code),))
    if rules.joined_by_reporter(report, events):
        rest.insert(0, (button("joining-leave", "notsame", report.code),))
    if not case.is_open:
        return (*notices.solved_buttons(report, case), *rest)
    more = (button("report-add", "add", report.code), button("report-withdraw", "withdraw", report.code))
    return (*notices.answer_buttons(report), (button("report-danger", "danger", report.code),), more, *rest)
