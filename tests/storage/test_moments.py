"""Moments: the last one of a name, also after a restart."""

from storage.store import Store
from tests.storage.makers import NOW, after


class TestMoments:
    async def test_the_last_one_counts(self, store: Store) -> None:
        assert await store.moments.get("polled") is None
        for at in (NOW, after(seconds=1)):
            await store.moments.put("polled", at)
            assert await store.moments.get("polled") == at
        assert await store.moments.get("other") is None
