"""Forgetting a person, beside their reports."""

import json
from datetime import timedelta

from storage.case import Actor, Status
from storage.leaving import GONE_BY
from storage.notices import NoticeState
from storage.outbox import Lane
from storage.roles import Role, Via
from storage.store import Store
from storage.uses import Use
from tests.storage.makers import (
    NOW,
    a_dialog,
    a_member_of_staff,
    a_person,
    a_report,
    a_unit,
    after,
    an_update,
    claim,
    owe,
    words_of,
)


class TestForgetting:
    async def test_what_waits_and_what_is_counted(self, store: Store) -> None:
        """Of them alone."""
        lin, he = await a_person(store, 1001), await a_person(store, 1002)
        for person, telegram_id in ((lin, 1001), (he, 1002)):
            await store.inbox.add(an_update(telegram_id, telegram_id), now=NOW)
            await store.glances.add(person, f"file {person}", now=NOW)
            await store.uses.add(person, Use.REPORT, now=NOW)
        for waiting in await store.inbox.ready(limit=2, now=NOW):
            for tries in range(3):
                await store.inbox.failed(waiting.model_copy(update={"tries": tries}), "x", now=NOW)
        await store.leaving.forget(lin, 1001, now=NOW)
        assert await store.inbox.count("dead") == 2
        left = await store._conn.fetch("SELECT body FROM inbox WHERE body IS NOT NULL")
        assert len(left) == 1
        assert [one.person_id for one in await store.glances.due(now=NOW, limit=9)] == [he]
        assert await store.uses.within_the_hour(lin, Use.REPORT, now=NOW) == ()
        assert await store.uses.within_the_hour(he, Use.REPORT, now=NOW) == (NOW,)

    async def test_what_they_wrote_as_staff(self, store: Store) -> None:
        """In their own words; what they did stays, and reasons that are ours, and what others wrote. Also once they themselves are gone."""
        zhou, grace = await a_person(store, 1), await a_person(store, 2)
        for number, (staff, reason) in enumerate(((zhou, "私人地方"), (zhou, ":duplicate"), (grace, "别的"))):
            report = await store.reports.add(a_report(f"H-{number}"))
            rejected = report.model_copy(update={"status": Status.REJECTED, "reason": reason})
            await store.reports.save(rejected, now=NOW)
            await store.reports.add_event(rejected, "rejected", Actor.STAFF, staff_id=staff, note=reason, now=NOW)
        notes = await store.leaving.notes(zhou)
        await store.leaving.forget(zhou, 1, now=NOW)
        await store.people.delete(zhou)
        assert [await store.leaving.forget_words(one) for one in notes] == ["私人地方", None]
        assert [await store.leaving.forget_words(one) for one in notes] == [None, None]
        reports = await store.reports.since(NOW)
        assert [one.reason for one in reports] == [None, ":duplicate", "别的"]
        events = [(await store.reports.events(one.id))[0] for one in reports]
        assert [(one.event, one.note) for one in events] == [
            ("rejected", None),
            ("rejected", ":duplicate"),
            ("rejected", "别的"),
        ]

    async def test_their_notices(self, store: Store) -> None:
        """Those that are under way are cancelled; the words go from all, and other people's stay."""
        zhou, grace, unit = await a_person(store, 1), await a_person(store, 2), await a_unit(store, "G")
        mine, done, theirs = [
            await store.notices.add(unit.id, author, "停水", people=1, send_at=NOW, now=NOW)
            for author in (zhou, zhou, grace)
        ]
        await store.notices.save(done.model_copy(update={"state": NoticeState.DONE, "ended_at": NOW}))
        await store.leaving.forget(zhou, 1, now=NOW)
        left = [await store.notices.get(one.id) for one in (mine, done, theirs)]
        assert [(one.words, one.state.value) for one in left if one] == [
            ("", "cancelled"),
            ("", "done"),
            ("停水", "waiting"),
        ]
        assert [one.id for one in await store.notices.under_way()] == [mine.id, theirs.id]

    async def test_whose_cards_show_something_of_them(self, store: Store) -> None:
        """Those that they hold, open or not, and those that they rejected; not what was cut off long ago."""
        zhou, grace = await a_person(store, 1), await a_person(store, 2)
        ids = []
        for number, holder in enumerate((zhou, zhou, grace, None, zhou)):
            report = await store.reports.add(a_report(f"H-{number}"))
            held = report.model_copy(update={"status": Status.DONE, "holder_id": holder})
            await store.reports.save(held, now=NOW)
            ids.append(report.id)
        rejected = await store.reports.by_id(ids[3])
        await store.reports.add_event(rejected, "rejected", Actor.STAFF, staff_id=zhou, note="x", now=NOW)
        await store.traces.complete(ids[4], now=NOW)
        assert await store.leaving.worked_on(zhou) == (ids[0], ids[1], ids[3])
        assert await store.leaving.worked_on(grace) == (ids[2],)

    async def test_with_the_person_goes_what_hangs_on_them(self, store: Store) -> None:
        """Roles, invites, dialog, messages; what they did as staff stays, without them."""
        unit = await a_unit(store, "G")
        zhou = await a_member_of_staff(store, unit, 1)
        await store.roles.add_invite("t", Role.RIDER, None, uses=1, by=zhou, expires_at=after(hours=1), now=NOW)
        await store.dialogs.put(zhou, a_dialog())
        await owe(store, zhou)
        report = await store.reports.add(a_report())
        await store.reports.save(report.model_copy(update={"holder_id": zhou}), now=NOW)
        await store.reports.add_event(report, "accepted", Actor.STAFF, staff_id=zhou, now=NOW)
        await store.leaving.forget(zhou, 1, now=NOW)
        await store.people.delete(zhou)
        assert await store.roles.everyone() == ()
        assert await store.roles.invite("t") is None
        for table in ("dialogs", "outbox", "people"):
            assert await store._conn.fetch(f"SELECT 1 FROM {table}") == [], table
        assert (await store.reports.by_id(report.id)).holder_id is None
        assert (await store.reports.events(report.id))[0].staff_id is None


