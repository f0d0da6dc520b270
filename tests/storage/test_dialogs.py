"""Dialogs: one a person, replaced or ended, due for a reminder or over."""

from datetime import timedelta, timezone

from storage.dialogs import Dialog
from storage.store import Store
from tests.storage.makers import NOW, a_dialog, a_person, after


async def due(store: Store, **by: float) -> list[int]:
    return [person for person, _ in await store.dialogs.expired(now=after(**by), limit=100)]


async def reminded(store: Store, **by: float) -> list[int]:
    return [person for person, _ in await store.dialogs.to_remind(now=after(**by), limit=100)]


class TestDialogs:
    async def test_none_at_first(self, store: Store) -> None:
        assert await store.dialogs.get(await a_person(store)) is None

    async def test_gives_back_what_was_put(self, store: Store) -> None:
        lin = await a_person(store)
        for dialog in (
            a_dialog(draft={"words": "着火 😀", "photos": ["a", "b"], "place": None}, remind_at=after(minutes=15)),
            a_dialog(flow="more", version=3, step="more", draft={}, expires_at=after(minutes=10)),
        ):
            await store.dialogs.put(lin, dialog)
            assert await store.dialogs.get(lin) == dialog

    async def test_each_person_has_one(self, store: Store) -> None:
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await store.dialogs.put(lin, a_dialog(step="place"))
        await store.dialogs.put(he, a_dialog(step="words"))
        await store.dialogs.end(lin)
        assert await store.dialogs.get(lin) is None
        his = await store.dialogs.get(he)
        assert his is not None
        assert his.step == "words"
        await store.dialogs.end(lin)  # a second time changes nothing

    async def test_over_when_its_time_has_come(self, store: Store) -> None:
        """Oldest first; not a moment before; no more than asked for."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await store.dialogs.put(lin, a_dialog(expires_at=after(hours=2)))
        await store.dialogs.put(he, a_dialog(expires_at=after(hours=1)))
        assert await due(store, hours=1, microseconds=-1) == []
        assert await due(store, hours=1) == [he]
        assert await due(store, hours=2) == [he, lin]
        assert [person for person, _ in await store.dialogs.expired(now=after(hours=2), limit=1)] == [he]

    async def test_reminds_of_those_that_want_it(self, store: Store) -> None:
        lin, he, emily = [await a_person(store, number) for number in range(3)]
        await store.dialogs.put(lin, a_dialog(remind_at=after(minutes=15)))
        await store.dialogs.put(he, a_dialog(remind_at=after(minutes=5)))
        await store.dialogs.put(emily, a_dialog(remind_at=None))
        assert await reminded(store, minutes=4) == []
        assert await reminded(store, minutes=15) == [he, lin]
        await store.dialogs.put(he, a_dialog(remind_at=None))
        assert await reminded(store, minutes=15) == [lin]

    async def test_what_is_due_comes_whole(self, store: Store) -> None:
        lin = await a_person(store)
        dialog = a_dialog(draft={"words": "x"}, remind_at=after(minutes=1), expires_at=after(minutes=2))
        await store.dialogs.put(lin, dialog)
        assert await store.dialogs.expired(now=after(minutes=2), limit=1) == ((lin, dialog),)
        assert await store.dialogs.to_remind(now=after(minutes=1), limit=1) == ((lin, dialog),)

    async def test_times_are_moments_whatever_their_zone(self, store: Store) -> None:
        lin = await a_person(store)
        chengdu = NOW.astimezone(timezone(timedelta(hours=8)))
        await store.dialogs.put(lin, a_dialog(expires_at=chengdu))
        stored = await store.dialogs.get(lin)
        assert isinstance(stored, Dialog)
        assert (stored.expires_at, stored.expires_at.utcoffset()) == (NOW, timedelta(0))

    async def test_goes_with_its_person(self, store: Store) -> None:
        """A guest with an open dialog is kept until it ends; whoever is deleted takes it along."""
        guest = await a_person(store)
        await store.dialogs.put(guest, a_dialog())
        await store.people.forget_guests(before=after(days=1))
        assert await store.dialogs.get(guest) is not None
        await store.dialogs.end(guest)
        await store.people.forget_guests(before=after(days=1))
        assert await store.people.by_id(guest) is None
        lin = await a_person(store)
        await store.dialogs.put(lin, a_dialog())
        await store.people.delete(lin)
        assert await store.dialogs.expired(now=after(days=9), limit=9) == ()
