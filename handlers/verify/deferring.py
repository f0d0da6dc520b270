"""A case waits for somebody outside, and goes on by a tap, or by itself when that took too long."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context, Work
from handlers.dialog import Flow, Question
from handlers.input import Input, Words
from handlers.messages import Moment, text
from handlers.report import changes, service
from handlers.report.rules import Action
from handlers.routing import Routes
from handlers.verify import charge
from storage.case import Report

_WRITING = timedelta(hours=1)


class Defer(BaseModel):
    """For whom outside the case of a code waits, in words."""

    model_config = ConfigDict(frozen=True)

    code: str
    words: str | None = None


routes = Routes()


@routes.button("defer")
async def begin(ctx: Context, code: str) -> None:
    """Asks for whom."""
    if await charge.may_do(ctx, code, Action.DEFER) is not None:
        await ctx.begin(DEFER, Defer(code=code))


@routes.button("resume")
async def resume(ctx: Context, code: str) -> None:
    """They have done their part, or it goes on without them."""
    report = await charge.do(ctx, code, Action.RESUME)
    if report is not None:
        ctx.answer_tap("toast-resumed")
        await changes.show_everywhere(ctx, report)


async def waited_in_vain(work: Work, report: Report) -> bool:
    """The case goes on, and who has it hears of it. False when it does not wait."""
    after = await service.act_by_itself(work, report, Action.RESUME)
    if after is None:
        return False
    await changes.show_everywhere(work, after)
    await changes.ring_about(work, after, "resumed")
    return True


async def _defer(ctx: Context, draft: Defer) -> None:
    words = (draft.words or "")[: ctx.house.limits.words]
    report = await charge.do(ctx, draft.code, Action.DEFER, words)
    if report is None:
        return
    ctx.answer_tap("toast-deferred")
    await _tell(ctx, report, words)
    await changes.show_everywhere(ctx, report)


async def _tell(ctx: Context, report: Report, words: str) -> None:
    """Whoever reported it knows for whom, and how long at most."""
    assert report.waits_until is not None, "it is deferred"
    until = Moment.of(report.waits_until)
    await changes.tell_the_others(
        ctx, report, lambda code: text("reporter-deferred", code=code, words=words, until=until), but=ctx.person.id
    )


def _take(_step: str, draft: Defer, given: Input) -> Defer | None:
    return draft.model_copy(update={"words": given.words}) if isinstance(given, Words) else None


async def _ask(_ctx: Context, _step: str, draft: Defer) -> Question:
    return Question(text("defer-ask", code=draft.code))


async def _too_late(ctx: Context, _draft: Defer) -> None:
    await ctx.say("dialog-expired")


DEFER: Flow[Defer] = Flow(
    name="defer",
    version=1,
    draft=Defer,
    steps=("words",),
    step=lambda draft: "words" if draft.words is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_defer,
    expire=_too_late,
    lifetime=lambda _ctx: _WRITING,
    listens=lambda _draft: True,
)
