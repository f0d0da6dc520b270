"""How a database is, on either engine."""

from storage.outbox import Lane, Owed
from storage.store import Store
from tests.storage.makers import NOW, a_person, after, an_update, claim, owe


class TestHealth:
    async def test_an_empty_one(self, store: Store, engine: str) -> None:
        facts = await store.health.facts(now=NOW)
        assert facts.version.startswith({"sqlite": "SQLite 3.", "postgres": "PostgreSQL 1"}[engine])
        assert 100_000 < facts.bytes < 100_000_000
        assert facts.unplanned == ()
        for queue in (facts.updates, facts.messages):
            assert (queue.waiting, queue.since) == (0, None)

    async def test_what_waits(self, store: Store) -> None:
        """Not what waits behind another, may not be sent yet, or is of bulk."""
        await store.inbox.add(an_update(1), now=NOW)
        await store.inbox.add(an_update(2), now=after(minutes=5))
        lin = await a_person(store)
        for fields in ({}, {}, {"lane": Lane.BULK}, {"lane": Lane.NOTICES, "not_before": after(hours=1)}):
            await owe(store, lin, **fields)
        facts = await store.health.facts(now=after(minutes=30))
        assert (facts.updates.waiting, facts.updates.since) == (2, NOW)
        assert (facts.messages.waiting, facts.messages.since) == (1, NOW)
        later = await store.health.facts(now=after(hours=2))
        assert (later.messages.waiting, later.messages.since) == (2, NOW)

    async def test_depths(self, store: Store) -> None:
        """Of each lane, with what waits behind another or for its time; the age is that of whoever waits longest."""
        await store.inbox.add(an_update(1), now=NOW)
        lin = await a_person(store)
        for minutes, fields in enumerate(({}, {}, {"lane": Lane.BULK, "not_before": after(hours=1)}), start=1):
            owed = Owed.model_validate({"person_id": lin, "payload": {}} | fields)
            await store.outbox.add(owed, now=after(minutes=minutes))
        (first,) = await claim(store, now=after(minutes=5))
        await store.outbox.settle(first, "sent", now=NOW)
        depths = await store.health.depths()
        assert (depths.updates.waiting, depths.updates.since, depths.dead) == (1, NOW, 0)
        assert {lane: (one.waiting, one.since) for lane, one in depths.messages.items()} == {
            Lane.ANSWERS: (1, after(minutes=2)),
            Lane.BULK: (1, after(minutes=3)),
        }

    async def test_touching_the_disk_changes_nothing(self, store: Store) -> None:
        before = await store.health.facts(now=NOW)
        await store.health.touch_disk()
        assert await store.health.facts(now=NOW) == before