class TestLastMessage:
    async def test_they_go_once_they_have_it(self, store: Store) -> None:
        gone = await a_person(store, 1, now=GONE_BY)
        await a_person(store, 2)
        await owe(store, gone)
        assert await store.leaving.waiting() == (gone,)
        assert not await store.leaving.is_over(gone, now=NOW)
        (claimed,) = await claim(store)
        assert not await store.leaving.is_over(gone, now=NOW)
        assert await store.outbox.settle(claimed, "sent", now=NOW)
        assert await store.leaving.is_over(gone, now=NOW)

    async def test_or_when_it_was_tried_for_long_enough(self, store: Store) -> None:
        """Telegram may be away; a minute is what was promised."""
        gone = await a_person(store, 1, now=GONE_BY)
        await owe(store, gone)
        assert not await store.leaving.is_over(gone, now=NOW + timedelta(seconds=39))
        assert await store.leaving.is_over(gone, now=NOW + timedelta(seconds=40))

    async def test_who_writes_again_stays(self, store: Store) -> None:
        """As a stranger, like any other."""
        gone = await a_person(store, 1, now=GONE_BY)
        await store.dialogs.put(gone, a_dialog())
        assert not await store.leaving.is_over(gone, now=after(days=1))
        await store.people.consent(gone, now=NOW)
        assert await store.leaving.waiting() == ()
        assert await store.roles.of(gone) == ()
        assert await store.roles.grant(gone, Role.RIDER, None, via=Via.SELF, now=NOW)

    async def test_what_was_being_sent_leaves_nothing(self, store: Store) -> None:
        """A message that was forgotten in flight is not written down when its call comes back."""
        lin = await a_person(store)
        await owe(store, lin)
        (claimed,) = await claim(store)
        await store.people.delete(lin)
        assert not await store.outbox.settle(claimed, "sent", now=NOW)


class TestFarewells:
    async def test_oldest_first(self, store: Store) -> None:
        """As they were left, until they are over."""
        assert await store.farewells.first() is None
        await store.farewells.add({"words": ["雀名"]})
        await store.farewells.add({"words": []})
        found = await store.farewells.first()
        assert found is not None
        assert found[1] == {"words": ["雀名"]}
        await store.farewells.save(found[0], {"words": ["别的"]})
        assert await store.farewells.first() == (found[0], {"words": ["别的"]})
        await store.farewells.end(found[0])
        after_it = await store.farewells.first()
        assert after_it is not None
        assert after_it[1] == {"words": []}

    async def test_what_is_still_owed(self, store: Store) -> None:
        """What waits, what stands behind it, and what is being sent, should it be sent again; of a batch and of what is over nothing."""
        lin = await a_person(store)
        for words in ("sent", "flying", "behind"):
            await owe(store, lin, words)
        (claimed,) = await claim(store)
        await store.outbox.settle(claimed, "sent", now=NOW)
        (flying,) = await claim(store)
        await owe(store, lin, "bulk", lane=Lane.BULK, batch="notice:1")
        owed = await store.farewells.owed(after=0, limit=9)
        assert [json.loads(plain)["words"] for _, plain in owed] == ["flying", "behind"]
        assert await store.farewells.owed(after=0, limit=1) == owed[:1]
        assert await store.farewells.owed(after=owed[0][0], limit=9) == owed[1:]
        for message_id in (claimed.id, flying.id):
            await store.farewells.rewrite(message_id, lambda payload: {"words": f"{payload['words']} changed"})
        await store.outbox.postpone(flying, until=NOW)
        assert words_of(await claim(store)) == ["flying changed"]
