"""A new reward: its name in both languages, price, how many there are, who gives it and when, and a look at it. And another stock."""

from datetime import timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from handlers import rights
from handlers.context import Context
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.messages import text
from handlers.report.card import unit_name
from handlers.rewards import wording
from handlers.rewards.rules import (
    LONGEST_HOURS,
    LONGEST_NAME,
    MOST,
    MOST_MONTHLY,
    MOST_POINTS,
    MOST_STOCK,
    line,
    number,
)
from handlers.rights import Deed
from handlers.units.own import number_of
from storage.rewards import NewReward

_MAKING = timedelta(hours=1)
STEPS = ("name", "name_en", "price", "stock", "monthly", "giver", "hours", "preview")
_LONGEST = {"name": LONGEST_NAME, "name_en": LONGEST_NAME, "hours": LONGEST_HOURS}
_MOST = {"price": MOST_POINTS, "stock": MOST_STOCK, "monthly": MOST_MONTHLY}
_ANY, _COUNTER, _NONE, _OFFER = "any", "counter", "none", "offer"


class Making(BaseModel):
    """A reward of the unit of a code, as far as it was said. 0 is as many as are wanted, an empty `giver` the service counter."""

    model_config = ConfigDict(frozen=True)

    unit: str
    name: str | None = None
    name_en: str | None = None
    price: int | None = None
    stock: int | None = None
    monthly: int | None = None
    giver: str | None = None
    hours: str | None = None
    preview: bool | None = None


class Stocking(BaseModel):
    """How many are left of the reward of a number."""

    model_config = ConfigDict(frozen=True)

    reward: str
    stock: int | None = None


def _step(draft: Making) -> str | None:
    return next((one for one in STEPS if getattr(draft, one) is None), None)


def _take(step: str, draft: Any, given: Input) -> Any:
    value = _read(step, given)
    return None if value is None else draft.model_copy(update={step: value})


def _read(step: str, given: Input) -> str | int | None:
    """What an input says at a step; None when it says nothing."""
    match given:
        case Words() if step in _LONGEST:
            return line(given.words, _LONGEST[step])
        case Words() if step in _MOST:
            return number(given.words, _MOST[step])
        case Choice(value="any") if step in ("stock", "monthly"):
            return 0
        case Choice(value="none") if step == "hours":
            return ""
        case Choice(value="offer") if step == "preview":
            return True
        case Choice() if step == "giver":
            return "" if given.value == _COUNTER else given.value
        case _:
            return None


def _back(step: str, draft: Making) -> Making | None:
    place = STEPS.index(step)
    return None if place == 0 else draft.model_copy(update={STEPS[place - 1]: None})


async def _ask(ctx: Context, step: str, draft: Making) -> Question:
    match step:
        case "stock" | "monthly":
            return Question(text(f"reward-ask-{step}"), choices=((_ANY, text(f"reward-any-{step}")),))
        case "giver":
            counter = (_COUNTER, text("reward-giver-counter"))
            return Question(text("reward-ask-giver"), choices=(counter, *await _partners(ctx, draft)), one_a_row=True)
        case "hours":
            return Question(text("reward-ask-hours"), choices=((_NONE, text("reward-no-hours")),))
        case "preview":
            return await _preview(ctx, draft)
        case _:
            return Question(text(f"reward-ask-{step.replace('_', '-')}"))


async def _partners(ctx: Context, draft: Making) -> tuple[tuple[str, Any], ...]:
    unit = await ctx.store.units.by_code(draft.unit)
    teams = () if unit is None else await ctx.store.units.teams(unit.id)
    return tuple((team.code, text("named", name=unit_name(team))) for team in teams)


async def _preview(ctx: Context, draft: Making) -> Question:
    """All of it, in both languages."""
    partner = await ctx.store.units.by_code(draft.giver) if draft.giver else None
    preview = text(
        "reward-preview",
        name=draft.name or "",
        english=draft.name_en or "",
        price=draft.price or 0,
        left=text("reward-left", count=draft.stock) if draft.stock else text("reward-left-any"),
        monthly=text("reward-monthly", count=draft.monthly) if draft.monthly else text("reward-any-monthly"),
        where=text("reward-at-counter") if partner is None else text("reward-at", giver=unit_name(partner)),
        hours=draft.hours or text("reward-no-hours"),
    )
    return Question(preview, choices=((_OFFER, text("reward-offer")),))


async def _made(ctx: Context, draft: Making) -> NewReward | None:
    """None where the unit, or whoever was to give it, is gone."""
    unit = await ctx.store.units.by_code(draft.unit)
    teams = {} if unit is None else {one.code: one.id for one in await ctx.store.units.teams(unit.id)}
    if unit is None or (draft.giver and draft.giver not in teams):
        return None
    said = {"name": draft.name, "name_en": draft.name_en, "price": draft.price}
    optional = {"stock": draft.stock or None, "monthly": draft.monthly or None, "hours": draft.hours or None}
    where = {"unit_id": unit.id, "partner_id": teams.get(draft.giver or "")}
    return NewReward.model_validate(said | optional | where)


async def _finish(ctx: Context, draft: Making) -> None:
    """Rights are looked at once more: they may have gone since the question; and others may have offered something meanwhile."""
    new = await _made(ctx, draft)
    if new is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_REWARDS, new.unit_id):
        await ctx.say_with_menu("rewards-not-yours")
    elif len(await ctx.store.rewards.of_unit(new.unit_id)) >= MOST:
        await ctx.say_with_menu("rewards-full", count=MOST)
    else:
        reward = await ctx.store.rewards.add(new)
        await ctx.say_with_menu("reward-made", name=wording.name_of(reward), price=reward.price)


async def _restock(ctx: Context, draft: Stocking) -> None:
    given = number_of(draft.reward)
    reward = None if given is None else await ctx.store.rewards.get(given)
    if reward is None or not await rights.may(ctx.store, ctx.person.id, Deed.SET_REWARDS, reward.unit_id):
        await ctx.say_with_menu("rewards-not-yours")
    elif await ctx.store.rewards.set_stock(reward.id, draft.stock or None):
        now = await ctx.store.rewards.by_id(reward.id)
        await ctx.say_with_menu("reward-stocked", name=wording.name_of(now), left=wording.left(now))
    else:
        await ctx.say_with_menu("reward-gone")


async def _ask_stock(_ctx: Context, _step: str, _draft: Stocking) -> Question:
    return Question(text("reward-ask-stock"), choices=((_ANY, text("reward-any-stock")),))


REWARD: Flow[Making] = Flow(
    name="reward",
    version=1,
    draft=Making,
    steps=STEPS,
    step=_step,
    take=_take,
    back=_back,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _MAKING,
    for_staff=True,
)

STOCK: Flow[Stocking] = Flow(
    name="rewardstock",
    version=1,
    draft=Stocking,
    steps=("stock",),
    step=lambda draft: "stock" if draft.stock is None else None,
    take=_take,
    back=lambda _step, _draft: None,
    ask=_ask_stock,
    finish=_restock,
    lifetime=lambda _ctx: _MAKING,
    for_staff=True,
)
