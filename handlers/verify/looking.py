"""Who wants to look near a place of theirs whether something is fixed says so here, and takes it back as easily."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Input, Located
from handlers.messages import text
from handlers.routing import Routes
from handlers.start.consent import receive
from storage.case import Place

_CHOOSING = timedelta(hours=1)


class Look(BaseModel):
    """Near which place."""

    model_config = ConfigDict(frozen=True)

    place: Place | None = None


routes = Routes()


@routes.button("look")
async def begin(ctx: Context) -> None:
    """Says what it means, and asks for the place; to share it is to agree."""
    if ctx.person.consented_at is None:
        await receive(ctx, ())
        return
    await ctx.begin(LOOK, Look())


@routes.button("nolook")
async def withdraw(ctx: Context) -> None:
    """They are asked no more, and the place is forgotten."""
    await ctx.store.looks.withdraw(ctx.person.id)
    await ctx.say("look-withdrawn")


def _take(_step: str, draft: Look, given: Input) -> Look | None:
    return draft.model_copy(update={"place": given.place}) if isinstance(given, Located) else None


async def _ask(_ctx: Context, _step: str, _draft: Look) -> Question:
    return Question(text("look-ask"), place_key=text("look-share"))


async def _finish(ctx: Context, draft: Look) -> None:
    place = draft.place
    assert place is not None
    assert place.latitude is not None
    assert place.longitude is not None
    await ctx.store.looks.offer(ctx.person.id, (place.latitude, place.longitude))
    await ctx.say_with_menu("look-set")


LOOK: Flow[Look] = Flow(
    name="look",
    version=1,
    draft=Look,
    steps=("place",),
    step=lambda draft: "place" if draft.place is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _CHOOSING,
    keys=("look-share",),
)
