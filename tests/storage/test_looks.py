"""Who looks whether something is fixed, and what they say: found by nearness, told apart by nobody."""

from datetime import datetime

import pytest

from storage.looks import Looks
from storage.store import Store
from storage.votes import Answer
from tests.storage.makers import NOW, a_person, a_report, after

HERE = (30.6600, 104.0600)
AWAY = (30.6610, 104.0600)  # 111 m north
FAR = (30.6620, 104.0600)  # 222 m north
DAY, NEXT = NOW, after(days=1)


async def consented(store: Store, telegram_id: int) -> int:
    person_id = await a_person(store, telegram_id)
    await store.people.consent(person_id, now=NOW)
    return person_id


async def near(looks: Looks, metres: float = 200, day: datetime = DAY) -> list[int]:
    return [one for one, _ in await looks.near(HERE, metres, day=day, limit=9)]


class TestLooks:
    async def test_the_nearest_first_and_nobody_further(self, store: Store) -> None:
        one, other, far = [await consented(store, number) for number in (1, 2, 3)]
        for person_id, point in ((one, AWAY), (other, HERE), (far, FAR)):
            await store.looks.offer(person_id, point)
        found = await store.looks.near(HERE, 200, day=DAY, limit=9)
        assert [person_id for person_id, _ in found] == [other, one]
        assert found[1][1] == pytest.approx(111, abs=1)
        assert await near(store.looks, 250) == [other, one, far]
        assert len(await store.looks.near(HERE, 250, day=DAY, limit=2)) == 2

    async def test_once_a_day(self, store: Store) -> None:
        """Also where the day before is one that a wrong clock said."""
        one = await consented(store, 1)
        await store.looks.offer(one, HERE)
        await store.looks.asked(one, day=DAY)
        assert await near(store.looks) == []
        assert await near(store.looks, day=NEXT) == [one]
        await store.looks.asked(one, day=after(days=400))
        assert await near(store.looks) == [one]

    async def test_another_place_and_none(self, store: Store) -> None:
        """The last one counts; taken back, nothing of it stays."""
        one = await consented(store, 1)
        await store.looks.offer(one, FAR)
        await store.looks.offer(one, AWAY)
        assert await store.looks.place(one) == AWAY
        assert await near(store.looks) == [one]
        await store.looks.withdraw(one)
        assert await store.looks.place(one) is None
        assert await store._conn.fetch("SELECT 1 FROM lookers") == []

    async def test_only_who_consented_and_can_be_reached(self, store: Store) -> None:
        guest, lost = await a_person(store, 1), await consented(store, 2)
        for one in (guest, lost):
            await store.looks.offer(one, HERE)
        await store.people.lost(lost, heard=(await store.people.address(lost)).heard, at=NOW)
        assert await near(store.looks) == []

    async def test_two_at_one_place_do_not_look_alike_elsewhere(self, store: Store) -> None:
        """The cell is a hash: neighbours share it, and it says nothing of where it is."""
        for number, point in ((1, HERE), (2, HERE), (3, (31.0, 105.0))):
            await store.looks.offer(await consented(store, number), point)
        rows = await store._conn.fetch("SELECT cell, place FROM lookers ORDER BY person_id")
        cells = [row["cell"] for row in rows]
        assert cells[0] == cells[1] != cells[2]
        assert len({bytes(row["place"]) for row in rows}) == 3


class TestVotes:
    async def test_each_once_and_only_who_was_asked(self, store: Store) -> None:
        report = await store.reports.add(a_report())
        asked, stranger = await a_person(store, 1), await a_person(store, 2)
        await store.votes.ask(report.id, asked)
        await store.votes.ask(report.id, asked)
        assert await store.votes.is_asked(report.id, asked)
        assert not await store.votes.is_asked(report.id, stranger)
        assert await store.votes.cast(report.id, asked, Answer.YES)
        assert not await store.votes.cast(report.id, asked, Answer.NO)
        assert not await store.votes.cast(report.id, stranger, Answer.NO)
        assert await store.votes.count(report.id, Answer.YES) == 1
        assert await store.votes.count(report.id, Answer.NO) == 0

    async def test_forgotten_with_the_case_s_question(self, store: Store) -> None:
        first, other = await store.reports.add(a_report()), await store.reports.add(a_report("H-2"))
        lin = await a_person(store)
        for report in (first, other):
            await store.votes.ask(report.id, lin)
        await store.votes.forget(first.id)
        assert not await store.votes.is_asked(first.id, lin)
        assert await store.votes.is_asked(other.id, lin)

    async def test_nothing_connects_two_votes_of_one_person(self, store: Store) -> None:
        lin = await a_person(store)
        for code in ("H-1", "H-2"):
            await store.votes.ask((await store.reports.add(a_report(code))).id, lin)
        rows = await store._conn.fetch("SELECT voter FROM votes")
        assert len({row["voter"] for row in rows}) == 2

    async def test_they_go_with_their_person(self, store: Store) -> None:
        """And are told to them before."""
        report = await store.reports.add(a_report())
        lin, he = await a_person(store, 1001), await a_person(store, 1002)
        for one in (lin, he):
            await store.votes.ask(report.id, one)
        await store.votes.cast(report.id, lin, Answer.PARTLY)
        told = await store.personal.looks(lin)
        assert told["asked_about"] == [{"code": report.code, "answer": "partly"}]
        await store.leaving.forget(lin, 1001, now=NOW)
        assert not await store.votes.is_asked(report.id, lin)
        assert await store.votes.is_asked(report.id, he)
