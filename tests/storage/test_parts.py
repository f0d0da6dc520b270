"""Reports that are part of others: whatever is merged, split and taken back, each leads to one case, and nothing is lost."""

import random
from datetime import timedelta

import pytest

from handlers.report import parts
from storage.case import Actor, Report, Status
from storage.store import Store
from tests.storage.makers import NOW, a_person, a_report, after, work_on

_REPORTS, _STEPS = 12, 60


async def kept(store: Store, number: int, reporter: int | None = None) -> Report:
    """A report with a picture, made so many minutes after the first."""
    report = await store.reports.add(a_report(f"H-{number}", reporter_id=reporter, created_at=after(minutes=number)))
    await store.media.add(report.id, f"file {number}", now=NOW)
    return report


class TestOneCase:
    async def test_alone_it_is_its_own(self, store: Store) -> None:
        report = await kept(store, 0)
        assert await store.reports.case_of(report) == report
        assert await store.reports.parts(report.id) == ()

    async def test_a_part_of_a_part(self, store: Store) -> None:
        """Leads to the last; pictures come along, the case's own first."""
        first, second, third = [await kept(store, number) for number in range(3)]
        merged = await parts.merge(work_on(store), first, second, Actor.STAFF)
        await parts.merge(work_on(store), second, third, Actor.STAFF)
        assert merged is not None
        assert (await store.reports.case_of(merged)).id == third.id
        assert [one.code for one in await store.reports.parts(third.id)] == ["H-0", "H-1"]
        assert [one.file_id for one in await store.media.of_case(third.id)] == ["file 2", "file 0", "file 1"]
        assert [one.file_id for one in await store.media.of_report(third.id)] == ["file 2"]

    async def test_what_is_merged_is_kept_as_long_as_its_case(self, store: Store) -> None:
        """An open case keeps what became part of it, however long that is; once it goes, they go."""
        case, part = await kept(store, 0), await kept(store, 1)
        await parts.merge(work_on(store), part, case, Actor.REPORTER)
        later = after(days=400)
        assert await store.traces.ended(before=later, limit=9) == ()
        over = case.model_copy(update={"status": Status.VERIFIED, "closed_at": NOW})
        await store.reports.save(over, now=NOW)
        assert await store.traces.ended(before=later, limit=9) == (case.id,)
        await store.traces.complete(case.id, now=NOW)
        assert await store.traces.ended(before=later, limit=9) == (part.id,)


class TestFollowers:
    async def test_each_person_once_by_when_they_first_reported(self, store: Store) -> None:
        """Also where staff merged an older one into a newer; of nobody's report nobody is told."""
        lin, he = await a_person(store, 1), await a_person(store, 2)
        older, case, again, nobodys = [
            await kept(store, number, person) for number, person in enumerate((he, lin, he, None))
        ]
        for one in (again, nobodys, older):
            await parts.merge(work_on(store), one, case, Actor.STAFF)
        assert [(one.reporter_id, one.code) for one in await parts.followers(store, case)] == [
            (he, older.code), (lin, case.code),
        ]  # fmt: skip

    async def test_of_the_case_itself_that_is_told(self, store: Store) -> None:
        """Whoever made it hears of it under its own code, whatever else of theirs is part of it."""
        lin = await a_person(store, 1)
        older, case = await kept(store, 0, lin), await kept(store, 1, lin)
        await parts.merge(work_on(store), older, case, Actor.STAFF)
        assert [one.code for one in await parts.followers(store, case)] == [case.code]


async def _step(store: Store, dice: random.Random, person_id: int) -> None:
    """Anybody merges, splits or takes back anything."""
    one, other = dice.sample(await store.reports.since(NOW), 2)
    now = NOW + timedelta(days=1)
    match dice.choice(("merge", "merge", "split", "take back")):
        case "merge":
            into = await store.reports.case_of(other)
            if into.id != one.id and into.is_open:
                await parts.merge(work_on(store, now), one, into, Actor.STAFF)
        case "split":
            await parts.split(work_on(store, now), one, Actor.STAFF)
        case _ if dice.random() < 0.3:
            person = await store.people.by_id(person_id)
            assert person is not None
            await parts.take_back(work_on(store, now), person, one.code)


@pytest.mark.parametrize("seed", range(5))
async def test_after_whatever_was_done(store: Store, seed: int) -> None:
    """No circle, every report in exactly one case, every picture shown with exactly one, and merged means part of something."""
    dice, lin = random.Random(seed), await a_person(store)
    for number in range(_REPORTS):
        await kept(store, number, lin)
    for _ in range(_STEPS):
        await _step(store, dice, lin)
        reports = await store.reports.since(NOW)
        cases = [one for one in reports if one.merged_into is None]
        assert len(reports) == _REPORTS
        assert {one.id for one in reports if one.status is Status.MERGED} == {one.id for one in reports} - {
            one.id for one in cases
        }
        led = {one.id: (await store.reports.case_of(one)).id for one in reports}
        below = {case.id: [one.id for one in await store.reports.parts(case.id)] for case in cases}
        assert {part: case for case, found in below.items() for part in (case, *found)} == led
        assert sum(len(found) + 1 for found in below.values()) == _REPORTS
        shown = [one.file_id for case in cases for one in await store.media.of_case(case.id)]
        assert sorted(shown) == sorted(f"file {number}" for number in range(_REPORTS))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=False)
@pytest.mark.parametrize(("module", "name"), [("reports", "parts"), ("reports", "case_of"), ("media", "of_case")])
async def test_an_index_finds_it(store: Store, module: str, name: str, engine: str) -> None:
    """However many reports there are: no table is looked through, but what was found of it."""
    assert engine == "sqlite"
    sql = getattr(getattr(store.reports._q, module), name).sql
    rows = await store._conn.fetch(f"EXPLAIN QUERY PLAN {sql}", {"case_id": 1, "report_id": 1})
    plan = [str(row["detail"]) for row in rows]
    assert plan
    assert [one for one in plan if one.startswith("SCAN") and not one.endswith((" a", " b", "above", "below"))] == []
