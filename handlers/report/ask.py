"""Staff ask whoever reported something, and get the answer, without learning who that is; the case waits meanwhile."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.buttons import button
from handlers.context import Context, Work
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.messages import Message, Moment, Text, text
from handlers.report import card, changes, notices, ready, rules, service
from handlers.report.more import MORE, More
from handlers.report.rules import Action
from handlers.report.voices import voices_of
from handlers.routing import Routes
from storage.case import Actor, Report, Status
from storage.clock import to_micros
from storage.outbox import Lane, Owed, Worth
from storage.phrases import Purpose

_WRITING = timedelta(hours=1)


class Asked(BaseModel):
    """What staff ask about the report of a code: one of our questions, as a colon and its name, or their words."""

    model_config = ConfigDict(frozen=True)

    code: str
    question: str | None = None


routes = Routes()


@routes.button("ask")
async def begin(ctx: Context, code: str) -> None:
    """Staff choose a question or write one; nobody is kept waiting where there is nobody to ask."""
    report = await service.handled(ctx.store, ctx.person, code)
    if report is None or rules.change(report.status, Action.ASK, Actor.STAFF) is None:
        ctx.answer_tap("button-not-yours" if report is None else "card-too-late")
    elif not await _can_be_asked(ctx, report):
        ctx.answer_tap("ask-nobody")
    else:
        await ctx.begin(ASK, Asked(code=code))


@routes.button("answer")
async def answer(ctx: Context, code: str) -> None:
    """What comes next is the answer; welcome as long as the report is open, whether somebody still waits for it or not."""
    report = await service.own_open(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("ask-over")
        return
    await ctx.begin(MORE, More(code=code, answers=report.status is Status.WAITING, voices=voices_of(ctx.person)))


@routes.button("cannot")
async def cannot_answer(ctx: Context, code: str) -> None:
    """That is an answer too."""
    report = await service.act_as_reporter(ctx, ctx.person, code, Action.ANSWER)
    if report is None:
        ctx.answer_tap("ask-over")
        return
    await ctx.show(Message(text=text("ask-unable", code=code)))
    await changes.show_everywhere(ctx, report)
    await changes.ring_about(ctx, report, "unable")


async def put_again(work: Work, report: Report) -> None:
    """Reminds a reporter of the question, once."""
    again = await _question(work, report, text("ask-again", code=report.code), Worth.ONCE)
    named = f"asked again {report.id} {to_micros(report.waits_until)}"
    await work.owe(one.model_copy(update={"dedupe": named}) for one in again)


async def waited_in_vain(work: Work, report: Report) -> bool:
    """The case goes on without an answer, and both sides hear of it; what occurs to the reporter later is welcome. False when it does not
    wait."""
    after = await service.act_by_itself(work, report, Action.GIVE_UP)
    if after is None:
        return False
    if after.reporter_id is not None:
        add = button("report-add", "add", after.code)
        message = Message(text=text("ask-unanswered", code=after.code), buttons=((add,),))
        await work.owe([Owed(person_id=after.reporter_id, payload=message.model_dump(mode="json"), lane=Lane.NOTICES)])
    await changes.show_everywhere(work, after)
    await changes.ring_about(work, after, "unanswered")
    return True


async def _can_be_asked(ctx: Context, report: Report) -> bool:
    """Not where nothing of the reporter was kept, or is any more, nor where they have left."""
    person = None if report.reporter_id is None else await ctx.store.people.by_id(report.reporter_id)
    return person is not None and person.unreachable_at is None


async def _put(ctx: Context, draft: Asked) -> None:
    words = await _words(ctx, draft)
    report = await service.act_as_staff(ctx, ctx.person, draft.code, Action.ASK, note=words)
    if report is None:
        await changes.refuse_staff(ctx, draft.code)
        return
    ctx.answer_tap("toast-asked")
    await ctx.owe(await _question(ctx, report, text("reporter-asked", code=report.code)))
    await changes.show_everywhere(ctx, report)


async def _words(ctx: Context, draft: Asked) -> str:
    """One of ours by its name, a ready sentence, or what they wrote."""
    said = (draft.question or "")[: ctx.house.limits.words]
    value = said.removeprefix(":")
    if value == said or not ready.is_ready(value):
        return said
    report = await service.handled(ctx.store, ctx.person, draft.code)
    return await ready.words(ctx, report, Purpose.ASK, value)


async def _question(work: Work, report: Report, opening: Text, worth: Worth = Worth.MUST) -> tuple[Owed, ...]:
    """The question, as the reporter reads it."""
    event = await service.question_of(work.store, report)
    if report.reporter_id is None or report.waits_until is None or event is None:
        return ()
    how = "ask-how" if report.reporter_name is None else "ask-how-named"
    message = Message(
        text=opening,
        lines=(
            text("ask-quoted", question=card.question_words(event.note)),
            text(how, until=Moment.of(report.waits_until)),
        ),
        buttons=notices.answer_buttons(report),
    )
    return (Owed(person_id=report.reporter_id, payload=message.model_dump(mode="json"), worth=worth),)


def _take(_step: str, draft: Asked, given: Input) -> Asked | None:
    match given:
        case Choice():
            return draft.model_copy(update={"question": f":{given.value}"})
        case Words() if given.words.strip(":"):
            return draft.model_copy(update={"question": given.words.lstrip(":")})
        case _:
            return None


async def _ask(ctx: Context, _step: str, draft: Asked) -> Question:
    report = await service.handled(ctx.store, ctx.person, draft.code)
    own = await ready.offered(ctx, report, Purpose.ASK)
    ours = tuple((one, text(f"ask-{one}")) for one in rules.QUESTIONS)
    return Question(text("ask-choose", code=draft.code), choices=(*ours, *own), one_a_row=True)


async def _too_late(ctx: Context, _draft: Asked) -> None:
    await ctx.say("dialog-expired")


ASK: Flow[Asked] = Flow(
    name="ask",
    version=1,
    draft=Asked,
    steps=("question",),
    step=lambda draft: "question" if draft.question is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_put,
    expire=_too_late,
    lifetime=lambda _ctx: _WRITING,
    for_staff=True,
)
