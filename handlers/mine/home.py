"""Where somebody lives: chosen by name, or found from a place that is not kept."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Located
from handlers.messages import Text, text
from handlers.report.card import unit_name
from handlers.report.places import unit_at
from storage.reports import Place
from storage.units import Unit, UnitKind


class Home(BaseModel):
    """The community and the grid chosen, or a place to find them by."""

    model_config = ConfigDict(frozen=True)

    community: str | None = None
    grid: str | None = None
    place: Place | None = None


def _step(draft: Home) -> str | None:
    if draft.place is not None or draft.grid is not None:
        return None
    return "community" if draft.community is None else "grid"


def _take(step: str, draft: Home, given: Input) -> Home | None:
    match given:
        case Located():
            return draft.model_copy(update={"place": given.place})
        case Choice():
            return draft.model_copy(update={step: given.value})
        case _:
            return None


def _back(step: str, draft: Home) -> Home | None:
    return draft.model_copy(update={"community": None}) if step == "grid" else None


async def _ask(ctx: Context, step: str, draft: Home) -> Question:
    if step == "community":
        return Question(text("home-ask-community"), choices=_named(await ctx.store.units.of_kind(UnitKind.COMMUNITY)))
    community = await ctx.store.units.by_code(draft.community or "")
    grids = () if community is None else await ctx.store.units.children(community.id)
    # Whoever does not know the grid lives in the community all the same.
    unsure = () if community is None else ((community.code, text("home-unsure")),)
    return Question(text("home-ask-grid"), choices=(*_named(grids), *unsure))


async def _finish(ctx: Context, draft: Home) -> None:
    unit = await _unit(ctx, draft)
    if unit is None:
        await ctx.say_with_menu("home-not-found")
        return
    await ctx.store.people.set_home(ctx.person.id, unit.id, now=ctx.now)
    await ctx.say_with_menu("home-set", home=unit_name(unit))


async def _unit(ctx: Context, draft: Home) -> Unit | None:
    if draft.place is None:
        return await ctx.store.units.by_code(draft.grid or "")
    located = await unit_at(ctx.store, draft.place)
    return located.unit if located is not None and located.is_inside else None


async def _expire(ctx: Context, _draft: Home) -> None:
    await ctx.say_with_menu("dialog-expired")


def _named(units: tuple[Unit, ...]) -> tuple[tuple[str, Text], ...]:
    return tuple((unit.code, text("named", name=unit_name(unit))) for unit in units)


HOME: Flow[Home] = Flow(
    name="home",
    version=1,
    draft=Home,
    steps=("community", "grid"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    expire=_expire,
    lifetime=lambda _ctx: timedelta(hours=1),
)
