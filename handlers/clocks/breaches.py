"""What was promised and has not happened: told to who has the case, their lead, the unit above and the district, each once."""

from collections.abc import Iterable
from datetime import datetime

from handlers import rights
from handlers.buttons import button
from handlers.clocks import service as clocks
from handlers.clocks import terms
from handlers.clocks.calendar import after
from handlers.clocks.terms import Due
from handlers.context import Work
from handlers.messages import Message, Moment, Text, text
from handlers.passport.holding import holding
from handlers.report import card, changes, service
from handlers.report.places import highest, ringing_above
from handlers.rights import MAY, Deed
from storage.case import Report
from storage.outbox import Owed
from storage.roles import Role

_CHUNK = 5  # in one transaction


async def tell_breaches(work: Work) -> bool:
    """Tells the next level of some cases in which something is missed; whether there may be more."""
    await work.store.reports.set_breaches_right(latest=_latest(work))
    found = await work.store.reports.breached(now=work.now, limit=_CHUNK)
    for report in found:
        await _tell(work, report)
    return len(found) == _CHUNK


def _latest(work: Work) -> datetime:
    """What is promised the longest, and the levels after it."""
    house, kinds = work.house, work.house.categories
    calendars = (house.calendars.common, *house.calendars.of_units.values())
    every = [terms.terms_of(kind.code, house.limits, kinds, calendar) for kind in kinds for calendar in calendars]
    return max(after(work.now, 2 * one.fix, one.calendar) for one in every)


async def _tell(work: Work, report: Report) -> None:
    """The next level that has anybody who was not told at one before; a level without is passed over at once."""
    due = terms.next_due(report)
    assert due is not None, "a case of which nothing is due is not looked for"
    promise = await clocks.terms_for(work, report)
    levels = await _levels(work, report)
    told = terms.told(report, promise)
    while not levels[told.breaches - 1] and told.breaches < terms.LEVELS:
        told = terms.told(told, promise)
    await _ring(work, report, due, levels[told.breaches - 1], is_above=told.breaches > 1)
    if report.breaches == 0:
        await changes.show_everywhere(work, await service.note_missed(work, report, told, due.term))
    else:
        await work.store.reports.save(told, now=work.now)


async def _levels(work: Work, report: Report) -> list[tuple[int, ...]]:
    """Who is told at each level, without those of the levels before."""
    told, levels = set[int](), []
    for people in (
        await _holders(work, report),
        await _leads(work, report),
        await _above(work, report),
        await highest(work.store, report),
    ):
        new = tuple(
            [
                one
                for one in dict.fromkeys(people)
                if one not in told and not await rights.is_about(work.store, one, report)
            ]
        )
        told.update(new)
        levels.append(new)
    return levels


async def _holders(work: Work, report: Report) -> tuple[int, ...]:
    """Who has the case; also the team that was asked and has not said a word."""
    asked = () if report.team_id is None else await work.store.roles.holders(Role.DEPARTMENT, report.team_id)
    return (*asked, *await changes.concerned(work, report))


async def _leads(work: Work, report: Report) -> tuple[int, ...]:
    """Whoever is responsible at the unit whose case it is; a team's lead is the unit that it works for."""
    team = None if report.team_id is None else await work.store.units.by_id(report.team_id)
    unit_id = report.unit_id if team is None else team.parent_id
    if unit_id is None:
        return ()
    found = [await work.store.roles.holders(role, unit_id) for role in MAY[Deed.HANDLE]]
    return tuple(one for people in found for one in people)


async def _above(work: Work, report: Report) -> tuple[int, ...]:
    return (await ringing_above(work.store, report))[1]


async def _ring(work: Work, report: Report, due: Due, people: Iterable[int], *, is_above: bool) -> None:
    message = Message(
        text=await _said(work, report, due),
        lines=(await _has_it(work, report), text("breach-above" if is_above else "breach-yours")),
        buttons=((button("card-open", "card", report.code),),),
    )
    payload, lane = message.model_dump(mode="json"), card.ring_lane(report)
    await work.owe(Owed(person_id=one, payload=payload, lane=lane) for one in people)


async def _said(work: Work, report: Report, due: Due) -> Text:
    grid = None if report.grid_id is None else await work.store.units.by_id(report.grid_id)
    kind = card.kind_name(report.category, work.house.categories)
    return text(
        f"breach-{due.term.value}", code=report.code, kind=kind, grid=card.unit_name(grid), by=Moment.of(due.by)
    )


async def _has_it(work: Work, report: Report) -> Text:
    """Who has it since when."""
    held = holding(await work.store.reports.history(report))
    if held is None or (report.holder_id is None and report.team_took_at is None):
        return text("breach-nobody")
    return text("breach-holder", holder=await changes.holder_name(work, report), since=Moment.of(held.since))
