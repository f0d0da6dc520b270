"""Use cases of hazard reports, one function each, in the transaction they are given. Who is told is in notices.py."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers import rights
from handlers.input import Attachment
from handlers.report import files, rules
from handlers.report.files import Added
from handlers.report.places import unit_at
from handlers.report.rules import Action
from handlers.report.settings import Category, Limits
from storage.case import Actor, Event, Place, Report, Status
from storage.people import Person
from storage.store import Store
from storage.votes import Answer


async def act_as_staff(
    store: Store, person: Person, code: str, action: Action, *, note: str | None = None, now: datetime
) -> Report | None:
    """Changes a report as staff; None when it is not theirs, unknown, or in a state where this does not fit."""
    report = await handled(store, person, code)
    return await act(store, report, action, Actor.STAFF, staff_id=person.id, note=note, now=now)


async def act_in_charge(
    store: Store, person: Person, code: str, action: Action, *, note: str | None = None, now: datetime
) -> Report | None:
    """As act_as_staff(), also for who is of the team that was asked to deal with it."""
    report = await store.reports.by_code(code)
    actor = None if report is None else await in_charge(store, person, report)
    if report is None or actor is None:
        return None
    return await act(store, report, action, actor, staff_id=person.id, note=note, now=now)


async def in_charge(store: Store, person: Person, report: Report) -> Actor | None:
    """As whom somebody may deal with a case: as staff of its place, or as one of the team that was asked; None where it is not theirs."""
    if await rights.may_handle(store, person.id, report):
        return Actor.STAFF
    return Actor.TEAM if await rights.may_answer(store, person.id, report) else None


async def act_as_reporter(store: Store, person: Person, code: str, action: Action, *, now: datetime) -> Report | None:
    """Changes a report as the one who made it; None when it is not theirs, unknown, or in a state where this does not fit."""
    return await act(store, await own(store, person, code), action, Actor.REPORTER, now=now)


async def reopen(
    store: Store,
    case: Report,
    actor: Actor,
    answer: Answer,
    *,
    limits: Limits,
    categories: Iterable[Category],
    now: datetime,
) -> Report | None:
    """It is not fixed: the case is open again, and an answer is due as it was at first; None where nobody is asked that any more."""
    within = rules.allowed(case, limits, categories)
    return await act(store, case, Action.REOPEN, actor, note=f":{answer.value}", within=within, now=now)


async def note_vote(store: Store, case: Report, answer: Answer, *, now: datetime) -> None:
    """A neighbour has looked, and it is as it should be."""
    await _record(store, case, "voted", Actor.NEIGHBOUR, note=f":{answer.value}", now=now)


async def handled(store: Store, person: Person, code: str) -> Report | None:
    """The report, if this person is staff for it. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    return report if report is not None and await rights.may_handle(store, person.id, report) else None


async def seen(store: Store, person: Person, code: str) -> Report | None:
    """The report, if this person is staff for it or of the team that was asked. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    if report is None or await rights.may_handle(store, person.id, report):
        return report
    return report if await rights.may_answer(store, person.id, report) else None


async def own(store: Store, person: Person, code: str) -> Report | None:
    """The report, if this person made it. Unknown and not theirs cannot be told apart."""
    report = await store.reports.by_code(code)
    return report if report is not None and rights.is_reporter(person.id, report) else None


async def own_open(store: Store, person: Person, code: str) -> Report | None:
    """As own(); None also where the case that it is, or became part of, is closed."""
    report = await own(store, person, code)
    return report if report is not None and (await store.reports.case_of(report)).is_open else None


async def declare_danger(store: Store, person: Person, code: str, *, now: datetime) -> Report | None:
    """Raises the urgency of a report's case to danger to life; the case, or None when it is not theirs, closed, or was declared already."""
    report = await own(store, person, code)
    return None if report is None else await raise_urgency(store, report, now=now)


async def raise_urgency(store: Store, report: Report, *, now: datetime) -> Report | None:
    """The same, of a report that is there."""
    case = await store.reports.case_of(report)
    if not rules.rings_again(case):
        return None
    return await act(store, case, Action.DANGER, Actor.REPORTER if case == report else Actor.NEIGHBOUR, now=now)


