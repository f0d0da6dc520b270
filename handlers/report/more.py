"""Adding pictures and words to a report, and the dialog in which staff say in their own words why a report is not valid."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Attachment, Choice, File, Input, Located, Words
from handlers.limits import take_media
from handlers.messages import Message, text
from handlers.report import beside, changes, ready, service, voices
from handlers.report.flow import joined, with_file
from handlers.report.rules import Action
from handlers.report.voices import Voices
from storage.case import Place, Status, Urgency
from storage.phrases import Purpose

_DONE = "done"
_ADDING = timedelta(hours=1)
_WRITING = timedelta(hours=1)


class More(BaseModel):
    """What is to be added to the report of a code; where it `answers` a question of staff, words or a voice are the end of it."""

    model_config = ConfigDict(frozen=True)

    code: str
    files: tuple[Attachment, ...] = ()
    words: str | None = None
    place: Place | None = None
    answers: bool = False
    voices: Voices = Voices.ASK
    agreed: bool = False
    done: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was sent yet."""
        return not (self.files or self.words or self.place)


class Reason(BaseModel):
    """Why staff reject the report of a code: in words, or by a ready sentence."""

    model_config = ConfigDict(frozen=True)

    code: str
    words: str | None = None
    ready: str | None = None


def _step_more(draft: More) -> str | None:
    if draft.done:
        return None
    return "voice" if draft.voices is Voices.ASK and voices.speaks(draft.files) else "more"


def _take_more(step: str, draft: More, given: Input) -> More | None:
    match given:
        case File():
            said = draft.answers and given.sent.media.is_spoken and draft.voices is Voices.HEARD
            taken = {
                "files": with_file(draft.files, given.sent),
                "words": joined(draft.words, given.words),
                "done": said,
            }
            return draft.model_copy(update=taken)
        case Located():
            return draft.model_copy(update={"place": given.place, "done": draft.answers})
        case Words():
            return draft.model_copy(update={"words": joined(draft.words, given.words), "done": draft.answers})
        case Choice(value="done") if step == "more":
            return draft.model_copy(update={"done": True})
        case Choice(value=voices.SEND) if step == "voice":
            return draft.model_copy(update={"voices": Voices.HEARD, "agreed": True, "done": draft.answers})
        case Choice(value=voices.WRITE) if step == "voice":
            return draft.model_copy(update={"voices": Voices.WITHHOLD})
        case _:
            return None


def _back_more(step: str, draft: More) -> More | None:
    """Without the voice that was asked about."""
    unspoken = tuple(one for one in draft.files if not one.media.is_spoken)
    return draft.model_copy(update={"files": unspoken}) if step == "voice" else None


async def _ask_more(_ctx: Context, step: str, draft: More) -> Question:
    if step == "voice":
        return voices.question()
    if draft.is_empty:
        return Question(text("more-ask-answer" if draft.answers else "more-ask", code=draft.code))
    withheld = draft.voices is Voices.WITHHOLD and voices.speaks(draft.files) and not draft.words
    said = text("more-withheld", code=draft.code) if withheld else text("more-so-far", code=draft.code)
    return Question(said, choices=((_DONE, text("more-done")),))


async def add_at_once(ctx: Context, draft: More, *, confirms: bool = True) -> None:
    """Without a dialog, but for a voice whose sender has to be asked; a dialog that is under way puts its question again. It is not
    confirmed for whoever confirms it in words of their own."""
    if _step_more(draft) == "voice":
        await ctx.begin(MORE, draft)
    else:
        await _add(ctx, draft, confirms=confirms)
        await ctx.house.engine.ask_again(ctx)


async def _add(ctx: Context, draft: More, *, confirms: bool = True) -> None:
    if draft.is_empty:
        await ctx.say("dialog-expired")
        return
    report = await service.own(ctx.store, ctx.person, draft.code)
    is_danger = report is not None and report.urgency is Urgency.DANGER
    taken = await take_media(ctx, len(draft.files), danger=is_danger)
    added = await service.add_more(
        ctx,
        ctx.person,
        draft.code,
        sent=draft.files[: taken.count],
        withhold=draft.voices is not Voices.HEARD,
        words=draft.words,
        place=draft.place,
    )
    if added is None:
        await ctx.say("report-closed")
        return
    if draft.agreed and voices.speaks(draft.files):
        await ctx.store.people.agree_voice(ctx.person.id, now=ctx.now)
    is_answer = report is not None and report.status is Status.WAITING
    if confirms:
        await ctx.say("more-answered" if is_answer else "more-added", code=draft.code)
    if added.is_cut:
        await say_full(ctx)
    if taken.told is not None:
        await ctx.send(Message(text=taken.told))
    await changes.show_everywhere(ctx, added.report)
    if draft.place is not None:
        await changes.ring_about(ctx, added.report, "placed", draft.words or "")
        await beside.tell_beside(ctx, added.report)
    elif is_answer:
        await changes.ring_about(ctx, added.report, "answered", draft.words or "")
    else:
        await changes.ring_about(ctx, added.report, "added", draft.words or "")


async def say_full(ctx: Context) -> None:
    """What a report cannot hold is never dropped in silence."""
    limits = ctx.house.limits
    await ctx.say("more-full", photos=limits.photos_per_report, words=limits.words)


MORE: Flow[More] = Flow(
    name="more",
    version=1,
    draft=More,
    steps=("more", "voice"),
    step=_step_more,
    take=_take_more,
    back=_back_more,
    ask=_ask_more,
    finish=_add,
    expire=_add,
    lifetime=lambda _ctx: _ADDING,
    holds=lambda draft: not draft.is_empty,
    listens=lambda draft: draft.answers,
)


def _take_reason(_step: str, draft: Reason, given: Input) -> Reason | None:
    match given:
        case Words():
            return draft.model_copy(update={"words": given.words})
        case Choice() if ready.is_ready(given.value):
            return draft.model_copy(update={"ready": given.value})
        case _:
            return None


async def _ask_reason(ctx: Context, _step: str, draft: Reason) -> Question:
    report = await service.handled(ctx.store, ctx.person, draft.code)
    own = await ready.offered(ctx, report, Purpose.REJECT)
    return Question(text("reject-ask-words", code=draft.code), choices=own, one_a_row=True)


async def _reject(ctx: Context, draft: Reason) -> None:
    words = (draft.words or "")[: ctx.house.limits.words].lstrip(":")
    if draft.ready is not None:
        report = await service.handled(ctx.store, ctx.person, draft.code)
        words = await ready.words(ctx, report, Purpose.REJECT, draft.ready)
    await changes.by_staff(ctx, draft.code, Action.REJECT, reason=words)


async def _too_late(ctx: Context, _draft: Reason) -> None:
    await ctx.say("dialog-expired")


REASON: Flow[Reason] = Flow(
    name="reason",
    version=1,
    draft=Reason,
    steps=("reason",),
    step=lambda draft: "reason" if draft.words is None and draft.ready is None else None,
    take=_take_reason,
    back=lambda _step, _draft: None,
    ask=_ask_reason,
    finish=_reject,
    expire=_too_late,
    lifetime=lambda _ctx: _WRITING,
    for_staff=True,
)
