"""Groups, and the units they are bound to."""

import pytest

from storage.groups import GroupKind
from storage.outbox import Owed
from storage.recipient import Recipient
from storage.store import Store
from storage.units import Unit
from tests.storage.makers import NOW, a_person, a_town, after, claim

CHAT, SUPERGROUP, CHANNEL = -4001, -1004001, -1004002


@pytest.fixture
async def units(store: Store) -> dict[str, Unit]:
    return await a_town(store)


class TestGroups:
    async def test_meets_each_chat_once(self, store: Store) -> None:
        group = await store.groups.meet(CHAT, "zh-Hans")
        assert (group.kind, group.unit_id, group.language) == (GroupKind.GROUP, None, "zh-Hans")
        assert await store.groups.meet(CHAT, "en") == group
        assert await store.groups.by_chat(CHAT) == group
        assert await store.groups.by_chat(SUPERGROUP) is None
        address = await store.groups.address(group.id)
        assert (address.chat_id, address.language, address.reachable) == (CHAT, "zh-Hans", True)
        with pytest.raises(KeyError):
            await store.groups.address(group.id + 1)

    async def test_bound_and_unbound(self, store: Store, units: dict[str, Unit]) -> None:
        group, zhou = await store.groups.meet(CHAT, "zh-Hans"), await a_person(store)
        for code in ("C1", "C2"):
            await store.groups.bind(group.id, units[code].id, "en", by=zhou, now=NOW)
        assert await store.groups.of_units([units["C1"].id]) == ()
        (bound,) = await store.groups.of_units([units["C1"].id, units["C2"].id])
        assert (bound.id, bound.unit_id, bound.language) == (group.id, units["C2"].id, "en")
        await store.groups.unbind(group.id)
        assert await store.groups.of_units([units["C2"].id]) == ()

    async def test_lost_until_it_is_met_again(self, store: Store, units: dict[str, Unit]) -> None:
        group, zhou = await store.groups.meet(CHAT, "en"), await a_person(store)
        await store.groups.bind(group.id, units["C1"].id, "en", by=zhou, now=NOW)
        for hours in (1, 2):
            await store.groups.lost(group.id, at=after(hours=hours))
        lost = await store.groups.by_chat(CHAT)
        assert lost is not None
        assert lost.unreachable_at == after(hours=1)
        assert await store.groups.of_units([units["C1"].id]) == ()
        await store.groups.meet(CHAT, "en")
        assert len(await store.groups.of_units([units["C1"].id])) == 1

    async def test_moves_with_what_is_owed(self, store: Store, units: dict[str, Unit]) -> None:
        """What was known of the new id, from its own first message, gives way."""
        group, zhou = await store.groups.meet(CHAT, "en"), await a_person(store)
        await store.groups.bind(group.id, units["C1"].id, "en", by=zhou, now=NOW)
        await store.groups.meet(SUPERGROUP, "en")
        for _ in range(2):
            await store.groups.moved(group.id, SUPERGROUP)
        assert await store.groups.by_chat(CHAT) is None
        moved = await store.groups.by_chat(SUPERGROUP)
        assert moved is not None
        assert (moved.id, moved.unit_id) == (group.id, units["C1"].id)
        assert (await store.address(Recipient(group_id=group.id))).chat_id == SUPERGROUP

    async def test_a_channel_is_bound_by_whoever_let_the_bot_in(self, store: Store, units: dict[str, Unit]) -> None:
        """By nobody else, and no group in this way; it is among the channels, and not among the groups."""
        zhou, grace = await a_person(store), await a_person(store, 1008)
        group = await store.groups.meet(CHAT, "en")
        channel = await store.groups.let_in(CHANNEL, "zh-Hans", by=zhou)
        assert (channel.kind, channel.unit_id, channel.language) == (GroupKind.CHANNEL, None, "zh-Hans")
        one, both = units["C1"].id, (units["C1"].id, units["C2"].id)
        assert not await store.groups.bind_channel(channel.id, one, "en", by=grace, now=NOW)
        assert not await store.groups.bind_channel(group.id, one, "en", by=zhou, now=NOW)
        assert await store.groups.channels(both) == ()
        assert await store.groups.bind_channel(channel.id, one, "en", by=zhou, now=NOW)
        (bound,) = await store.groups.channels(both)
        assert (bound.id, bound.unit_id, bound.language) == (channel.id, one, "en")
        await store.groups.bind(group.id, one, "en", by=zhou, now=NOW)
        assert [found.id for found in await store.groups.of_units(both)] == [group.id]
        assert (await store.address(Recipient(group_id=channel.id))).chat_id == CHANNEL

    async def test_a_channel_is_lost_until_somebody_lets_the_bot_in_again(
        self, store: Store, units: dict[str, Unit]
    ) -> None:
        """It goes on as it was bound; who may bind it is whoever did so now, even where that is nobody of ours."""
        zhou, grace, unit_id = await a_person(store), await a_person(store, 1008), units["C1"].id
        channel = await store.groups.let_in(CHANNEL, "en", by=zhou)
        assert await store.groups.bind_channel(channel.id, unit_id, "en", by=zhou, now=NOW)
        await store.groups.lost(channel.id, at=after(hours=1))
        assert await store.groups.channels((unit_id,)) == ()
        assert not await store.groups.bind_channel(channel.id, unit_id, "en", by=zhou, now=NOW)
        for by, may in ((grace, (grace,)), (None, ())):
            again = await store.groups.let_in(CHANNEL, "en", by=by)
            assert (again.id, again.unit_id, again.unreachable_at) == (channel.id, unit_id, None)
            assert await store.groups.channels((unit_id,)) == (again,)
            binds = [
                await store.groups.bind_channel(channel.id, unit_id, "en", by=one, now=NOW) for one in (zhou, grace)
            ]
            assert binds == [one in may for one in (zhou, grace)]

    async def test_what_waits_can_be_reworded(self, store: Store) -> None:
        """Not what is being sent."""
        group = Recipient(group_id=(await store.groups.meet(CHAT, "en")).id)
        assert await store.outbox.waiting(group, "list") is None
        for number in range(2):
            await store.outbox.add(Owed(group_id=group.group_id, payload={"words": str(number)}, slot="list"), now=NOW)
        found = await store.outbox.waiting(group, "list")
        assert found is not None
        assert found[1] == {"words": "1"}
        await store.outbox.reword(found[0], {"words": "more"})
        (first,) = await claim(store)
        assert first.recipient == group
        await store.outbox.reword(first.id, {"words": "too late"})
        assert await store.outbox.groups_with("list") == (group.group_id,)
        assert await store.outbox.holders("list") == ()
        await store.outbox.settle(first, "sent", now=NOW)
        assert [one.payload for one in await claim(store)] == [{"words": "more"}]
