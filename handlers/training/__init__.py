"""/training (培训): what is on where somebody lives, with one tap to sign up and one to leave; /course: staff make a course for their unit.

rules.py: what holds; service.py: signing up, waiting, passing on; jobs.py: by the clock; wording.py: what is said; flow.py, moments.py and
questions.py: the dialog of a new course.
"""

from handlers import rights
from handlers.context import Context
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.training import listing, service, staff
from handlers.training.questions import COURSE
from handlers.wishes.service import has_agreed
from storage.training import Session

routes = Routes(flows=[COURSE])
routes.include(staff.routes)


@routes.command("training")
async def command(ctx: Context, _words: str) -> None:
    """What is on, and how they stand to it."""
    await ctx.send(await listing.of(ctx))


@routes.button("trainjoin")
async def join(ctx: Context, session_code: str) -> None:
    """One tap: a seat, or a place on the waiting list."""
    session = await _open_to_them(ctx, session_code)
    if session is not None and await has_agreed(ctx):
        await service.sign_up(ctx, session)
        await ctx.show(await listing.of(ctx))


@routes.button("trainleave")
async def leave(ctx: Context, session_code: str) -> None:
    """One tap, from the list."""
    session = await _wanted(ctx, session_code)
    if session is not None:
        await service.leave(ctx, session)
        await ctx.show(await listing.of(ctx))


@routes.button("trainnot")
async def come_not(ctx: Context, session_code: str) -> None:
    """From whatever else was said to them of it: they do not come, do not want the seat, or do not wait any more."""
    session = await _wanted(ctx, session_code)
    if session is not None:
        await service.leave(ctx, session)
        await ctx.retire_buttons()


@routes.button("traintake")
async def take(ctx: Context, session_code: str) -> None:
    """They take the seat that was kept for them."""
    session = await _wanted(ctx, session_code)
    if session is not None:
        await service.take(ctx, session)
        await ctx.retire_buttons()


@routes.button("trainagain")
async def wait_again(ctx: Context, session_code: str) -> None:
    """They let an offer go, and still want to come."""
    session = await _wanted(ctx, session_code)
    if session is not None:
        await service.sign_up(ctx, session)
        await ctx.retire_buttons()


@routes.button("traincome")
async def come(ctx: Context, session_code: str) -> None:
    """They say once more that they come."""
    session = await _wanted(ctx, session_code)
    if session is None:
        return
    is_new = await ctx.store.training.confirm(session.id, ctx.person.id, now=ctx.now)
    ctx.answer_tap("training-good" if is_new else "training-not-in")
    await ctx.retire_buttons()


async def _open_to_them(ctx: Context, code: str) -> Session | None:
    """The session, if it is for where they live, or they are of its staff, or wanted to come before. Unknown and not for them cannot be
    told apart."""
    session = await ctx.store.training.by_code(code)
    if session is not None and await _may_come(ctx, session):
        return session
    ctx.answer_tap("button-not-yours")
    return None


async def _may_come(ctx: Context, session: Session) -> bool:
    home = ctx.person.home_unit_id
    above = () if home is None else await ctx.store.units.upwards(home)
    return (
        any(unit.id == session.unit_id for unit in above)
        or await ctx.store.training.enrolment(session.id, ctx.person.id) is not None
        or await rights.may(ctx.store, ctx.person.id, Deed.HOLD_TRAINING, session.unit_id)
    )


async def _wanted(ctx: Context, code: str) -> Session | None:
    """The session, if they ever wanted to come to it."""
    session = await ctx.store.training.by_code(code)
    if session is not None and await ctx.store.training.enrolment(session.id, ctx.person.id) is not None:
        return session
    ctx.answer_tap("button-not-yours")
    return None
