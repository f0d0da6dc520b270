"""A stolen copy of the database: no column, and no page of the write-ahead log, says who anybody is or what they wrote."""

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.rewards import service
from handlers.rewards.rules import Outcome
from storage.case import Actor, Place, PlaceSource, Status
from storage.engine import Database
from storage.ledger import AccountKind, Reason, Transfer
from storage.outbox import Slot
from storage.phrases import Purpose
from storage.rewards import NewReward
from storage.roles import Role
from storage.seal import Seal
from storage.shifts import Shift
from storage.store import Store
from storage.tables import metadata
from storage.units import Unit
from storage.uses import Use
from storage.wishes import Wishes
from tests.storage.conftest import sqlite
from tests.storage.makers import (
    NOW,
    a_dialog,
    a_drill,
    a_person,
    a_report,
    a_session,
    a_unit,
    after,
    an_alert,
    an_update,
    claim,
    owe,
)

CANARY_ID = 918273645546
CANARY = "canary-金丝雀-9f3e"
NUMBER = str(CANARY_ID)


async def leave_traces(store: Store) -> None:
    """Something personal in everything that can hold it."""
    lin, unit = await a_person(store, CANARY_ID), await a_unit(store, "G")
    await store.people.set_name(lin, CANARY)
    await store.riders.moved(lin, unit.id, until=after(hours=12))
    await store.roles.add_invite(CANARY, Role.STAFF, unit.id, uses=1, expires_at=after(hours=1), now=NOW)
    for number in range(3):
        await store.inbox.add(an_update(number, CANARY_ID, CANARY), now=NOW)
    first, second, _ = await store.inbox.ready(limit=3, now=NOW)
    await store.inbox.done(first.seq, now=NOW)
    await store.inbox.failed(second, "KeyError", now=NOW)
    await store.dialogs.put(lin, a_dialog(draft={"words": CANARY, "person": CANARY_ID}))
    await owe(store, lin, CANARY, slot=CANARY, dedupe=CANARY)
    (claimed,) = await claim(store)
    await store.outbox.put_slot(claimed, Slot(message_id=1, form="text"), now=NOW)
    place = Place(source=PlaceSource.WORDS, words=CANARY)
    report = await store.reports.add(a_report(reporter_id=lin, reporter_name=CANARY, words=CANARY, place=place))
    rejected = report.model_copy(update={"status": Status.REJECTED, "reason": CANARY})
    await store.reports.save(rejected, now=NOW)
    await store.reports.add_event(rejected, "rejected", Actor.STAFF, staff_id=lin, note=CANARY, now=NOW)
    await store.media.add(report.id, CANARY, album=CANARY, now=NOW)
    await store.media.add(report.id, CANARY, album=CANARY, staff_id=lin, now=NOW)
    await store.glances.add(lin, CANARY, now=NOW)
    await store.looks.offer(lin, (30.5, 104.5))
    await store.wishes.save(lin, Wishes(needs_help=True, door=CANARY))
    await store.votes.ask(report.id, lin)
    await store.uses.add(lin, Use.MEDIA, now=NOW)
    await store.parcels.ask(lin, now=NOW)
    await store.groups.meet(-CANARY_ID, "en")
    await store.phrases.add(unit.id, Purpose.ASK, "在哪里？")
    await store.shifts.add(Shift(unit_id=unit.id, person_id=lin, begins=0, ends=0, number=NUMBER))
    await store.factors.put(lin, CANARY)
    await store.notices.add(unit.id, lin, CANARY, people=1, send_at=NOW, now=NOW)
    alert = await an_alert(store, unit, lin, detail={"": CANARY})
    await store.alerts.save(alert.model_copy(update={"reason": CANARY, "review": CANARY}))
    await a_drill(store, unit, lin, words=CANARY)
    await _leave_points(store, lin, unit)
    await a_session(store, unit, lin, title=CANARY, place=CANARY)
    await store.farewells.add({"words": CANARY})


async def _leave_points(store: Store, lin: int, unit: Unit) -> None:
    """Some that somebody got, and a voucher."""
    issue, account = await store.ledger.of_unit(AccountKind.ISSUE, unit.id), await store.ledger.open_person(lin)
    earned = {"debit_id": issue.id, "credit_id": account.id, "amount": 1, "reason": Reason.VERIFIED, "about": CANARY}
    operation = store.ledger.operation(CANARY, lin)
    await store.ledger.move(Transfer.model_validate(earned | {"operation": operation}), day=NOW)
    reward = await store.rewards.add(NewReward(unit_id=unit.id, name="x", name_en="x", price=1))
    person = await store.people.by_id(lin)
    assert person is not None
    lives_there = person.model_copy(update={"home_unit_id": unit.id})
    bought, _ = await service.redeem(store, lives_there, reward.id, CANARY, zone=ZoneInfo("UTC"), now=NOW)
    assert bought is Outcome.BOUGHT


