"""What a database from a backup owes: most likely it has been sent since."""

from storage.notices import NoticeState
from storage.outbox import Worth
from storage.store import Store
from tests.storage.makers import NOW, a_person, a_unit, after, claim, owe


class TestDoubt:
    """On each engine."""

    async def test_what_must_arrive_is_repeated_and_marked(self, store: Store) -> None:
        """What was being sent, what waited and what was behind it; in the order in which it was owed."""
        lin = await a_person(store)
        for words in ("first", "second", "third"):
            await owe(store, lin, words)
        await claim(store)
        assert await store.restored.doubt(now=NOW) == 3
        for words in ("first", "second", "third"):
            (claimed,) = await claim(store)
            assert (claimed.payload, claimed.repeat) == ({"words": words}, 1)
            await store.outbox.settle(claimed, "sent", now=NOW)

    async def test_what_goes_at_most_once_is_listed(self, store: Store) -> None:
        """And forgotten but for whom it was for; nothing settled is touched, nothing is done twice."""
        lin, he = await a_person(store), await a_person(store, 1002)
        await owe(store, he, "long since")
        (claimed,) = await claim(store)
        await store.outbox.settle(claimed, "sent", now=NOW)
        await owe(store, lin, "once", worth=Worth.ONCE)
        await owe(store, lin, "must")
        assert await store.restored.doubt(now=NOW) == 2
        assert (await store.outbox.count("unknown"), await store.outbox.count("sent")) == (1, 1)
        (claimed,) = await claim(store)
        assert (claimed.payload, claimed.repeat) == ({"words": "must"}, 1)

    async def test_notices_that_were_not_through_are_stopped(self, store: Store) -> None:
        """Those that were owed to everybody end by themselves, and what has ended stays as it is."""
        author, unit = await a_person(store), await a_unit(store, "G")
        for state in NoticeState:
            notice = await store.notices.add(unit.id, author, state, people=1, send_at=after(seconds=30), now=NOW)
            ended = NOW if state in (NoticeState.DONE, NoticeState.CANCELLED) else None
            await store.notices.save(notice.model_copy(update={"state": state, "ended_at": ended}))
        await store.restored.doubt(now=NOW)
        under_way = {notice.words: notice.state for notice in await store.notices.under_way()}
        stopped = NoticeState.CANCELLED
        assert under_way == {"waiting": stopped, "spreading": stopped, "sending": NoticeState.SENDING}
