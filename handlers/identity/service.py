"""Use cases of opening who reported something, in the transaction they are given. Every step stands in the history of the report."""

from itertools import chain
from typing import NamedTuple

from handlers import rights
from handlers.context import Work
from handlers.identity import rules
from handlers.report import service as reports
from handlers.rights import MAY, Deed
from storage.case import Event, Report
from storage.people import Person
from storage.store import Store


class Identity(NamedTuple):
    """Who it is, as far as is known: their account, and their name where they ever gave one."""

    telegram_id: int
    name: str | None


async def may_open(store: Store, person_id: int, report: Report) -> bool:
    """Whether somebody is one of the two who are needed; never about themselves or about where they work."""
    if report.reporter_id == person_id or await rights.is_about(store, person_id, report):
        return False
    where = report.grid_id or report.unit_id
    return await rights.may(store, person_id, Deed.SEE_REPORTER, where)


async def others(store: Store, report: Report, person_id: int) -> tuple[int, ...]:
    """Who else may agree, and can be reached."""
    where = report.grid_id or report.unit_id
    units = () if where is None else await store.units.upwards(where)
    places = (*(unit.id for unit in units), None)
    found = [await store.roles.holders(role, place) for role in MAY[Deed.SEE_REPORTER] for place in places]
    people = dict.fromkeys(chain.from_iterable(found))
    return tuple([one for one in people if one != person_id and await may_open(store, one, report)])


async def closed_to(work: Work, person: Person, code: str) -> Report | None:
    """The report of a code of which this person may ask who made it; None where it is not theirs, unknown, or of nobody any more."""
    report = await work.store.reports.by_code(code)
    if report is None or not await may_open(work.store, person.id, report):
        return None
    return report


async def ask(work: Work, person: Person, report: Report, reason: str) -> None:
    """Says why; nothing is opened by that."""
    await reports.note_by_staff(work, report, rules.ASKED, person.id, reason)


async def answer(work: Work, person: Person, code: str, *, agrees: bool) -> tuple[Report, Event] | None:
    """The second one agrees, or does not; the report, and what was asked. None where nothing is asked that is theirs to answer."""
    report = await closed_to(work, person, code)
    if report is None:
        return None
    asked = rules.pending(await work.store.reports.events(report.id), work.now)
    if asked is None or not rules.may_answer(asked, person.id):
        return None
    if not await may_open(work.store, asked.staff_id or 0, report):  # who asked may have lost the right meanwhile
        return None
    if agrees and await identity(work.store, report) is None:  # there is nobody to be seen, and so nothing to be noted
        return report, asked
    await reports.note_by_staff(work, report, rules.AGREED if agrees else rules.REFUSED, person.id, None)
    return report, asked


async def identity(store: Store, report: Report) -> Identity | None:
    """Who made a report; None where nothing of them was kept, or they have left."""
    person = None if report.reporter_id is None else await store.people.by_id(report.reporter_id)
    if person is None:
        return None
    address = await store.people.address(person.id)
    return Identity(address.chat_id, report.reporter_name or await store.people.name(person.id))