@pytest.fixture
async def stolen(folder: Path, seal: Seal) -> Path:
    """The folder of a database that is still in use: its newest pages are in the log alone."""
    async with sqlite(folder, seal) as database:
        async with database.write() as store:
            await leave_traces(store)
        copy = folder / "stolen"
        copy.mkdir()
        for path in folder.glob("shao.db*"):
            (copy / path.name).write_bytes(path.read_bytes())
    return copy


def columns(folder: Path) -> dict[str, list[object]]:
    """Every value of every column."""
    with closing(sqlite3.connect(folder / "shao.db")) as conn:
        return {
            f"{table.name}.{column.name}": [
                value for (value,) in conn.execute(f"SELECT {column.name} FROM {table.name}")
            ]
            for table in metadata.tables.values()
            for column in table.columns
        }


def test_no_canary_in_any_column(stolen: Path) -> None:
    found = columns(stolen)
    assert len(found["inbox.body"]) == 3, "the copy holds what was written"
    for column, values in found.items():
        for value in values:
            assert value != CANARY_ID, column
            as_text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
            assert not [one for one in (NUMBER, CANARY, CANARY.encode().decode("latin-1")) if one in as_text], column


def test_no_canary_in_any_file(stolen: Path) -> None:
    files = {path.name: path.read_bytes() for path in stolen.iterdir()}
    assert len(files["shao.db-wal"]) > 4096, "the log holds what was written"
    for name, content in files.items():
        for canary in (CANARY.encode(), NUMBER.encode(), CANARY_ID.to_bytes(6, "big")):
            assert canary not in content, name


def test_every_sealed_column_holds_something(stolen: Path) -> None:
    """So that the tests above say something; a new sealed column has to get its trace."""
    found = columns(stolen)
    marked = [
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.comment and column.comment.startswith("sealed")
    ]
    assert len(marked) > 8
    assert [column for column in marked if not any(isinstance(value, bytes) for value in found[column])] == []


async def test_nobody_can_tell_whose_report_it_is(folder: Path, seal: Seal) -> None:
    """Two reports of one person have nothing in common in their rows, and the list of authors names no report."""
    async with sqlite(folder, seal) as database:
        async with database.write() as store:
            lin = await a_person(store)
            for code in ("H-1", "H-2"):
                await store.reports.add(a_report(code, reporter_id=lin))
        with closing(sqlite3.connect(folder / "shao.db")) as conn:
            reporters = [one for (one,) in conn.execute("SELECT reporter FROM reports")]
            authored = conn.execute("SELECT who, report FROM authorship").fetchall()
        assert len(set(reporters)) == 2
        assert {who for who, _ in authored} == {seal.lookup("author", lin)}
        assert len({report for _, report in authored}) == 2


ERASED = {
    "handled": ("SELECT body, lane FROM inbox", (None, "")),
    "settled": ("SELECT payload FROM outbox WHERE state = 'sent'", (None,)),
    "unknown": ("SELECT payload FROM outbox WHERE state = 'unknown'", (None,)),
}


@pytest.mark.parametrize("what", ERASED)
async def test_what_is_over_is_erased(folder: Path, seal: Seal, what: str) -> None:
    """Not only sealed: whoever has the key finds nothing either."""
    async with sqlite(folder, seal) as database:
        await _end(database, what)
        query, expected = ERASED[what]
        with closing(sqlite3.connect(folder / "shao.db")) as conn:
            assert conn.execute(query).fetchall() == [expected]


async def _end(database: Database, what: str) -> None:
    async with database.write() as store:
        if what == "handled":
            await store.inbox.add(an_update(1), now=NOW)
            (waiting,) = await store.inbox.ready(limit=1, now=NOW)
            await store.inbox.done(waiting.seq, now=NOW)
            return
        await owe(store, await a_person(store), CANARY, worth="once")
        (claimed,) = await claim(store)
        if what == "settled":
            await store.outbox.settle(claimed, "sent", now=NOW)
        else:
            await store.outbox.recover(now=NOW)


async def test_erased_rows_are_overwritten(folder: Path, seal: Seal) -> None:
    """The very bytes of a handled update are gone from the file, ciphertext though they were."""
    async with sqlite(folder, seal) as database:
        async with database.write() as store:
            await store.inbox.add(an_update(1), now=NOW)
        with closing(sqlite3.connect(folder / "shao.db")) as conn:
            ((body,),) = conn.execute("SELECT body FROM inbox")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert body in (folder / "shao.db").read_bytes()
        async with database.write() as store:
            (waiting,) = await store.inbox.ready(limit=1, now=NOW)
            await store.inbox.done(waiting.seq, now=NOW)
    assert body not in b"".join(path.read_bytes() for path in folder.glob("shao.db*"))
