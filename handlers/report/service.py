"""Use cases of hazard reports, one function each, in the transaction they are given. Who is told is in notices.py."""

from handlers import rights
from handlers.clocks import service as clocks
from handlers.context import Work
from handlers.input import Attachment
from handlers.report import files, orphaned, rules
from handlers.report.files import Added
from handlers.report.places import found_at
from handlers.report.rules import Action
from handlers.report.settings import Category
from storage.case import Actor, Event, Place, Report, Status
from storage.people import Person
from storage.store import Store
from storage.votes import Answer


async def act_as_staff(
    work: Work, person: Person, code: str, action: Action, *, note: str | None = None
) -> Report | None:
    """Changes a report as staff; None when it is not theirs, unknown, or in a state where this does not fit."""
    report = await handled(work.store, person, code)
    return await act(work, report, action, Actor.STAFF, staff_id=person.id, note=note)


async def act_in_charge(
    work: Work, person: Person, code: str, action: Action, *, note: str | None = None
) -> Report | None:
    """As act_as_staff(), also for who is of the team that was asked to deal with it."""
    report = await work.store.reports.by_code(code)
    actor = None if report is None else await in_charge(work.store, person, report)
    if report is None or actor is None:
        return None
    return await act(work, report, action, actor, staff_id=person.id, note=note)


async def in_charge(store: Store, person: Person, report: Report) -> Actor | None:
    """As whom somebody may deal with a case: as staff of its place, or as one of the team that was asked; None where it is not theirs."""
    if await rights.may_handle(store, person.id, report):
        return Actor.STAFF
    return Actor.TEAM if await rights.may_answer(store, person.id, report) else None


async def act_as_reporter(work: Work, person: Person, code: str, action: Action) -> Report | None:
    """Changes a report as the one who made it; None when it is not theirs, unknown, or in a state where this does not fit."""
    return await act(work, await own(work.store, person, code), action, Actor.REPORTER)


async def reopen(work: Work, case: Report, actor: Actor, answer: Answer) -> Report | None:
    """It is not fixed: the case is open again, and an answer is due as it was at first; None where nobody is asked that any more."""
    return await act(work, case, Action.REOPEN, actor, note=f":{answer.value}")


async def note_vote(work: Work, case: Report, answer: Answer) -> None:
    """A neighbour has looked, and it is as it should be."""
    await _record(work, case, case, "voted", Actor.NEIGHBOUR, note=f":{answer.value}")


async def handled(store: Store, person: Person, code: str) -> Report | None:
    """The report, if this person is staff for it. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    return report if report is not None and await rights.may_handle(store, person.id, report) else None


async def seen(store: Store, person: Person, code: str) -> Report | None:
    """The report, if this person is staff for it, of the team that was asked, or next to it while it is in doubt whose it is. Unknown and
    not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    if report is None or await in_charge(store, person, report) is not None:
        return report
    return report if await rights.may_look(store, person.id, report) else None


async def own(store: Store, person: Person, code: str) -> Report | None:
    """The report, if this person made it. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    return report if report is not None and rights.is_reporter(person.id, report) else None


async def own_open(store: Store, person: Person, code: str) -> Report | None:
    """As own(); None also where the case that it is, or became part of, is closed."""
    report = await own(store, person, code)
    return report if report is not None and (await store.reports.case_of(report)).is_open else None


async def declare_danger(work: Work, person: Person, code: str) -> Report | None:
    """Raises the urgency of a report's case to danger to life; the case, or None when it is not theirs, closed, or was declared already."""
    report = await own(work.store, person, code)
    return None if report is None else await raise_urgency(work, report)


async def raise_urgency(work: Work, report: Report) -> Report | None:
    """The same, of a report that is there."""
    case = await work.store.reports.case_of(report)
    if not rules.rings_again(case):
        return None
    return await act(work, case, Action.DANGER, Actor.REPORTER if case == report else Actor.NEIGHBOUR)


async def act_by_itself(work: Work, report: Report, action: Action) -> Report | None:
    """What time alone does; None where it does not fit."""
    return await act(work, report, action, Actor.SYSTEM)


async def question_of(store: Store, report: Report) -> Event | None:
    """What its reporter was asked last, and by whom."""
    asked = [event for event in await store.reports.events(report.id) if event.event == Action.ASK.value]
    return asked[-1] if asked else None


