"""The time for a no is over: what a neighbour has seen to be fixed is verified, what nobody has looked at is counted as that."""

from handlers.context import Work
from handlers.messages import text
from handlers.points.earning import pay
from handlers.report import changes, service
from handlers.report.rules import Action
from storage.case import Report
from storage.votes import Answer


async def end(work: Work, report: Report) -> bool:
    """Closes it as one or the other, and tells whoever reported it. False when it is not to be looked at."""
    is_seen = await work.store.votes.count(report.id, Answer.YES) > 0
    after = await service.act_by_itself(work, report, Action.VERIFY if is_seen else Action.LAPSE)
    if after is None:
        return False
    if is_seen:
        await pay(work, after)
        who = text("vote-by-neighbour")
        await changes.tell_the_others(
            work, after, lambda code: text("reporter-verified-by-others", code=code, who=who), but=None
        )
    else:
        await changes.tell_reporters(work, after, Action.LAPSE)
    await changes.show_everywhere(work, after)
    return True
