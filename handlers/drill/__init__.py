"""/drill (演练): staff hold a drill for those of their unit who take part in drills, and for nobody else. A drill is no warning that is
marked as one: it has its own tables, its own audience and its own jobs, and nothing here knows how a warning is sent.

flow.py and questions.py: the dialog; rules.py: what holds; audience.py: for whom; wording.py: what they read; sending.py and jobs.py: from
[begin] on.
"""

from handlers import rights
from handlers.context import Context
from handlers.drill import sending
from handlers.drill.codes import new_code
from handlers.drill.flow import Draft
from handlers.drill.questions import DRILL
from handlers.drill.rules import can_be_ended
from handlers.rights import Deed
from handlers.routing import Routes
from storage.drills import CopyState, Drill, DrillState

routes = Routes(flows=[DRILL])


@routes.command("drill", listed=False)
async def command(ctx: Context, words: str) -> None:
    """Asks of what kind; words after the command are added to what people read."""
    units = await rights.units(ctx.store, ctx.person.id, Deed.HOLD_DRILL)
    if not units:
        await ctx.say_with_menu("drill-staff-only")
        return
    only = units[0].code if len(units) == 1 and not await ctx.store.units.children(units[0].id) else None
    await ctx.begin(DRILL, Draft(code=new_code(), unit=only, is_only=only is not None).with_words(words))


@routes.button("drillend")
async def end(ctx: Context, drill_code: str) -> None:
    """Takes it back before it begins; later ends it, and those who have it are told so."""
    drill = await _theirs(ctx, drill_code)
    if drill is None:
        ctx.answer_tap("button-not-yours")
    elif not can_be_ended(drill):
        ctx.answer_tap("drill-over")
    else:
        await sending.end(ctx, drill)


@routes.button("drillgot")
async def got(ctx: Context, drill_code: str) -> None:
    """Whoever takes part has it; said once, while the drill is on."""
    drill = await ctx.store.drills.by_code(drill_code)
    copy = None if drill is None else await ctx.store.drills.copy_of(drill.id, ctx.person.id)
    if drill is None or copy is None or copy.state is CopyState.WAITING:
        ctx.answer_tap("button-not-yours")
    elif drill.state is not DrillState.SENDING:
        ctx.answer_tap("drill-over")
    else:
        await ctx.store.drills.answer(drill.id, ctx.person.id, now=ctx.now)
        ctx.answer_tap("drill-thanks")
        await ctx.retire_buttons()


async def _theirs(ctx: Context, code: str) -> Drill | None:
    """The drill, if this person may hold one there. Unknown and not theirs cannot be told apart."""
    drill = await ctx.store.drills.by_code(code)
    if drill is None or not await rights.may(ctx.store, ctx.person.id, Deed.HOLD_DRILL, drill.unit_id):
        return None
    return drill
