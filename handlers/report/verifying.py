"""Closed means fixed: those who can see it say whether it is."""

from handlers.context import Work
from handlers.report import changes, service
from handlers.report.rules import Action
from storage.case import Report


async def lapse(work: Work, report: Report) -> None:
    """Nobody said in time whether it is fixed; it is closed as that."""
    after = await service.act_by_itself(work.store, report, Action.LAPSE, now=work.now)
    if after is not None:
        await changes.tell_reporters(work, after, Action.LAPSE)
        await changes.show_everywhere(work, after)
