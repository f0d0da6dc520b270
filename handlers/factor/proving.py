"""A code before a second factor is set up anew, or removed: whoever found a phone with Telegram open can do neither."""

from datetime import timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.factor import rules, service
from handlers.factor.service import Verdict
from handlers.factor.setting_up import SETUP, Setup
from handlers.factor.wording import refused
from handlers.input import Input, Words
from handlers.messages import Message, text

_TRYING = timedelta(minutes=15)


class Aim(StrEnum):
    """What the code is for."""

    RENEW = "renew"
    REMOVE = "remove"


class Proof(BaseModel):
    """As far as it was said."""

    model_config = ConfigDict(frozen=True)

    aim: Aim = Aim.RENEW
    code: str | None = None


def _take(_step: str, draft: Proof, given: Input) -> Proof | None:
    code = rules.read_code(given.words) if isinstance(given, Words) else None
    return None if code is None else draft.model_copy(update={"code": code})


async def _ask(_ctx: Context, _step: str, draft: Proof) -> Question:
    return Question(text(f"factor-to-{draft.aim.value}"))


async def _finish(ctx: Context, draft: Proof) -> None:
    verdict = await service.check(ctx, ctx.person.id, draft.code or "")
    if verdict is not Verdict.OK:
        await ctx.send(Message(text=refused(verdict)))
        if verdict in (Verdict.WRONG, Verdict.USED):
            await ctx.begin(PROOF, Proof(aim=draft.aim))
    elif draft.aim is Aim.RENEW:
        await ctx.begin(SETUP, Setup())
    else:
        await ctx.store.factors.remove(ctx.person.id)
        await ctx.say("factor-removed")


PROOF: Flow[Proof] = Flow(
    name="factorproof",
    version=1,
    draft=Proof,
    steps=("code",),
    step=lambda draft: "code" if draft.code is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _TRYING,
    for_staff=True,
)
