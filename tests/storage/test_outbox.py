"""The outbox: one message a person at a time, in order; what is unsure is repeated or listed, by what it is worth."""

import asyncio
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.clock import day_of, from_micros
from storage.outbox import Claimed, Lane, Owed, Slot, Worth
from storage.recipient import Recipient
from storage.seal import Seal
from storage.store import Store
from tests.storage.conftest import open_sqlite
from tests.storage.makers import MUST, NOW, ONCE, a_person, after, claim, owe, person_of, words_of


async def settle(store: Store, *claimed: Claimed, state: str = "sent") -> None:
    for one in claimed:
        await store.outbox.settle(one, state, now=NOW)


class TestOutbox:
    async def test_gives_back_what_is_owed(self, store: Store) -> None:
        lin = await a_person(store)
        owed = Owed(person_id=lin, payload={"words": "着火 <b>&😀", "n": [1, None]}, lane=Lane.BULK, worth=ONCE)
        await store.outbox.add(owed, now=NOW)
        (claimed,) = await claim(store, Lane.BULK)
        same = {"payload", "lane", "worth", "slot"}
        assert claimed.model_dump(include=same) == owed.model_dump(include=same)
        assert claimed.recipient == owed.recipient
        assert (claimed.tries, claimed.repeat) == (1, False)

    async def test_a_person_gets_one_at_a_time_in_order(self, store: Store) -> None:
        lin = await a_person(store)
        for words in "abc":
            await owe(store, lin, words)
        said = []
        while claimed := await claim(store):
            assert await claim(store) == [], "another one while one is being sent"
            said += words_of(claimed)
            await settle(store, *claimed)
        assert said == ["a", "b", "c"]

    async def test_what_lands_after_its_row_is_gone_concerns_no_other(self, store: Store) -> None:
        """Of somebody who has left, and whose id of a message another would get."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await owe(store, lin, "to one who leaves")
        (flying,) = await claim(store)
        await store.people.delete(lin)
        await owe(store, he, "h1")
        (other,) = await claim(store)
        assert other.id != flying.id
        await settle(store, other)
        for gone in (flying, other):
            await store.outbox.postpone(gone, until=NOW, unsure=True, error="ReadTimeout")
        assert await claim(store) == []

    async def test_people_are_served_side_by_side(self, store: Store) -> None:
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for person, words in ((lin, "l1"), (lin, "l2"), (he, "h1"), (he, "h2")):
            await owe(store, person, words)
        assert words_of(await claim(store)) == ["l1", "h1"]

    async def test_one_long_queue_hides_nobody(self, store: Store) -> None:
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for number in range(50):
            await owe(store, lin, str(number))
        await owe(store, he, "he")
        assert words_of(await claim(store, limit=2)) == ["0", "he"]

    async def test_busy_people_are_left_out(self, store: Store) -> None:
        people = [await a_person(store, number) for number in range(1, 12)]
        for person in people:
            await owe(store, person, str(person))
        busy = (people[4], people[10])
        chats = tuple(Recipient(person_id=one).chat(store.outbox._seal) for one in busy)
        assert [person_of(one) for one in await claim(store, busy=chats)] == [one for one in people if one not in busy]

    async def test_no_more_than_asked_for_and_oldest_first(self, store: Store) -> None:
        for number in range(5):
            await owe(store, await a_person(store, number), str(number))
        assert [words_of(await claim(store, limit=2)) for _ in range(3)] == [["0", "1"], ["2", "3"], ["4"]]

    async def test_lanes_do_not_wait_for_each_other(self, store: Store) -> None:
        lin = await a_person(store)
        for lane in reversed(Lane):
            await owe(store, lin, lane.name, lane=lane)
        assert [words_of(await claim(store, lane)) for lane in Lane] == [[lane.name] for lane in Lane]

    async def test_postponed_waits_for_its_time(self, store: Store) -> None:
        """What is owed later to the same person keeps its place behind it."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for person, words in ((lin, "first"), (he, "he"), (lin, "second")):
            await owe(store, person, words)
        for claimed, seconds in zip(await claim(store), (60, 90), strict=True):
            await store.outbox.postpone(claimed, until=after(seconds=seconds))
        assert await claim(store) == []
        assert await store.outbox.next_due(now=NOW) == after(seconds=60)
        assert words_of(await claim(store, now=after(seconds=60))) == ["first"]
        assert await store.outbox.next_due(now=after(seconds=60)) == after(seconds=90)
        assert await store.outbox.next_due(now=after(seconds=90)) is None

    async def test_what_is_owed_now_does_not_depend_on_the_clock(self, store: Store) -> None:
        """A clock that is set back holds nothing up."""
        await owe(store, await a_person(store), "a")
        assert words_of(await claim(store, now=after(days=-3650))) == ["a"]

    async def test_an_edit_joins_the_lane_of_what_it_changes(self, store: Store) -> None:
        """While that is owed; it must not overtake it."""
        lin = await a_person(store)
        await owe(store, lin, "card", slot="card:H-1", lane=Lane.NOTICES)
        await owe(store, lin, "edit", slot="card:H-1", lane=Lane.ANSWERS)
        assert await claim(store, Lane.ANSWERS) == []
        (card,) = await claim(store, Lane.NOTICES)
        assert words_of([card]) == ["card"]
        await settle(store, card)
        assert words_of(await claim(store, Lane.NOTICES)) == ["edit"]
        await owe(store, lin, "later edit", slot="card:H-1", lane=Lane.ANSWERS)
        await settle(store, *await claim(store, Lane.NOTICES))

    async def test_a_changed_message_goes_in_its_place(self, store: Store) -> None:
        lin = await a_person(store)
        for words in ("with a picture", "next"):
            await owe(store, lin, words)
        (claimed,) = await claim(store)
        await store.outbox.postpone(claimed, until=NOW, payload={"words": "without"})
        (again,) = await claim(store)
        assert (words_of([again]), again.repeat) == (["without"], 0)

    async def test_what_cannot_be_opened_does_not_hide_the_rest(self, store: Store) -> None:
        for number in range(2):
            await owe(store, await a_person(store, number), str(number))
        spoil = "UPDATE outbox SET payload = :payload WHERE id = (SELECT MIN(id) FROM outbox)"
        await store._conn.fetch(spoil, {"payload": b"\x01"})
        assert [one.payload for one in await claim(store)] == [None, {"words": "1"}]

    async def test_pauses_that_telegram_asked_for_are_known_after_a_restart(self, store: Store) -> None:
        people = [await a_person(store, number) for number in range(3)]
        for person in people:
            await owe(store, person, lane=Lane.BULK)
        all_claimed = await claim(store, Lane.BULK)
        for claimed, error in zip(all_claimed, ("429", "ConnectError", "429"), strict=True):
            await store.outbox.postpone(claimed, until=after(seconds=60 + claimed.id), error=error)
        paused = await store.outbox.paused(now=NOW)
        first, _, third = all_claimed
        assert {(one.chat, one.lane, one.until) for one in paused} == {
            (one.chat, Lane.BULK, after(seconds=60 + one.id)) for one in (first, third)
        }
        assert await store.outbox.paused(now=after(hours=1)) == ()

    @pytest.mark.parametrize("unsure", [False, True])
    async def test_postponed_comes_again(self, store: Store, unsure: bool) -> None:
        """Marked as a repeat where it may have arrived, and from then on."""
        lin = await a_person(store)
        await owe(store, lin, "a")
        await owe(store, lin, "b")
        (claimed,) = await claim(store)
        await store.outbox.postpone(claimed, until=after(seconds=5), unsure=unsure, error="ReadTimeout")
        assert await claim(store) == [], "b must not overtake a"
        (again,) = await claim(store, now=after(seconds=5))
        assert (again.payload, again.tries, again.repeat) == ({"words": "a"}, 2, int(unsure))
        await store.outbox.postpone(again, until=after(seconds=6), unsure=False)
        (third,) = await claim(store, now=after(seconds=6))
        assert (third.tries, third.repeat) == (3, int(unsure))

    @pytest.mark.parametrize("state", ["sent", "failed", "unknown"])
    async def test_settled_is_over(self, store: Store, state: str) -> None:
        await owe(store, await a_person(store))
        await settle(store, *await claim(store), state=state)
        assert await claim(store, now=after(days=1)) == []
        assert await store.outbox.count(state) == 1

    async def test_recover_tells_worth_apart(self, store: Store) -> None:
        """After a crash nobody knows what arrived: what must arrive is sent again, marked; the rest is listed as unknown."""
        for number, worth in enumerate((MUST, ONCE, MUST)):
            await owe(store, await a_person(store, number), worth.value, worth=worth)
        await claim(store, limit=2)
        assert await store.outbox.recover(now=NOW) == 2
        assert [(one.payload, one.repeat) for one in await claim(store)] == [
            ({"words": "must"}, 1),
            ({"words": "must"}, 0),
        ]
        assert await store.outbox.count("unknown") == 1

    async def test_recover_finds_nothing_after_an_orderly_end(self, store: Store) -> None:
        await owe(store, await a_person(store))
        await settle(store, *await claim(store))
        assert await store.outbox.recover(now=NOW) == 0

    async def test_the_same_notice_is_owed_once(self, store: Store) -> None:
        """Also after it was sent; messages without `dedupe` are never taken for each other."""
        lin = await a_person(store)
        for words in ("first", "again"):
            await owe(store, lin, words, dedupe="reminder:1")
        await owe(store, lin, "other", dedupe="reminder:2")
        for _ in range(2):
            await owe(store, lin, "plain")
        said = []
        while claimed := await claim(store):
            said += words_of(claimed)
            await settle(store, *claimed)
            await owe(store, lin, "after sending", dedupe="reminder:1")
        assert said == ["first", "other", "plain", "plain"]

    async def test_what_waits_under_a_name_says_the_newest(self, store: Store) -> None:
        """In the place of the first; not of another chat, not what is being sent already."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for words in ("one", "two", "three"):
            await owe(store, lin, words, latest="question")
            await owe(store, lin, f"other {words}")
        await owe(store, he, "his", latest="question")
        claimed = await claim(store)
        assert words_of(claimed) == ["three", "his"]
        await owe(store, lin, "four", latest="question")
        await settle(store, *claimed)
        said = []
        while claimed := await claim(store):
            said += words_of(claimed)
            await settle(store, *claimed)
        assert said == ["other one", "other two", "other three", "four"]

    async def test_the_newest_does_not_go_before_what_it_follows(self, store: Store) -> None:
        """An edit does not change the one before a newer message of the same slot, which would then be the older."""
        lin = await a_person(store)
        await owe(store, lin, "old edit", slot="card", latest="card")
        await owe(store, lin, "new card", slot="card")
        await owe(store, lin, "new edit", slot="card", latest="card")
        said = []
        while claimed := await claim(store):
            said += words_of(claimed)
            await settle(store, *claimed)
        assert said == ["old edit", "new card", "new edit"]

    async def test_the_first_of_a_name_may_be_the_last(self, store: Store) -> None:
        """What was said once under the same `dedupe` is not said again, and until it is, the newest counts."""
        lin = await a_person(store)
        for words in ("one", "two"):
            await owe(store, lin, words, latest="question", dedupe="album")
        (claimed,) = await claim(store)
        await settle(store, claimed)
        await owe(store, lin, "three", latest="question", dedupe="album")
        assert (claimed.payload, await claim(store)) == ({"words": "two"}, [])

    async def test_a_slot_names_the_message_last_sent(self, store: Store) -> None:
        """For each person, because each has a message of their own."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await owe(store, lin, slot="card:H-1")
        (claimed,) = await claim(store)
        assert claimed.slot is not None
        assert await store.outbox.slot(claimed) is None
        for sent in (Slot(message_id=7, form="caption"), Slot(message_id=8, form="text")):
            await store.outbox.put_slot(claimed, sent, now=NOW)
            assert await store.outbox.slot(claimed) == sent
        await owe(store, he, slot="card:H-1")
        (other,) = await claim(store)
        assert await store.outbox.slot(other) is None

    async def test_holders_have_the_message_or_will(self, store: Store) -> None:
        """Whoever it was sent to, and whoever it is still owed to, once each."""
        lin, he, zhou, emily = [await a_person(store, number) for number in range(4)]
        for person in (lin, he, zhou):
            await owe(store, person, slot="card:H-1")
        await owe(store, emily, slot="card:H-2")
        sent, lost, *_ = await claim(store, limit=2)
        await store.outbox.put_slot(sent, Slot(message_id=7, form="text"), now=NOW)
        await settle(store, sent)
        await settle(store, lost, state="failed")
        await owe(store, lin, slot="card:H-1")
        assert await store.outbox.holders("card:H-1") == (lin, zhou)
        assert await store.outbox.holders("card:H-3") == ()

    async def test_waits_until_its_time_and_is_counted_by_batch(self, store: Store) -> None:
        """What is owed behind it waits with it."""
        lin = await a_person(store)
        await owe(store, lin, "later", not_before=after(seconds=1), batch="notice:1")
        await owe(store, lin, "behind")
        assert await claim(store) == []
        (later,) = await claim(store, now=after(seconds=1))
        assert words_of([later]) == ["later"]

    async def test_what_is_settled_names_nobody(self, store: Store) -> None:
        """But for what may or may not have arrived, which somebody may have to look after; that stays sealed. Nor at which hour."""
        for number, state in enumerate(("sent", "failed", "unknown")):
            await owe(store, await a_person(store, number), worth=ONCE)
            await settle(store, *await claim(store), state=state)
        rows = await store._conn.fetch("SELECT state, chat, recipient, created_at, settled_at FROM outbox ORDER BY id")
        assert {(from_micros(row["created_at"]), from_micros(row["settled_at"])) for row in rows} == {
            (day_of(NOW),) * 2
        }
        assert [(row["state"], row["chat"], row["recipient"] is None) for row in rows] == [
            ("sent", "", True),
            ("failed", "", True),
            ("unknown", "", False),
        ]

    async def test_owes(self, store: Store) -> None:
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for person in (lin, lin, he):
            await owe(store, person)
        await settle(store, *await claim(store))
        assert [await store.outbox.owes(Recipient(person_id=one)) for one in (lin, he)] == [1, 0]

    async def test_forgets_what_was_settled_long_ago(self, store: Store) -> None:
        """Never what is still owed."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await owe(store, lin, dedupe="a")
        await owe(store, he)
        await settle(store, (await claim(store, limit=1))[0])
        await store.outbox.forget(before=NOW)
        assert await store.outbox.count("sent") == 1
        await store.outbox.forget(before=after(days=1))
        assert (await store.outbox.count("sent"), await store.outbox.count("waiting")) == (0, 1)
        await owe(store, lin, "again", dedupe="a")
        assert await store.outbox.count("waiting") == 2


PEOPLE = 3
Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["owe", "claim", "sent", "unsure", "later", "crash"]), st.integers(0, PEOPLE - 1)),
    max_size=40,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_nobody_gets_anything_twice_or_out_of_order(folder: Path, seal: Seal, steps: list[Step]) -> None:
    """Whatever is claimed, put back, and lost by crashes; messages are numbered as they are owed."""
    owed, told = asyncio.run(_played(folder, seal, steps))
    for person in range(PEOPLE):
        assert told[person] == sorted(told[person])
        assert told[person] == list(range(owed[person]))


async def _played(folder: Path, seal: Seal, steps: list[Step]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """(how many messages were owed to each, the numbers that each got in the end); rolled back."""
    owed: dict[int, int] = defaultdict(int)
    told: dict[int, list[int]] = defaultdict(list)
    database = await open_sqlite(folder, seal)
    try:
        async with database.write() as store:
            ids = [await a_person(store, number) for number in range(PEOPLE)]
            flying: list[Claimed] = []
            for step, person in [*steps, ("crash", 0), *[("claim", 0), ("sent", 0)] * len(steps) * PEOPLE]:
                match step:
                    case "owe":
                        await owe(store, ids[person], str(owed[person]), worth=Worth.MUST)
                        owed[person] += 1
                    case "claim":
                        flying += await claim(store, limit=2)
                        assert len({one.chat for one in flying}) == len(flying)
                    case "crash":
                        assert await store.outbox.recover(now=NOW) == len(flying)
                        flying = []
                    case "sent" if flying:
                        one = flying.pop(0)
                        told[ids.index(person_of(one))].append(int(words_of([one])[0]))
                        await settle(store, one)
                    case "unsure" | "later" if flying:
                        await store.outbox.postpone(flying.pop(), until=NOW, unsure=step == "unsure")
            raise _RollBack
    except _RollBack:
        return owed, told
    finally:
        await database.close()


class _RollBack(Exception):
    """So that the next example finds an empty outbox."""
