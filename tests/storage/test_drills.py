"""Drills and who takes part in them, on either engine."""

from datetime import timedelta

from storage.alert import AlertKind, Level
from storage.drills import CopyState, Drill, DrillAnswers, DrillCopy, DrillState
from storage.outbox import Lane
from storage.recipient import Recipient
from storage.store import Store
from tests.storage.makers import NOW, a_drill, a_person, a_unit, after, owe

WAITING, OWED, OVER = CopyState.WAITING, CopyState.OWED, CopyState.OVER


async def a_drill_for(store: Store, count: int) -> tuple[Drill, list[int]]:
    """A drill, and those who take part."""
    author, unit = await a_person(store), await a_unit(store, "G")
    people = [await a_person(store, 2000 + number) for number in range(count)]
    drill = await a_drill(store, unit, author)
    await store.drills.put(drill.id, people)
    return drill, people


async def owed_to(store: Store, person_id: int) -> list[str | None]:
    """The batches of what they have still to get."""
    sql = "SELECT batch FROM outbox WHERE chat = :chat AND settled_at IS NULL ORDER BY id"
    chat = Recipient(person_id=person_id).chat(store.outbox._seal)
    return [row["batch"] for row in await store._conn.fetch(sql, {"chat": chat})]


class TestDrills:
    async def test_a_drill_comes_back_as_it_was_written(self, store: Store) -> None:
        author, unit = await a_person(store), await a_unit(store, "G")
        drill = await a_drill(store, unit, author, words="带好\n<b>", people=7)
        assert await store.drills.by_id(drill.id) == await store.drills.by_code("D-0000-0000") == drill
        assert (drill.kind, drill.level, drill.words) == (AlertKind.FIRE, Level.RED, "带好\n<b>")
        assert (drill.state, drill.people, drill.shown, drill.ended_at) == (DrillState.WAITING, 7, 0, None)
        assert (drill.send_at, drill.created_at) == (after(seconds=30), NOW)
        assert await store.drills.by_id(drill.id + 1) is None
        assert await store.drills.by_code("D-1111-1111") is None
        assert (await a_drill(store, unit, author, "D-2222-2222")).words is None

    async def test_what_is_under_way(self, store: Store) -> None:
        """Until nothing of it is on its way any more."""
        author, unit = await a_person(store), await a_unit(store, "G")
        first, second = await a_drill(store, unit, author), await a_drill(store, unit, author, "D-1111-1111")
        on = first.model_copy(update={"state": DrillState.SENDING, "people": 3, "shown": 2, "send_at": NOW})
        await store.drills.save(on)
        assert await store.drills.under_way() == (on, second)
        over = on.model_copy(update={"state": DrillState.DONE, "ended_at": after(hours=1)})
        await store.drills.save(over)
        assert await store.drills.under_way() == (second,)
        assert await store.drills.by_id(first.id) == over

    async def test_what_has_gone_out(self, store: Store) -> None:
        """The newest first; neither what waits nor what was taken back."""
        author, unit = await a_person(store), await a_unit(store, "G")
        states = (DrillState.SENDING, DrillState.DONE, DrillState.WAITING, DrillState.CANCELLED, DrillState.DONE)
        drills = []
        for number, state in enumerate(states):
            drill = await a_drill(store, unit, author, f"D-000{number}-0000", send_at=after(hours=number))
            drills.append(drill.model_copy(update={"state": state}))
            await store.drills.save(drills[-1])
        on, done, _, _, newest = drills
        assert await store.drills.gone_out(since=NOW, limit=9) == (newest, done, on)
        assert await store.drills.gone_out(since=after(hours=1), limit=9) == (newest, done)
        assert await store.drills.gone_out(since=NOW, limit=1) == (newest,)

    async def test_forgetting(self, store: Store) -> None:
        """With who took part."""
        drill, _ = await a_drill_for(store, 2)
        await store.drills.save(drill.model_copy(update={"ended_at": NOW}))
        await store.drills.forget(before=NOW)
        assert await store.drills.count(drill.id, WAITING) == 2
        await store.drills.forget(before=after(seconds=1))
        assert await store.drills.by_id(drill.id) is None
        assert await store.drills.count(drill.id, WAITING) == 0

    async def test_outlives_its_author(self, store: Store) -> None:
        drill, _ = await a_drill_for(store, 1)
        assert drill.author_id is not None
        await store.people.delete(drill.author_id)
        assert await store.drills.by_id(drill.id) == drill.model_copy(update={"author_id": None})

    async def test_its_author_s_leaving(self, store: Store) -> None:
        """The words go; what has begun is over, and what has not never begins."""
        author, unit = await a_person(store), await a_unit(store, "G")
        for number, state in enumerate(DrillState):
            drill = await a_drill(store, unit, author, f"D-{number}", words="带好证件")
            await store.drills.save(drill.model_copy(update={"state": state}))
        await store.leaving.forget(author, 1001, now=NOW)
        left = [(one.words, one.state.value) for one in await store.drills.under_way()]
        assert left == [(None, "cancelled"), (None, "done"), (None, "done"), (None, "cancelled")]

    async def test_from_waiting_to_over(self, store: Store) -> None:
        """In order, a few at a time; entered twice they are there once."""
        drill, people = await a_drill_for(store, 4)
        await store.drills.put(drill.id, people[:2])
        assert await store.drills.next_ones(drill.id, WAITING, limit=9) == tuple(people)
        await store.drills.owed(drill.id, people[:3], now=NOW)
        await store.drills.leave_out(drill.id, people[3:])
        await store.drills.over(drill.id, people[:1])
        await store.drills.put(drill.id, people[:3])
        assert await store.drills.next_ones(drill.id, OWED, limit=1) == (people[1],)
        assert [await store.drills.count(drill.id, state) for state in CopyState] == [0, 2, 1]
        assert await store.drills.copy_of(drill.id, people[0]) == DrillCopy(state=OVER, owed_at=NOW, answered_at=None)
        assert await store.drills.copy_of(drill.id, people[3]) is None
        await store.drills.owed(drill.id, (), now=NOW)

    async def test_answers(self, store: Store) -> None:
        """Once each, of those who have it; half of them within the median."""
        drill, people = await a_drill_for(store, 5)
        assert await store.drills.answers(drill.id) == DrillAnswers()
        await store.drills.owed(drill.id, people[:4], now=NOW)
        for person_id, seconds in zip(people, (90, 10, 30), strict=False):
            assert await store.drills.answer(drill.id, person_id, now=after(seconds=seconds))
        assert not await store.drills.answer(drill.id, people[1], now=after(seconds=99))
        assert not await store.drills.answer(drill.id, people[4], now=NOW), "they have nothing to answer"
        assert not await store.drills.answer(drill.id + 1, people[0], now=NOW)
        assert await store.drills.answers(drill.id) == DrillAnswers(people=3, median=timedelta(seconds=30))
        assert await store.drills.answer(drill.id, people[3], now=after(seconds=-5))
        assert (await store.drills.answers(drill.id)).median == timedelta(seconds=10), "of four the second"

    async def test_taken_back(self, store: Store) -> None:
        """What is owed of one drill; what else they have to get stays, in order."""
        drill, (lin, he) = await a_drill_for(store, 2)
        for person in (lin, he):
            for batch in (drill.batch, f"{drill.batch}1", None):
                await owe(store, person, lane=Lane.BULK, batch=batch)
        assert await store.drills.take_back(lin, drill.batch)
        assert not await store.drills.take_back(lin, drill.batch)
        assert await owed_to(store, lin) == [f"{drill.batch}1", None]
        assert await owed_to(store, he) == [drill.batch, f"{drill.batch}1", None]
        claimed = await store.outbox.claim(Lane.BULK, limit=9, busy=(), now=NOW)
        assert len(claimed) == 2, "the next of theirs goes"

    async def test_what_is_being_sent_is_not_taken_back(self, store: Store) -> None:
        drill, (lin,) = await a_drill_for(store, 1)
        await owe(store, lin, lane=Lane.BULK, batch=drill.batch)
        await store.outbox.claim(Lane.BULK, limit=9, busy=(), now=NOW)
        assert not await store.drills.take_back(lin, drill.batch)
        assert len(await owed_to(store, lin)) == 1

    async def test_opting_out(self, store: Store) -> None:
        """Of all drills, and only of drills: what waits is forgotten, what they have counts."""
        author, unit = await a_person(store), await a_unit(store, "G")
        lin = await a_person(store, 2000)
        drills = [await a_drill(store, unit, author, f"D-{number}") for number in range(3)]
        for drill in drills:
            await store.drills.put(drill.id, (lin, author))
        for drill in drills[1:]:
            await store.drills.owed(drill.id, (lin,), now=NOW)
        await owe(store, lin, lane=Lane.BULK, batch=drills[1].batch)
        await owe(store, lin, lane=Lane.BULK, batch=drills[2].batch_of_end)
        await owe(store, lin, lane=Lane.BULK, batch="notice:1")
        await store.drills.opt_out(lin)
        assert await owed_to(store, lin) == ["notice:1"]
        copies = [await store.drills.copy_of(drill.id, lin) for drill in drills]
        assert [copy and copy.state for copy in copies] == [None, None, OWED]
        assert [await store.drills.count(drill.id, WAITING) for drill in drills] == [1, 1, 1]
