"""A report that is made: what is kept of a draft, in the transaction it is given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.clocks import service as clocks
from handlers.context import Work
from handlers.report import files, orphaned, voices
from handlers.report.codes import new_code, new_pseudonym
from handlers.report.flow import Draft
from handlers.report.places import Given, given_to
from handlers.report.voices import Voices
from storage.case import CONDUCT, Actor, Place, PlaceSource, Report, Urgency
from storage.people import Naming, Person
from storage.store import Store
from storage.units import Unit


@dataclass(frozen=True)
class Submitted:
    """A new report and where it went."""

    report: Report
    given: Given


@dataclass(frozen=True)
class Apart:
    """Of a report about staff or a department: whom it is about (None: none of our units), and who gets it instead."""

    about: Unit | None
    given: Given


async def submit(
    work: Work,
    draft: Draft,
    reporter: Person,
    *,
    urgency: Urgency = Urgency.ORDINARY,
    apart: Apart | None = None,
) -> Submitted:
    """Keeps a report; of a minor it keeps nothing but the hazard, and what is about staff never carries a name."""
    store, now = work.store, work.now
    given = await given_to(store, draft, reporter) if apart is None else apart.given
    made = Report(
        id=0,
        code=await _unused_code(store),
        reporter_id=None if draft.by_minor else reporter.id,
        pseudonym=new_pseudonym(),
        reporter_name=None if draft.by_minor or apart else await _name(store, reporter),
        by_rider=draft.by_rider,
        urgency=urgency,
        **_given(given),
        **_apart(apart),
        place=_place(draft),
        words=draft.words,
        answer_by=now,
        created_at=now,
        updated_at=now,
    )
    report = await _keep(store, await clocks.begun(work, made), draft, reporter, now=now)
    await orphaned.note(store, report, given.found)
    return Submitted(report, given)


def _given(given: Given) -> dict[str, Any]:
    return {
        "grid_id": given.grid and given.grid.id,
        "unit_id": given.unit and given.unit.id,
        "outside_metres": given.outside_metres,
    }


def _apart(apart: Apart | None) -> dict[str, Any]:
    return {} if apart is None else {"category": CONDUCT, "about_id": apart.about and apart.about.id}


async def _keep(store: Store, new: Report, draft: Draft, reporter: Person, *, now: datetime) -> Report:
    """The report with what was sent, and the beginning of its history."""
    report = await store.reports.add(new)
    await store.reports.add_event(report, "received", Actor.REPORTER, now=now)
    if report.urgency is Urgency.DANGER:
        await store.reports.add_event(report, "danger", Actor.REPORTER, now=now)
    await files.keep(store, report, reporter, draft.files, withhold=draft.voices is not Voices.HEARD, now=now)
    if draft.agreed and voices.speaks(draft.files):
        await store.people.agree_voice(reporter.id, now=now)
    return report


async def _name(store: Store, reporter: Person) -> str | None:
    return await store.people.name(reporter.id) if reporter.naming is Naming.NAMED else None


def _place(draft: Draft) -> Place:
    """Of a minor nothing that says how, or with which phone, the place was found."""
    place = draft.place or Place(source=PlaceSource.MISSING)
    if draft.by_minor and place.source is PlaceSource.LIVE:
        return Place(source=PlaceSource.PIN, latitude=place.latitude, longitude=place.longitude)
    return place


async def _unused_code(store: Store) -> str:
    while True:
        code = new_code()
        if await store.reports.by_code(code) is None:
            return code
