"""The history of a case, and that nothing of it is changed, taken out or put in another order without a trace."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storage.reports
from storage.case import Actor, Report, Status
from storage.chain import Entry, History, linked
from storage.clock import to_micros
from storage.store import Store
from storage.units import UnitKind
from tests.storage.makers import NOW, a_person, a_report, a_unit, after

STEPS = (
    ("received", Actor.REPORTER, Status.RECEIVED),
    ("accepted", Actor.STAFF, Status.ACCEPTED),
    ("assigned", Actor.STAFF, Status.ASSIGNED),
    ("acknowledged", Actor.TEAM, Status.IN_HAND),
    ("done", Actor.TEAM, Status.DONE),
)


async def lived(store: Store, code: str = "H-1") -> Report:
    """A case with a history, of which a team is a part."""
    team = await a_unit(store, "GAS", UnitKind.TEAM)
    lin, zhou = await a_person(store, 1), await a_person(store, 2)
    report = await store.reports.add(a_report(code, reporter_id=lin))
    for number, (event, actor, status) in enumerate(STEPS):
        report = report.model_copy(update={"status": status})
        staff_id = None if actor is Actor.REPORTER else zhou
        await store.reports.add_event(
            report,
            event,
            actor,
            staff_id=staff_id,
            team_id=team.id if number > 1 else None,
            note="私人",
            now=after(hours=number),
        )
    return report


class TestStored:
    async def test_is_whole(self, store: Store) -> None:
        report = await lived(store)
        history = await store.reports.history(report)
        assert history.is_whole
        assert [(one.event, one.actor, one.status) for one in history.entries] == list(STEPS)
        assert [one.team for one in history.entries] == [None, None, "GAS", "GAS", "GAS"]

    async def test_is_hashed_as_written_down(self, store: Store) -> None:
        """By hand, as somebody would who has nothing but the docstring."""
        history = await store.reports.history(await lived(store))
        first, second, third = history.entries[:3]
        by_hand = f'["{second.hash}","H-1","assigned","staff","assigned","GAS",{to_micros(after(hours=2))}]'
        assert third.hash == hashlib.sha256(by_hand.encode()).hexdigest()
        by_hand = f'["","H-1","received","reporter","received","",{to_micros(NOW)}]'
        assert first.hash == hashlib.sha256(by_hand.encode()).hexdigest()

    async def test_cases_do_not_meet(self, store: Store) -> None:
        first = await lived(store)
        other = await store.reports.add(a_report("H-2"))
        await store.reports.add_event(other, "received", Actor.REPORTER, now=NOW)
        await store.reports.add_event(first, "verified", Actor.REPORTER, now=NOW)
        assert (await store.reports.history(first)).is_whole
        assert (await store.reports.history(other)).is_whole

    async def test_all_of_very_many_are_looked_at(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        """Those without a history as well, and whatever lies between two portions."""
        monkeypatch.setattr(storage.reports, "AT_ONCE", 2)
        reports = [await store.reports.add(a_report(f"H-{number}")) for number in range(5)]
        for report in (*reports[:2], *reports[3:], reports[0]):
            await store.reports.add_event(report, "received", Actor.REPORTER, now=NOW)
        assert await store.reports.changed_histories() == ()
        await store._conn.run(f"DELETE FROM report_events WHERE report_id IN ({reports[1].id}, {reports[4].id})")
        assert await store.reports.changed_histories() == ("H-1", "H-4")

    async def test_a_report_without_events(self, store: Store) -> None:
        history = await store.reports.history(await store.reports.add(a_report()))
        assert history.is_whole
        assert history.entries == ()

    @pytest.mark.parametrize(
        "tampering",
        [
            "UPDATE report_events SET event = 'taken' WHERE event = 'accepted'",
            "UPDATE report_events SET actor = 'system' WHERE event = 'accepted'",
            "UPDATE report_events SET status = 'received' WHERE event = 'accepted'",
            "UPDATE report_events SET team_id = NULL WHERE event = 'acknowledged'",
            "UPDATE report_events SET at = at - 1 WHERE event = 'done'",
            "UPDATE report_events SET hash = 'x' WHERE event = 'done'",
            "DELETE FROM report_events WHERE event = 'received'",
            "DELETE FROM report_events WHERE event = 'assigned'",
            "DELETE FROM report_events WHERE event = 'done'",
            "DELETE FROM report_events",
            "UPDATE report_events SET id = id + 1000 WHERE event = 'accepted'",
            "UPDATE reports SET code = 'H-9'",
            "UPDATE reports SET tip = NULL",
        ],
    )
    async def test_tampering_is_found(self, store: Store, tampering: str) -> None:
        report = await lived(store)
        await store._conn.run(tampering)
        found = await store.reports.by_id(report.id)
        assert not (await store.reports.history(found)).is_whole
        assert await store.reports.changed_histories() == (found.code,)

    async def test_stays_whole_when_somebody_is_forgotten(self, store: Store) -> None:
        """What they wrote goes, what they did stays, and so does the chain."""
        report = await lived(store)
        lin, zhou = await a_person(store, 1), await a_person(store, 2)
        before = await store.reports.history(report)
        for note in await store.leaving.notes(zhou):
            await store.leaving.forget_words(note)
        for person_id, telegram_id in ((lin, 1), (zhou, 2)):
            await store.leaving.forget(person_id, telegram_id, now=NOW)
            await store.people.delete(person_id)
        assert await store.reports.history(report) == before
        assert before.is_whole
        assert {
            (one.staff_id, one.note) for one in await store.reports.events(report.id) if one.actor is not Actor.REPORTER
        } == {(None, None)}

    async def test_stays_whole_in_retention(self, store: Store) -> None:
        """Nobody is its reporter any more, its place is rounded, its words are gone."""
        report = await lived(store)
        before = await store.reports.history(report)
        await store.traces.unlink(report.id)
        await store.traces.blur(report.id)
        await store.traces.forget_words(report.id)
        await store.traces.forget_media(report.id, now=NOW)
        await store.traces.complete(report.id, now=NOW)
        assert await store.reports.history(report) == before
        assert before.is_whole


CHANGES = {
    "event": st.sampled_from(["taken", "rejected"]),
    "actor": st.sampled_from(list(Actor)),
    "status": st.sampled_from(list(Status)),
    "team": st.none() | st.text(max_size=4),
    "at": st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda by: NOW + by),
}


def written(count: int) -> History:
    """A history of so many entries."""
    entries: list[Entry] = []
    for number in range(count):
        event, actor, status = STEPS[number % len(STEPS)]
        entry = Entry(event=event, actor=actor, status=status, team=None, at=NOW + timedelta(hours=number), hash="")
        before = entries[-1].hash if entries else None
        entries.append(entry.model_copy(update={"hash": linked(before, "H-1", entry)}))
    return History(code="H-1", entries=tuple(entries), tip=entries[-1].hash)


@given(st.data())
def test_any_change_of_an_entry_is_found(data: st.DataObject) -> None:
    """Also where its own hash was made anew."""
    history = written(data.draw(st.integers(1, 8)))
    at = data.draw(st.integers(0, len(history.entries) - 1))
    name = data.draw(st.sampled_from(sorted(CHANGES)))
    old = history.entries[at]
    new = old.model_copy(update={name: data.draw(CHANGES[name])})
    if data.draw(st.booleans()):
        before = history.entries[at - 1].hash if at else None
        new = new.model_copy(update={"hash": linked(before, "H-1", new)})
    changed = history.model_copy(update={"entries": (*history.entries[:at], new, *history.entries[at + 1 :])})
    assert changed.is_whole == (new == old or (new.team in (None, "") and new.model_copy(update={"team": None}) == old))


@given(st.data())
def test_any_removal_or_reordering_is_found(data: st.DataObject) -> None:
    history = written(data.draw(st.integers(1, 8)))
    chosen = data.draw(
        st.permutations(history.entries).flatmap(lambda one: st.integers(0, len(one)).map(lambda n: tuple(one[:n])))
    )
    assert history.model_copy(update={"entries": chosen}).is_whole == (chosen == history.entries)
