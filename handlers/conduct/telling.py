"""The dialog: whom it is about, what happened. No name is ever asked for, neither theirs nor one's own."""

import logging
from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.buttons import button
from handlers.conduct import service
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Attachment, Choice, File, Input, Words
from handlers.limits import count_report, take_media
from handlers.messages import Message, Moment, Text, text
from handlers.report import card
from handlers.report.card import unit_name
from handlers.report.flow import Draft, joined, with_file
from handlers.report.making import Submitted
from handlers.report.more import say_full
from handlers.units.choice import go_below
from storage.units import Unit, UnitKind

_SOMEBODY_ELSE = "?"  # no unit has this code
_WRITING = timedelta(hours=1)

_log = logging.getLogger(__name__)


class Told(BaseModel):
    """What was said so far: the code of the unit or team that it is about, below which unit is being asked, pictures, and words."""

    model_config = ConfigDict(frozen=True)

    about: str | None = None
    below: str | None = None
    files: tuple[Attachment, ...] = ()
    words: str | None = None
    done: bool = False


def step(draft: Told) -> str | None:
    """The open question; None when it is complete. Words have to say what happened."""
    if draft.about is None:
        return "whom"
    return None if draft.done else "what"


def take(at: str, draft: Told, given: Input) -> Told | None:
    """The draft with an input; a voice would say who speaks, and is not taken."""
    match given:
        case Choice() if at == "whom":
            below = go_below(given.value)
            return draft.model_copy(update={"about": given.value} if below is None else {"below": below})
        case Words() if at == "what":
            return draft.model_copy(update={"words": joined(draft.words, given.words), "done": True})
        case File() if at == "what" and not given.sent.media.is_spoken:
            words = joined(draft.words, given.words)
            return draft.model_copy(update={"files": with_file(draft.files, given.sent), "words": words})
        case _:
            return None


def back(at: str, draft: Told) -> Told | None:
    """The draft before this question; None at the first."""
    if at == "what":
        return draft.model_copy(update={"about": None, "below": None})
    return draft.model_copy(update={"below": None}) if draft.below else None


async def _ask(ctx: Context, at: str, draft: Told) -> Question:
    if at == "what":
        return Question(text("conduct-more" if draft.files else "conduct-what"))
    unit = None if draft.below is None else await ctx.store.units.by_code(draft.below)
    whole = () if unit is None else ((unit.code, text("unit-whole", unit=unit_name(unit))),)
    parts = tuple([await _choice(ctx, one) for one in await service.below(ctx.store, unit)])
    return Question(text("conduct-whom"), choices=(*whole, *parts, (_SOMEBODY_ELSE, text("conduct-other"))))


async def _choice(ctx: Context, unit: Unit) -> tuple[str, Text]:
    has_parts = unit.kind is not UnitKind.TEAM and await service.below(ctx.store, unit)
    return (f">{unit.code}" if has_parts else unit.code, text("named", name=unit_name(unit)))


async def _finish(ctx: Context, told: Told) -> None:
    limits = ctx.house.limits
    wanted = told.files[: limits.photos_per_report]
    taken = await take_media(ctx, len(wanted))
    draft = Draft(files=wanted[: taken.count], words=(told.words or "")[: limits.words])
    about = None if told.about in (None, _SOMEBODY_ELSE) else await ctx.store.units.by_code(told.about or "")
    submitted = await service.submit(ctx, draft, ctx.person, about)
    await count_report(ctx)
    await ctx.say_with_menu("conduct-thanks")
    await ctx.send(_answer(submitted, limits.undo_minutes))
    if wanted != told.files or draft.words != told.words:
        await say_full(ctx)
    if taken.told is not None:
        await ctx.send(Message(text=taken.told))
    await _ring(ctx, submitted)


async def _ring(ctx: Context, submitted: Submitted) -> None:
    report, staff = submitted.report, submitted.given.staff
    known = await card.facts(ctx.store, report, ctx.house.categories)
    await ctx.owe(card.cards(known, staff, card.ring_lane(report)))
    if not staff:
        _log.error(
            "nobody can be given report %s; make an administrator: shao invite --role administrator", report.code
        )


def _answer(submitted: Submitted, undo_minutes: int) -> Message:
    report, unit = submitted.report, submitted.given.unit
    by = Moment.of(report.answer_by)
    goes = text("conduct-to-operators", by=by) if unit is None else text("conduct-to", unit=unit_name(unit), by=by)
    undo = button("report-undo", "undo", report.code, minutes=undo_minutes)
    lines = (goes if submitted.given.staff else text("conduct-to-nobody"), text("conduct-apart"))
    return Message(
        text=text("conduct-received", code=report.code),
        lines=lines,
        buttons=((button("report-add", "add", report.code), undo),),
    )


TELL: Flow[Told] = Flow(
    name="conduct",
    version=1,
    draft=Told,
    steps=("whom", "what"),
    step=step,
    take=take,
    back=back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _WRITING,
    holds=lambda draft: bool(draft.files),
    listens=lambda draft: draft.about is not None,
)
