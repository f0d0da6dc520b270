"""Staff's side: making a course, seeing how it stands, calling it off."""

from datetime import datetime, timedelta

from handlers import rights
from handlers.context import Context
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.training import service, wording
from handlers.training.codes import new_code
from handlers.training.flow import Draft
from handlers.training.questions import COURSE
from handlers.training.rules import is_on_offer
from storage.training import Session

routes = Routes()


@routes.command("course", listed=False)
async def command(ctx: Context, _words: str) -> None:
    """Asks of what kind; not for whom, where there is only one possible answer."""
    units = await rights.units(ctx.store, ctx.person.id, Deed.HOLD_TRAINING)
    if not units:
        await ctx.say_with_menu("course-staff-only")
        return
    only = units[0].code if len(units) == 1 and not await ctx.store.units.children(units[0].id) else None
    await ctx.begin(COURSE, Draft(code=new_code(), now=_local(ctx), unit=only, is_only=only is not None))


@routes.button("course")
async def show(ctx: Context, session_code: str) -> None:
    """How it stands now."""
    session = await _theirs(ctx, session_code)
    if session is not None:
        await _show(ctx, session)


@routes.button("coursemove")
async def ask_when(ctx: Context, session_code: str) -> None:
    """To which day and time."""
    session = await _theirs(ctx, session_code)
    if session is not None:
        unit = await ctx.store.units.by_id(session.unit_id)
        await ctx.begin(COURSE, _draft(ctx, session, unit.code))


@routes.button("courseoff")
async def ask_off(ctx: Context, session_code: str) -> None:
    """Whether they are sure: people have kept the time free."""
    session = await _theirs(ctx, session_code)
    if session is not None:
        await _show(ctx, session, is_sure=True)


@routes.button("courseoffsure")
async def call_off(ctx: Context, session_code: str) -> None:
    """It is not held; everybody concerned is told."""
    session = await _theirs(ctx, session_code)
    if session is None:
        return
    over = await service.call_off(ctx, session)
    ctx.answer_tap("course-called-off", people=session.taken + session.waiting)
    unit = await ctx.store.units.by_id(session.unit_id)
    await ctx.show(wording.called_off(over, unit, had_seat=False))


def _local(ctx: Context) -> datetime:
    return ctx.now.astimezone(ctx.house.zone).replace(tzinfo=None)


def _draft(ctx: Context, session: Session, unit: str) -> Draft:
    """Of one that there is: the time alone is open."""
    minutes = (session.ends_at - session.starts_at) // timedelta(minutes=1)
    known = session.model_dump(include={"code", "kind", "title", "latitude", "longitude", "place", "seats"})
    return Draft(now=_local(ctx), unit=unit, minutes=minutes, moves=True, **known)


async def _show(ctx: Context, session: Session, *, is_sure: bool = False) -> None:
    unit = await ctx.store.units.by_id(session.unit_id)
    await ctx.show(wording.card(session, unit, is_sure=is_sure))


async def _theirs(ctx: Context, code: str) -> Session | None:
    """The session, if it is of a unit of theirs and can still be changed. Unknown and not theirs cannot be told apart."""
    session = await ctx.store.training.by_code(code)
    if session is None or not await rights.may(ctx.store, ctx.person.id, Deed.HOLD_TRAINING, session.unit_id):
        ctx.answer_tap("button-not-yours")
        return None
    if not is_on_offer(session, ctx.now):
        ctx.answer_tap("course-over")
        return None
    return session
