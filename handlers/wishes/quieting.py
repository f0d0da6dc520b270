"""Between which hours blue and yellow warnings do not ring."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.messages import text
from handlers.roster.wording import span_words
from handlers.wishes.rules import QUIET_OFFERED, read_quiet
from handlers.wishes.service import change
from handlers.wishes.wording import settings

_NONE = "none"


class Quiet(BaseModel):
    """From which minute of the day to which, or never."""

    model_config = ConfigDict(frozen=True)

    span: tuple[int, int] | None = None
    is_off: bool = False


def _take(_step: str, draft: Quiet, given: Input) -> Quiet | None:
    match given:
        case Choice(value="none"):
            return draft.model_copy(update={"is_off": True})
        case Choice(value=value):
            return draft.model_copy(update={"span": QUIET_OFFERED[int(value)]})
        case Words():
            span = read_quiet(given.words)
            return None if span is None else draft.model_copy(update={"span": span})
        case _:
            return None


async def _ask(_ctx: Context, _step: str, _draft: Quiet) -> Question:
    spans = tuple((str(number), span_words(*span)) for number, span in enumerate(QUIET_OFFERED))
    return Question(text("wishes-quiet-ask"), choices=(*spans, (_NONE, text("wishes-quiet-off"))))


async def _finish(ctx: Context, draft: Quiet) -> None:
    begins, ends = draft.span or (None, None)
    wishes = await change(ctx, quiet_begins=begins, quiet_ends=ends)
    await ctx.show(settings(wishes, has_home=ctx.person.home_unit_id is not None))


QUIET: Flow[Quiet] = Flow(
    name="quiet",
    version=1,
    draft=Quiet,
    steps=("span",),
    step=lambda draft: None if draft.is_off or draft.span is not None else "span",
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
)
