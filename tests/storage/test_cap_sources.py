"""Which documents of others became which warnings, on either engine."""

import pytest

from storage.cap_sources import Source
from storage.engine import Database
from storage.store import Store
from tests.storage.makers import NOW, a_unit, after, an_alert

FIRST = Source(sender="weather@example.org", identifier="1", sent_at=NOW)
LATER = FIRST.model_copy(update={"identifier": "2", "sent_at": after(hours=1)})


class TestCapSources:
    async def test_each_once(self, store: Store) -> None:
        """By all three: another time, name or number is another document."""
        alert = await an_alert(store, await a_unit(store, "G1"), None)
        await store.cap_sources.add(FIRST, alert.id)
        assert await store.cap_sources.alert_of(FIRST) == alert.id
        for other in ({"sender": "x"}, {"identifier": "x"}, {"sent_at": after(seconds=1)}):
            assert await store.cap_sources.alert_of(FIRST.model_copy(update=other)) is None

    async def test_the_same_twice_is_refused(self, database: Database) -> None:
        async with database.write() as store:
            alert = await an_alert(store, await a_unit(store, "G1"), None)
            await store.cap_sources.add(FIRST, alert.id)
        with pytest.raises(Exception, match=r"(?i)unique"):
            async with database.write() as store:
                await store.cap_sources.add(FIRST, alert.id)

    async def test_the_newest_of_an_event(self, store: Store) -> None:
        alert = await an_alert(store, await a_unit(store, "G1"), None)
        assert await store.cap_sources.newest(alert.event) is None
        await store.cap_sources.add(LATER, alert.id)
        await store.cap_sources.add(FIRST, alert.id)
        assert await store.cap_sources.newest(alert.event) == LATER.sent_at

    async def test_goes_with_the_draft(self, store: Store) -> None:
        """Which is forgotten when nobody has sent it."""
        alert = await an_alert(store, await a_unit(store, "G1"), None)
        await store.cap_sources.add(FIRST, alert.id)
        await store.alerts.forget_drafts(before=after(days=30))
        assert await store.cap_sources.alert_of(FIRST) is None

    async def test_what_is_out_the_newest_first(self, store: Store) -> None:
        unit = await a_unit(store, "G1")
        for number, at in enumerate((after(hours=1), after(hours=3), None, after(hours=2))):
            alert = await an_alert(store, unit, None, event=f"W-0000-000{number}")
            await store.alerts.save(alert.model_copy(update={"released_at": at}))
        found = await store.alerts.released(since=after(hours=2), limit=5)
        assert [one.event for one in found] == ["W-0000-0001", "W-0000-0003"]
        assert len(await store.alerts.released(since=NOW, limit=1)) == 1
