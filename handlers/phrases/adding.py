"""A new ready sentence: its words, which are all that is asked."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers import rights
from handlers.buttons import button
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Input, Words
from handlers.messages import text
from handlers.phrases.rules import MOST, sentence
from handlers.rights import Deed
from storage.phrases import Purpose

_WRITING = timedelta(hours=1)


class NewPhrase(BaseModel):
    """A sentence of the unit of a code, as far as it was said."""

    model_config = ConfigDict(frozen=True)

    unit: str
    purpose: Purpose = Purpose.ASK
    words: str | None = None


def _take(_step: str, draft: NewPhrase, given: Input) -> NewPhrase | None:
    words = sentence(given.words) if isinstance(given, Words) else None
    return None if words is None else draft.model_copy(update={"words": words})


async def _ask(_ctx: Context, _step: str, draft: NewPhrase) -> Question:
    return Question(text(f"phrase-write-{draft.purpose.value}"))


async def _finish(ctx: Context, draft: NewPhrase) -> None:
    """Rights are looked at once more: they may have gone since the question; and others may have written meanwhile."""
    unit = await ctx.store.units.by_code(draft.unit)
    if unit is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_PHRASES, unit.id):
        await ctx.say_with_menu("phrases-not-yours")
        return
    if len(await ctx.store.phrases.of_unit(unit.id)) >= MOST:
        await ctx.say_with_menu("phrases-full", count=MOST)
        return
    words = draft.words or ""
    await ctx.store.phrases.add(unit.id, draft.purpose, words)
    await ctx.say("phrase-added", words=words, buttons=((button("phrases-all", "phrases", unit.code),),))


PHRASE: Flow[NewPhrase] = Flow(
    name="phrase",
    version=1,
    draft=NewPhrase,
    steps=("words",),
    step=lambda draft: "words" if draft.words is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _WRITING,
    for_staff=True,
)