async def set_category(work: Work, person: Person, code: str, category: Category) -> Report | None:
    """Says of what kind the hazard is; the answer is promised sooner where the kind asks for it."""
    report = await own(work.store, person, code)
    if report is None or not report.is_open or report.is_conduct:
        return None
    changed = report.model_copy(update={"category": category.code})
    return await _record(work, report, changed, "category", note=category.code)


async def make_anonymous(work: Work, person: Person, code: str) -> Report | None:
    """Takes the name out of a report, and with it voices that were passed on because of it; None when it is not theirs or has none."""
    report = await own(work.store, person, code)
    if report is None or report.reporter_name is None:
        return None
    if person.voice_agreed_at is None:
        await work.store.media.withhold_voices(report.id)
    return await _record(work, report, report.model_copy(update={"reporter_name": None}), "anonymous")


async def add_more(
    work: Work,
    person: Person,
    code: str,
    *,
    sent: tuple[Attachment, ...],
    withhold: bool,
    words: str | None,
    place: Place | None = None,
) -> Added | None:
    """Adds files and words, up to the limits, with voices that staff are not to hear where `withhold`; a place takes that of the one
    before. Any of it answers a question that the report waits for. None when it is not theirs or closed."""
    store, limits, now = work.store, work.house.limits, work.now
    report = await own_open(store, person, code)
    if report is None:
        return None
    is_cut = await files.add(store, report, person, sent, withhold=withhold, limits=limits, now=now)
    joined = "\n".join(part for part in (report.words, words) if part)
    answered = rules.changed(report, Action.ANSWER, Actor.REPORTER, now=now)
    event = "added" if answered is None else Action.ANSWER.value
    after = answered or report
    after = after if place is None else await _moved(store, after, place)
    after = after.model_copy(update={"words": joined[: limits.words] or None})
    changed = await _record(work, report, after, event, note=words)
    return Added(changed, is_cut or len(joined) > limits.words)


async def _moved(store: Store, report: Report, place: Place) -> Report:
    """A report with a better place; whose staff were rung stays. What is about staff has none."""
    if report.is_conduct:
        return report
    found = await found_at(store, place)
    await orphaned.note(store, report, found)
    moved = report.model_copy(update={"place": place.model_copy(update={"words": place.words or report.place.words})})
    if found is None:
        return moved
    outside = None if found.located.is_inside else found.located.outside_metres
    return moved.model_copy(update={"grid_id": found.located.unit.id, "outside_metres": outside})


async def act(
    work: Work,
    report: Report | None,
    action: Action,
    actor: Actor,
    *,
    staff_id: int | None = None,
    team: int | None = None,
    note: str | None = None,
    into: int | None = None,
) -> Report | None:
    """Changes a report and writes that down; None when there is none, or the action does not fit. `team` is the one that is asked, or the
    unit whose it is now."""
    if report is None:
        return None
    holder = staff_id if actor is Actor.STAFF else None
    after = rules.changed(report, action, actor, now=work.now, holder=holder, team=team, into=into, reason=note)
    if after is None:
        return None
    if report.status is Status.DONE:
        await work.store.votes.forget(report.id)
    concerned = team or after.team_id or report.team_id
    return await _record(work, report, after, action.value, actor, staff_id=staff_id, team_id=concerned, note=note)


async def note_by_staff(work: Work, report: Report, event: str, staff_id: int, note: str | None) -> None:
    """What a member of staff did about a report that moves nothing."""
    await _record(work, report, report, event, Actor.STAFF, staff_id=staff_id, note=note)


async def note_missed(work: Work, before: Report, after: Report, term: str) -> Report:
    """What was promised has not happened in time, for the first time."""
    return await _record(work, before, after, "overdue", Actor.SYSTEM, team_id=after.team_id, note=f":{term}")


async def _record(
    work: Work,
    before: Report,
    after: Report,
    event: str,
    actor: Actor = Actor.REPORTER,
    *,
    staff_id: int | None = None,
    team_id: int | None = None,
    note: str | None = None,
) -> Report:
    store, now = work.store, work.now
    changed = (await clocks.kept(work, before, after, event)).model_copy(update={"updated_at": now})
    await store.reports.save(changed, now=now)
    await store.reports.add_event(changed, event, actor, staff_id=staff_id, team_id=team_id, note=note, now=now)
    return changed
