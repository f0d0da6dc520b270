"""A case waits for somebody outside, and goes on by itself when that took too long."""

from handlers.context import Work
from handlers.report import changes, service
from handlers.report.rules import Action
from storage.case import Report


async def waited_in_vain(work: Work, report: Report) -> None:
    """The case goes on, and who has it hears of it."""
    after = await service.act_by_itself(work.store, report, Action.RESUME, now=work.now)
    if after is not None:
        await changes.show_everywhere(work, after)
        await changes.ring_about(work, after, "resumed")
