"""What a progress card is made of. Nothing of it is personal: a member of staff has no name here, and a place no more than its grid."""

from dataclasses import dataclass

from handlers.context import Work
from handlers.messages import Argument, Text, text
from handlers.report.card import kind_name, unit_name
from storage.case import Report
from storage.chain import History
from storage.units import Unit


@dataclass(frozen=True)
class Facts:
    """A report and its history, the case that it is part of (most are their own) and the history of that; and units: where it is, whose
    staff were rung, and the teams of both histories by their code. Whoever joined a case is not to learn its code."""

    report: Report
    history: History
    case: Report
    trail: History
    kind: Argument
    grid: Unit | None
    unit: Unit | None
    teams: dict[str, Unit]

    def name(self, team: str | None) -> Argument:
        """Who has it, or was asked: a team by its code, else the unit."""
        return unit_name(self.unit if team is None else self.teams[team])

    @property
    def has_joined(self) -> bool:
        """Whether it is part of another case."""
        return self.case.id != self.report.id

    @property
    def about(self) -> Text:
        """Which case it is: its code, its kind and, roughly, where."""
        return text("passport-about", code=self.report.code, kind=self.kind, grid=unit_name(self.grid))


async def facts(work: Work, report: Report) -> Facts:
    """Gathers what the card of a case needs."""
    case = await work.store.reports.case_of(report)
    history, trail = await work.store.reports.history(report), await work.store.reports.history(case)
    codes = {one.team for one in (*history.entries, *trail.entries)}
    teams = {code: await work.store.units.by_code(code) for code in codes if code}
    return Facts(
        report=report,
        history=history,
        case=case,
        trail=trail,
        kind=kind_name(report.category, work.house.categories),
        grid=None if report.grid_id is None else await work.store.units.by_id(report.grid_id),
        unit=None if case.unit_id is None else await work.store.units.by_id(case.unit_id),
        teams={code: unit for code, unit in teams.items() if unit is not None},
    )
