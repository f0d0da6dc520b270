"""The gate: what a stranger sends before consent waits, and goes on after it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, LookedInto
from handlers.messages import text
from handlers.report.entry import open_report
from handlers.staff.taking import accept

_ADULT, _MINOR = "adult", "minor"
_MOST_INPUTS = 40  # an album of ten, its words and place, and what else somebody in a hurry sends


class Waiting(BaseModel):
    """What was sent so far, and the answer. `wants_report` when 报隐患 was asked for without anything yet; `invite` is the token of an
    invite that waits."""

    model_config = ConfigDict(frozen=True)

    inputs: tuple[Annotated[Input, Field(discriminator="kind")], ...] = ()
    wants_report: bool = False
    invite: str | None = None
    answer: str | None = None


async def receive(ctx: Context, given: Sequence[Input], *, wants_report: bool = False) -> None:
    """Takes what belongs to no dialog: a report begins, after consent where that is still missing."""
    if ctx.person.consented_at is None:
        await ctx.begin(CONSENT, Waiting(inputs=tuple(given), wants_report=wants_report))
    elif given or wants_report:
        await open_report(ctx, given)


async def ask_first(ctx: Context, invite: str) -> None:
    """An invite waits for consent, beside what waits already."""
    dialog = await ctx.store.dialogs.get(ctx.person.id)
    waiting = dialog is not None and (dialog.flow, dialog.version) == (CONSENT.name, CONSENT.version)
    before = Waiting.model_validate(dialog.draft) if dialog is not None and waiting else Waiting()
    await ctx.begin(CONSENT, before.model_copy(update={"invite": invite}))


async def agree(ctx: Context) -> None:
    """The general consent, given otherwise than by its button; what waited for it goes on."""
    await ctx.store.people.consent(ctx.person.id, now=ctx.now)
    dialog = await ctx.store.dialogs.get(ctx.person.id)
    if dialog is not None and dialog.flow == CONSENT.name:
        await ctx.house.engine.take(ctx, Choice(value=_ADULT))


def _take(_step: str, draft: Waiting, given: Input) -> Waiting | None:
    match given:
        case Choice(value=("adult" | "minor") as answer):
            return draft.model_copy(update={"answer": answer})
        case Choice() | LookedInto():
            return None
        case _ if len(draft.inputs) < _MOST_INPUTS:
            return draft.model_copy(update={"inputs": (*draft.inputs, given)})
        case _:
            return None


async def _ask(_ctx: Context, _step: str, draft: Waiting) -> Question:
    choices = ((_ADULT, text("consent-adult")), (_MINOR, text("consent-minor")))
    return Question(text("consent-waiting" if draft.inputs else "consent-meeting"), choices=choices, one_a_row=True)


async def _finish(ctx: Context, draft: Waiting) -> None:
    if draft.answer == _MINOR:
        await open_report(ctx, draft.inputs, by_minor=True, owes_menu=True)
        return
    await ctx.store.people.consent(ctx.person.id, now=ctx.now)
    ctx.answer_tap("consent-thanks")
    if draft.invite is not None:
        await accept(ctx, draft.invite)
    if draft.inputs or draft.wants_report:
        await open_report(ctx, draft.inputs, owes_menu=True)
    elif draft.invite is None:
        await ctx.say_with_menu("welcome")


async def _expire(ctx: Context, draft: Waiting) -> None:
    await ctx.say("consent-expired" if draft.inputs else "dialog-expired")


CONSENT: Flow[Waiting] = Flow(
    name="consent",
    version=1,
    draft=Waiting,
    steps=("consent",),
    step=lambda draft: "consent" if draft.answer is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    expire=_expire,
    lifetime=lambda ctx: timedelta(hours=ctx.house.limits.keep_hours),
)
