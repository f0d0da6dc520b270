"""A team says that a case is not theirs: whose then, and why. The reporter hears nothing of it: somebody else is found."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.messages import Text, text
from handlers.report import rules
from handlers.report.card import unit_name
from handlers.report.rules import Action
from handlers.routing import Routes
from handlers.teams import members, onwards, service
from handlers.teams.rules import REFUSALS
from handlers.teams.wording import in_words
from handlers.units.choice import UNSURE
from storage.case import Actor
from storage.units import Unit

_WRITING = timedelta(hours=1)


class Refusal(BaseModel):
    """Why the case of a code is not theirs: one of our reasons, as a colon and its name, or words; `whose` is a team's code, or unsure."""

    model_config = ConfigDict(frozen=True)

    code: str
    whose: str | None = None
    reason: str | None = None


routes = Routes()


@routes.button("notours")
async def begin(ctx: Context, code: str) -> None:
    """Asks whose it is."""
    report = await service.answered(ctx.store, ctx.person, code)
    if report is None or rules.change(report.status, Action.REFUSE, Actor.TEAM) is None:
        await members.refuse(ctx, code)
    else:
        await ctx.begin(REFUSAL, Refusal(code=code))


async def _refuse(ctx: Context, draft: Refusal) -> None:
    """Rights are looked at again: somebody else may have been asked since the question."""
    whose = None if draft.whose in (None, UNSURE) else await ctx.store.units.by_code(draft.whose or "")
    note = in_words(ctx, _note(ctx, draft, whose))
    report = await service.step(ctx, ctx.person, draft.code, Action.REFUSE, note=note)
    if report is None:
        await members.refuse(ctx, draft.code)
        return
    ctx.answer_tap("toast-refused")
    await onwards.refused(ctx, report, note)


def _note(ctx: Context, draft: Refusal, whose: Unit | None) -> Text:
    given = (draft.reason or "")[: ctx.house.limits.words]
    why = text(f"refusal-{given[1:]}") if given.startswith(":") else given
    return text("refusal-unsure", why=why) if whose is None else text("refusal-whose", why=why, team=unit_name(whose))


def _step(draft: Refusal) -> str | None:
    if draft.whose is None:
        return "whose"
    return "reason" if draft.reason is None else None


def _take(step: str, draft: Refusal, given: Input) -> Refusal | None:
    match given:
        case Choice() if step == "whose":
            return draft.model_copy(update={"whose": given.value})
        case Choice() if given.value in REFUSALS:
            return draft.model_copy(update={"reason": f":{given.value}"})
        case Words() if step == "reason" and given.words.strip(":"):
            return draft.model_copy(update={"reason": given.words.lstrip(":")})
        case _:
            return None


def _back(step: str, draft: Refusal) -> Refusal | None:
    return draft.model_copy(update={"whose": None}) if step == "reason" else None


async def _ask(ctx: Context, step: str, draft: Refusal) -> Question:
    if step == "reason":
        reasons = tuple((one, text(f"refusal-{one}")) for one in REFUSALS)
        return Question(text("refusing-why", code=draft.code), choices=reasons, one_a_row=True)
    report = await service.answered(ctx.store, ctx.person, draft.code)
    teams = () if report is None else await service.teams_for(ctx.store, report)
    choices = tuple((team.code, text("named", name=unit_name(team))) for team in teams)
    return Question(text("refusing-whose", code=draft.code), choices=(*choices, (UNSURE, text("refusing-unsure"))))


async def _too_late(ctx: Context, _draft: Refusal) -> None:
    await ctx.say("dialog-expired")


REFUSAL: Flow[Refusal] = Flow(
    name="refusal",
    version=1,
    draft=Refusal,
    steps=("whose", "reason"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_refuse,
    expire=_too_late,
    lifetime=lambda _ctx: _WRITING,
    listens=lambda draft: draft.whose is not None,
)
