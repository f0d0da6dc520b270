"""What people say to a warning. Whoever needs help has a case in danger to life at once, and is asked where after that."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.alerts import force
from handlers.context import Context
from handlers.dialog import CANNOT_SHARE, Flow, Question
from handlers.input import Choice, Input, Located, Words
from handlers.limits import Taken
from handlers.messages import text
from handlers.report import submit
from handlers.report.flow import Draft as Report
from handlers.report.more import More, add_at_once
from handlers.routing import Routes
from storage.alert import Alert
from storage.case import Place
from storage.copies import Answer

routes = Routes()


class Where(BaseModel):
    """Where somebody is who needs help; their case is `code`."""

    model_config = ConfigDict(frozen=True)

    code: str = ""
    place: Place | None = None
    words: str | None = None
    cannot_share: bool = False


def _take(_step: str, draft: Where, given: Input) -> Where | None:
    match given:
        case Located():
            return draft.model_copy(update={"place": given.place})
        case Words():
            return draft.model_copy(update={"words": given.words})
        case Choice(value=value) if value == CANNOT_SHARE:
            return draft.model_copy(update={"cannot_share": True})
        case _:
            return None


async def _ask(_ctx: Context, _step: str, draft: Where) -> Question:
    asked = "alert-help-words" if draft.cannot_share else "alert-help-where"
    return Question(text(asked), place_key=text("report-share-place"))


async def _finish(ctx: Context, draft: Where) -> None:
    await add_at_once(ctx, More(code=draft.code, place=draft.place, words=draft.words), confirms=False)
    await ctx.say_with_menu("alert-help-found")


async def _expire(ctx: Context, _draft: Where) -> None:
    await ctx.say_with_menu("alert-help-without")


WHERE: Flow[Where] = Flow(
    name="alerthelp",
    version=1,
    draft=Where,
    steps=("where",),
    step=lambda draft: "where" if draft.place is None and draft.words is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    expire=_expire,
    lifetime=lambda _ctx: timedelta(minutes=30),
    keys=("report-share-place",),
)


@routes.button("wsay")
async def say(ctx: Context, number: str, said: str) -> None:
    """Anybody who was warned, as long as it is in force; who was not, and an unknown number, cannot be told apart."""
    alert = await force.for_person(ctx, number)
    if alert is None or said not in list(Answer):
        ctx.answer_tap("button-not-yours")
    elif not alert.is_in_force(ctx.now):
        ctx.answer_tap("alert-said-over")
    elif await ctx.store.copies.answer(alert, ctx.person.id, Answer(said), now=ctx.now):
        await _answered(ctx, alert, Answer(said))
    else:
        ctx.answer_tap(f"alert-said-{Answer(said).value}")


async def _answered(ctx: Context, alert: Alert, answer: Answer) -> None:
    ctx.answer_tap(f"alert-said-{answer.value}")
    if answer is not Answer.HELP:
        return
    texts, said = ctx.house.texts, text("alert-help-case", number=alert.event)
    words = " / ".join(
        texts.render(said, one, now=ctx.now) for one in texts.languages
    )  # whoever deals with it reads one of them
    code = await submit.put_in(ctx, Report(words=words, no_photo=True), Taken(0), is_danger=True, is_call=True)
    await ctx.begin(WHERE, Where(code=code))
