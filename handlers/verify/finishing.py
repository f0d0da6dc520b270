"""[Done] needs a picture of what was done, or a reason why there can be none."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Attachment, Choice, File, Input, Words
from handlers.messages import text
from handlers.report import changes, files
from handlers.report.rules import Action
from handlers.routing import Routes
from handlers.verify import asking, charge
from handlers.verify.rules import UNSHOWN
from storage.media import MediaKind

_SHOWING = timedelta(hours=1)
_SEEN = (MediaKind.PHOTO, MediaKind.VIDEO)
_WITHOUT = "without"


class Finish(BaseModel):
    """What shows what became of the case of a code, or why nothing does: one of our reasons, as a colon and its name, or words. `as_file`
    where a picture came as a file, which nobody could be shown before we have drawn it anew."""

    model_config = ConfigDict(frozen=True)

    code: str
    shown: Attachment | None = None
    reason: str | None = None
    without: bool = False
    as_file: bool = False


routes = Routes()


@routes.button("finish")
async def begin(ctx: Context, code: str) -> None:
    """Asks for the picture."""
    if await charge.may_do(ctx, code, Action.FINISH) is not None:
        await ctx.begin(FINISH, Finish(code=code))


async def _finish(ctx: Context, draft: Finish) -> None:
    limits = ctx.house.limits
    reason = draft.reason and draft.reason[: limits.words]
    report = await charge.do(ctx, draft.code, Action.FINISH, reason)
    if report is None:
        return
    shown = () if draft.shown is None else (draft.shown,)
    await files.show_after(ctx.store, report, ctx.person, shown, limits=limits, now=ctx.now)
    is_asked = await asking.ask(ctx, report, reason)
    ctx.answer_tap("toast-done" if is_asked else "finish-nobody-asked")
    await changes.show_everywhere(ctx, report)


def _step(draft: Finish) -> str | None:
    if draft.shown is not None or draft.reason is not None:
        return None
    return "reason" if draft.without else "photo"


def _take(step: str, draft: Finish, given: Input) -> Finish | None:
    match given:
        case File() if given.sent.media in _SEEN:
            return draft.model_copy(update={"shown": given.sent})
        case File() if given.sent.media is MediaKind.DOCUMENT:
            return draft.model_copy(update={"as_file": True, "without": False})
        case Choice(value="without") if step == "photo":
            return draft.model_copy(update={"without": True})
        case Choice() if step == "reason" and given.value in UNSHOWN:
            return draft.model_copy(update={"reason": f":{given.value}"})
        case Words() if step == "reason" and given.words.strip(":"):
            return draft.model_copy(update={"reason": given.words.lstrip(":")})
        case _:
            return None


def _back(step: str, draft: Finish) -> Finish | None:
    return draft.model_copy(update={"without": False}) if step == "reason" else None


async def _ask(_ctx: Context, step: str, draft: Finish) -> Question:
    if step == "reason":
        reasons = tuple((one, text(f"unshown-{one}")) for one in UNSHOWN)
        return Question(text("finish-ask-reason", code=draft.code), choices=reasons, one_a_row=True)
    said = text("finish-ask-as-photo" if draft.as_file else "finish-ask-photo", code=draft.code)
    return Question(said, choices=((_WITHOUT, text("finish-without")),))


async def _too_late(ctx: Context, draft: Finish) -> None:
    await ctx.say("finish-expired", code=draft.code)


FINISH: Flow[Finish] = Flow(
    name="finish",
    version=1,
    draft=Finish,
    steps=("photo", "reason"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    expire=_too_late,
    lifetime=lambda _ctx: _SHOWING,
    listens=lambda draft: draft.without,
)
