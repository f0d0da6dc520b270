"""我在紧急时需要帮助, 我愿意帮忙: said by their own tap, kept sealed, changed and taken back as easily."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.dialog import Flow, Question
from handlers.input import Choice, Input, Words
from handlers.messages import Message, text
from handlers.routing import Routes
from handlers.wishes.rules import read_door
from handlers.wishes.service import change, has_agreed
from handlers.wishes.wording import changing_help, help_standing

_AGREE, _SKIP = "agree", "skip"
_ASKING = timedelta(hours=1)


class Need(BaseModel):
    """That they agree, and which door is theirs; "" where they leave it out."""

    model_config = ConfigDict(frozen=True)

    agreed: bool = False
    door: str | None = None


routes = Routes()


@routes.button("needhelp")
async def need(ctx: Context) -> None:
    """What it is for and who sees it, before anything is kept; of who said so already what stands."""
    wishes = await ctx.store.wishes.get(ctx.person.id)
    if wishes.needs_help:
        shown = Message(text=help_standing(wishes), lines=(text("wishes-need-who"),), buttons=changing_help())
        await ctx.show(shown)
    elif await has_agreed(ctx):
        await ctx.begin(NEED, Need())


@routes.button("changedoor")
async def change_door(ctx: Context) -> None:
    """Asks for it anew."""
    if (await ctx.store.wishes.get(ctx.person.id)).needs_help:
        await ctx.begin(NEED, Need(agreed=True))
    else:
        ctx.answer_tap("button-gone")


@routes.button("noneed")
async def need_no_more(ctx: Context) -> None:
    """The door goes too."""
    await change(ctx, needs_help=False, door=None)
    await ctx.show(Message(text=text("wishes-need-gone")))


@routes.button("wouldhelp")
async def would_help(ctx: Context) -> None:
    """It gives nobody any right, and binds to nothing."""
    if await has_agreed(ctx):
        await change(ctx, would_help=True)
        await ctx.show(
            Message(text=text("wishes-would-set"), buttons=((button("wishes-would-no-more", "nohelping"),),))
        )


@routes.button("nohelping")
async def help_no_more(ctx: Context) -> None:
    """Not any more."""
    await change(ctx, would_help=False)
    await ctx.show(Message(text=text("wishes-would-gone")))


def _step(draft: Need) -> str | None:
    if not draft.agreed:
        return "agree"
    return "door" if draft.door is None else None


def _take(step: str, draft: Need, given: Input) -> Need | None:
    match step, given:
        case "agree", Choice():
            return draft.model_copy(update={"agreed": True})
        case "door", Choice():
            return draft.model_copy(update={"door": ""})
        case "door", Words():
            door = read_door(given.words)
            return None if door is None else draft.model_copy(update={"door": door})
        case _:
            return None


async def _ask(_ctx: Context, step: str, _draft: Need) -> Question:
    if step == "agree":
        return Question(text("wishes-need-ask"), choices=((_AGREE, text("wishes-need-agree")),))
    return Question(text("wishes-door-ask"), choices=((_SKIP, text("wishes-door-skip")),))


async def _finish(ctx: Context, draft: Need) -> None:
    wishes = await change(ctx, needs_help=True, door=draft.door or None)
    buttons = (*await _nearer(ctx), *changing_help())
    await ctx.show(Message(text=text("wishes-need-set"), lines=(help_standing(wishes),), buttons=buttons))


async def _nearer(ctx: Context) -> Rows:
    """Whoever knocks has to know which building: where somebody lives is asked for as far as it is not known."""
    home = ctx.person.home_unit_id
    if home is None:
        return ((button("mine-home-change", "homechange"),),)
    has_parts = bool(await ctx.store.units.children(home))
    return ((button("wishes-nearer", "homebelow"),),) if has_parts else ()


NEED: Flow[Need] = Flow(
    name="need",
    version=1,
    draft=Need,
    steps=("agree", "door"),
    step=_step,
    take=_take,
    back=lambda step, _draft: Need() if step == "door" else None,
    ask=_ask,
    finish=_finish,
    lifetime=lambda _ctx: _ASKING,
)
