"""The inbox: each update once, in order for each sender, set aside after three failures, its id known for 8 days."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.inbox import Waiting, kind_of, sender_of
from storage.seal import Seal
from storage.store import Store
from tests.storage.conftest import open_sqlite
from tests.storage.makers import NOW, after, an_update

LIN, HE = 1001, 1002


async def keep(store: Store, *updates: tuple[int, int]) -> None:
    """Keeps an update for each (update id, sender)."""
    for update_id, sender in updates:
        assert await store.inbox.add(an_update(update_id, sender), now=NOW)


async def ready(store: Store, **by: float) -> list[int]:
    """The ids of updates that may be handled so long after NOW."""
    return [waiting.update_id for waiting in await store.inbox.ready(limit=100, now=after(**by))]


async def first(store: Store, **by: float) -> Waiting:
    """The oldest update that may be handled."""
    return (await store.inbox.ready(limit=1, now=after(**by)))[0]


async def die(store: Store) -> None:
    """The oldest one fails three times."""
    for hours in range(3):
        await store.inbox.failed(await first(store, hours=hours), "KeyError", now=after(hours=hours))


class TestInbox:
    async def test_gives_back_what_came(self, store: Store) -> None:
        update = an_update(7, LIN, "着火 <b>&\x00😀")
        assert await store.inbox.add(update, now=NOW)
        waiting = await first(store)
        assert (waiting.update, waiting.update_id, waiting.tries, waiting.sender) == (update, 7, 0, LIN)

    async def test_takes_an_id_once(self, store: Store) -> None:
        """Whatever else the second one holds, and whatever became of the first."""
        assert await store.inbox.add(an_update(7, words="first"), now=NOW)
        assert not await store.inbox.add(an_update(7, HE, words="second"), now=after(hours=1))
        waiting = await first(store)
        assert waiting.update == an_update(7, words="first")
        await store.inbox.done(waiting.seq, now=NOW)
        assert not await store.inbox.add(an_update(7), now=after(days=7))
        assert await ready(store, days=7) == []

    async def test_order_is_that_of_arrival(self, store: Store) -> None:
        """Update ids are keys, not an order: they are random after an idle week."""
        await keep(store, (900, LIN), (5, LIN), (50, HE))
        assert await ready(store) == [900, 5, 50]

    async def test_gives_no_more_than_asked_for(self, store: Store) -> None:
        await keep(store, (1, LIN), (2, LIN), (3, LIN))
        assert [one.update_id for one in await store.inbox.ready(limit=2, now=NOW)] == [1, 2]

    async def test_a_failure_holds_back_its_sender_alone(self, store: Store) -> None:
        await keep(store, (1, LIN), (2, LIN), (3, HE))
        assert not await store.inbox.failed(await first(store), "KeyError", now=NOW)
        assert await ready(store) == [3]
        assert await ready(store, seconds=1) == [1, 2, 3]
        assert (await first(store, seconds=1)).tries == 1

    async def test_what_came_before_the_failed_one_goes_on(self, store: Store) -> None:
        await keep(store, (1, LIN), (2, LIN))
        second = (await store.inbox.ready(limit=2, now=NOW))[1]
        await store.inbox.failed(second, "KeyError", now=NOW)
        assert await ready(store) == [1]

    async def test_each_try_waits_longer(self, store: Store) -> None:
        await keep(store, (1, LIN))
        await store.inbox.failed(await first(store), "KeyError", now=NOW)
        assert await store.inbox.next_retry() == after(seconds=1)
        await store.inbox.failed(await first(store, seconds=1), "KeyError", now=after(seconds=1))
        assert await store.inbox.next_retry() == after(seconds=3)

    async def test_the_third_failure_is_the_last(self, store: Store) -> None:
        """A dead letter no longer holds back its sender, and is still there."""
        await keep(store, (1, LIN), (2, LIN))
        dead = [await store.inbox.failed(await first(store, hours=n), "KeyError", now=after(hours=n)) for n in range(3)]
        assert dead == [False, False, True]
        assert await ready(store, hours=2) == [2]
        assert await store.inbox.count("dead") == 1
        assert not await store.inbox.add(an_update(1, LIN), now=after(hours=3))

    async def test_deaths_are_counted_from_a_moment_on(self, store: Store) -> None:
        await store.inbox.add(an_update(1), now=NOW)
        for n in range(3):
            await store.inbox.failed(await first(store, hours=n), "KeyError", now=after(hours=n))
        assert [await store.inbox.died(since=since) for since in (None, NOW, after(hours=2))] == [1, 1, 0]

    async def test_the_oldest_that_waits(self, store: Store) -> None:
        assert await store.inbox.oldest() is None
        for number in (2, 1):
            await store.inbox.add(an_update(number), now=after(hours=number))
        assert await store.inbox.oldest() == after(hours=1)

    async def test_next_retry_is_when_something_can_happen(self, store: Store) -> None:
        """What stands behind a failed update cannot, although nothing was wrong with it: asking at once again would spin."""
        assert await store.inbox.next_retry() is None
        await keep(store, (1, LIN), (2, LIN))
        await store.inbox.failed(await first(store), "KeyError", now=NOW)
        assert await store.inbox.next_retry() == after(seconds=1)
        await keep(store, (3, HE))
        retry = await store.inbox.next_retry()
        assert retry is not None
        assert retry <= NOW

    async def test_done_is_not_ready_again(self, store: Store) -> None:
        await keep(store, (1, LIN))
        await store.inbox.done((await first(store)).seq, now=NOW)
        assert [await store.inbox.count(state) for state in ("waiting", "done", "dead")] == [0, 1, 0]
        assert await ready(store, days=1) == []

    async def test_ids_are_known_for_eight_days(self, store: Store) -> None:
        """Waiting ones and dead letters are never forgotten."""
        await keep(store, (1, LIN), (2, HE), (3, HE))
        await store.inbox.done((await first(store)).seq, now=NOW)
        for tries in range(3):
            await store.inbox.failed(await first(store, hours=tries), "KeyError", now=after(hours=tries))
        await store.inbox.forget(now=after(days=8))
        assert not await store.inbox.add(an_update(1), now=after(days=8))
        await store.inbox.forget(now=after(days=8, seconds=1))
        assert [await store.inbox.count(state) for state in ("waiting", "done", "dead")] == [1, 0, 1]
        assert await store.inbox.add(an_update(1), now=after(days=8, seconds=2))

    async def test_a_dead_letter_that_is_tried_again(self, store: Store) -> None:
        """It stands where it stood, before what came later from the same person."""
        await keep(store, (1, LIN), (2, LIN), (3, HE))
        await die(store)
        assert [
            (one.update_id, one.kind, one.tries, one.error, one.died_at) for one in await store.inbox.letters()
        ] == [(1, "message with text", 3, "KeyError", after(hours=2))]
        assert await store.inbox.revive(1)
        assert await ready(store) == [1, 2, 3]
        assert ((await first(store)).tries, await store.inbox.letters()) == (0, ())
        assert not await store.inbox.revive(2), "it is alive"

    async def test_a_dead_letter_that_is_dropped(self, store: Store) -> None:
        """Its content is gone, its id is known as long as any other."""
        await keep(store, (1, LIN), (2, HE))
        await die(store)
        assert not await store.inbox.drop(2, now=NOW)
        assert await store.inbox.drop(1, now=NOW)
        assert (await store.inbox.letters(), await ready(store)) == ((), [2])
        assert not await store.inbox.add(an_update(1), now=NOW)
        await store.inbox.forget(now=after(days=8, seconds=1))
        assert await store.inbox.add(an_update(1), now=NOW)

    async def test_a_dead_letter_that_is_forgotten(self, store: Store) -> None:
        """There is nothing left to try."""
        await keep(store, (1, LIN))
        await die(store)
        await store.inbox.bury(before=after(days=1))
        ((letter),) = await store.inbox.letters()
        assert letter.kind is None
        assert not await store.inbox.revive(1)
        assert await store.inbox.drop(1, now=NOW)

    async def test_updates_without_a_sender_are_kept(self, store: Store) -> None:
        assert await store.inbox.add({"update_id": 1, "poll": {"id": "5"}}, now=NOW)
        assert (await first(store)).sender is None


@pytest.mark.parametrize(
    ("update", "sender"),
    [
        (an_update(1, LIN), LIN),
        ({"update_id": 1, "callback_query": {"id": "4", "from": {"id": HE}, "message": {"from": {"id": 9}}}}, HE),
        ({"update_id": 1, "my_chat_member": {"from": {"id": LIN}}}, LIN),
        ({"update_id": 1}, None),
        ({"update_id": 1, "message": "nonsense"}, None),
        ({"update_id": 1, "message": {"from": "nonsense"}}, None),
        ({"update_id": 1, "message": {"from": {"id": "1001"}}}, None),
    ],
)
def test_sender_of(update: dict[str, object], sender: int | None) -> None:
    assert sender_of(update) == sender


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        (an_update(1, LIN), "message with text"),
        ({"update_id": 1, "message": {"photo": [], "caption": "text"}}, "message with photo"),
        ({"update_id": 1, "callback_query": {"data": "x"}}, "callback_query with data"),
        ({"update_id": 1, "my_chat_member": {"from": {"id": LIN}}}, "my_chat_member"),
        ({"update_id": 1, "message": "nonsense"}, "message"),
        ({"update_id": 1, "林 Lin": {}}, "nothing"),
        ({"update_id": 1}, "nothing"),
    ],
)
def test_kind_of(update: dict[str, object], kind: str) -> None:
    """Nothing that anybody wrote is in it."""
    assert kind_of(update) == kind


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    senders=st.lists(st.sampled_from([LIN, HE, 1003]), min_size=1, max_size=12),
    fails=st.lists(st.booleans(), max_size=40),
    limit=st.integers(1, 5),
)
def test_every_update_once_and_in_order(
    folder: Path, seal: Seal, senders: list[int], fails: list[bool], limit: int
) -> None:
    """Whatever fails and however many are taken at a time."""
    ended = asyncio.run(_handled(folder, seal, senders, list(fails), limit))
    assert sorted(ended) == list(range(len(senders)))
    for lane in set(senders):
        mine = [update_id for update_id in ended if senders[update_id] == lane]
        assert mine == sorted(mine)


async def _handled(folder: Path, seal: Seal, senders: list[int], fails: list[bool], limit: int) -> list[int]:
    """The ids of updates as they ended, done or dead; in a transaction that is rolled back."""
    ended: list[int] = []
    database = await open_sqlite(folder, seal)
    try:
        async with database.write() as store, store.savepoint():
            await keep(store, *enumerate(senders))
            now = NOW
            while (retry := await store.inbox.next_retry()) is not None:
                now = max(now, retry)
                batch, held = await store.inbox.ready(limit=limit, now=now), set()
                assert batch, "next_retry promised something"
                for waiting in batch:
                    if waiting.lane in held:
                        continue
                    if fails and fails.pop():
                        held.add(waiting.lane)
                        if not await store.inbox.failed(waiting, "KeyError", now=now):
                            continue
                    else:
                        await store.inbox.done(waiting.seq, now=now)
                    ended.append(waiting.update_id)
            raise _RollBack
    except _RollBack:
        return ended
    finally:
        await database.close()


class _RollBack(Exception):
    """So that the next example finds an empty inbox."""
