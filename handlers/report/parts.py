"""Reports that are of the same: one becomes part of another's case, stands on its own again, or is taken back."""

from datetime import datetime

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
    store: Store, report: Report, case: Report, actor: Actor, *, staff_id: int | None = None, now: datetime
) -> Report | None:
    """Makes a report part of a case that is part of no other; None where it is part of one already, or closed. Its words and pictures
    stay its own, and are shown with the case."""
    merged = await service.act(store, report, Action.MERGE, actor, staff_id=staff_id, into=case.id, now=now)
    if merged is not None:
        joining = actor if actor is Actor.STAFF else Actor.NEIGHBOUR
        await store.reports.add_event(case, "joined", joining, staff_id=staff_id, now=now)
    return merged


async def split(
    store: Store, report: Report, actor: Actor, *, staff_id: int | None = None, now: datetime
) -> Report | None:
    """Makes a case of its own again of what had become part of one; None where it has not."""
    return await service.act(store, report, Action.SPLIT, actor, staff_id=staff_id, now=now)


async def take_back(store: Store, person: Person, code: str, *, now: datetime) -> Report | None:
    """Withdraws a report; None as for service.own(), or where it is closed. What others joined goes on without whoever made it."""
    report = await service.own(store, person, code)
    if report is None or rules.change(report.status, Action.WITHDRAW, Actor.REPORTER) is None:
        return None
    if report.status is Status.MERGED:
        await store.reports.hand_parts_on(report)
    elif await store.reports.parts(report.id):
        return await _left(store, report, now=now)
    return await service.act(store, report, Action.WITHDRAW, Actor.REPORTER, now=now)


async def _left(store: Store, report: Report, *, now: datetime) -> Report:
    """The case is nobody's report any more, and waits for nobody's answer."""
    goes_on = await service.act(store, report, Action.GIVE_UP, Actor.SYSTEM, now=now) or report
    await store.reports.add_event(goes_on, Action.WITHDRAW.value, Actor.REPORTER, now=now)
    await store.traces.unlink(report.id)
    return await store.reports.by_id(report.id)
