"""At which time somebody wants their digest, or that they want none."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.digest.rules import DEFAULT_MINUTE, OFFERED, clock_of, next_due, read_time
from handlers.input import Choice, Input, Words
from handlers.messages import Message, Moment, Text, text

_OFF = "off"


class Chosen(BaseModel):
    """A minute of the day, or none at all."""

    model_config = ConfigDict(frozen=True)

    minute: int | None = None
    is_off: bool = False


def _take(_step: str, draft: Chosen, given: Input) -> Chosen | None:
    match given:
        case Choice(value="off"):
            return draft.model_copy(update={"is_off": True})
        case Choice(value=words) | Words(words=words):
            minute = read_time(words)
            return None if minute is None else draft.model_copy(update={"minute": minute})
        case _:
            return None


async def _ask(_ctx: Context, _step: str, _draft: Chosen) -> Question:
    offered = tuple(
        (clock_of(minute).replace(":", "."), text("digest-at", clock=clock_of(minute))) for minute in OFFERED
    )
    return Question(text("digest-ask"), choices=(*offered, (_OFF, text("digest-off"))))


async def _finish(ctx: Context, draft: Chosen) -> None:
    if draft.minute is None:
        before = await ctx.store.digests.get(ctx.person.id)
        await ctx.store.digests.plan(ctx.person.id, DEFAULT_MINUTE if before is None else before.minute, None)
        await ctx.show(Message(text=text("digest-unset")))
        return
    due_at = next_due(draft.minute, ctx.house.zone, ctx.now)
    await ctx.store.digests.plan(ctx.person.id, draft.minute, due_at)
    said = text("digest-set", clock=clock_of(draft.minute), next=Moment.of(due_at))
    await ctx.show(Message(text=said))


async def summary(ctx: Context) -> Text:
    """At which time they get it, for 我的."""
    digest = await ctx.store.digests.get(ctx.person.id)
    if digest is None or digest.due_at is None:
        return text("digest-now-off")
    return text("digest-now-at", clock=clock_of(digest.minute))


CHOOSING: Flow[Chosen] = Flow(
    name="digest",
    version=1,
    draft=Chosen,
    steps=("time",),
    step=lambda draft: None if draft.is_off or draft.minute is not None else "time",
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    for_staff=True,
)
