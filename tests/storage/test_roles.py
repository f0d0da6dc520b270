"""Roles and invites."""

from datetime import timedelta

import pytest

from storage.clock import day_of
from storage.roles import Role, Via
from storage.store import Store
from tests.storage.makers import NOW, a_member_of_staff, a_person, a_town, a_unit, after

DAY = day_of(NOW)
DAY_LATER = after(days=1)


async def units_of(store: Store, person_id: int) -> list[int | None]:
    """Where somebody has a role."""
    return [held.unit_id for held in await store.roles.of(person_id)]


class TestRoles:
    async def test_granted_once_and_revoked(self, store: Store) -> None:
        town, lin = await a_town(store), await a_person(store)
        given = [
            await store.roles.grant(lin, Role.STAFF, town[code].id, via=Via.COMMAND, now=NOW)
            for code in ("C1", "C1", "G3")
        ]
        assert given == [True, False, True]
        assert await units_of(store, lin) == [town["C1"].id, town["G3"].id]
        taken = await store.roles.revoke(lin, Role.STAFF, via=Via.COMMAND, now=DAY_LATER)
        assert [held.unit_id for held in taken] == [town["C1"].id, town["G3"].id]
        assert await units_of(store, lin) == []
        assert await store.roles.holders(Role.STAFF, town["C1"].id) == ()
        assert await store.roles.revoke(lin, Role.STAFF, via=Via.COMMAND, now=DAY_LATER) == ()
        assert await store.roles.grant(lin, Role.STAFF, town["C1"].id, via=Via.COMMAND, now=after(days=2))
        assert await units_of(store, lin) == [town["C1"].id]

    async def test_who_gave_it_how_and_on_which_day(self, store: Store) -> None:
        """The day alone: beside a person, a minute would say whose the report of that minute is."""
        town, boss, lin = await a_town(store), await a_person(store, 1), await a_person(store, 2)
        await store.roles.grant(lin, Role.STAFF, town["C1"].id, via=Via.INVITE, by=boss, invite="hash", now=NOW)
        (held,) = await store.roles.of(lin)
        assert (held.person_id, held.role, held.granted_via, held.granted_by) == (lin, Role.STAFF, Via.INVITE, boss)
        assert held.granted_at == DAY
        assert await store.roles.everyone() == (held,)
        assert await store.roles.revoke(lin, Role.STAFF, via=Via.CHAT, by=boss, now=DAY_LATER) == (held,)
        rows = await store._conn.fetch("SELECT revoked_via, revoked_by, revoked_at FROM roles")
        assert [tuple(dict(row).values()) for row in rows] == [
            ("chat", boss, (DAY + timedelta(days=1)).timestamp() * 1_000_000)
        ]
        assert await store.roles.everyone() == ()

    async def test_revoked_at_one_unit_alone(self, store: Store) -> None:
        """And no other role there."""
        town, lin = await a_town(store), await a_person(store)
        for role, code in ((Role.STAFF, "C1"), (Role.STAFF, "C2"), (Role.DUTY_OFFICER, "C1")):
            await store.roles.grant(lin, role, town[code].id, via=Via.COMMAND, now=NOW)
        await store.roles.revoke(lin, Role.STAFF, town["C1"].id, via=Via.COMMAND, now=NOW)
        left = [(held.role, held.unit_id) for held in await store.roles.of(lin)]
        assert left == [(Role.STAFF, town["C2"].id), (Role.DUTY_OFFICER, town["C1"].id)]

    async def test_without_a_unit_is_another_than_at_one(self, store: Store) -> None:
        town, lin = await a_town(store), await a_person(store)
        for unit_id in (None, town["D"].id, None):
            await store.roles.grant(lin, Role.ADMINISTRATOR, unit_id, via=Via.COMMAND, now=NOW)
        assert await units_of(store, lin) == [None, town["D"].id]
        await store.roles.revoke(lin, Role.ADMINISTRATOR, town["D"].id, via=Via.COMMAND, now=NOW)
        assert await units_of(store, lin) == [None]

    async def test_holders_of_exactly_that_unit_who_can_be_reached(self, store: Store) -> None:
        town = await a_town(store)
        lin, he = [await a_member_of_staff(store, town["C1"], number) for number in (1, 2)]
        await a_member_of_staff(store, town["D"], 3)
        assert await store.roles.holders(Role.STAFF, town["C1"].id) == (lin, he)
        assert await store.roles.holders(Role.STAFF, town["G1"].id) == ()
        assert await store.roles.holders(Role.DUTY_OFFICER, town["C1"].id) == ()
        await store.people.set_unreachable(lin, NOW)
        assert await store.roles.holders(Role.STAFF, town["C1"].id) == (he,)

    async def test_holders_everywhere(self, store: Store) -> None:
        """Not those of a unit."""
        town = await a_town(store)
        he, emily, grace = [await a_person(store, number) for number in (2, 3, 4)]
        for person in (he, emily, he):
            await store.roles.grant(person, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOW)
        await store.roles.grant(grace, Role.ADMINISTRATOR, town["D"].id, via=Via.COMMAND, now=NOW)
        assert await store.roles.holders(Role.ADMINISTRATOR, None) == (he, emily)
        await store.people.set_unreachable(emily, NOW)
        assert await store.roles.holders(Role.ADMINISTRATOR, None) == (he,)
        await store.roles.revoke(he, Role.ADMINISTRATOR, via=Via.COMMAND, now=NOW)
        assert await store.roles.holders(Role.ADMINISTRATOR, None) == ()

    async def test_goes_with_its_person_and_outlives_its_giver(self, store: Store) -> None:
        boss, lin = await a_person(store, 1), await a_person(store, 2)
        await store.roles.grant(lin, Role.RIDER, None, via=Via.INVITE, by=boss, now=NOW)
        await store.people.delete(boss)
        (held,) = await store.roles.of(lin)
        assert held.granted_by is None
        await store.people.delete(lin)
        assert await store.roles.everyone() == ()


