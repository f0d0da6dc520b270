"""Digests: who gets one, at which minute, and which are due."""

from storage.digests import Digest
from storage.roles import Role, Via
from storage.store import Store
from tests.storage.makers import NOW, a_member_of_staff, a_person, a_town, after


async def _due(store: Store, hours: float = 0) -> list[int]:
    found = await store.digests.due(now=after(hours=hours), latest=after(hours=hours + 48))
    return [one.person_id for one in found]


class TestDigests:
    """What every engine has to do."""

    async def test_what_was_planned_comes_back(self, store: Store) -> None:
        lin = await a_person(store)
        assert await store.digests.get(lin) is None
        await store.digests.plan(lin, 480, after(hours=20))
        assert await store.digests.get(lin) == Digest(person_id=lin, minute=480, due_at=after(hours=20), had=0)

    async def test_another_minute_keeps_how_many_there_were(self, store: Store) -> None:
        lin = await a_person(store)
        await store.digests.plan(lin, 480, NOW)
        await store.digests.move(lin, after(hours=24), had=3)
        await store.digests.plan(lin, 540, after(hours=25))
        assert await store.digests.get(lin) == Digest(person_id=lin, minute=540, due_at=after(hours=25), had=3)

    async def test_due_is_what_has_come_or_never_comes(self, store: Store) -> None:
        """A clock that was wrong for a while may have planned years ahead."""
        people = [await a_person(store, number) for number in range(5)]
        for person, hours in zip(people, (2, 0, 1, 48, 49), strict=True):
            await store.digests.plan(person, 480, after(hours=hours))
        assert await _due(store) == [people[1], people[4]]
        assert await _due(store, hours=1) == [people[1], people[2]]

    async def test_none_are_due_for_whoever_wants_none(self, store: Store) -> None:
        lin = await a_person(store)
        await store.digests.plan(lin, 480, NOW)
        await store.digests.plan(lin, 480, None)
        assert await _due(store, hours=1000) == []
        assert await store.digests.get(lin) == Digest(person_id=lin, minute=480, due_at=None, had=0)

    async def test_one_that_is_done_is_due_again_later(self, store: Store) -> None:
        lin = await a_person(store)
        await store.digests.plan(lin, 480, NOW)
        await store.digests.move(lin, after(hours=24), had=2)
        assert await _due(store, hours=23) == []
        assert await _due(store, hours=24) == [lin]

    async def test_newcomers_are_staff_without_a_plan(self, store: Store) -> None:
        """Whatever way they became it; administrators ask for theirs themselves."""
        town = await a_town(store)
        staff, officer, boss, gone = [await a_person(store, number) for number in range(4)]
        await store.roles.grant(staff, Role.STAFF, town["C1"].id, via=Via.COMMAND, now=NOW)
        await store.roles.grant(staff, Role.STAFF, town["C2"].id, via=Via.COMMAND, now=NOW)
        await store.roles.grant(officer, Role.DUTY_OFFICER, town["D"].id, via=Via.INVITE, now=NOW)
        await store.roles.grant(boss, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOW)
        await store.roles.grant(gone, Role.STAFF, town["C1"].id, via=Via.COMMAND, now=NOW)
        await store.roles.revoke(gone, Role.STAFF, via=Via.COMMAND, now=NOW)
        assert await store.digests.newcomers() == (staff, officer)
        await store.digests.plan(staff, 480, None)
        assert await store.digests.newcomers() == (officer,)

    async def test_whoever_is_no_staff_any_more_is_new_again_later(self, store: Store) -> None:
        town = await a_town(store)
        zhou = await a_member_of_staff(store, town["C1"], 1)
        await store.digests.plan(zhou, 480, None)
        await store.digests.end(zhou)
        assert await store.digests.newcomers() == (zhou,)

    async def test_it_goes_with_its_person(self, store: Store) -> None:
        lin = await a_person(store)
        await store.digests.plan(lin, 480, NOW)
        await store.people.delete(lin)
        assert await _due(store) == []
