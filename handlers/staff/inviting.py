"""/invite: which role, at which unit; the answer is a link for one person and a day, to be passed on."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers import rights
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input
from handlers.messages import StartLink, Text, text
from handlers.report.card import unit_name
from handlers.staff import service
from handlers.units.choice import go_below, unit_choices, whole_or_part
from storage.roles import Role
from storage.units import UnitKind

INVITE = "i"  # what such a link's payload begins with

_ROLES = {role.value: role for role in Role}
_WITHOUT_UNIT = (Role.RIDER,)


class Inviting(BaseModel):
    """What the invite is for; `below` is the unit whose parts are being asked for."""

    model_config = ConfigDict(frozen=True)

    role: Role | None = None
    below: str | None = None
    unit: str | None = None


def _step(draft: Inviting) -> str | None:
    if draft.role is None:
        return "role"
    return None if draft.unit is not None or draft.role in _WITHOUT_UNIT else "unit"


def _take(step: str, draft: Inviting, given: Input) -> Inviting | None:
    if not isinstance(given, Choice):
        return None
    if step == "role":
        role = _ROLES.get(given.value)
        return None if role is None else draft.model_copy(update={"role": role})
    below = go_below(given.value)
    return draft.model_copy(update={"unit": given.value} if below is None else {"below": below})


def _back(step: str, draft: Inviting) -> Inviting | None:
    if step == "role":
        return None
    return draft.model_copy(update={"below": None} if draft.below else {"role": None})


async def _ask(ctx: Context, step: str, draft: Inviting) -> Question:
    if step == "role" or draft.role is None:
        roles = await rights.gives(ctx.store, ctx.person.id)
        return Question(text("inviting-role"), choices=tuple((role.value, role_name(role)) for role in roles))
    if draft.role is Role.DEPARTMENT:
        teams = await rights.teams_to_give(ctx.store, ctx.person.id)
        choices = tuple((team.code, text("named", name=unit_name(team))) for team in teams)
        return Question(text("inviting-team" if teams else "inviting-no-team"), choices=choices)
    if draft.below is None:
        tops = await rights.units_to_give(ctx.store, ctx.person.id, draft.role)
        return Question(text("inviting-unit"), choices=await unit_choices(ctx.store, None, UnitKind.BUILDING, tops))
    unit = await ctx.store.units.by_code(draft.below)
    assert unit is not None, "it was offered"
    return Question(text("inviting-unit"), choices=await whole_or_part(ctx.store, unit, UnitKind.BUILDING))


async def _finish(ctx: Context, draft: Inviting) -> None:
    """Rights are looked at once more: they may have gone since the question."""
    unit = None if draft.unit is None else await ctx.store.units.by_code(draft.unit)
    unit_id = None if unit is None else unit.id
    assert draft.role is not None, "the first question"
    if not await rights.may_give(ctx.store, ctx.person.id, draft.role, unit_id):
        await ctx.say_with_menu("inviting-not-yours")
        return
    token = await service.make_invite(ctx.store, draft.role, unit_id, by=ctx.person.id, now=ctx.now)
    role, link = role_name(draft.role), StartLink(start=f"{INVITE}_{token}")
    if unit is None:
        await ctx.say_with_menu("inviting-made-everywhere", role=role, link=link)
    else:
        await ctx.say_with_menu("inviting-made", role=role, unit=unit_name(unit), link=link)


def role_name(role: Role) -> Text:
    """A role in the reader's language."""
    return text(f"role-{role.value}")


INVITING: Flow[Inviting] = Flow(
    name="inviting",
    version=1,
    draft=Inviting,
    steps=("role", "unit"),
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: timedelta(hours=1),
    for_staff=True,
)
