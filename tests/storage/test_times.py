"""Times: moments, never what a clock on some wall showed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.alert import Alert, AlertKind, MessageType
from storage.case import Actor, Status
from storage.clock import from_micros, to_micros, utc_now
from storage.copies import Answer as Said
from storage.doors import Door, DoorResult
from storage.engine import Database
from storage.ledger import AccountKind, Reason, Transfer
from storage.module import Module
from storage.outbox import Lane, Owed, Slot
from storage.roles import Role, Via
from storage.rollcalls import RollCall
from storage.routes import Route
from storage.store import Store
from storage.training import CourseKind
from storage.units import NewUnit, UnitKind
from storage.uses import Use
from storage.vouchers import VoucherState
from storage.whistles import Summons, WhistleKind
from tests.postgres import PostgresServer
from tests.storage.makers import (
    NOW,
    SQUARE,
    a_claimed,
    a_content,
    a_dialog,
    a_drill,
    a_notice,
    a_person,
    a_report,
    a_rider,
    a_spot,
    a_unit,
    an_update,
    claim,
    owe,
)

NAIVE = datetime(2026, 5, 20, 12, 0)  # noqa: DTZ001 - what must be refused
DOOR = Door(list_id=1, place=0, person_id=1)
SUMMONS = Summons(whistle_id=1, team_id=1, rung_at=NOW)
TRANSFER = Transfer(operation="x", debit_id=1, credit_id=2, amount=1, reason=Reason.VERIFIED)
CALL = RollCall(alert_id=1, unit_id=1, called_at=NOW)
ALERT = Alert(
    id=1, event="W", serial=1, message=MessageType.ALERT, unit_id=1, author_id=1, content=a_content(), created_at=NOW
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=ZONES).filter(lambda moment: 1 < moment.year < 9999))
def test_any_moment_comes_back(moment: datetime) -> None:
    """To the microsecond, in UTC; and order is kept."""
    micros = to_micros(moment)
    back = from_micros(micros)
    assert (back, back.tzinfo) == (moment, UTC)
    assert to_micros(moment + timedelta(microseconds=1)) == micros + 1


def test_the_clock_s_hands() -> None:
    assert utc_now().tzinfo is UTC
    assert (to_micros(None), from_micros(None)) == (None, None)
    with pytest.raises(ValueError, match="time zone"):
        to_micros(NAIVE)


@pytest.fixture(scope="module")
def on_server(server: PostgresServer, empty_on_server: str) -> Iterator[str]:
    """One for all of these tests, as none of them keeps anything."""
    with server.copy(empty_on_server) as url:
        yield url


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    """One transaction around the whole test, which is undone."""
    with suppress(_UndoneError):
        async with database.write() as open_store:
            yield open_store
            raise _UndoneError


class _UndoneError(Exception):
    """So that nothing is kept."""


async def _failing(store: Store) -> None:
    await store.inbox.add(an_update(1), now=NOW)
    (waiting,) = await store.inbox.ready(limit=1, now=NOW)
    await store.inbox.failed(waiting, "x", now=NAIVE)


async def _postponing(store: Store) -> None:
    await owe(store, await a_person(store))
    (claimed,) = await claim(store)
    await store.outbox.postpone(claimed, until=NAIVE, unsure=False)


async def _adding(store: Store) -> None:
    await store.reports.add(a_report(answer_by=NAIVE))


async def _saving_a_unit(store: Store) -> None:
    unit = NewUnit(code="G", kind=UnitKind.GRID, parent=None, name="G", name_en="G", geometry=SQUARE, cells=())
    await store.units.save(unit, now=NAIVE)


async def _asking_a_rider(store: Store) -> None:
    await store.riders.area(await a_rider(store), now=NAIVE)


async def _finding_riders(store: Store) -> None:
    await a_rider(store)
    await store.riders.within((1,), now=NAIVE)


async def _forgetting_riders(store: Store) -> None:
    await a_rider(store)
    await store.riders.forget(now=NAIVE)


async def _inviting(store: Store) -> None:
    await store.roles.add_invite("t", Role.ADMINISTRATOR, None, uses=1, expires_at=NAIVE, now=NOW)


async def _forgetting_media(store: Store) -> None:
    report = await store.reports.add(a_report())
    await store.media.add(report.id, "x", now=NOW)
    (media,) = await store.media.of_report(report.id)
    await store.media.kept(media.id, "x", 1)
    await store.traces.forget_media(report.id, now=NAIVE)


async def _drilling(store: Store, **fields: Any) -> None:
    await a_drill(store, await a_unit(store, "G"), await a_person(store), **fields)


async def _saving_a_drill(store: Store) -> None:
    drill = await a_drill(store, await a_unit(store, "G"), await a_person(store))
    await store.drills.save(drill.model_copy(update={"ended_at": NAIVE}))


async def _moving(store: Store, day: datetime = NAIVE) -> None:
    issue = await store.ledger.of_unit(AccountKind.ISSUE, (await a_unit(store, "G")).id)
    got = {"debit_id": issue.id, "credit_id": (await store.ledger.open_person(await a_person(store))).id}
    await store.ledger.move(TRANSFER.model_copy(update=got), day=day)


async def _closing_an_account(store: Store) -> None:
    await _moving(store, NOW)
    await store.ledger.close(await a_person(store), now=NAIVE)


Act = Callable[[Store], Awaitable[object]]

TAKING_TIME: dict[str, Act] = {
    "inbox.add": lambda store: store.inbox.add(an_update(1), now=NAIVE),
    "inbox.ready": lambda store: store.inbox.ready(limit=1, now=NAIVE),
    "inbox.done": lambda store: store.inbox.done(1, now=NAIVE),
    "inbox.failed": _failing,
    "inbox.drop": lambda store: store.inbox.drop(1, now=NAIVE),
    "inbox.died": lambda store: store.inbox.died(since=NAIVE),
    "inbox.bury": lambda store: store.inbox.bury(before=NAIVE),
    "inbox.forget": lambda store: store.inbox.forget(now=NAIVE),
    "outbox.add": lambda store: store.outbox.add(Owed(person_id=1, payload={}), now=NAIVE),
    "outbox.claim": lambda store: store.outbox.claim(Lane.BULK, limit=1, busy=(), now=NAIVE),
    "outbox.paused": lambda store: store.outbox.paused(now=NAIVE),
    "outbox.next_due": lambda store: store.outbox.next_due(now=NAIVE),
    "outbox.settle": lambda store: store.outbox.settle(a_claimed(), "sent", now=NAIVE),
    "outbox.postpone": _postponing,
    "restored.doubt": lambda store: store.restored.doubt(now=NAIVE),
    "outbox.recover": lambda store: store.outbox.recover(now=NAIVE),
    "outbox.put_slot": lambda store: store.outbox.put_slot(a_claimed(), Slot(message_id=1, form="text"), now=NAIVE),
    "outbox.forget": lambda store: store.outbox.forget(before=NAIVE),
    "moments.put": lambda store: store.moments.put("polled", NAIVE),
    "dialogs.put": lambda store: store.dialogs.put(1, a_dialog(expires_at=NAIVE)),
    "dialogs.put remind_at": lambda store: store.dialogs.put(1, a_dialog(remind_at=NAIVE)),
    "dialogs.set_right": lambda store: store.dialogs.set_right(now=NAIVE),
    "dialogs.expired": lambda store: store.dialogs.expired(now=NAIVE, limit=1),
    "dialogs.to_remind": lambda store: store.dialogs.to_remind(now=NAIVE, limit=1),
    "people.meet": lambda store: store.people.meet(1, "en", now=NAIVE),
    "people.consent": lambda store: store.people.consent(1, now=NAIVE),
    "riders.moved": lambda store: store.riders.moved(1, 1, until=NAIVE),
    "riders.area": _asking_a_rider,
    "riders.within": _finding_riders,
    "riders.forget": _forgetting_riders,
    "people.set_home": lambda store: store.people.set_home(1, None, now=NAIVE),
    "people.home_asked": lambda store: store.people.home_asked(1, now=NAIVE),
    "people.set_unreachable": lambda store: store.people.set_unreachable(1, NAIVE),
    "groups.bind": lambda store: store.groups.bind(1, 1, "en", by=1, now=NAIVE),
    "groups.bind_channel": lambda store: store.groups.bind_channel(1, 1, "en", by=1, now=NAIVE),
    "groups.lost": lambda store: store.groups.lost(1, at=NAIVE),
    "people.lost": lambda store: store.people.lost(1, heard=1, at=NAIVE),
    "people.forget_guests": lambda store: store.people.forget_guests(before=NAIVE),
    "people.agree_voice": lambda store: store.people.agree_voice(1, now=NAIVE),
    "units.save": _saving_a_unit,
    "health.facts": lambda store: store.health.facts(now=NAIVE),
    "places.save": lambda store: store.places.save(a_spot(), now=NAIVE),
    "alerts.released": lambda store: store.alerts.released(since=NAIVE, limit=1),
    "glances.add": lambda store: store.glances.add(1, "x", now=NAIVE),
    "glances.due": lambda store: store.glances.due(now=NAIVE, limit=1),
    "glances.put_off": lambda store: store.glances.put_off(1, until=NAIVE),
    "roles.grant": lambda store: store.roles.grant(1, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NAIVE),
    "roles.revoke": lambda store: store.roles.revoke(1, Role.ADMINISTRATOR, via=Via.COMMAND, now=NAIVE),
    "roles.add_invite": _inviting,
    "roles.use_invite": lambda store: store.roles.use_invite("t", now=NAIVE),
    "roles.forget_invites": lambda store: store.roles.forget_invites(before=NAIVE),
    "reports.add": _adding,
    "reports.add created_at": lambda store: store.reports.add(a_report(created_at=NAIVE)),
    "reports.save": lambda store: store.reports.save(a_report(), now=NAIVE),
    "reports.count_since": lambda store: store.reports.count_since(NAIVE),
    "reports.set_waits_right": lambda store: store.reports.set_waits_right(Status.WAITING, latest=NAIVE),
    "reports.set_breaches_right": lambda store: store.reports.set_breaches_right(latest=NAIVE),
    "reports.breached": lambda store: store.reports.breached(now=NAIVE, limit=1),
    "reports.waited_out": lambda store: store.reports.waited_out(now=NAIVE, limit=1),
    "reports.waiting_until": lambda store: store.reports.waiting_until(NOW, NAIVE),
    "reports.since": lambda store: store.reports.since(NAIVE),
    "reports.near": lambda store: store.reports.near((30.0, 104.0), 50, since=NAIVE, limit=1),
    "reports.add_event": lambda store: store.reports.add_event(a_report(), "received", Actor.SYSTEM, now=NAIVE),
    "uses.within_the_hour": lambda store: store.uses.within_the_hour(1, Use.REPORT, now=NAIVE),
    "digests.plan": lambda store: store.digests.plan(1, 480, NAIVE),
    "digests.due": lambda store: store.digests.due(now=NAIVE, latest=NOW),
    "digests.due latest": lambda store: store.digests.due(now=NOW, latest=NAIVE),
    "digests.move": lambda store: store.digests.move(1, NAIVE, had=0),
    "notices.add": lambda store: store.notices.add(1, 1, "x", people=1, send_at=NOW, now=NAIVE),
    "notices.add send_at": lambda store: store.notices.add(1, 1, "x", people=1, send_at=NAIVE, now=NOW),
    "notices.save": lambda store: store.notices.save(a_notice(ended_at=NAIVE)),
    "notices.forget": lambda store: store.notices.forget(before=NAIVE),
    "drills.add": lambda store: _drilling(store, now=NAIVE),
    "drills.add send_at": lambda store: _drilling(store, send_at=NAIVE),
    "drills.save": _saving_a_drill,
    "ledger.move": _moving,
    "ledger.got_since": lambda store: store.ledger.got_since(1, Reason.VERIFIED, NAIVE),
    "ledger.close": _closing_an_account,
    "ledger.with_expired": lambda store: store.ledger.with_expired(now=NAIVE, after=0, limit=1),
    "reports.verified_like": lambda store: store.reports.verified_like(a_report(), since=NAIVE),
    "ledger.forget": lambda store: store.ledger.forget(before=NAIVE),
    "rewards.withdraw": lambda store: store.rewards.withdraw(1, now=NAIVE),
    "vouchers.had_since": lambda store: store.vouchers.had_since(1, 1, NAIVE),
    "vouchers.used": lambda store: store.vouchers.used(1, NAIVE, by_partner=False),
    "vouchers.due": lambda store: store.vouchers.due(limit=1, now=NAIVE),
    "vouchers.end": lambda store: store.vouchers.end(1, VoucherState.USED, now=NAIVE),
    "drills.forget": lambda store: store.drills.forget(before=NAIVE),
    "drills.owed": lambda store: store.drills.owed(1, (1,), now=NAIVE),
    "drills.answer": lambda store: store.drills.answer(1, 1, now=NAIVE),
    "uses.add": lambda store: store.uses.add(1, Use.REPORT, now=NAIVE),
    "uses.forget": lambda store: store.uses.forget(now=NAIVE),
    "claims.use": lambda store: store.claims.use(1, now=NAIVE),
    "orphans.settle": lambda store: store.orphans.settle(1, now=NAIVE),
    "orphans.give_area": lambda store: store.orphans.give_area((30.0, 104.0), 1, by=1, now=NAIVE),
    "factors.confirm": lambda store: store.factors.confirm(1, 1, now=NAIVE),
    "factors.fail": lambda store: store.factors.fail(1, most=5, until=NAIVE),
    "alerts.add": lambda store: store.alerts.add("W", a_content(), unit_id=1, author_id=1, now=NAIVE),
    "alerts.in_force": lambda store: store.alerts.in_force(now=NAIVE),
    "alerts.due": lambda store: store.alerts.due(now=NAIVE, latest=NOW),
    "alerts.due latest": lambda store: store.alerts.due(now=NOW, latest=NAIVE),
    "alerts.end_event": lambda store: store.alerts.end_event("W", now=NAIVE),
    "alerts.forget_drafts": lambda store: store.alerts.forget_drafts(before=NAIVE),
    "alerts.agree": lambda store: store.alerts.agree(1, AlertKind.GAS, 1, now=NAIVE),
    "copies.forget": lambda store: store.copies.forget(before=NAIVE),
    "copies.rung_often": lambda store: store.copies.rung_often(1, rings=1, since=NAIVE),
    "copies.answer": lambda store: store.copies.answer(ALERT, 1, Said.SAFE, now=NAIVE),
    "rollcalls.due": lambda store: store.rollcalls.due(now=NAIVE, latest=NOW),
    "rollcalls.due latest": lambda store: store.rollcalls.due(now=NOW, latest=NAIVE),
    "rollcalls.confirm": lambda store: store.rollcalls.confirm(CALL, 1, now=NAIVE),
    "whistles.blow": lambda store: store.whistles.blow(1, WhistleKind.DAILY, 1, now=NAIVE),
    "whistles.confirm": lambda store: store.whistles.confirm(SUMMONS, 1, next_at=None, now=NAIVE),
    "whistles.confirm next_at": lambda store: store.whistles.confirm(SUMMONS, 1, next_at=NAIVE, now=NOW),
    "whistles.arrive": lambda store: store.whistles.arrive(SUMMONS, 1, now=NAIVE),
    "whistles.end": lambda store: store.whistles.end(1, now=NAIVE),
    "whistles.due": lambda store: store.whistles.due(now=NAIVE, latest=NOW),
    "whistles.due latest": lambda store: store.whistles.due(now=NOW, latest=NAIVE),
    "doors.add": lambda store: store.doors.add(1, 1, (), now=NAIVE),
    "doors.take": lambda store: store.doors.take(1, 1, now=NAIVE),
    "doors.note": lambda store: store.doors.note(DOOR, DoorResult.SAFE, now=NAIVE),
    "doors.close": lambda store: store.doors.close(1, now=NAIVE),
    "routes.remove": lambda store: store.routes.remove(Route(id=1, unit_id=1, team_id=1), now=NAIVE),
    "units.retire": lambda store: store.units.retire(1, now=NAIVE),
    "outcomes.since": lambda store: store.outcomes.since(1, (), NAIVE, now=NOW),
    "outcomes.since now": lambda store: store.outcomes.since(1, (), NOW, now=NAIVE),
    "looks.near": lambda store: store.looks.near((30.5, 104.5), 9, day=NAIVE, limit=1),
    "looks.asked": lambda store: store.looks.asked(1, day=NAIVE),
    "leaving.forget": lambda store: store.leaving.forget(1, 1, now=NAIVE),
    "leaving.is_over": lambda store: store.leaving.is_over(1, now=NAIVE),
    "parcels.withdraw": lambda store: store.parcels.withdraw(1, now=NAIVE),
    "parcels.ask": lambda store: store.parcels.ask(1, now=NAIVE),
    "parcels.asked": lambda store: store.parcels.asked(1, since=NAIVE),
    "parcels.due": lambda store: store.parcels.due(now=NAIVE, limit=1),
    "parcels.done": lambda store: store.parcels.done(1, now=NAIVE),
    "parcels.put_off": lambda store: store.parcels.put_off(1, until=NAIVE),
    "parcels.forget": lambda store: store.parcels.forget(before=NAIVE),
    "traces.ended": lambda store: store.traces.ended(before=NAIVE, limit=1),
    "traces.forget_media": _forgetting_media,
    "traces.complete": lambda store: store.traces.complete(1, now=NAIVE),
    "discarded.add": lambda store: store.discarded.add(["x"], due_at=NAIVE),
    "discarded.due": lambda store: store.discarded.due(now=NAIVE, limit=1),
    "training.add_course": lambda store: store.training.add_course(1, 1, CourseKind.AED, None, now=NAIVE),
    "training.upcoming": lambda store: store.training.upcoming(1, now=NAIVE, limit=1),
    "training.of_person": lambda store: store.training.of_person(1, now=NAIVE),
    "training.reset": lambda store: store.training.reset(1, starts_at=NAIVE, remind_at=None),
    "training.reset remind_at": lambda store: store.training.reset(1, starts_at=NOW, remind_at=NAIVE),
    "training.end_past": lambda store: store.training.end_past(now=NAIVE),
    "training.forget": lambda store: store.training.forget(before=NAIVE),
    "training.enrol": lambda store: store.training.enrol(1, 1, remind_at=None, now=NAIVE),
    "training.enrol remind_at": lambda store: store.training.enrol(1, 1, remind_at=NAIVE, now=NOW),
    "training.wait": lambda store: store.training.wait(1, 1, now=NAIVE),
    "training.offer": lambda store: store.training.offer(1, until=NAIVE),
    "training.accept": lambda store: store.training.accept(1, 1, remind_at=None, now=NAIVE),
    "training.accept remind_at": lambda store: store.training.accept(1, 1, remind_at=NAIVE, now=NOW),
    "training.confirm": lambda store: store.training.confirm(1, 1, now=NAIVE),
    "training.run_out": lambda store: store.training.run_out(now=NAIVE),
    "training.is_due": lambda store: store.training.is_due(now=NAIVE, last_call=NOW),
    "training.is_due last_call": lambda store: store.training.is_due(now=NOW, last_call=NAIVE),
    "training.to_fill": lambda store: store.training.to_fill(now=NAIVE),
    "training.to_remind": lambda store: store.training.to_remind(now=NAIVE, limit=1),
    "training.remind_at": lambda store: store.training.remind_at(1, 1, NAIVE),
    "drills.gone_out": lambda store: store.drills.gone_out(since=NAIVE, limit=1),
    "alerts.of_nobody": lambda store: store.alerts.of_nobody(1, (Role.STAFF,), now=NAIVE, limit=1),
    "media.add": lambda store: store.media.add(1, "x", now=NAIVE),
    "media.to_fetch": lambda store: store.media.to_fetch(now=NAIVE, limit=1),
    "media.failed": lambda store: store.media.failed(1, retry_at=NAIVE, lost=False),
}


@pytest.mark.parametrize("name", TAKING_TIME)
async def test_naive_times_are_refused(store: Store, name: str) -> None:
    """Nobody knows what they mean."""
    with pytest.raises(ValueError, match="time zone"):
        await TAKING_TIME[name](store)


async def test_everything_that_takes_a_time_is_here(store: Store) -> None:
    """A new query gets its line above."""
    taking = {
        f"{name}.{query}"
        for name, module in vars(store).items()
        if isinstance(module, Module)
        for query, method in vars(type(module)).items()
        if not query.startswith("_") and _takes_time(method)
    }
    assert taking | {"dialogs.put", "drills.save", "notices.save", "reports.add"} == {
        name.split()[0] for name in TAKING_TIME
    }


def _takes_time(method: Any) -> bool:
    hints = {name: hint for name, hint in method.__annotations__.items() if name != "return"}
    return any(hint in (datetime, datetime | None) for hint in hints.values())
