"""A report above what one person may send within an hour: it is kept, and goes in by itself when it may; at once in danger to life."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, File, Input, Words
from handlers.messages import Moment, text
from handlers.report import flow, submit, voices
from handlers.report.flow import Draft

_DANGER = "danger"


class Held(BaseModel):
    """A complete report, and when it goes in; or now, as it is one of danger to life."""

    model_config = ConfigDict(frozen=True)

    draft: Draft = Draft()
    until: Moment = Moment(micros=0)
    is_danger: bool = False


async def hold(ctx: Context, draft: Draft, until: datetime) -> None:
    """Says so, brings the menu back, and keeps the report."""
    await ctx.say_with_menu("held", most=ctx.house.limits.reports_per_hour)
    held = draft.model_copy(update={"owes_menu": False})
    await ctx.begin(HELD, Held(draft=held, until=Moment.of(until)))


def _step(held: Held) -> str | None:
    if held.is_danger:
        return None
    return "voice" if flow.step(held.draft) == "voice" else "held"


def _take(step: str, held: Held, given: Input) -> Held | None:
    """More files and words belong to it as well; a place it has already."""
    match given:
        case Choice(value="danger") if step == "held":
            return held.model_copy(update={"is_danger": True})
        case Choice() if step != "voice":
            return None
        case File() | Words() | Choice():
            more = flow.take("voice" if step == "voice" else "photo", held.draft, given)
            return None if more is None else held.model_copy(update={"draft": more})
        case _:
            return None


async def _ask(_ctx: Context, step: str, held: Held) -> Question:
    if step == "voice":
        return voices.question()
    return Question(text("held-ask", at=held.until), choices=((_DANGER, text("report-danger")),), one_a_row=True)


async def _put_in(ctx: Context, held: Held) -> None:
    taken = await submit.take_files(ctx, held.draft, is_danger=held.is_danger)
    await submit.put_in(ctx, held.draft, taken, is_danger=held.is_danger)


HELD: Flow[Held] = Flow(
    name="held",
    version=1,
    draft=Held,
    steps=("held", "voice"),
    step=_step,
    take=_take,
    back=lambda _step, _held: None,
    ask=_ask,
    finish=_put_in,
    expire=_put_in,
    lifetime=lambda _ctx: timedelta(hours=1),
    ends_at=lambda held: held.until.at,
    holds=lambda _held: True,
)
