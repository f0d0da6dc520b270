"""What is taken from a report, and what stays; files that wait for their removal."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.case import Actor, Place, PlaceSource, Report, Status
from storage.engine import Database
from storage.media import MediaKind
from storage.store import Store
from storage.traces import FIRST, Author
from tests.storage.makers import NOW, a_person, a_report, after

POINT = Place(source=PlaceSource.LIVE, latitude=30.66071234, longitude=104.05804567, accuracy=7.5, words="门口")
CLOSED = (Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN)
BEFORE = NOW - timedelta(days=90)


async def told(store: Store, person_id: int, code: str = "H-1") -> Report:
    """A report with a bit of everything."""
    report = await store.reports.add(
        a_report(code, reporter_id=person_id, reporter_name="林", place=POINT, words="着火", category="gas")
    )
    await store.reports.add_event(report, "received", Actor.REPORTER, now=NOW)
    await store.reports.add_event(report, "category", Actor.REPORTER, note="gas", now=NOW)
    await store.reports.add_event(report, "added", Actor.REPORTER, note="还有", now=NOW)
    await store.reports.add_event(report, "rejected", Actor.STAFF, note=":duplicate", now=NOW)
    for name, kind in (("a", MediaKind.PHOTO), ("b", MediaKind.VOICE)):
        await store.media.add(report.id, f"{code} {name}", kind, now=NOW)
    kept = (await store.media.of_report(report.id))[0]
    await store.media.kept(kept.id, f"{code}/a.sealed", 5)
    return report


class TestEnded:
    @pytest.mark.parametrize(
        ("status", "days", "ended"),
        [
            *((status, 91, True) for status in CLOSED),
            *((status, 89, False) for status in CLOSED),
            *((status, 4000, False) for status in (Status.RECEIVED, Status.ACCEPTED, Status.WAITING)),
            (Status.DONE, 91, True),
            (Status.DONE, 89, False),
        ],
    )
    async def test_by_status_and_age(self, store: Store, status: Status, days: int, ended: bool) -> None:
        """An open report never ends, however old it is."""
        then = NOW - timedelta(days=days)
        report = await store.reports.add(a_report(created_at=NOW - timedelta(days=5000), updated_at=then))
        closed_at = then if status in CLOSED else None
        await store.reports.save(report.model_copy(update={"status": status, "closed_at": closed_at}), now=then)
        assert await store.traces.ended(before=BEFORE, limit=10) == ((report.id,) if ended else ())

    async def test_only_once_and_no_more_than_asked_for(self, store: Store) -> None:
        for number in range(3):
            report = await store.reports.add(a_report(f"H-{number}"))
            closed = report.model_copy(update={"status": Status.VERIFIED, "closed_at": NOW})
            await store.reports.save(closed, now=NOW)
        first, second = await store.traces.ended(before=after(days=1), limit=2)
        await store.traces.complete(first, now=NOW)
        assert await store.traces.ended(before=after(days=1), limit=2) == (second, second + 1)


class TestTraces:
    async def test_nobody_is_the_reporter_any_more(self, store: Store) -> None:
        """Of this report; the person's others, and other people's, stay theirs."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        report, other = await told(store, lin), await told(store, lin, "H-2")
        foreign = await told(store, he, "H-3")
        await store.traces.unlink(report.id)
        left = await store.reports.by_id(report.id)
        assert (left.reporter_id, left.reporter_name) == (None, None)
        assert left == report.model_copy(update={"reporter_id": None, "reporter_name": None})
        assert await store.reports.by_reporter(lin) == (other,)
        assert await store.reports.by_reporter(he) == (foreign,)
        await store.traces.unlink(report.id)

    async def test_the_place_is_rounded(self, store: Store) -> None:
        """To three decimals; the accuracy goes, what is said in words is another's matter."""
        report = await told(store, await a_person(store))
        await store.traces.blur(report.id)
        place = (await store.reports.by_id(report.id)).place
        assert (place.latitude, place.longitude, place.accuracy) == (30.661, 104.058, None)
        assert (place.source, place.words) == (POINT.source, POINT.words)

    async def test_a_place_without_a_point(self, store: Store) -> None:
        report = await store.reports.add(a_report())
        await store.traces.blur(report.id)
        assert await store.reports.by_id(report.id) == report

    async def test_words_go_history_stays(self, store: Store) -> None:
        """Every event, and what was no word of the reporter's: the kind, and why it was rejected."""
        report = await told(store, await a_person(store))
        other = await told(store, await a_person(store), "H-2")
        await store.traces.forget_words(report.id)
        left = await store.reports.by_id(report.id)
        assert (left.words, left.place.words, left.category) == (None, None, "gas")
        events = await store.reports.events(report.id)
        assert [(one.event, one.note) for one in events] == [
            ("received", None), ("category", "gas"), ("added", None), ("rejected", ":duplicate"),
        ]  # fmt: skip
        assert (await store.reports.events(other.id))[2].note == "还有"

    async def test_media_go_and_their_files_follow(self, store: Store) -> None:
        """Only those that there are; another report's stay."""
        lin = await a_person(store)
        report, other = await told(store, lin), await told(store, lin, "H-2")
        await store.traces.forget_media(report.id, now=NOW)
        assert await store.media.of_report(report.id) == ()
        assert len(await store.media.of_report(other.id)) == 2
        assert await store.discarded.due(now=NOW, limit=9) == ("H-1/a.sealed",)

    async def test_what_is_being_fetched_becomes_nobody_else_s(self, store: Store) -> None:
        """A copy that arrives after its row is gone is not wanted, and no later row has the same number."""
        report = await told(store, await a_person(store))
        fetching = (await store.media.of_report(report.id))[1]
        await store.traces.forget_media(report.id, now=NOW)
        await store.media.add(report.id, "later", now=NOW)
        assert not await store.media.kept(fetching.id, "x/x.sealed", 1)
        (later,) = await store.media.of_report(report.id)
        assert (later.state, later.path) == ("waiting", None)
        assert await store.media.kept(later.id, "y/y.sealed", 1)

    async def test_no_time_connects_reports(self, store: Store) -> None:
        """What is taken from several at once leaves the same day on them, and no minute."""
        report = await told(store, await a_person(store))
        await store.traces.complete(report.id, now=NOW)
        (row,) = await store._conn.fetch("SELECT unlinked_at FROM reports")
        assert row["unlinked_at"] % (24 * 3600 * 10**6) == 0


