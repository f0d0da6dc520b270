"""Use cases of whistles, one function each, in the transaction they are given."""

from typing import NamedTuple

from handlers import rights
from handlers.context import Work
from handlers.report import service as reports
from handlers.report.rules import Action
from handlers.rights import Deed
from handlers.whistle import people, rules
from storage.case import Actor, Report, Status
from storage.people import Person
from storage.units import Unit
from storage.whistles import Rung, Summons, Whistle, WhistleKind


class Called(NamedTuple):
    """What a team was summoned to."""

    report: Report
    whistle: Whistle
    summons: Summons
    team: Unit

    @property
    def is_over(self) -> bool:
        """Whether nobody need come any more."""
        return self.whistle.ended_at is not None or not self.report.is_open


async def blow(
    work: Work, person: Person, report: Report, kind: WhistleKind, teams: tuple[Unit, ...]
) -> Whistle | None:
    """Summons teams, of which the first leads, but in an emergency. None where the state of the case does not let it, or one as grave is
    under way; a less grave one ends."""
    before = await work.store.whistles.latest(report.id)
    if not rules.may_blow(report, kind) or not rules.may_follow(before, kind):
        return None
    if before is not None:
        await work.store.whistles.end(before.id, now=work.now)
    whistle = await work.store.whistles.blow(report.id, kind, person.id, now=work.now)
    lead = None if kind is WhistleKind.EMERGENCY else teams[0]
    await work.store.whistles.summon([await _summons(work, whistle, team, leads=team is lead) for team in teams])
    await work.store.reports.add_event(
        report, "whistled", Actor.STAFF, staff_id=person.id, note=f":{kind.value}", now=work.now
    )
    return whistle


async def _summons(work: Work, whistle: Whistle, team: Unit, *, leads: bool) -> Summons:
    """A team in which nobody can be reached is silent from the first: whoever is on duty for the unit hears of it at once."""
    new = Summons(whistle_id=whistle.id, team_id=team.id, leads=leads, rung_at=work.now)
    rung = Rung.FIRST if await people.members(work, team.id) else Rung.OFFICER
    return rules.after(whistle, new, rung, work.now)


async def give(work: Work, person: Person, report: Report, lead: Unit | None) -> Report:
    """Who has the case now: the team that leads, if it had it not; in an emergency whoever blew it, where nobody had it yet."""
    after = None
    if lead is not None and lead.id != report.team_id:
        after = await reports.act(work, report, Action.ASSIGN, Actor.STAFF, staff_id=person.id, team=lead.id)
    elif lead is None and report.status is Status.RECEIVED:
        after = await reports.act(work, report, Action.ACCEPT, Actor.STAFF, staff_id=person.id)
    return after or report


async def called(work: Work, person: Person, code: str, team_code: str) -> Called | None:
    """To what a team of theirs is summoned. None where it is not, or not theirs: neither can be told from the other."""
    report, team = await work.store.reports.by_code(code), await work.store.units.by_code(team_code)
    if report is None or team is None or await rights.is_about(work.store, person.id, report):
        return None
    whistle = await work.store.whistles.latest(report.id)
    if whistle is None or not await rights.may(work.store, person.id, Deed.ANSWER, team.id):
        return None
    summoned = await work.store.whistles.summoned(whistle.id)
    return next((Called(report, whistle, one, team) for one in summoned if one.team_id == team.id), None)


async def confirm(work: Work, person: Person, to: Called) -> bool:
    """They are on the way; False where a colleague was first, or it is over."""
    confirmed = to.summons.model_copy(update={"confirmed_at": work.now})
    next_at = rules.next_at(to.whistle, confirmed, work.now)
    return not to.is_over and await work.store.whistles.confirm(to.summons, person.id, next_at=next_at, now=work.now)


async def arrive(work: Work, person: Person, to: Called) -> bool:
    """They are there; when all are, the whistle is over. False as for confirm()."""
    if to.is_over or not await work.store.whistles.arrive(to.summons, person.id, now=work.now):
        return False
    if all(one.arrived_at is not None for one in await work.store.whistles.summoned(to.whistle.id)):
        await work.store.whistles.end(to.whistle.id, now=work.now)
    return True
