"""Where somebody lives: chosen by name, or found from a place that is not kept."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Located
from handlers.messages import text
from handlers.report.card import unit_name
from handlers.report.places import unit_at
from handlers.units.choice import go_below, unit_choices
from handlers.wishes.service import tell_moved
from storage.case import Place
from storage.units import Unit, UnitKind

_SHOWN = 90  # of a hundred buttons that Telegram takes


class Home(BaseModel):
    """The unit chosen, or a place to find it by; `below` is the unit whose parts are being asked for."""

    model_config = ConfigDict(frozen=True)

    below: str | None = None
    unit: str | None = None
    place: Place | None = None


def _step(draft: Home) -> str | None:
    return "unit" if draft.place is None and draft.unit is None else None


def _take(_step: str, draft: Home, given: Input) -> Home | None:
    match given:
        case Located():
            return draft.model_copy(update={"place": given.place})
        case Choice():
            below = go_below(given.value)
            return draft.model_copy(update={"unit": given.value} if below is None else {"below": below})
        case _:
            return None


def _back(_step: str, draft: Home) -> Home | None:
    return draft.model_copy(update={"below": None}) if draft.below else None


async def _ask(ctx: Context, _step: str, draft: Home) -> Question:
    units = await unit_choices(ctx.store, draft.below, UnitKind.BUILDING)
    # Whoever does not know the grid lives in the community all the same; and whoever does not want to say which building in the grid.
    unsure = ((draft.below, text("home-unsure")),) if draft.below else ()
    return Question(text("home-ask-part" if draft.below else "home-ask"), choices=(*units[:_SHOWN], *unsure))


async def _finish(ctx: Context, draft: Home) -> None:
    unit = await _unit(ctx, draft)
    if unit is None:
        await ctx.say_with_menu("home-not-found")
        return
    await ctx.store.people.set_home(ctx.person.id, unit.id, now=ctx.now)
    await ctx.say_with_menu("home-set", home=unit_name(unit))
    await tell_moved(ctx, unit.id)


async def _unit(ctx: Context, draft: Home) -> Unit | None:
    if draft.place is None:
        return await ctx.store.units.by_code(draft.unit or "")
    located = await unit_at(ctx.store, draft.place)
    return located.unit if located is not None and located.is_inside else None


HOME: Flow[Home] = Flow(
    name="home",
    version=1,
    draft=Home,
    steps=("unit",),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
)
