"""Who is told what when a team is asked."""

from handlers.context import Work
from handlers.groups import tell
from handlers.report import card, changes
from handlers.report.rules import Action
from handlers.report.team_card import quiet_card, team_card
from storage.case import Report
from storage.roles import Role


async def given(work: Work, report: Report, *, silent: bool = False) -> None:
    """The team was asked: its members get a card that rings (`silent`: they were rung already), its group hears of it, all else that
    shows the case is brought up to date, and whoever reported it knows."""
    assert report.team_id is not None
    members = await work.store.roles.holders(Role.DEPARTMENT, report.team_id)
    await changes.show_everywhere(work, report)
    known = await card.facts(work.store, report, work.house.categories)
    staff = await work.store.outbox.holders(card.slot(report.code))
    new = tuple(one for one in members if one not in staff)
    await work.owe(card.cards(known, new, card.ring_lane(report), quiet_card if silent else team_card))
    await tell.tell_team(work, report)
    await changes.tell_reporters(work, report, Action.ASSIGN)
