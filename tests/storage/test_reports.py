"""Reports: what is kept, who finds which, and a history that only grows."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import storage
from storage.case import Actor, Event, Place, PlaceSource, Report, Status, Urgency
from storage.media import MediaKind, Stage
from storage.store import Store
from tests.storage.makers import NOW, a_person, a_report, a_town, after


class TestReports:
    async def test_gives_back_what_was_kept(self, store: Store) -> None:
        town, lin = await a_town(store), await a_person(store)
        place = Place(source=PlaceSource.LIVE, latitude=30.6607, longitude=104.058, accuracy=12.5, words="门口 😀")
        wanted = a_report(
            reporter_id=lin, by_rider=True, place=place, words="着火\n<b>", category="gas", urgency=Urgency.DANGER,
            grid_id=town["G1"].id, unit_id=town["C1"].id, outside_metres=12,
        )  # fmt: skip
        kept = await store.reports.add(wanted)
        assert kept == wanted.model_copy(update={"id": kept.id})
        assert await store.reports.by_code(wanted.code) == kept

    async def test_of_a_minor_nothing_is_kept(self, store: Store) -> None:
        lin = await a_person(store)
        kept = await store.reports.add(a_report(reporter_id=None))
        assert await store.reports.by_code(kept.code) == kept
        assert await store.reports.by_reporter(lin) == ()

    async def test_unknown_code(self, store: Store) -> None:
        await store.reports.add(a_report("H-0000-0001"))
        assert [await store.reports.by_code(code) for code in ("H-0000-0000", "h-0000-0001", "")] == [None] * 3

    async def test_save_writes_what_may_change(self, store: Store) -> None:
        """And nothing else: reporter, pseudonym and the time at which it came stay as they were."""
        town, lin, zhou = await a_town(store), await a_person(store), await a_person(store, 2)
        kept = await store.reports.add(a_report(reporter_id=lin, grid_id=town["G1"].id))
        changes = {
            "category": "lift", "urgency": Urgency.DANGER, "status": Status.REJECTED, "reason": ":duplicate",
            "unit_id": town["D"].id, "words": "more", "holder_id": zhou, "answer_by": after(hours=1),
            "grid_id": town["G3"].id, "outside_metres": 7,
            "place": Place(source=PlaceSource.PIN, latitude=30.5, longitude=104.25, accuracy=12.0, words="门口"),
        }  # fmt: skip
        fixed = {
            "reporter_id": None,
            "pseudonym": "R-x",
            "created_at": after(days=1),
        }
        await store.reports.save(kept.model_copy(update={**changes, **fixed}), now=after(minutes=5))
        expected = kept.model_copy(update={**changes, "updated_at": after(minutes=5)})
        assert await store.reports.by_code(kept.code) == expected

    async def test_own_reports_newest_first(self, store: Store) -> None:
        """Each person finds their own, and nobody else's."""
        lin, he, emily = [await a_person(store, number) for number in range(3)]
        for number, reporter in enumerate((lin, he, lin, None, lin)):
            await store.reports.add(a_report(f"H-{number}", reporter_id=reporter))
        found = [[one.code for one in await store.reports.by_reporter(person)] for person in (lin, he, emily)]
        assert found == [["H-4", "H-2", "H-0"], ["H-1"], []]

    async def test_whoever_goes_is_on_no_list(self, store: Store) -> None:
        lin = await a_person(store)
        await store.reports.add(a_report(reporter_id=lin))
        await store.people.delete(lin)
        assert await store.reports.by_reporter(lin) == ()

    async def test_those_that_wait(self, store: Store) -> None:
        """To the moment, the longest waiting first; not those that wait no more. Only of questions is anybody reminded."""
        for number, hours in enumerate((3, 1, 2, 0)):
            report = await store.reports.add(a_report(f"H-{number}"))
            ends = after(hours=hours) if hours else None
            waiting = report.model_copy(update={"waits_until": ends, "status": Status.WAITING})
            await store.reports.save(waiting, now=NOW)
        done = await store.reports.add(a_report("H-done"))
        ended = {"waits_until": after(hours=2.5), "status": Status.DONE}
        await store.reports.save(done.model_copy(update=ended), now=NOW)
        over = [await store.reports.waited_out(now=after(hours=hours), limit=2) for hours in (0.9, 1, 3)]
        assert [[one.code for one in some] for some in over] == [[], ["H-1"], ["H-1", "H-2"]]
        between = await store.reports.waiting_until(after(hours=1), after(hours=3))
        assert [one.code for one in between] == ["H-2", "H-0"]

    async def test_since(self, store: Store) -> None:
        """From that moment on, oldest first, whatever their status."""
        for number, hours in enumerate((3, 1, 2)):
            status = Status.WITHDRAWN if hours == 2 else Status.RECEIVED
            await store.reports.add(a_report(f"H-{number}", created_at=after(hours=hours), status=status))
        assert [one.code for one in await store.reports.since(after(hours=2))] == ["H-2", "H-0"]
        assert len(await store.reports.since(NOW)) == 3
        assert await store.reports.since(after(hours=3, microseconds=1)) == ()