class TestDiscarded:
    async def test_removed_when_their_time_has_come(self, store: Store) -> None:
        await store.discarded.add(["b", "a"], due_at=after(hours=24))
        await store.discarded.add(["c"], due_at=NOW)
        assert await store.discarded.due(now=NOW, limit=9) == ("c",)
        await store.discarded.removed(["c"])
        assert await store.discarded.due(now=after(hours=23), limit=9) == ()
        assert set(await store.discarded.due(now=after(hours=24), limit=9)) == {"a", "b"}
        assert len(await store.discarded.due(now=after(hours=24), limit=1)) == 1

    async def test_twice_counts_from_the_last(self, store: Store) -> None:
        """A name may be written again."""
        await store.discarded.add(["a"], due_at=NOW)
        await store.discarded.add(["a"], due_at=after(hours=1))
        assert await store.discarded.due(now=NOW, limit=9) == ()
        assert "a" in await store.media.paths()


class TestMixing:
    async def test_no_order_tells_whose_a_report_is(self, database: Database, engine: str, folder: Path) -> None:
        """Neither that of the rows, as in a copy, nor with which others they were written; and nobody loses a report."""
        async with database.write() as store:
            people = [await a_person(store, number) for number in range(20)]
        for number in (*range(19, -1, -1), *range(0, 20, 3)):
            async with database.write() as store:
                await store.reports.add(a_report(f"H-{await _count(store)}", reporter_id=people[number]))
        async with database.read() as store:
            before = [len(await store.reports.by_reporter(person)) for person in people]
        last: Author | None = FIRST
        while last is not None:
            async with database.write() as store:
                last = await store.traces.mix(after=last)
        async with database.read() as store:
            assert [len(await store.reports.by_reporter(person)) for person in people] == before
            rows = await store._conn.fetch("SELECT who, report FROM authorship")
            assert [tuple(dict(row).values()) for row in rows] == sorted(tuple(dict(row).values()) for row in rows)
            if engine == "postgres":
                written = "SELECT COUNT(*) AS n FROM authorship a JOIN reports r ON a.xmin = r.xmin"
                assert [row["n"] for row in await store._conn.fetch(written)] == [0]
        if engine == "sqlite":
            await database.drop_log()
            raw = (folder / "shao.db").read_bytes()
            places = [raw.index(row["report"]) for row in rows]
            assert places == sorted(places, reverse=True), "a page is filled from its end"


async def _count(store: Store) -> int:
    return len(await store.reports.since(NOW - timedelta(days=9)))
