"""The dialogs in which staff say which cases are one: they tick those near, or write a code."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers import rights
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.joining import offers, rules, service
from handlers.messages import Text, text
from handlers.report import card
from handlers.report import service as reports
from handlers.report.codes import read_code
from storage.case import Report

_LISTED = 8
_DONE = "done"
_CHOOSING = timedelta(hours=1)


class Into(BaseModel):
    """Which case the one of a code becomes part of."""

    model_config = ConfigDict(frozen=True)

    code: str
    into: str | None = None


class Gather(BaseModel):
    """Which cases become part of the one of a code."""

    model_config = ConfigDict(frozen=True)

    code: str
    ticked: tuple[str, ...] = ()
    done: bool = False


def _code(given: Input) -> str | None:
    """Tapped, or written by hand."""
    match given:
        case Choice():
            return given.value
        case Words():
            return read_code(given.words)
        case _:
            return None


def _take_into(_step: str, draft: Into, given: Input) -> Into | None:
    code = _code(given)
    return None if code is None else draft.model_copy(update={"into": code})


def _take_gather(_step: str, draft: Gather, given: Input) -> Gather | None:
    code = _code(given)
    if code is None or (code == _DONE and not draft.ticked):
        return None
    if code == _DONE:
        return draft.model_copy(update={"done": True})
    others = tuple(one for one in draft.ticked if one != code)
    return draft.model_copy(update={"ticked": others if code in draft.ticked else (*others, code)[-_LISTED:]})


async def _ask_into(ctx: Context, _step: str, draft: Into) -> Question:
    choices = [(code, label) for code, label in await _near(ctx, draft.code)]
    asked = text("joining-ask-into", code=draft.code, count=len(choices))
    return Question(asked, choices=tuple(choices), one_a_row=True)


async def _ask_gather(ctx: Context, _step: str, draft: Gather) -> Question:
    near = await _near(ctx, draft.code)
    listed = [code for code, _ in near]
    typed = [(code, text("named", name=code)) for code in draft.ticked if code not in listed]
    choices = [(code, _ticked(label) if code in draft.ticked else label) for code, label in (*near, *typed)]
    if draft.ticked:
        choices.append((_DONE, text("joining-gather-done", count=len(draft.ticked))))
    asked = text("joining-ask-gather", code=draft.code, count=len(near))
    return Question(asked, choices=tuple(choices), one_a_row=True)


def _ticked(label: Text) -> Text:
    return text("joining-ticked", what=label)


async def _near(ctx: Context, code: str) -> tuple[tuple[str, Text], ...]:
    """Those of theirs around a case, the nearest first."""
    report = await reports.handled(ctx.store, ctx.person, code)
    near = [] if report is None else await offers.near(ctx, report, rules.AROUND_METRES)
    theirs = [one for one in near if await rights.may_handle(ctx.store, ctx.person.id, one.report)]
    kinds = ctx.house.categories
    return tuple(
        (
            one.report.code,
            text(
                "joining-near",
                code=one.report.code,
                kind=card.kind_name(one.report.category, kinds),
                **offers.seen(one, ctx),
            ),
        )
        for one in theirs[:_LISTED]
    )


async def _merge_into(ctx: Context, draft: Into) -> None:
    report = await reports.handled(ctx.store, ctx.person, draft.code)
    case = await reports.handled(ctx.store, ctx.person, draft.into or "")
    if report is None or case is None:
        await _refuse(ctx, rules.Refusal.UNKNOWN)
        return
    into = await ctx.store.reports.case_of(case)
    refusal = rules.refusal(report, into)
    if refusal is not None:
        await _refuse(ctx, refusal)
    elif await service.merge(ctx, (report,), into):
        await ctx.say("joining-merged", code=into.code, count=1)


async def _merge_gathered(ctx: Context, draft: Gather) -> None:
    case = await reports.handled(ctx.store, ctx.person, draft.code)
    found = [await ctx.store.reports.by_code(code) for code in draft.ticked]
    merged: tuple[Report, ...] = ()
    if case is not None:
        merged = await service.merge(ctx, [one for one in found if one is not None], case)
        case = await ctx.store.reports.case_of(case)
    if case is None or not merged:
        await _refuse(ctx, rules.Refusal.OVER)
        return
    await ctx.say("joining-merged", code=case.code, count=len(merged))


async def _refuse(ctx: Context, refusal: rules.Refusal) -> None:
    await ctx.say(f"joining-refused-{refusal.value}")


async def _too_late(ctx: Context, _draft: BaseModel) -> None:
    await ctx.say("dialog-expired")


INTO: Flow[Into] = Flow(
    name="into",
    version=1,
    draft=Into,
    steps=("into",),
    step=lambda draft: "into" if draft.into is None else None,
    take=_take_into,
    back=lambda _step, _draft: None,
    ask=_ask_into,
    finish=_merge_into,
    expire=_too_late,
    lifetime=lambda _ctx: _CHOOSING,
    for_staff=True,
)

GATHER: Flow[Gather] = Flow(
    name="gather",
    version=1,
    draft=Gather,
    steps=("tick",),
    step=lambda draft: None if draft.done else "tick",
    take=_take_gather,
    back=lambda _step, _draft: None,
    ask=_ask_gather,
    finish=_merge_gathered,
    expire=_too_late,
    lifetime=lambda _ctx: _CHOOSING,
    for_staff=True,
)
