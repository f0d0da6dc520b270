"""Nothing about a person is forgotten where they are told everything, or where everything of theirs is erased."""

from pathlib import Path
from typing import Any

import pytest

from handlers.data.everything import everything
from handlers.data.packing import as_json
from handlers.rewards import service
from storage.seal import Seal, load_seal
from storage.sealed import SEALED
from storage.store import Store
from storage.tables import metadata
from tests.storage.makers import NOW, after
from tests.storage.test_sealed import CANARY, CANARY_ID, NUMBER, leave_traces
from tests.town import CHENGDU

# How each column that leads to a person is told to them (a key of data.json, or why not), and how it is erased. A new one gets its line.
LEADING: dict[str, str] = {
    "outbox.lane": "none: a number that says how urgent it is",
    "people.telegram_hash": "of telegram_id, which is told; the row is deleted",
    "roles.person_id": "roles; deleted with the person",
    "roles.granted_by": "another's role; the link is deleted with the person",
    "roles.revoked_by": "another's role; the link is deleted with the person",
    "invites.created_by": "made; deleted with the person",
    "groups.bound_by": "made; the link is deleted with the person",
    "groups.added_by": "made; the link is deleted with the person",
    "areas.said_by": "made; the link is deleted with the person",
    "worklist_views.person_id": "work; deleted with the person",
    "shifts.person_id": "work; deleted with the person",
    "shifts.deputy_id": "work; the link is deleted with the person",
    "door_lists.taken_by": "work; the link is deleted with the person",
    "doors.person_id": "doors; deleted with the person",
    "factors.person_id": "work, but for the secret; deleted with the person",
    "digests.person_id": "work; deleted with the person",
    "notices.author_id": "made; the words go, the link is deleted with the person",
    "drills.author_id": "made; the words go, the link is deleted with the person",
    "drill_copies.person_id": "drills; deleted with the person",
    "courses.author_id": "made; the link is deleted with the person",
    "enrolments.person_id": "training; deleted with the person",
    "reports.reporter": "reports; traces.unlink",
    "reports.holder_id": "work; the link is deleted with the person",
    "report_media.staff_id": "work; leaving.forget",
    "report_events.staff_id": "work; the link is deleted with the person",
    "whistles.staff_id": "work; the link is deleted with the person",
    "alerts.author_id": "work; the link is deleted with the person",
    "alerts.approver_id": "work; the link is deleted with the person",
    "alerts.reviewer_id": "work; the link is deleted with the person",
    "alert_copies.person_id": "warnings; deleted with the person",
    "alert_answers.person_id": "warnings; deleted with the person",
    "roll_calls.confirmed_by": "work; the link is deleted with the person",
    "standing_alerts.first_by": "work; deleted with the person",
    "standing_alerts.second_by": "work; deleted with the person",
    "summons.confirmed_by": "work; the link is deleted with the person",
    "authorship.who": "reports; traces.unlink",
    "authorship.report": "reports; traces.unlink",
    "glances.person": "under_way; leaving.forget",
    "inbox.lane": "under_way; leaving.forget",
    "dialogs.chat": "dialog_under_way; people.delete",
    "dialogs.recipient": "dialog_under_way; people.delete",
    "outbox.chat": "under_way; people.delete",
    "outbox.recipient": "under_way; people.delete",
    "slots.chat": "under_way; people.delete",
    "slots.recipient": "under_way; people.delete",
    "lookers.person_id": "looks; deleted with the person",
    "wishes.person_id": "wishes; deleted with the person",
    "votes.voter": "looks; leaving.forget",
    "uses.who": "counted; leaving.forget",
    "parcels.chat": "counted; parcels.withdraw",
    "parcels.recipient": "counted; parcels.withdraw",
}
NAMES = {"person", "reporter", "recipient", "chat", "lane", "who", "author", "report", "telegram_hash", "voter"}


def leading_to_somebody() -> set[str]:
    """Columns that refer to a person, sealed or not, or hold a keyed hash of one."""
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "people" for key in column.foreign_keys) or column.name in NAMES
    }


def test_each_way_to_a_person_is_thought_of() -> None:
    assert leading_to_somebody() == LEADING.keys()


@pytest.fixture
def seal(empty: Path) -> Seal:
    return load_seal(empty / "shao.key")


async def opened(store: Store, seal: Seal) -> dict[str, list[str]]:
    """Every value, opened where it is sealed."""
    purposes = {(one.table, one.column): one.purpose for one in SEALED}
    found: dict[str, list[str]] = {}
    for table in metadata.tables.values():
        for row in await store._conn.fetch(f"SELECT * FROM {table.name}"):
            for column in table.columns:
                value, purpose = row[column.name], purposes.get((table.name, column.name))
                if value is not None:
                    words = str(value) if purpose is None else seal.open(purpose, value).decode("utf8", "replace")
                    found.setdefault(f"{table.name}.{column.name}", []).append(words)
    return found


def with_canary(found: dict[str, list[str]]) -> set[str]:
    return {name for name, values in found.items() if any(CANARY in one or NUMBER in one for one in values)}


async def test_all_that_is_sealed_of_them_is_told(store: Store, seal: Seal) -> None:
    """Each column in which their words or number are, but for what is not theirs to see."""
    await leave_traces(store)
    person = await store.people.find(CANARY_ID)
    assert person is not None
    holding = with_canary(await opened(store, seal))
    assert len(holding) > 10
    told = as_json((await everything(store, person.id, now=NOW)).data).decode()
    pieces: dict[str, Any] = {name: told.count(piece) for name, piece in (("words", CANARY), ("number", NUMBER))}
    assert pieces["words"] >= 9, "name twice, words, place, reason, note, draft, file, update, glance, notice"
    assert pieces["number"] >= 2


async def test_all_that_is_sealed_of_them_goes(store: Store, seal: Seal) -> None:
    """Only a group's own number, which leave_traces() makes of the same digits, stays; and what was said in a warning and about it, which
    is on record for its unit, and what training there is, and where: without whose it was."""
    await leave_traces(store)
    person = await store.people.find(CANARY_ID)
    assert person is not None
    for report in await store.reports.by_reporter(person.id):
        await store.traces.unlink(report.id)
        await store.traces.forget_words(report.id)
        await store.traces.forget_media(report.id, now=NOW)
    for note in await store.leaving.notes(person.id):
        await store.leaving.forget_words(note)
    farewell = await store.farewells.first()
    assert farewell is not None
    await store.farewells.end(farewell[0])
    await store.parcels.withdraw(person.id, now=NOW)
    await service.leave(store, person, zone=CHENGDU, now=NOW)
    await store.ledger.close(person.id, now=NOW)
    await store.leaving.forget(person.id, CANARY_ID, now=NOW)
    await store.people.delete(person.id)
    for waiting in await store.inbox.ready(limit=9, now=after(hours=1)):  # what came with it and is handled afterwards
        await store.inbox.done(waiting.seq, now=NOW)
    assert with_canary(await opened(store, seal)) == {
        "groups.chat_id",
        "alerts.content",
        "alerts.reason",
        "alerts.review",
        "courses.title",
        "sessions.place",
    }