class TestInvites:
    async def test_once(self, store: Store) -> None:
        unit, boss = await a_unit(store, "G"), await a_person(store)
        await store.roles.add_invite("t", Role.STAFF, unit.id, uses=1, by=boss, expires_at=after(hours=24), now=NOW)
        found = await store.roles.invite("t")
        used = await store.roles.use_invite("t", now=NOW)
        assert found is not None
        assert used is not None
        assert (used.role, used.unit_id, used.created_by) == (Role.STAFF, unit.id, boss)
        assert (found.uses_left, used.uses_left, found.expires_at) == (1, 0, after(hours=24))
        assert await store.roles.use_invite("t", now=NOW) is None
        assert await store.roles.invite("t") == used

    async def test_as_often_as_it_says(self, store: Store) -> None:
        await store.roles.add_invite("t", Role.ADMINISTRATOR, None, uses=3, expires_at=after(hours=24), now=NOW)
        used = [await store.roles.use_invite("t", now=NOW) for _ in range(5)]
        assert [one is not None for one in used] == [True] * 3 + [False] * 2

    async def test_until_its_time_is_over(self, store: Store) -> None:
        await store.roles.add_invite("t", Role.ADMINISTRATOR, None, uses=2, expires_at=after(hours=24), now=NOW)
        assert await store.roles.use_invite("t", now=after(hours=24)) is None
        assert await store.roles.use_invite("t", now=after(hours=24, microseconds=-1)) is not None

    @pytest.mark.parametrize("token", ["", "T", "t ", "x"])
    async def test_unknown(self, store: Store, token: str) -> None:
        await store.roles.add_invite("t", Role.ADMINISTRATOR, None, uses=1, expires_at=after(hours=24), now=NOW)
        assert await store.roles.use_invite(token, now=NOW) is None
        assert await store.roles.invite(token) is None
        assert await store.roles.use_invite("t", now=NOW) is not None

    async def test_who_took_it(self, store: Store) -> None:
        """And whether they still have what it gave."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await store.roles.add_invite("t", Role.RIDER, None, uses=2, expires_at=after(hours=24), now=NOW)
        used = await store.roles.use_invite("t", now=NOW)
        assert used is not None
        await store.roles.grant(lin, Role.RIDER, None, via=Via.INVITE, invite=used.token_hash, now=NOW)
        assert [await store.roles.taken(one, "t") for one in (lin, he)] == [True, None]
        assert await store.roles.taken(lin, "another") is None
        await store.roles.revoke(lin, Role.RIDER, via=Via.COMMAND, now=NOW)
        assert await store.roles.taken(lin, "t") is False

    async def test_goes_with_who_made_it(self, store: Store) -> None:
        """Nobody is let in by somebody who is not there any more."""
        boss = await a_person(store)
        await store.roles.add_invite("t", Role.RIDER, None, uses=1, by=boss, expires_at=after(hours=24), now=NOW)
        await store.people.delete(boss)
        assert await store.roles.invite("t") is None

    async def test_forgotten_when_its_time_is_over(self, store: Store) -> None:
        for token, hours in (("old", 1), ("young", 2)):
            await store.roles.add_invite(token, Role.RIDER, None, uses=1, expires_at=after(hours=hours), now=NOW)
        await store.roles.forget_invites(before=after(hours=2))
        assert (await store.roles.invite("old"), (await store.roles.invite("young")) is None) == (None, False)
