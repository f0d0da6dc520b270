"""Letting a warning go: the author hands it in, a second one approves, or the officer on duty sends it alone.

What is grave, and whatever one person sends alone, asks for their second factor. Rights and state are looked up again when the code is in.
"""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.alerts import card, ladder, people, rules, service
from handlers.alerts.rules import MOST_WORDS, Refusal
from handlers.alerts.wording import CHOSEN, REASONS
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.factor import rules as factor_rules
from handlers.factor import service as factor
from handlers.factor.service import Verdict
from handlers.factor.wording import refused
from handlers.input import Choice, Input, Words
from handlers.messages import Message, Moment, text
from handlers.routing import Routes
from handlers.texts import units
from storage.alert import Alert, AlertState, Way

routes = Routes()


class Release(BaseModel):
    """What somebody lets go, as they have seen it; alone with a reason."""

    model_config = ConfigDict(frozen=True)

    alert_id: int = 0
    digest: str = ""
    alone: bool = False
    reason: str | None = None
    code: str | None = None


def _step(draft: Release) -> str | None:
    if draft.alone and draft.reason is None:
        return "reason"
    return "code" if draft.code is None else None


def _take(at: str, draft: Release, given: Input) -> Release | None:
    match given:
        case Choice() if at == "reason" and given.value in REASONS:
            return draft.model_copy(update={"reason": f"{CHOSEN}{given.value}"})
        case Words() if at == "reason" and units(given.words) <= MOST_WORDS:
            return draft.model_copy(update={"reason": given.words})
        case Words() if at == "code":
            code = factor_rules.read_code(given.words)
            return None if code is None else draft.model_copy(update={"code": code})
        case _:
            return None


async def _ask(_ctx: Context, step: str, draft: Release) -> Question:
    if step == "reason":
        choices = tuple((one, text(f"alert-reason-{one}")) for one in REASONS)
        return Question(text("alert-ask-reason"), choices=choices, one_a_row=True)
    return Question(text("alert-ask-code-alone" if draft.alone else "alert-ask-code"))


async def _finish(ctx: Context, draft: Release) -> None:
    """The code counts before anything else is told; then everything is looked up anew."""
    verdict = await factor.check(ctx, ctx.person.id, draft.code or "")
    if verdict is not Verdict.OK:
        await ctx.send(Message(text=refused(verdict)))
        if verdict in (Verdict.WRONG, Verdict.USED):
            await ctx.begin(RELEASING, draft.model_copy(update={"code": None}))
        return
    if draft.alone:
        await _send_alone(ctx, draft)
    else:
        await _approve(ctx, str(draft.alert_id), draft.digest)


RELEASING: Flow[Release] = Flow(
    name="alertgo",
    version=1,
    draft=Release,
    steps=("reason", "code"),
    step=_step,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(minutes=10),
    for_staff=True,
)


@routes.button("wsend")
async def submit(ctx: Context, alert_id: str, digest: str) -> None:
    """Whoever hands in exactly what they have seen is its author."""
    alert = await service.theirs(ctx.store, ctx.person.id, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
        return
    done = await service.submit(ctx, alert, ctx.person.id, digest)
    if isinstance(done, Refusal):
        ctx.answer_tap(f"alert-refused-{done.value}")
        return
    await card.refresh(ctx, done)
    if done.state is AlertState.SUBMITTED:
        ctx.answer_tap("alert-toast-submitted")
        await ladder.call_first(ctx, done)
    else:
        ctx.answer_tap("alert-toast-going")


@routes.button("wok")
async def approve(ctx: Context, alert_id: str, digest: str) -> None:
    """The second one's tap; for what is grave it begins with their code."""
    alert = await service.approvable(ctx, ctx.person.id, alert_id)
    refusal = None if alert is None else rules.approve_refusal(alert, ctx.person.id, digest, ctx.now)
    if alert is None:
        ctx.answer_tap("button-not-yours")
    elif refusal is not None:
        ctx.answer_tap(f"alert-refused-{refusal.value}")
    elif not alert.level.is_grave:
        await _approve(ctx, alert_id, digest)
    elif await factor.has(ctx, ctx.person.id):
        await ctx.begin(RELEASING, Release(alert_id=alert.id, digest=digest))
    else:
        ctx.answer_tap("alert-needs-factor")


@routes.button("walone")
async def alone(ctx: Context, alert_id: str, digest: str) -> None:
    """The emergency path; how long it takes yet is said where it is too early."""
    alert = await _to_send_alone(ctx, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
        return
    refusal = await service.alone_refusal(ctx, alert, digest)
    if refusal is Refusal.EARLY:
        assert alert.submitted_at is not None
        ctx.answer_tap("alert-too-early", at=Moment.of(alert.submitted_at + rules.ALONE_AFTER))
    elif refusal is not None:
        ctx.answer_tap(f"alert-refused-{refusal.value}")
    elif await factor.has(ctx, ctx.person.id):
        await ctx.begin(RELEASING, Release(alert_id=alert.id, digest=digest, alone=True))
    else:
        ctx.answer_tap("alert-needs-factor")


async def _to_send_alone(ctx: Context, alert_id: str) -> Alert | None:
    alert = await service.theirs(ctx.store, ctx.person.id, alert_id)
    return alert if alert is not None and await people.may_send_alone(ctx, ctx.person.id, alert) else None


async def _approve(ctx: Context, alert_id: str, digest: str) -> None:
    alert = await service.approvable(ctx, ctx.person.id, alert_id)
    done = Refusal.GONE if alert is None else await service.approve(ctx, alert, ctx.person.id, digest)
    if isinstance(done, Refusal):
        ctx.answer_tap(f"alert-refused-{done.value}")
        return
    ctx.answer_tap("alert-toast-going")
    await ctx.remember_name()
    await card.refresh(ctx, done)


async def _send_alone(ctx: Context, draft: Release) -> None:
    """Whoever might have approved it is told at once."""
    alert = await _to_send_alone(ctx, str(draft.alert_id))
    reason = draft.reason or ""
    done = Refusal.GONE if alert is None else await service.send_alone(ctx, alert, ctx.person.id, draft.digest, reason)
    if isinstance(done, Refusal):
        ctx.answer_tap(f"alert-refused-{done.value}")
        return
    assert done.way is Way.ALONE
    ctx.answer_tap("alert-toast-going")
    await ctx.remember_name()
    await card.refresh(ctx, done)
    reviewers = await people.all_approvers(ctx, done)
    await ladder.call_reviewers(ctx, done, [one for one in reviewers if one != ctx.person.id])
