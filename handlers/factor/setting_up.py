"""A new second factor: an app that scans its secret, and the first code of it. The secret is covered as soon as it is over."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.factor import rules, service
from handlers.factor.service import Verdict
from handlers.factor.wording import refused, secret_covered, secret_shown
from handlers.input import Choice, Input, Words, tapped
from handlers.messages import Message, text

_TRYING = timedelta(minutes=15)
_READY = "ready"


class Setup(BaseModel):
    """As far as it has come."""

    model_config = ConfigDict(frozen=True)

    is_ready: bool = False
    code: str | None = None


def _step(draft: Setup) -> str | None:
    if not draft.is_ready:
        return "app"
    return "code" if draft.code is None else None


def _take(step: str, draft: Setup, given: Input) -> Setup | None:
    match step, given:
        case "app", Choice():
            return draft.model_copy(update={"is_ready": True})
        case "code", Words():
            code = rules.read_code(given.words)
            return None if code is None else draft.model_copy(update={"code": code})
        case _:
            return None


async def _ask(_ctx: Context, step: str, _draft: Setup) -> Question:
    if step == "app":
        return Question(text("factor-ask-app"), choices=((_READY, text("factor-ready")),))
    return Question(text("factor-ask-code"))


async def _took(ctx: Context, draft: Setup, _given: Input) -> None:
    """The secret comes once there is an app to scan it, below the question before; the next one comes below it."""
    if draft.code is not None:
        return
    if tapped(ctx.update.callback_query) is not None:
        await ctx.retire_buttons()
    await _cover(ctx)
    whose = await ctx.store.people.name(ctx.person.id)
    secret = await service.offer(ctx, ctx.person.id)
    await ctx.send(secret_shown(secret, whose), slot=_slot(ctx))


async def _finish(ctx: Context, draft: Setup) -> None:
    verdict = await service.confirm(ctx, ctx.person.id, draft.code or "")
    if verdict is Verdict.WRONG:
        await ctx.send(Message(text=refused(verdict)))
        await ctx.begin(SETUP, Setup(is_ready=True))
        return
    await _cover(ctx)
    if verdict is Verdict.OK:
        await ctx.say("factor-set")
    else:
        await ctx.send(Message(text=refused(verdict)))


async def _expire(ctx: Context, _draft: Setup) -> None:
    await _cover(ctx)
    await ctx.say_with_menu("dialog-expired")


async def _cancelled(ctx: Context, _draft: Setup) -> None:
    await _cover(ctx)
    await ctx.say_with_menu("dialog-cancelled")


async def _cover(ctx: Context) -> None:
    """Whatever secret was shown is seen no more."""
    slot = _slot(ctx)
    if ctx.person.id in await ctx.store.outbox.holders(slot):
        await ctx.send(secret_covered(), slot=slot)


def _slot(ctx: Context) -> str:
    return f"factor:{ctx.person.id}"


SETUP: Flow[Setup] = Flow(
    name="factor",
    version=1,
    draft=Setup,
    steps=("app", "code"),
    step=_step,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _TRYING,
    expire=_expire,
    cancelled=_cancelled,
    took=_took,
    for_staff=True,
)
