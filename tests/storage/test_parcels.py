"""Who asked for everything about them, and everything about one person."""

import json

import pytest

from storage.people import Naming
from storage.roles import Role, Via
from storage.store import Store
from storage.uses import Use
from tests.storage.makers import NOW, a_person, a_town, after, an_update, owe


class TestParcels:
    async def test_from_asking_to_done(self, store: Store) -> None:
        """Oldest first; done once."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        await store.parcels.ask(lin, now=NOW)
        await store.parcels.ask(he, now=after(minutes=1))
        assert await store.parcels.due(now=after(seconds=-1), limit=9) == ()
        (first,) = await store.parcels.due(now=after(hours=1), limit=1)
        assert (first.person_id, first.tries) == (lin, 0)
        assert await store.parcels.done(first.id, now=NOW)
        assert not await store.parcels.done(first.id, now=NOW)
        assert [one.person_id for one in await store.parcels.due(now=after(hours=1), limit=9)] == [he]

    async def test_put_off(self, store: Store) -> None:
        await store.parcels.ask(await a_person(store), now=NOW)
        (due,) = await store.parcels.due(now=NOW, limit=9)
        await store.parcels.put_off(due.id, until=after(minutes=1))
        assert await store.parcels.due(now=NOW, limit=9) == ()
        (again,) = await store.parcels.due(now=after(minutes=1), limit=9)
        assert (again.id, again.tries) == (due.id, 1)

    async def test_when_somebody_asked(self, store: Store) -> None:
        """Also what was done since; nobody else's; and not what is forgotten."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for hours in (1, 2, 3):
            await store.parcels.ask(lin, now=after(hours=hours))
        assert await store.parcels.asked(lin, since=after(hours=1)) == (after(hours=2), after(hours=3))
        assert await store.parcels.asked(he, since=NOW) == ()
        first, _, _ = await store.parcels.due(now=after(hours=3), limit=9)
        await store.parcels.done(first.id, now=after(hours=4))
        await store.parcels.forget(before=after(hours=9))
        assert await store.parcels.asked(lin, since=NOW) == (after(hours=2), after(hours=3)), "the others still wait"

    async def test_withdrawn(self, store: Store) -> None:
        lin, he = await a_person(store, 1), await a_person(store, 2)
        for person in (lin, he):
            await store.parcels.ask(person, now=NOW)
        due = await store.parcels.due(now=NOW, limit=1)
        await store.parcels.withdraw(lin, now=NOW)
        assert not await store.parcels.done(due[0].id, now=NOW), "one that is being packed is not wanted any more"
        assert [one.person_id for one in await store.parcels.due(now=NOW, limit=9)] == [he]


class TestPersonal:
    async def test_the_person(self, store: Store) -> None:
        town, lin = await a_town(store), await a_person(store, 77)
        await store.people.set_naming(lin, Naming.NAMED, name="林")
        await store.people.consent(lin, now=NOW)
        await store.people.set_home(lin, town["G1"].id, now=NOW)
        await store.riders.moved(lin, town["G2"].id, until=after(hours=12))
        told = await store.personal.person(lin)
        assert (told["telegram_id"], told["name"], told["language"], told["naming"]) == ("77", "林", "zh-Hans", "named")
        assert told["home_unit_id"] == town["G1"].id
        assert told["area"] == {"unit_id": town["G2"].id, "until": after(hours=12)}
        assert told["consented_at"].tzinfo is not None

    async def test_somebody_who_is_gone(self, store: Store) -> None:
        with pytest.raises(KeyError):
            await store.personal.person(99)

    async def test_roles_and_what_was_made(self, store: Store) -> None:
        """Those that were taken again too; never who gave or took them."""
        town, lin, boss = await a_town(store), await a_person(store, 1), await a_person(store, 2)
        await store.roles.grant(lin, Role.STAFF, town["G1"].id, via=Via.CHAT, by=boss, now=NOW)
        await store.roles.revoke(lin, Role.STAFF, via=Via.CHAT, by=boss, now=NOW)
        await store.roles.add_invite("t", Role.RIDER, None, uses=2, by=lin, expires_at=after(hours=1), now=NOW)
        (role,) = await store.personal.roles(lin)
        assert (role["role"], role["granted_via"], role["revoked_via"]) == ("staff", "chat", "chat")
        assert not {"granted_by", "revoked_by", "person_id"} & role.keys()
        made = await store.personal.made(lin)
        assert [(one["role"], one["uses_left"], one["expires_at"]) for one in made["invites"]] == [
            ("rider", 2, after(hours=1))
        ]
        assert (await store.personal.made(boss))["invites"] == []

    async def test_what_is_under_way(self, store: Store) -> None:
        """Updates as they came, messages only by which they are: they may speak of others."""
        lin, he = await a_person(store, 1001), await a_person(store, 1002)
        await store.inbox.add(an_update(1, 1001, "着火"), now=NOW)
        await store.inbox.add(an_update(2, 1002, "其他"), now=NOW)
        await owe(store, lin)
        await store.glances.add(lin, "file", now=NOW)
        await store.glances.add(he, "other", now=NOW)
        told = await store.personal.under_way(lin)
        assert [one["update"]["message"]["text"] for one in told["updates"]] == ["着火"]
        assert (len(told["messages"]), told["files_to_look_into"]) == (1, ["file"])
        assert "其他" not in json.dumps(told, default=str)

    async def test_what_is_counted(self, store: Store) -> None:
        lin = await a_person(store)
        await store.uses.add(lin, Use.REPORT, now=NOW)
        await store.parcels.ask(lin, now=NOW)
        counted = await store.personal.counted(lin)
        assert counted["uses"] == {"report": [NOW]}
        assert counted["asked_for_everything"] == [{"created_at": NOW, "done_at": None}]