class TestHistory:
    async def test_grows_in_order(self, store: Store) -> None:
        """Each event keeps the status after it, whatever becomes of the report later."""
        zhou = await a_person(store)
        report = await store.reports.add(a_report())
        other = await store.reports.add(a_report("H-other"))
        await store.reports.add_event(report, "received", Actor.REPORTER, now=NOW)
        await store.reports.add_event(other, "received", Actor.REPORTER, now=NOW)
        accepted = report.model_copy(update={"status": Status.ACCEPTED})
        await store.reports.save(accepted, now=NOW)
        await store.reports.add_event(
            accepted, "accepted", Actor.STAFF, staff_id=zhou, note="去看 😀", now=after(hours=1)
        )
        first, second = await store.reports.events(report.id)
        assert first == Event(
            event="received", actor=Actor.REPORTER, staff_id=None, status=Status.RECEIVED, note=None, at=NOW
        )
        assert (second.event, second.staff_id, second.status) == ("accepted", zhou, Status.ACCEPTED)
        assert (second.note, second.at) == ("去看 😀", after(hours=1))
        assert len(await store.reports.events(other.id)) == 1

    async def test_outlives_its_author(self, store: Store) -> None:
        """A person who is forgotten leaves the event behind, without a name."""
        guest = await a_person(store)
        report = await store.reports.add(a_report(reporter_id=guest, holder_id=guest))
        await store.reports.save(report.model_copy(update={"holder_id": guest}), now=NOW)
        await store.reports.add_event(report, "accepted", Actor.STAFF, staff_id=guest, now=NOW)
        await store.people.forget_guests(before=after(days=1))
        (event,) = await store.reports.events(report.id)
        assert (event.actor, event.staff_id) == (Actor.STAFF, None)
        left = await store.reports.by_code(report.code)
        assert left is not None
        assert left.holder_id is None

    def test_no_query_changes_it(self) -> None:
        """Append-only: a correction is a new row. But what a reporter wrote can be taken out of it, when they want nothing kept."""
        for file in Path(storage.__file__).parent.glob("*.sql"):
            queries = file.read_text(encoding="utf8").lower().replace("update report_events set note = null where", "")
            assert not [word for word in ("update report_events", "delete from report_events") if word in queries]