async def act_by_itself(store: Store, report: Report, action: Action, *, now: datetime) -> Report | None:
    """What time alone does; None where it does not fit."""
    return await act(store, report, action, Actor.SYSTEM, now=now)


async def question_of(store: Store, report: Report) -> Event | None:
    """What its reporter was asked last, and by whom."""
    asked = [event for event in await store.reports.events(report.id) if event.event == Action.ASK.value]
    return asked[-1] if asked else None


async def set_category(store: Store, person: Person, code: str, category: Category, *, now: datetime) -> Report | None:
    """Says of what kind the hazard is; the answer is promised sooner where the kind asks for it."""
    report = await own(store, person, code)
    if report is None or not report.is_open or report.is_conduct:
        return None
    sooner = min(report.answer_by, report.created_at + timedelta(hours=category.answer_hours))
    return await _record(
        store, report, "category", note=category.code, now=now, category=category.code, answer_by=sooner
    )


async def make_anonymous(store: Store, person: Person, code: str, *, now: datetime) -> Report | None:
    """Takes the name out of a report, and with it voices that were passed on because of it; None when it is not theirs or has none."""
    report = await own(store, person, code)
    if report is None or report.reporter_name is None:
        return None
    if person.voice_agreed_at is None:
        await store.media.withhold_voices(report.id)
    return await _record(store, report, "anonymous", now=now, reporter_name=None)


async def add_more(
    store: Store,
    person: Person,
    code: str,
    *,
    sent: tuple[Attachment, ...],
    withhold: bool,
    words: str | None,
    place: Place | None = None,
    limits: Limits,
    now: datetime,
) -> Added | None:
    """Adds files and words, up to the limits, with voices that staff are not to hear where `withhold`; a place takes that of the one
    before. Any of it answers a question that the report waits for. None when it is not theirs or closed."""
    report = await own_open(store, person, code)
    if report is None:
        return None
    is_cut = await files.add(store, report, person, sent, withhold=withhold, limits=limits, now=now)
    joined = "\n".join(part for part in (report.words, words) if part)
    answered = rules.changed(report, Action.ANSWER, Actor.REPORTER, now=now)
    event = "added" if answered is None else Action.ANSWER.value
    after = answered or report
    after = after if place is None else await _moved(store, after, place)
    changed = await _record(store, after, event, note=words, now=now, words=joined[: limits.words] or None)
    return Added(changed, is_cut or len(joined) > limits.words)


async def _moved(store: Store, report: Report, place: Place) -> Report:
    """A report with a better place; whose staff were rung stays. What is about staff has none."""
    if report.is_conduct:
        return report
    located = await unit_at(store, place)
    moved = report.model_copy(update={"place": place.model_copy(update={"words": place.words or report.place.words})})
    if located is None:
        return moved
    outside = None if located.is_inside else located.outside_metres
    return moved.model_copy(update={"grid_id": located.unit.id, "outside_metres": outside})


async def act(
    store: Store,
    report: Report | None,
    action: Action,
    actor: Actor,
    *,
    staff_id: int | None = None,
    team: int | None = None,
    note: str | None = None,
    into: int | None = None,
    within: timedelta = timedelta(0),
    now: datetime,
) -> Report | None:
    """Changes a report and writes that down; None when there is none, or the action does not fit. `team` is the one that is asked."""
    if report is None:
        return None
    holder = staff_id if actor is Actor.STAFF else None
    after = rules.changed(
        report, action, actor, now=now, holder=holder, team=team, into=into, reason=note, within=within
    )
    if after is None:
        return None
    if report.status is Status.DONE:
        await store.votes.forget(report.id)
    concerned = after.team_id or report.team_id
    return await _record(store, after, action.value, actor, staff_id=staff_id, team_id=concerned, note=note, now=now)


async def _record(
    store: Store,
    report: Report,
    event: str,
    actor: Actor = Actor.REPORTER,
    *,
    staff_id: int | None = None,
    team_id: int | None = None,
    note: str | None = None,
    now: datetime,
    **changes: object,
) -> Report:
    changed = report.model_copy(update={**changes, "updated_at": now})
    await store.reports.save(changed, now=now)
    await store.reports.add_event(changed, event, actor, staff_id=staff_id, team_id=team_id, note=note, now=now)
    return changed
