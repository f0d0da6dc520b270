"""Cases whose holder does not work there any more, and those of a team in which nobody is: others are found at once."""

from handlers import rights
from handlers.context import Work
from handlers.report import changes, service
from handlers.report.places import ringing_about
from handlers.report.rules import Action
from handlers.rights import MAY, Deed
from handlers.teams import onwards
from storage.case import Report, Status

_CHUNK = 5  # in one transaction


async def find_others(work: Work) -> bool:
    """For some of these cases; whether there may be more."""
    found = await work.store.reports.left_behind(MAY[Deed.HANDLE], limit=_CHUNK)
    for report in found:
        await _find_others(work, report)
    return len(found) == _CHUNK


async def _find_others(work: Work, report: Report) -> None:
    if await _is_held(work, report):
        disbanded = await service.act_by_itself(work, report, Action.DISBAND)
        assert disbanded is not None, "the table lets a case be taken from a team wherever one has it"
        await onwards.disbanded(work, disbanded)
        return
    unit, _ = await ringing_about(work.store, report)
    here = report if unit is None else report.model_copy(update={"unit_id": unit.id})
    released = await service.act_by_itself(work, here, Action.RELEASE)
    assert released is not None, "the table lets a case be taken from its holder wherever it is open"
    await changes.show_everywhere(work, released)
    await changes.ring_about(work, released, "released")


async def _is_held(work: Work, report: Report) -> bool:
    """Whether whoever holds it may, or nobody has to."""
    if report.holder_id is None:
        return report.status is not Status.ACCEPTED
    return await rights.may_handle(work.store, report.holder_id, report)
