"""Times that lie ahead: what is to be done then is done then; what a clock wrote down that was a year ahead waits for no year."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import BigInteger

from storage.case import Status
from storage.outbox import TOO_MANY
from storage.store import Store
from storage.tables import metadata
from storage.uses import Use
from tests.storage.makers import MUST, a_dialog, a_person, a_report, a_rider, after, an_update, claim, owe

# Since when something is so, which is compared with other such times alone.
PAST = {
    "updated_at", "created_at", "retired_at", "consented_at", "home_asked_at", "voice_agreed_at", "unreachable_at", "granted_at",
    "acted_at", "paused_at", "revoked_at", "bound_at", "received_at", "done_at", "settled_at", "closed_at", "unlinked_at", "ended_at",
    "team_took_at", "removed_at", "at", "said_at", "claimed_at",
    "blown_at", "rung_at", "submitted_at", "released_at", "over_at", "reviewed_at", "called_at", "again_at", "deputy_at", "silent_at",
    "first_at", "second_at", "owed_at", "answered_at", "taken_at", "offered_at", "sent_at", "confirmed_at", "arrived_at",
    "booked_at", "since_at", "bought_at", "withdrawn_at",
}  # fmt: skip
# What somebody was promised or given, by whatever clock; and what has its tests elsewhere.
PROMISED = {"sessions.starts_at", "sessions.ends_at", "invites.expires_at", "vouchers.expires_at"}
ELSEWHERE = {
    "alerts.next_at": "test_alerts",
    "alerts.send_at": "rules/test_alert_rules",
    "roll_calls.next_at": "test_alerts",
    "digests.due_at": "test_digests",
    "drills.send_at": "rules/test_drill",
    "door_lists.next_at": "rules/test_doors",
    "factors.locked_until": "rules/test_factor",
    "notices.send_at": "rules/test_notices",
    "enrolments.offer_until": "rules/test_training",
    "enrolments.remind_at": "rules/test_training",
    "summons.next_at": "test_whistles",
    "transfers.expires_at": "rules/test_points",
}

Case = Callable[[Store, datetime, datetime], Awaitable[bool]]


async def _update(store: Store, ahead: datetime, now: datetime) -> bool:
    await store.inbox.add(an_update(1), now=ahead)
    (waiting,) = await store.inbox.ready(limit=1, now=ahead)
    await store.inbox.failed(waiting, "x", now=ahead)
    return await store.inbox.ready(limit=1, now=now) != ()


async def _message(store: Store, ahead: datetime, now: datetime) -> bool:
    await owe(store, await a_person(store), worth=MUST)
    (claimed,) = await claim(store)
    await store.outbox.postpone(claimed, until=ahead + timedelta(seconds=30), unsure=True)
    return await claim(store, now=now) != []


async def _paused(store: Store, ahead: datetime, now: datetime) -> bool:
    await owe(store, await a_person(store))
    (claimed,) = await claim(store)
    await store.outbox.postpone(claimed, until=ahead + timedelta(hours=2), error=TOO_MANY)
    is_paused = await store.outbox.paused(now=now) != ()
    is_claimed = await claim(store, now=now) != []
    assert is_paused is not is_claimed
    return is_claimed


async def _dialog(store: Store, ahead: datetime, now: datetime) -> bool:
    """Whether it is reminded of now, and ends within the days that a dialog may last."""
    times = {"remind_at": ahead + timedelta(minutes=15), "expires_at": ahead + timedelta(days=7)}
    await store.dialogs.put(await a_person(store), a_dialog(**times))
    await store.dialogs.set_right(now=now)
    assert await store.dialogs.expired(now=now, limit=1) == ()
    assert await store.dialogs.expired(now=now + timedelta(days=8), limit=1) != ()
    return await store.dialogs.to_remind(now=now, limit=1) != ()


async def _waiting_report(store: Store, ahead: datetime, now: datetime) -> bool:
    """Whether its waiting was cut to what it may be."""
    patience = timedelta(days=5)
    report = await store.reports.add(a_report())
    waiting = report.model_copy(update={"status": Status.WAITING, "waits_until": ahead + patience})
    await store.reports.save(waiting, now=now)
    await store.reports.set_waits_right(Status.WAITING, latest=now + patience)
    assert await store.reports.waited_out(now=now, limit=1) == ()
    (found,) = await store.reports.waiting_until(now, now + patience)
    return found.waits_until == now + patience < ahead


async def _missed(store: Store, ahead: datetime, now: datetime) -> bool:
    """Whether the time at which it is told was cut to the longest that anything is promised for."""
    longest = timedelta(days=10)
    await store.reports.add(a_report(breach_at=ahead + timedelta(hours=1)))
    await store.reports.set_breaches_right(latest=now + longest)
    assert await store.reports.breached(now=now, limit=1) == ()
    (found,) = await store.reports.breached(now=now + longest, limit=1)
    return found.breach_at == now + longest < ahead


async def _file(store: Store, ahead: datetime, now: datetime) -> bool:
    report = await store.reports.add(a_report())
    await store.media.add(report.id, "x", now=ahead)
    await store.media.failed((await store.media.waiting())[0].id, retry_at=ahead + timedelta(hours=6), lost=False)
    return await store.media.to_fetch(now=now, limit=1) != ()


async def _glance(store: Store, ahead: datetime, now: datetime) -> bool:
    await store.glances.add(1, "x", now=ahead + timedelta(seconds=10))
    return await store.glances.due(now=now, limit=1) != ()


async def _parcel(store: Store, ahead: datetime, now: datetime) -> bool:
    await store.parcels.ask(await a_person(store), now=ahead)
    (due,) = await store.parcels.due(now=ahead, limit=1)
    await store.parcels.put_off(due.id, until=ahead + timedelta(minutes=8))
    return await store.parcels.due(now=now, limit=1) != ()


async def _discarded(store: Store, ahead: datetime, now: datetime) -> bool:
    await store.discarded.add(["x"], due_at=ahead + timedelta(days=1))
    return await store.discarded.due(now=now, limit=1) != ()


async def _use(store: Store, ahead: datetime, now: datetime) -> bool:
    lin = await a_person(store)
    await store.uses.add(lin, Use.REPORT, now=ahead)
    await store.uses.forget(now=now)
    return await store.uses.within_the_hour(lin, Use.REPORT, now=ahead) == ()


DUE: dict[str, Case] = {
    "inbox.retry_at": _update,
    "outbox.not_before": _message,
    "outbox.not_before 429": _paused,
    "dialogs.remind_at": _dialog,
    "dialogs.expires_at": _dialog,
    "reports.waits_until": _waiting_report,
    "reports.breach_at": _missed,
    "report_media.retry_at": _file,
    "glances.retry_at": _glance,
    "parcels.retry_at": _parcel,
    "discarded_files.due_at": _discarded,
    "uses.forget_at": _use,
}


class TestAhead:
    """On every engine."""

    @pytest.mark.parametrize("what", [one for one in DUE if one != "uses.forget_at"])
    async def test_by_a_right_clock(self, store: Store, what: str) -> None:
        """Not yet; nor where the clock is put right by a second."""
        assert not await DUE[what](store, after(seconds=1), after())

    @pytest.mark.parametrize("what", DUE)
    async def test_by_a_clock_that_was_a_year_ahead(self, store: Store, what: str) -> None:
        assert await DUE[what](store, after(days=365), after())

    @pytest.mark.parametrize(("days", "counts"), [(0.5, True), (365, False)])
    async def test_where_a_rider_was(self, store: Store, days: float, counts: bool) -> None:
        rider = await a_rider(store, in_unit=1, until=after(days=days))
        assert (await store.riders.area(rider, now=after()) is not None) is counts
        assert (await store.riders.within((1,), now=after()) == (rider,)) is counts
        await store.riders.forget(now=after())
        assert (await store.riders.area(rider, now=after(days=days - 0.25)) is not None) is counts


def test_every_time_that_lies_ahead_is_here() -> None:
    """A new column gets its line above."""
    times = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, BigInteger) and column.name.endswith(("_at", "_until", "_before", "at"))
    }
    ahead = {one for one in times if one.partition(".")[2] not in PAST}
    assert ahead == {name.split()[0] for name in DUE} | PROMISED | ELSEWHERE.keys()
