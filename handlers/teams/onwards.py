"""What becomes of a case that a team has refused: the next rule, or back to the unit with the reason; the third time those above decide."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Work
from handlers.messages import Message, Text, text
from handlers.report import changes
from handlers.report.card import unit_name
from handlers.report.places import highest
from handlers.teams import routing, rules
from storage.case import Event, Report
from storage.outbox import Lane, Owed


async def refused(work: Work, report: Report, note: str) -> None:
    """Whoever refused has no card of it any more; the next team is asked, or who is to see to it is rung."""
    await changes.show_everywhere(work, report)
    if rules.goes_upwards(report.refusals):
        await _tell_above(work, report)
    elif not await routing.route_on(work, report):
        await changes.ring_about(work, report, "refused", note)


async def disbanded(work: Work, report: Report) -> None:
    """Nobody is in the team any more that had it: as above."""
    await changes.show_everywhere(work, report)
    if not await routing.route_on(work, report):
        await changes.ring_about(work, report, "disbanded")


async def _tell_above(work: Work, report: Report) -> None:
    """The highest staff there are, without any the administrators, and who holds it, read who refused what and why."""
    above = await highest(work.store, report) or await rights.alarmed(work.store, report.grid_id)
    holder = () if report.holder_id is None else (report.holder_id,)
    lines = [await _line(work, one) for one in rules.refused(await work.store.reports.events(report.id))]
    message = Message(
        text=text("tally-head", code=report.code, count=report.refusals),
        lines=tuple(lines),
        buttons=((button("card-open", "card", report.code), button("card-give", "give", report.code)),),
    )
    payload = message.model_dump(mode="json")
    people = dict.fromkeys((*above, *holder))
    await work.owe(Owed(person_id=one, payload=payload, lane=Lane.NOTICES) for one in people)


async def _line(work: Work, refusal: Event) -> Text:
    team = None if refusal.team_id is None else await work.store.units.by_id(refusal.team_id)
    return text("tally-line", team=unit_name(team), words=refusal.note or "")
