"""What is limited by the hour: counted for each person apart, forgotten after it."""

from storage.seal import Seal
from storage.store import Store
from storage.uses import Use
from tests.storage.makers import NOW, a_person, after


class TestUses:
    """What every engine has to do."""

    async def test_nobody_did_anything_yet(self, store: Store) -> None:
        assert await store.uses.within_the_hour(await a_person(store), Use.REPORT, now=NOW) == ()

    async def test_each_thing_of_each_person_is_counted_apart(self, store: Store) -> None:
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await store.uses.add(lin, Use.REPORT, now=NOW)
        await store.uses.add(lin, Use.MEDIA, count=3, now=NOW)
        await store.uses.add(lin, Use.REPORT, now=after(minutes=1))
        assert await store.uses.within_the_hour(lin, Use.REPORT, now=after(minutes=2)) == (NOW, after(minutes=1))
        assert await store.uses.within_the_hour(lin, Use.MEDIA, now=after(minutes=2)) == (NOW,) * 3
        assert await store.uses.within_the_hour(he, Use.REPORT, now=after(minutes=2)) == ()

    async def test_after_an_hour_it_counts_no_more(self, store: Store) -> None:
        lin = await a_person(store)
        await store.uses.add(lin, Use.REPORT, now=NOW)
        await store.uses.add(lin, Use.REPORT, now=after(minutes=30))
        assert len(await store.uses.within_the_hour(lin, Use.REPORT, now=after(minutes=59, seconds=59))) == 2
        assert await store.uses.within_the_hour(lin, Use.REPORT, now=after(hours=1)) == (after(minutes=30),)

    async def test_a_clock_that_was_set_back_blocks_nobody(self, store: Store) -> None:
        lin = await a_person(store)
        await store.uses.add(lin, Use.REPORT, now=after(hours=24))
        assert await store.uses.within_the_hour(lin, Use.REPORT, now=NOW) == ()

    async def test_it_is_forgotten_when_nothing_counts_any_more(self, store: Store) -> None:
        """Within two hours, and not before one is over."""
        await store.uses.add(await a_person(store), Use.REPORT, now=after(minutes=59))
        kept = "SELECT COUNT(*) AS kept FROM uses"
        await store.uses.forget(now=after(hours=1, minutes=58))
        assert [row["kept"] for row in await store._conn.fetch(kept)] == [1]
        await store.uses.forget(now=after(hours=2))
        assert [row["kept"] for row in await store._conn.fetch(kept)] == [0]

    async def test_no_minute_stands_beside_anybody(self, store: Store, seal: Seal) -> None:
        """Two people within the hour look the same."""
        for telegram_id, minutes in ((1, 3), (2, 55)):
            await store.uses.add(await a_person(store, telegram_id), Use.REPORT, now=after(minutes=minutes))
        rows = await store._conn.fetch("SELECT forget_at, times FROM uses")
        assert len({row["forget_at"] for row in rows}) == 1
        assert {seal.open_text("uses", bytes(row["times"]))[:1] for row in rows} == {"["}
