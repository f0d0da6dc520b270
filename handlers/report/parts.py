"""Reports that are of the same: one becomes part of another's case, stands on its own again, or is taken back."""

from handlers.context import Work
from handlers.report import rules, service
from handlers.report.rules import Action
from storage.case import Actor, Report, Status
from storage.people import Person
from storage.store import Store


async def followers(store: Store, case: Report) -> tuple[Report, ...]:
    """A report of each person who is told of a case, whoever made it and those who joined, in the order in which they first reported."""
    theirs: dict[int, Report] = {}
    for one in rules.in_order((case, *await store.reports.parts(case.id))):
        if one.reporter_id is not None and (one.reporter_id not in theirs or one.id == case.id):
            theirs[one.reporter_id] = one
    return tuple(theirs.values())


async def merge(
    work: Work, report: Report, case: Report, actor: Actor, *, staff_id: int | None = None
) -> Report | None:
    """Makes a report part of a case that is part of no other; None where it is part of one already, or closed. Its words and pictures
    stay its own, and are shown with the case."""
    merged = await service.act(work, report, Action.MERGE, actor, staff_id=staff_id, into=case.id)
    if merged is not None:
        joining = actor if actor is Actor.STAFF else Actor.NEIGHBOUR
        await work.store.reports.add_event(case, "joined", joining, staff_id=staff_id, now=work.now)
    return merged


async def split(work: Work, report: Report, actor: Actor, *, staff_id: int | None = None) -> Report | None:
    """Makes a case of its own again of what had become part of one; None where it has not."""
    return await service.act(work, report, Action.SPLIT, actor, staff_id=staff_id)


async def take_back(work: Work, person: Person, code: str) -> Report | None:
    """Withdraws a report; None as for service.own(), or where it is closed. What others joined goes on without whoever made it."""
    report = await service.own(work.store, person, code)
    if report is None or rules.change(report.status, Action.WITHDRAW, Actor.REPORTER) is None:
        return None
    if report.status is Status.MERGED:
        await work.store.reports.hand_parts_on(report)
    elif await work.store.reports.parts(report.id):
        return await _left(work, report)
    return await service.act(work, report, Action.WITHDRAW, Actor.REPORTER)


async def _left(work: Work, report: Report) -> Report:
    """The case is nobody's report any more, and waits for nobody's answer."""
    goes_on = await service.act(work, report, Action.GIVE_UP, Actor.SYSTEM) or report
    await work.store.reports.add_event(goes_on, Action.WITHDRAW.value, Actor.REPORTER, now=work.now)
    await work.store.traces.unlink(report.id)
    return await work.store.reports.by_id(report.id)
