"""Why somebody wants to know who reported something: in their own words, which whoever it is will read."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.identity import service, telling
from handlers.input import Input, Words
from handlers.messages import text

_WRITING = timedelta(hours=1)
_LEAST = 4  # characters: less is no reason


class Opening(BaseModel):
    """Of the report of a code, as far as it was said."""

    model_config = ConfigDict(frozen=True)

    code: str
    reason: str | None = None


def _take(_step: str, draft: Opening, given: Input) -> Opening | None:
    reason = given.words.strip(": \n") if isinstance(given, Words) else ""
    return draft.model_copy(update={"reason": reason}) if len(reason) >= _LEAST else None


async def _ask(_ctx: Context, _step: str, draft: Opening) -> Question:
    return Question(text("identity-ask-reason", code=draft.code))


async def _finish(ctx: Context, draft: Opening) -> None:
    """Rights are looked at once more: they may have gone since the question."""
    report = await service.closed_to(ctx, ctx.person, draft.code)
    if report is None or await service.identity(ctx.store, report) is None:
        await ctx.say_with_menu("identity-not-yours")
        return
    reason = (draft.reason or "")[: ctx.house.limits.words]
    await service.ask(ctx, ctx.person, report, reason)
    await telling.ask_others(ctx, report, reason)
    await ctx.say("identity-waits", code=report.code)


IDENTITY: Flow[Opening] = Flow(
    name="identity",
    version=1,
    draft=Opening,
    steps=("reason",),
    step=lambda draft: "reason" if draft.reason is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _WRITING,
    for_staff=True,
)
