"""Moments: when something last happened, by name."""

from storage.store import Store
from tests.storage.makers import NOW, after


class TestMoments:
    async def test_the_last_one_counts(self, store: Store) -> None:
        """Each name has its own, and none at first."""
        assert await store.moments.get("polled") is None
        for minutes in (5, 3):
            await store.moments.put("polled", after(minutes=minutes))
        await store.moments.put("other", NOW)
        assert [await store.moments.get(name) for name in ("polled", "other")] == [after(minutes=3), NOW]
