"""Notices: kept until everybody's copy is through, and whom they are for."""

import pytest

from storage.notices import Notice, NoticeState
from storage.outbox import Lane
from storage.store import Store
from storage.tally import Tally
from storage.units import Unit
from tests.storage.makers import NOW, a_person, a_town, after, claim, owe


async def _a_resident(store: Store, telegram_id: int, unit: Unit) -> int:
    person_id = await a_person(store, telegram_id)
    await store.people.set_home(person_id, unit.id, now=NOW)
    return person_id


async def _a_notice(store: Store, unit: Unit, words: str = "明天停水") -> Notice:
    author = await a_person(store, 99)
    return await store.notices.add(unit.id, author, words, people=7, send_at=after(seconds=30), now=NOW)


class TestNotices:
    """What every engine has to do."""

    async def test_a_notice_comes_back_as_it_was_written(self, store: Store) -> None:
        town = await a_town(store)
        notice = await _a_notice(store, town["C1"], "一\n二 <b>")
        assert await store.notices.get(notice.id) == notice
        assert (notice.words, notice.people, notice.state) == ("一\n二 <b>", 7, NoticeState.WAITING)
        assert (notice.reached, notice.shown, notice.ended_at) == (0, 0, None)
        assert (notice.send_at, notice.created_at) == (after(seconds=30), NOW)
        assert await store.notices.get(notice.id + 1) is None

    async def test_what_changes_is_saved_and_what_ended_is_not_under_way(self, store: Store) -> None:
        town = await a_town(store)
        first, second = await _a_notice(store, town["C1"]), await _a_notice(store, town["C2"])
        ended = first.model_copy(
            update={"people": 9, "state": NoticeState.DONE, "reached": 5, "shown": 4, "ended_at": after(minutes=1)}
        )
        assert await store.notices.under_way() == (first, second)
        await store.notices.save(ended)
        assert await store.notices.get(first.id) == ended
        assert await store.notices.under_way() == (second,)

    async def test_the_author_may_go(self, store: Store) -> None:
        """What was sent in the name of a unit stays."""
        notice = await _a_notice(store, (await a_town(store))["C1"])
        assert notice.author_id is not None
        await store.people.delete(notice.author_id)
        assert await store.notices.get(notice.id) == notice.model_copy(update={"author_id": None})

    async def test_it_is_forgotten_some_time_after_its_end(self, store: Store) -> None:
        town = await a_town(store)
        first, second = await _a_notice(store, town["C1"]), await _a_notice(store, town["C1"])
        await store.notices.save(first.model_copy(update={"ended_at": NOW}))
        await store.notices.forget(before=NOW)
        assert await store.notices.get(first.id) is not None
        await store.notices.forget(before=after(seconds=1))
        assert await store.notices.get(first.id) is None
        assert await store.notices.get(second.id) == second

    @pytest.mark.parametrize(("unit", "expected"), [("D", 4), ("C1", 3), ("G1", 1), ("G3", 1), ("C2", 1)])
    async def test_residents_of_a_unit_live_in_it_or_below(self, store: Store, unit: str, expected: int) -> None:
        town = await a_town(store)
        living = [await _a_resident(store, number, town[code]) for number, code in enumerate(("G1", "G2", "C1", "G3"))]
        await a_person(store, 50)
        gone = await _a_resident(store, 51, town[unit])
        await store.people.set_unreachable(gone, NOW)
        found = await store.notices.residents(town[unit].id, after=0, limit=10)
        assert len(found) == await store.notices.count_residents(town[unit].id) == expected
        assert set(found) <= set(living)

    async def test_residents_come_in_pieces(self, store: Store) -> None:
        town = await a_town(store)
        living = [await _a_resident(store, number, town["G1"]) for number in range(5)]
        first = await store.notices.residents(town["D"].id, after=0, limit=2)
        second = await store.notices.residents(town["D"].id, after=first[-1], limit=2)
        third = await store.notices.residents(town["D"].id, after=second[-1], limit=2)
        assert [*first, *second, *third] == living


class TestBatches:
    """What became of one message to many, and taking back what has not gone."""

    async def test_a_tally_counts_what_became_of_it(self, store: Store) -> None:
        people = [await a_person(store, number) for number in range(5)]
        for person in people:
            await owe(store, person, batch="b", lane=Lane.BULK)
        await owe(store, people[0], batch="other", lane=Lane.BULK)
        claimed = await claim(store, Lane.BULK, limit=4)
        for one, state in zip(claimed, ("sent", "sent", "failed", "unknown"), strict=True):
            await store.outbox.settle(one, state, now=NOW)
        assert await store.outbox.tally("b") == Tally(sent=2, failed=1, unknown=1, owed=1)
        assert (await store.outbox.tally("b")).ended == 4
        assert await store.outbox.tally("none") == Tally()

    async def test_what_is_being_sent_cannot_be_withdrawn(self, store: Store) -> None:
        people = [await a_person(store, number) for number in range(4)]
        for person in people:
            await owe(store, person, batch="b", lane=Lane.BULK)
        await claim(store, Lane.BULK, limit=1)
        assert await store.outbox.withdraw("b", limit=2) == 2
        assert await store.outbox.withdraw("b", limit=2) == 1
        assert await store.outbox.withdraw("b", limit=2) == 0
        assert await store.outbox.tally("b") == Tally(owed=1)

    async def test_the_first_to_be_sent_are_withdrawn_first(self, store: Store) -> None:
        people = [await a_person(store, number) for number in range(3)]
        for person in people:
            await owe(store, person, str(person), batch="b", lane=Lane.BULK)
        await store.outbox.withdraw("b", limit=2)
        (left,) = await claim(store, Lane.BULK)
        assert left.payload == {"words": str(people[2])}

    async def test_what_waited_behind_one_goes(self, store: Store) -> None:
        """And what waits behind another one stays there."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await owe(store, lin, "one", batch="b", lane=Lane.BULK)
        await owe(store, lin, "two", lane=Lane.BULK)
        await owe(store, he, "three", lane=Lane.BULK)
        await owe(store, he, "four", batch="b", lane=Lane.BULK)
        await owe(store, he, "five", lane=Lane.BULK)
        assert await store.outbox.withdraw("b", limit=9) == 2
        claimed = await claim(store, Lane.BULK)
        assert [one.payload for one in claimed] == [{"words": "two"}, {"words": "three"}]
        for one in claimed:
            await store.outbox.settle(one, "sent", now=NOW)
        assert [one.payload for one in await claim(store, Lane.BULK)] == [{"words": "five"}]
