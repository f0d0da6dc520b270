"""The review of a warning that one person has sent alone: held by another one, within a day, and told to all who might have approved it."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.alerts import people, service
from handlers.alerts.rules import MOST_WORDS
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Input, Words
from handlers.messages import Message, text
from handlers.routing import Routes
from handlers.texts import units
from storage.alert import Alert, Way
from storage.outbox import Lane, Owed

routes = Routes()


class Review(BaseModel):
    """What it found."""

    model_config = ConfigDict(frozen=True)

    alert_id: int = 0
    words: str | None = None


def _take(_step: str, draft: Review, given: Input) -> Review | None:
    if isinstance(given, Words) and units(given.words) <= MOST_WORDS:
        return draft.model_copy(update={"words": given.words})
    return None


async def _ask(_ctx: Context, _step: str, _draft: Review) -> Question:
    return Question(text("alert-ask-review", most=MOST_WORDS))


async def _finish(ctx: Context, draft: Review) -> None:
    alert = await _reviewable(ctx, str(draft.alert_id))
    if alert is None:
        await ctx.say("alert-refused-gone")
        return
    reviewed = alert.model_copy(
        update={"reviewed_at": ctx.now, "reviewer_id": ctx.person.id, "review": draft.words, "next_at": None}
    )
    await ctx.store.alerts.save(reviewed)
    await ctx.say("alert-reviewed-thanks")
    told = Message(text=text("alert-reviewed", number=alert.event, words=draft.words or ""))
    payload = told.model_dump(mode="json")
    sender = alert.approver_id or alert.author_id
    for one in {*await people.all_approvers(ctx, alert), *(() if sender is None else (sender,))} - {ctx.person.id}:
        await ctx.owe([Owed(person_id=one, payload=payload, lane=Lane.NOTICES)])


REVIEWING: Flow[Review] = Flow(
    name="alertreview",
    version=1,
    draft=Review,
    steps=("words",),
    step=lambda draft: "words" if draft.words is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    holds=lambda draft: draft.words is not None,
    for_staff=True,
)


@routes.button("wreview")
async def hold(ctx: Context, alert_id: str) -> None:
    """By anybody who might have approved it, but whoever sent it."""
    alert = await _reviewable(ctx, alert_id)
    if alert is None:
        ctx.answer_tap("button-not-yours")
    elif alert.reviewed_at is not None:
        ctx.answer_tap("alert-review-held")
    else:
        await ctx.begin(REVIEWING, Review(alert_id=alert.id))


async def _reviewable(ctx: Context, alert_id: str) -> Alert | None:
    alert = await service.approvable(ctx, ctx.person.id, alert_id)
    if alert is None or alert.way is not Way.ALONE:
        return None
    sender = alert.approver_id or alert.author_id
    return None if ctx.person.id == sender else alert
