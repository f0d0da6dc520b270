"""Who is silent is rung again, then their deputy; then whoever answers for the unit hears of it. Each once."""

from handlers.context import Work
from handlers.whistle import people, rules, sheet, telling
from handlers.whistle.service import Called
from storage.whistles import Rung, Whistle


async def ring_silent(work: Work, whistle_id: int) -> None:
    """Whatever is due of one whistle now. Written down with what is owed, so that another look does nothing again."""
    whistle = await work.store.whistles.by_id(whistle_id)
    report = await work.store.reports.by_id(whistle.report_id)
    called = await telling.called_by(work, report, whistle)
    rung = [
        await _ring(work, to) for to in called if rules.is_due(to.summons, work.now) and not await _has_it(work, to)
    ]
    silent = tuple(to for to in rung if to.summons.rung is Rung.OFFICER)
    if silent:
        await telling.tell_officers(work, "silent", silent)
    late = tuple(to for to in rung if to.summons.rung is Rung.LATE)
    if late:
        await telling.tell_officers(work, "late", late)
    await sheet.refresh(work, report)


async def end(work: Work, whistle_id: int) -> None:
    """The case is over, and with it what it was whistled for."""
    whistle: Whistle = await work.store.whistles.by_id(whistle_id)
    await sheet.end_whistle(work, await work.store.reports.by_id(whistle.report_id), whistle)


async def _has_it(work: Work, to: Called) -> bool:
    """Whoever took the case by its card has answered as well."""
    took_at = to.report.team_took_at
    if to.summons.confirmed_at is not None or to.report.team_id != to.team.id or took_at is None:
        return False
    answered = to.summons.model_copy(update={"confirmed_at": took_at})
    next_at = rules.next_at(to.whistle, answered, work.now)
    await work.store.whistles.confirm(to.summons, None, next_at=next_at, now=took_at)
    await telling.refresh(work, to._replace(summons=answered))
    return True


async def _ring(work: Work, to: Called) -> Called:
    rung = rules.next_rung(to.summons)
    assert rung is not None, "nothing is due of one who is there"
    summons = rules.after(to.whistle, to.summons, rung, work.now)
    await work.store.whistles.ring(summons)
    to = to._replace(summons=summons)
    if rung is Rung.AGAIN:
        await telling.ring(work, to, await people.members(work, to.team.id))
    elif rung is Rung.DEPUTY:
        await telling.ring(work, to, await people.deputies(work, to.team.id))
    return to
