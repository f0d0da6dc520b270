"""Adding pictures and words to a report, and the dialog in which staff say in their own words why a report is not valid."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Photo, Words
from handlers.limits import take_media
from handlers.messages import Message, text
from handlers.report import changes, service
from handlers.report.rules import Action
from storage.reports import Urgency

_DONE = "done"
_ADDING = timedelta(hours=1)
_WRITING = timedelta(hours=1)


class More(BaseModel):
    """What is to be added to the report of a code."""

    model_config = ConfigDict(frozen=True)

    code: str
    photos: tuple[str, ...] = ()
    words: str | None = None
    done: bool = False


class Reason(BaseModel):
    """Why staff reject the report of a code."""

    model_config = ConfigDict(frozen=True)

    code: str
    words: str | None = None


def _take_more(_step: str, draft: More, given: Input) -> More | None:
    match given:
        case Photo():
            words = "\n".join(part for part in (draft.words, given.words) if part) or None
            return draft.model_copy(update={"photos": (*draft.photos, given.file_id), "words": words})
        case Words():
            return draft.model_copy(update={"words": "\n".join(part for part in (draft.words, given.words) if part)})
        case Choice(value="done"):
            return draft.model_copy(update={"done": True})
        case _:
            return None


async def _ask_more(_ctx: Context, _step: str, draft: More) -> Question:
    if not draft.photos and not draft.words:
        return Question(text("more-ask", code=draft.code))
    return Question(text("more-so-far", code=draft.code), choices=((_DONE, text("more-done")),))


async def _add(ctx: Context, draft: More) -> None:
    if not draft.photos and not draft.words:
        await ctx.say("dialog-expired")
        return
    report = await service.own(ctx.store, ctx.person, draft.code)
    is_danger = report is not None and report.urgency is Urgency.DANGER
    taken = await take_media(ctx, len(draft.photos), danger=is_danger)
    photos, limits = draft.photos[: taken.count], ctx.house.limits
    added = await service.add_more(
        ctx.store, ctx.person, draft.code, photos=photos, words=draft.words, limits=limits, now=ctx.now
    )
    if added is None:
        await ctx.say("report-closed")
        return
    await ctx.say("more-added", code=draft.code)
    if added.is_cut:
        await say_full(ctx)
    if taken.told is not None:
        await ctx.send(Message(text=taken.told))
    await changes.refresh_cards(ctx, added.report)
    await changes.ring_about(ctx, added.report, "added", draft.words or "")


async def say_full(ctx: Context) -> None:
    """What a report cannot hold is never dropped in silence."""
    limits = ctx.house.limits
    await ctx.say("more-full", photos=limits.photos_per_report, words=limits.words)


MORE: Flow[More] = Flow(
    name="more",
    version=1,
    draft=More,
    steps=("more",),
    step=lambda draft: None if draft.done else "more",
    take=_take_more,
    back=lambda _step, _draft: None,
    ask=_ask_more,
    finish=_add,
    expire=_add,
    lifetime=lambda _ctx: _ADDING,
    holds=lambda draft: bool(draft.photos or draft.words),
)


def _take_reason(_step: str, draft: Reason, given: Input) -> Reason | None:
    return draft.model_copy(update={"words": given.words}) if isinstance(given, Words) else None


async def _ask_reason(_ctx: Context, _step: str, draft: Reason) -> Question:
    return Question(text("reject-ask-words", code=draft.code))


async def _reject(ctx: Context, draft: Reason) -> None:
    words = (draft.words or "")[: ctx.house.limits.words].lstrip(":")
    await changes.by_staff(ctx, draft.code, Action.REJECT, reason=words)


async def _too_late(ctx: Context, _draft: Reason) -> None:
    await ctx.say("dialog-expired")


REASON: Flow[Reason] = Flow(
    name="reason",
    version=1,
    draft=Reason,
    steps=("reason",),
    step=lambda draft: "reason" if draft.words is None else None,
    take=_take_reason,
    back=lambda _step, _draft: None,
    ask=_ask_reason,
    finish=_reject,
    expire=_too_late,
    lifetime=lambda _ctx: _WRITING,
    for_staff=True,
)
