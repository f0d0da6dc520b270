"""Places with a QR code, and pictures to look into."""

from storage.store import Store
from tests.storage.makers import NOW, a_person, a_spot, after


class TestPlaces:
    async def test_a_place_is_found_by_its_code(self, store: Store) -> None:
        await store.places.save(a_spot(), now=NOW)
        assert await store.places.by_code("4F7K2M9Q") == a_spot()
        assert await store.places.by_code("4F7K2M9R") is None

    async def test_saving_again_changes_it(self, store: Store) -> None:
        await store.places.save(a_spot(), now=NOW)
        changed = a_spot(name="北门", name_en="North gate", latitude=31.0)
        await store.places.save(changed, now=after(hours=1))
        assert await store.places.everything() == (changed,)

    async def test_a_place_retires_once_and_may_come_back(self, store: Store) -> None:
        await store.places.save(a_spot(retired_at=NOW), now=NOW)
        await store.places.save(a_spot(retired_at=after(days=1)), now=after(days=1))
        assert (await store.places.everything())[0].retired_at == NOW
        await store.places.save(a_spot(), now=after(days=2))
        assert (await store.places.everything())[0].retired_at is None

    async def test_they_come_by_name(self, store: Store) -> None:
        for code, name in (("AAAAAAAA", "b"), ("BBBBBBBB", "a"), ("CCCCCCCC", "b")):
            await store.places.save(a_spot(code, name=name), now=NOW)
        assert [one.code for one in await store.places.everything()] == ["BBBBBBBB", "AAAAAAAA", "CCCCCCCC"]


class TestGlances:
    async def test_each_is_looked_into_once(self, store: Store) -> None:
        lin = await a_person(store)
        await store.glances.add(lin, "a", now=NOW)
        await store.glances.add(lin, "b", now=after(seconds=1))
        first, second = await store.glances.due(now=after(seconds=1), limit=5)
        assert [(one.person_id, one.file_id, one.tries) for one in (first, second)] == [(lin, "a", 0), (lin, "b", 0)]
        await store.glances.end(first.id)
        assert await store.glances.due(now=after(days=1), limit=5) == (second,)

    async def test_put_off_until_then(self, store: Store) -> None:
        await store.glances.add(await a_person(store), "a", now=NOW)
        (glance,) = await store.glances.due(now=NOW, limit=5)
        await store.glances.put_off(glance.id, until=after(seconds=30))
        assert await store.glances.due(now=after(seconds=29), limit=5) == ()
        assert (await store.glances.due(now=after(seconds=30), limit=5))[0].tries == 1
