"""People."""

from datetime import timedelta

import pytest

from storage.clock import day_of, from_micros
from storage.outbox import Slot
from storage.people import Naming
from storage.roles import Role, Via
from storage.store import Store
from tests.storage.makers import NOW, a_dialog, a_member_of_staff, a_person, a_unit, after, claim, owe

DAY = day_of(NOW)


class TestPeople:
    async def test_meets_each_account_once(self, store: Store) -> None:
        """The language is the first one's: whoever chose another keeps it."""
        lin = await store.people.meet(1001, "zh-Hans", now=NOW)
        assert (lin.language, lin.consented_at, lin.home_unit_id, lin.unreachable_at) == ("zh-Hans", None, None, None)
        assert await store.people.meet(1001, "en", now=after(days=1)) == lin
        assert (await store.people.meet(1002, "en", now=NOW)).id != lin.id
        assert await store.people.find(1001) == lin
        assert await store.people.by_id(lin.id) == lin

    async def test_a_stranger_is_nobody(self, store: Store) -> None:
        assert await store.people.find(1001) is None
        assert await store.people.by_id(1) is None
        assert await store.people.name(1) is None
        with pytest.raises(KeyError):
            await store.people.address(1)

    async def test_address(self, store: Store) -> None:
        lin = await a_person(store, 2**52)
        await store.people.set_language(lin, "en")
        address = await store.people.address(lin)
        assert (address.chat_id, address.language, address.reachable) == (2**52, "en", True)

    async def test_unreachable_until_they_write_again(self, store: Store) -> None:
        lin = await a_person(store)
        await store.people.set_unreachable(lin, after(hours=1))
        known = await store.people.by_id(lin)
        assert known is not None
        assert known.unreachable_at == DAY
        assert not (await store.people.address(lin)).reachable
        await store.people.set_unreachable(lin, None)
        assert (await store.people.address(lin)).reachable

    async def test_unreachable_since_the_first_failure(self, store: Store) -> None:
        """And not when something came from them since the call that failed: they have come back."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        heard = {one: (await store.people.address(one)).heard for one in (lin, he)}
        await store.people.meet(2, "en", now=NOW)
        for days in (1, 2):
            await store.people.lost(lin, heard=heard[lin], at=after(days=days))
        await store.people.lost(he, heard=heard[he], at=NOW)
        known = await store.people.by_id(lin)
        assert known is not None
        assert known.unreachable_at == DAY + timedelta(days=1)
        assert (await store.people.address(he)).reachable

    async def test_agreeing_to_send_a_voice_counts_from_the_first_day(self, store: Store) -> None:
        lin = await a_person(store)
        for days in (0, 3):
            await store.people.agree_voice(lin, now=after(days=days))
        known = await store.people.by_id(lin)
        assert known is not None
        assert known.voice_agreed_at == DAY

    async def test_consent_counts_from_the_first_day(self, store: Store) -> None:
        """The day alone: a minute, here or of the first meeting, would say whose the report of that minute is."""
        lin = await a_person(store)
        for days in (0, 2):
            await store.people.consent(lin, now=after(days=days))
        known = await store.people.by_id(lin)
        assert known is not None
        assert known.consented_at == DAY
        rows = await store._conn.fetch("SELECT created_at FROM people")
        assert [from_micros(row["created_at"]) for row in rows] == [DAY]

    async def test_home_can_be_set_and_forgotten(self, store: Store) -> None:
        """Either counts as having been asked."""
        lin, unit = await a_person(store), await a_unit(store, "G")
        await store.people.home_asked(lin, now=after(hours=1))
        homes = []
        for days, home in ((2, unit.id), (3, None)):
            await store.people.set_home(lin, home, now=after(days=days))
            known = await store.people.by_id(lin)
            assert known is not None
            homes.append((known.home_unit_id, known.home_asked_at))
        assert homes == [(unit.id, DAY + timedelta(days=2)), (None, DAY + timedelta(days=3))]

    async def test_name(self, store: Store) -> None:
        lin = await a_person(store)
        assert await store.people.name(lin) is None
        await store.people.set_name(lin, "周敏 😀")
        assert await store.people.name(lin) == "周敏 😀"

    async def test_how_they_report(self, store: Store) -> None:
        """Not asked at first. The name of who reports by it goes when they do so no more; that of staff stays."""
        unit, lin = await a_unit(store, "G"), await a_person(store, 1)
        await store.roles.grant(lin, Role.VOLUNTEER, unit.id, via=Via.SELF, now=NOW)
        zhou = await a_member_of_staff(store, unit, 2)
        await store.people.set_naming(zhou, Naming.NAMED, name="周敏")
        for naming, name, kept in ((Naming.NAMED, "林秀兰", "林秀兰"), (Naming.ANONYMOUS, None, None)):
            for person in (lin, zhou):
                await store.people.set_naming(person, naming, name=name)
                known = await store.people.by_id(person)
                assert known is not None
                assert known.naming is naming
            assert [await store.people.name(one) for one in (lin, zhou)] == [kept, "周敏"]
        assert (await store.people.meet(3, "en", now=NOW)).naming is None

    async def test_guests_are_forgotten_with_all_that_is_theirs(self, store: Store) -> None:
        """Only those who never consented, first wrote a while ago, are owed nothing, and hold no role."""
        unit = await a_unit(store, "G")
        times = [after(hours=number == 1) for number in range(6)]
        ids = [await a_person(store, number, now=now) for number, now in enumerate(times)]
        consented, recent, owed, talking, staff, guest = ids
        await store.people.consent(consented, now=NOW)
        await owe(store, owed)
        await store.dialogs.put(talking, a_dialog())
        await store.roles.grant(staff, Role.STAFF, unit.id, via=Via.COMMAND, now=NOW)
        await owe(store, guest, slot="card:H-1")
        sent = (await claim(store))[-1]
        await store.outbox.put_slot(sent, Slot(message_id=1, form="text"), now=NOW)
        await store.outbox.settle(sent, "sent", now=NOW)
        await store.people.forget_guests(before=after(minutes=1))
        left = [one for one in (consented, recent, owed, talking, staff, guest) if await store.people.by_id(one)]
        assert left == [consented, recent, owed, talking, staff]
        assert await store.outbox.holders("card:H-1") == ()

    async def test_guests_go_some_at_a_time(self, store: Store) -> None:
        """Whoever stays is not looked at again."""
        ids = [await a_person(store, number) for number in range(120)]
        await store.dialogs.put(ids[0], a_dialog())
        last = await store.people.forget_guests(before=after(minutes=1))
        assert last == ids[99]
        assert await store.people.forget_guests(before=after(minutes=1), after=last) == ids[-1]
        assert await store.people.forget_guests(before=after(minutes=1), after=ids[-1]) is None
        assert [one for one in ids if await store.people.by_id(one)] == ids[:1]

    async def test_an_id_never_comes_to_mean_somebody_else(self, store: Store) -> None:
        guest = await a_person(store, 1)
        await store.people.forget_guests(before=after(minutes=1))
        assert await a_person(store, 2, now=after(hours=1)) > guest