class TestMedia:
    async def test_in_the_order_they_came(self, store: Store) -> None:
        report, other = await store.reports.add(a_report()), await store.reports.add(a_report("H-other"))
        for number in range(3):
            await store.media.add(report.id, f"file {number}", now=NOW)
        await store.media.add(other.id, "other", now=NOW)
        media = await store.media.of_report(report.id)
        assert [(one.file_id, one.state, one.path, one.tries) for one in media] == [
            (f"file {number}", "waiting", None, 0) for number in range(3)
        ]

    async def test_fetched_once(self, store: Store) -> None:
        report = await store.reports.add(a_report())
        await store.media.add(report.id, "a", now=NOW)
        await store.media.add(report.id, "b", now=NOW)
        first, second = await store.media.to_fetch(now=NOW, limit=5)
        await store.media.kept(first.id, "ab/abc.sealed", 12345)
        assert [one.id for one in await store.media.to_fetch(now=after(days=9), limit=5)] == [second.id]
        kept = (await store.media.of_report(report.id))[0]
        assert (kept.state, kept.path, kept.file_id) == ("kept", "ab/abc.sealed", "a")

    async def test_recordings_have_a_queue_of_their_own(self, store: Store) -> None:
        """Or a few long videos would keep every picture waiting."""
        report = await store.reports.add(a_report())
        for kind in MediaKind:
            await store.media.add(report.id, kind.value, kind, now=NOW)
        pictures = await store.media.to_fetch(now=NOW, limit=9)
        recordings = await store.media.to_fetch(recordings=True, now=NOW, limit=9)
        assert {one.kind for one in pictures} == {MediaKind.PHOTO, MediaKind.DOCUMENT}
        assert {one.kind for one in recordings} == set(MediaKind) - {MediaKind.PHOTO, MediaKind.DOCUMENT}
        assert {one.id for one in await store.media.waiting()} == {one.id for one in (*pictures, *recordings)}

    async def test_refused_for_good_with_a_reason(self, store: Store) -> None:
        report = await store.reports.add(a_report())
        for name in "ab":
            await store.media.add(report.id, name, now=NOW)
        a, b = await store.media.to_fetch(now=NOW, limit=5)
        await store.media.refused(a.id, "broken")
        assert await store.media.waiting() == (b,)
        await store.media.kept(b.id, "ab/b.sealed", 1)
        refused, _ = await store.media.of_report(report.id)
        assert (refused.state, refused.error, refused.path) == ("refused", "broken", None)
        assert await store.media.paths() == {"ab/b.sealed"}

    async def test_tried_again_later_and_given_up(self, store: Store) -> None:
        """Oldest appointment first, no more than asked for; a lost picture keeps Telegram's name of it."""
        report = await store.reports.add(a_report())
        for name in "abc":
            await store.media.add(report.id, name, now=NOW)
        a, b, c = await store.media.to_fetch(now=NOW, limit=5)
        await store.media.failed(a.id, retry_at=after(seconds=20), lost=False)
        await store.media.failed(b.id, retry_at=after(seconds=10), lost=False)
        await store.media.failed(c.id, retry_at=NOW, lost=True)
        assert await store.media.to_fetch(now=after(seconds=9), limit=5) == ()
        due = await store.media.to_fetch(now=after(seconds=20), limit=5)
        assert [(one.file_id, one.tries) for one in due] == [("b", 1), ("a", 1)]
        assert len(await store.media.to_fetch(now=after(seconds=20), limit=1)) == 1
        assert [(one.file_id, one.state) for one in await store.media.of_report(report.id)][2] == ("c", "lost")

    async def test_an_album_is_found_again(self, store: Store) -> None:
        """By whoever knows its name; other reports are not."""
        report, other = await store.reports.add(a_report()), await store.reports.add(a_report("H-other"))
        await store.media.add(report.id, "a", MediaKind.VIDEO, album="1001 77", now=NOW)
        await store.media.add(other.id, "b", now=NOW)
        assert await store.media.of_album("1001 77") == (report.id, Stage.BEFORE)
        assert await store.media.of_album("1002 77") is None

    async def test_every_kind_is_kept_as_what_it_is(self, store: Store) -> None:
        report = await store.reports.add(a_report())
        for kind in MediaKind:
            await store.media.add(report.id, kind.value, kind, now=NOW)
        assert [one.kind for one in await store.media.of_report(report.id)] == list(MediaKind)

    async def test_voices_can_be_withheld(self, store: Store) -> None:
        """One from the beginning, or all of a report afterwards; never what is not spoken, nor another report's."""
        report, other = await store.reports.add(a_report()), await store.reports.add(a_report("H-other"))
        await store.media.add(report.id, "a", MediaKind.VOICE, withheld=True, now=NOW)
        await store.media.add(other.id, "b", MediaKind.VOICE, now=NOW)
        for kind in MediaKind:
            await store.media.add(report.id, kind.value, kind, now=NOW)
        assert [one.file_id for one in await store.media.of_report(report.id) if one.withheld] == ["a"]
        await store.media.withhold_voices(report.id)
        withheld = [one.kind for one in await store.media.of_report(report.id) if one.withheld]
        assert withheld == [MediaKind.VOICE, MediaKind.VOICE, MediaKind.AUDIO, MediaKind.VIDEO_NOTE]
        assert not (await store.media.of_report(other.id))[0].withheld


PLACES = st.builds(
    Place,
    source=st.sampled_from(PlaceSource),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    accuracy=st.none() | st.floats(0, 1500),
    words=st.none() | st.text(max_size=50),
) | st.builds(Place, source=st.just(PlaceSource.WORDS), words=st.text(max_size=50))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    place=PLACES,
    words=st.none() | st.text(max_size=200),
    minutes=st.integers(-(10**6), 10**6),
    status=st.sampled_from(Status),
)
async def test_any_report_comes_back_as_it_was(
    store: Store, place: Place, words: str | None, minutes: int, status: Status
) -> None:
    """Any words of any writing, any point, any time."""
    wanted: Report = a_report(
        f"H-{uuid4()}",
        place=place,
        words=words,
        status=status,
        created_at=NOW + timedelta(minutes=minutes),
        updated_at=NOW + timedelta(minutes=minutes),
    )
    kept = await store.reports.add(wanted)
    assert await store.reports.by_code(wanted.code) == wanted.model_copy(update={"id": kept.id})
