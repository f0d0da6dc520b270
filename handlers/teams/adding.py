"""A new rule: which kind, whether only where life is in danger, which team. It is tried after the others of its unit."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers import rights
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input
from handlers.messages import text
from handlers.report.card import kind_name, unit_name
from handlers.rights import Deed
from handlers.teams.rule_words import rule_words
from storage.case import Urgency
from storage.routes import Route

_ASKING = timedelta(hours=1)
_EVERY, _EITHER = "?", "either"  # no kind, and no urgency, has such a name


class NewRoute(BaseModel):
    """A rule of the unit of a code, as far as it was said."""

    model_config = ConfigDict(frozen=True)

    unit: str
    kind: str | None = None
    urgency: str | None = None
    team: str | None = None


def _step(draft: NewRoute) -> str | None:
    steps = (("kind", draft.kind), ("urgency", draft.urgency), ("team", draft.team))
    return next((step for step, said in steps if said is None), None)


def _take(step: str, draft: NewRoute, given: Input) -> NewRoute | None:
    return draft.model_copy(update={step: given.value}) if isinstance(given, Choice) else None


def _back(step: str, draft: NewRoute) -> NewRoute | None:
    before = {"urgency": "kind", "team": "urgency"}.get(step)
    return None if before is None else draft.model_copy(update={before: None})


async def _ask(ctx: Context, step: str, draft: NewRoute) -> Question:
    if step == "kind":
        kinds = ctx.house.categories
        choices = tuple((one.code, text("named", name=kind_name(one.code, kinds))) for one in kinds)
        return Question(text("rule-ask-kind"), choices=((_EVERY, text("rule-every-kind")), *choices))
    if step == "urgency":
        choices = ((_EITHER, text("rule-either")), (Urgency.DANGER.value, text("rule-danger-only")))
        return Question(text("rule-ask-urgency"), choices=choices, one_a_row=True)
    unit = await ctx.store.units.by_code(draft.unit)
    teams = () if unit is None else await ctx.store.units.teams(unit.id)
    return Question(
        text("rule-ask-team"), choices=tuple((one.code, text("named", name=unit_name(one))) for one in teams)
    )


async def _finish(ctx: Context, draft: NewRoute) -> None:
    """Rights are looked at once more: they may have gone since the question."""
    unit, team = await ctx.store.units.by_code(draft.unit), await ctx.store.units.by_code(draft.team or "")
    if unit is None or team is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_ROUTES, unit.id):
        await ctx.say_with_menu("rules-not-yours")
        return
    route = Route(
        unit_id=unit.id,
        kinds=() if draft.kind in (None, _EVERY) else (draft.kind or "",),
        urgency=Urgency.DANGER if draft.urgency == Urgency.DANGER else None,
        team_id=team.id,
    )
    await ctx.store.routes.take_over(unit.id)
    await ctx.store.routes.add(route)
    await ctx.say_with_menu("rule-added", rule=await rule_words(ctx, route))


ROUTE: Flow[NewRoute] = Flow(
    name="route",
    version=1,
    draft=NewRoute,
    steps=("kind", "urgency", "team"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _ASKING,
    for_staff=True,
)
