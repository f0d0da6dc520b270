"""Whistles, on either engine."""

import pytest

from storage.case import Report, Status
from storage.store import Store
from storage.whistles import Rung, Summons, Whistle, WhistleKind
from tests.storage.makers import NOW, a_person, a_report, a_unit, after


async def a_whistle(store: Store, teams: int = 2) -> tuple[Report, Whistle, int]:
    """A case, an emergency whistle that summons so many teams, and who blew it."""
    report = await store.reports.add(a_report())
    zhou = await a_person(store)
    whistle = await store.whistles.blow(report.id, WhistleKind.EMERGENCY, zhou, now=NOW)
    units = [await a_unit(store, f"T{number}") for number in range(teams)]
    await store.whistles.summon(
        Summons(whistle_id=whistle.id, team_id=one.id, leads=one == units[-1], rung_at=NOW, next_at=after(seconds=90))
        for one in units
    )
    return report, whistle, zhou


class TestWhistles:
    async def test_gives_back_what_was_saved(self, store: Store) -> None:
        """The one that leads first."""
        report, whistle, _ = await a_whistle(store)
        assert await store.whistles.latest(report.id) == whistle
        assert await store.whistles.by_id(whistle.id) == whistle
        first, second = await store.whistles.summoned(whistle.id)
        assert (first.leads, second.leads) == (True, False)
        assert (first.rung, first.next_at, first.confirmed_at) == (Rung.FIRST, after(seconds=90), None)
        with pytest.raises(KeyError):
            await store.whistles.by_id(whistle.id + 1)

    async def test_the_first_of_a_team_answers_for_it(self, store: Store) -> None:
        _, whistle, zhou = await a_whistle(store)
        one, _ = await store.whistles.summoned(whistle.id)
        assert await store.whistles.confirm(one, zhou, next_at=after(minutes=30), now=after(seconds=5))
        assert not await store.whistles.confirm(one, zhou, next_at=None, now=after(seconds=6))
        assert await store.whistles.arrive(one, zhou, now=after(seconds=9))
        assert not await store.whistles.arrive(one, zhou, now=after(seconds=10))
        saved, other = await store.whistles.summoned(whistle.id)
        assert (saved.confirmed_at, saved.arrived_at, saved.next_at) == (after(seconds=5), after(seconds=9), None)
        assert other.confirmed_at is None

    async def test_who_is_there_has_answered(self, store: Store) -> None:
        _, whistle, zhou = await a_whistle(store)
        one, _ = await store.whistles.summoned(whistle.id)
        await store.whistles.arrive(one, zhou, now=after(seconds=9))
        assert (await store.whistles.summoned(whistle.id))[0].confirmed_at == after(seconds=9)

    async def test_what_is_due(self, store: Store) -> None:
        """Also what a clock put off too far that was wrong."""
        _, whistle, _ = await a_whistle(store)
        for now, latest, due in ((89, 1800, ()), (90, 1800, (whistle.id,)), (0, 60, (whistle.id,))):
            assert await store.whistles.due(now=after(seconds=now), latest=after(seconds=latest)) == due
        for one in await store.whistles.summoned(whistle.id):
            await store.whistles.ring(one.model_copy(update={"rung": Rung.AGAIN, "next_at": after(seconds=180)}))
        assert await store.whistles.due(now=after(seconds=90), latest=after(seconds=1800)) == ()
        assert {one.rung for one in await store.whistles.summoned(whistle.id)} == {Rung.AGAIN}

    async def test_its_end(self, store: Store) -> None:
        """Nobody is rung after it; another end changes nothing."""
        report, whistle, _ = await a_whistle(store)
        await store.whistles.end(whistle.id, now=after(minutes=1))
        await store.whistles.end(whistle.id, now=after(minutes=2))
        assert await store.whistles.due(now=after(days=1), latest=after(days=2)) == ()
        ended = await store.whistles.latest(report.id)
        assert ended is not None
        assert ended.ended_at == after(minutes=1)

    async def test_those_whose_case_is_over(self, store: Store) -> None:
        report, whistle, _ = await a_whistle(store)
        assert await store.whistles.over() == ()
        await store.reports.save(report.model_copy(update={"status": Status.DONE}), now=NOW)
        assert await store.whistles.over() == (whistle.id,)
        await store.whistles.end(whistle.id, now=NOW)
        assert await store.whistles.over() == ()
