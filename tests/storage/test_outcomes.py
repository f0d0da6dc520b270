"""What became of cases that were said to be done, counted apart."""

from storage.case import Actor
from storage.outcomes import Outcome, Tally
from storage.roles import Role
from storage.store import Store
from tests.storage.makers import NOW, a_member_of_staff, a_report, a_town, after

STAFF = (Role.STAFF,)


async def told(store: Store, code: str, grid_id: int, *events: tuple[str, Actor]) -> int:
    report = await store.reports.add(a_report(code, grid_id=grid_id))
    for number, (event, actor) in enumerate(events):
        await store.reports.add_event(report, event, actor, now=after(hours=number))
    return report.id


class TestOutcomes:
    async def test_where_they_have_the_role_and_since_when(self, store: Store) -> None:
        """Not elsewhere, not before, and not what a clock wrote that was ahead."""
        town = await a_town(store)
        zhou = await a_member_of_staff(store, town["C1"], 1)
        chief = await a_member_of_staff(store, town["D"], 2)
        system, reporter = Actor.SYSTEM, Actor.REPORTER
        await told(store, "H-1", town["G1"].id, ("reopened", reporter), ("done", Actor.STAFF), ("verified", reporter))
        await told(store, "H-2", town["G2"].id, ("lapsed", system), ("reopened", reporter))
        await told(store, "H-3", town["G3"].id, ("verified", system))
        since, now = after(hours=-1), after(hours=9)
        assert await store.outcomes.since(zhou, STAFF, since, now=now) == Tally(verified=1, lapsed=1, reopened=2)
        assert await store.outcomes.since(chief, STAFF, since, now=now) == Tally(verified=2, lapsed=1, reopened=2)
        assert await store.outcomes.since(zhou, STAFF, NOW, now=now) == Tally(verified=1, lapsed=0, reopened=1)
        assert await store.outcomes.since(zhou, STAFF, since, now=NOW) == Tally(lapsed=1, reopened=1)
        assert await store.outcomes.since(zhou, (Role.ADMINISTRATOR,), since, now=now) == Tally()

    async def test_of_one_case_as_it_stands(self, store: Store) -> None:
        """Opened again, it is verified by nobody any more."""
        grid = (await a_town(store))["G1"].id
        ways = {
            "H-1": ((("lapsed", Actor.SYSTEM), ("verified", Actor.REPORTER)), Outcome(verified_by=Actor.REPORTER)),
            "H-2": ((("verified", Actor.SYSTEM),), Outcome(verified_by=Actor.SYSTEM)),
            "H-3": ((("lapsed", Actor.SYSTEM), ("reopened", Actor.REPORTER)), Outcome(reopened=1)),
            "H-4": ((), Outcome()),
        }
        for code, (events, outcome) in ways.items():
            assert await store.outcomes.of_report(await told(store, code, grid, *events)) == outcome, code
