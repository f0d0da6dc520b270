"""Worklists: who sees which open cases, in which order, and what of them they look at."""

import random
from itertools import chain
from typing import Any

import pytest

from storage.case import OPEN, Report, Status, Urgency
from storage.roles import Role, Via
from storage.store import Store
from storage.units import Unit, UnitKind
from storage.worklists import EVERYTHING, NO_KIND, Scope, Stand, View
from tests.storage.makers import NOW, a_member_of_staff, a_person, a_report, a_town, a_unit, after

ROLES = (Role.STAFF, Role.DUTY_OFFICER, Role.ADMINISTRATOR)
WITH_TEAMS = (*ROLES, Role.DEPARTMENT)


async def found(store: Store, person_id: int, limit: int = 100, offset: int = 0) -> list[Report]:
    """A page of a worklist."""
    ids = await store.worklists.page(person_id, ROLES, limit=limit, offset=offset)
    return [await store.reports.by_id(one) for one in ids]


async def codes(store: Store, person_id: int, limit: int = 100, offset: int = 0) -> list[str]:
    """The codes of it."""
    return [one.code for one in await found(store, person_id, limit, offset)]


async def length(store: Store, person_id: int) -> int:
    """Of the whole worklist."""
    return sum(one.reports for one in await store.worklists.load(person_id, ROLES))


class TestWorklist:
    @pytest.fixture
    async def town(self, store: Store) -> dict[str, Unit]:
        """D above C1 (G1, G2) and C2 (G3)."""
        return await a_town(store)

    async def test_danger_first_then_oldest(self, store: Store, town: dict[str, Unit]) -> None:
        zhou = await a_member_of_staff(store, town["D"], 1)
        for code, hours, urgency in (
            ("old", 1, Urgency.ORDINARY), ("new", 4, Urgency.ORDINARY), ("late danger", 5, Urgency.DANGER),
            ("danger", 3, Urgency.DANGER), ("middle", 2, Urgency.ORDINARY),
        ):  # fmt: skip
            report = a_report(code, created_at=after(hours=hours), urgency=urgency, grid_id=town["G1"].id)
            await store.reports.add(report)
        assert await codes(store, zhou) == ["danger", "late danger", "old", "middle", "new"]

    async def test_pages_follow_each_other(self, store: Store, town: dict[str, Unit]) -> None:
        """Also where all were made in the same moment."""
        zhou = await a_member_of_staff(store, town["D"], 1)
        for number in range(25):
            await store.reports.add(a_report(f"H-{number:02}", grid_id=town["G1"].id))
        pages = [await codes(store, zhou, 10, offset) for offset in (0, 10, 20, 30)]
        assert [len(page) for page in pages] == [10, 10, 5, 0]
        assert [*chain(*pages)] == [f"H-{number:02}" for number in range(25)]
        assert await length(store, zhou) == 25
        assert await store.worklists.count(zhou, ROLES) == 25
        assert await store.worklists.count(zhou, ROLES, at_most=7) == 7

    @pytest.mark.parametrize(
        ("unit", "seen"),
        [
            ("D", ["C1", "D", "G1", "G2", "G3"]),
            ("C1", ["C1", "G1", "G2"]),
            ("C2", ["G3"]),
            ("G1", ["G1"]),
            ("G2", ["G2"]),
        ],
    )
    async def test_staff_see_their_unit_and_all_below(
        self, store: Store, town: dict[str, Unit], unit: str, seen: list[str]
    ) -> None:
        zhou = await a_member_of_staff(store, town[unit], 1)
        for code in ("G1", "G2", "G3", "C1", "D"):
            await store.reports.add(
                a_report(code, grid_id=town[code].id, unit_id=town["D"].id if code == "D" else None)
            )
        assert sorted(await codes(store, zhou)) == seen
        assert await length(store, zhou) == len(seen)

    async def test_the_load_in_numbers(self, store: Store, town: dict[str, Unit]) -> None:
        """By grid; overdue is of what anybody was told that something is missed."""
        zhou, late = await a_member_of_staff(store, town["D"], 1), {"breaches": 1}
        for code, grid, fields in (
            ("1", "G1", late), ("2", "G1", {**late, "status": Status.ACCEPTED}),
            ("3", "G1", {"urgency": Urgency.DANGER}), ("4", "G1", {}),
            ("5", "G3", {"urgency": Urgency.DANGER}), ("6", "G3", {**late, "status": Status.DONE}),
        ):  # fmt: skip
            await store.reports.save(await store.reports.add(a_report(code, grid_id=town[grid].id, **fields)), now=NOW)
        await store.reports.add(a_report("7", unit_id=town["D"].id))
        load = await store.worklists.load(zhou, ROLES)
        assert {(one.grid_id, one.reports, one.danger, one.overdue) for one in load} == {
            (town["G1"].id, 4, 1, 2), (town["G3"].id, 1, 1, 0), (None, 1, 0, 0)
        }  # fmt: skip
        assert load[0].grid_id == town["G1"].id, "the most first"

    async def test_who_was_rung_sees_it_once(self, store: Store, town: dict[str, Unit]) -> None:
        """Also staff of a unit that does not lie above the grid, and whoever holds two roles."""
        zhou, grace = await a_member_of_staff(store, town["C2"], 1), await a_member_of_staff(store, town["D"], 2)
        await store.roles.grant(grace, Role.STAFF, town["C2"].id, via=Via.COMMAND, now=NOW)
        await store.reports.add(a_report("H-1", grid_id=town["G1"].id, unit_id=town["C2"].id))
        assert await codes(store, zhou) == ["H-1"]
        assert await codes(store, grace) == ["H-1"]
        assert await length(store, grace) == 1

    async def test_only_what_is_open(self, store: Store, town: dict[str, Unit]) -> None:
        zhou = await a_member_of_staff(store, town["G1"], 1)
        for status in Status:
            await store.reports.add(a_report(status.value, status=status, grid_id=town["G1"].id))
        listed = await found(store, zhou)
        assert [one.status for one in listed] == list(OPEN)
        assert all(one.is_open == (one in listed) for one in await store.reports.since(NOW))

    async def test_by_any_of_the_roles(self, store: Store, town: dict[str, Unit]) -> None:
        """At their unit and below; without a unit everything, also what has no place in the tree."""
        await store.reports.add(a_report("H-1", grid_id=town["G1"].id))
        await store.reports.add(a_report("H-2"))
        officer, boss = await a_person(store, 1), await a_person(store, 2)
        await store.roles.grant(officer, Role.DUTY_OFFICER, town["C1"].id, via=Via.COMMAND, now=NOW)
        await store.roles.grant(boss, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOW)
        assert await codes(store, officer) == ["H-1"]
        assert await codes(store, boss) == ["H-1", "H-2"]
        assert await store.worklists.page(boss, (Role.STAFF, Role.DUTY_OFFICER), limit=9) == ()

    async def test_others_see_nothing(self, store: Store, town: dict[str, Unit]) -> None:
        """Residents, volunteers, riders, and staff who were dismissed; and staff no report without a place in the tree."""
        lin, rider, volunteer, was = [
            await a_person(store, 1),
            await a_person(store, 2),
            await a_person(store, 3),
            await a_member_of_staff(store, town["D"], 4),
        ]
        await store.roles.grant(rider, Role.RIDER, None, via=Via.COMMAND, now=NOW)
        await store.roles.grant(volunteer, Role.VOLUNTEER, town["D"].id, via=Via.COMMAND, now=NOW)
        await store.reports.add(a_report("H-1", grid_id=town["G1"].id, reporter_id=lin))
        await store.reports.add(a_report("H-2"))
        assert await codes(store, was) == ["H-1"]
        await store.roles.revoke(was, Role.STAFF, via=Via.COMMAND, now=NOW)
        for person in (lin, rider, volunteer, was):
            assert await codes(store, person) == []
            assert await length(store, person) == 0


class TestViews:
    async def test_what_is_looked_at_stays(self, store: Store) -> None:
        """Each their own; everything, as long as they have said nothing."""
        town, lin, zhou = await a_town(store), await a_person(store, 1), await a_person(store, 2)
        view = View(scope=Scope.MINE, kind="lift", unit_id=town["C1"].id, stand=Stand.NEW)
        await store.worklists.keep_view(lin, view)
        await store.worklists.keep_view(zhou, View(kind=NO_KIND))
        assert await store.worklists.view(lin) == view
        assert await store.worklists.view(zhou) == View(kind=NO_KIND)
        await store.worklists.keep_view(lin, EVERYTHING)
        assert await store.worklists.view(lin) == EVERYTHING
        assert await store.worklists.view(await a_person(store, 3)) == EVERYTHING

    async def test_as_counted_by_hand(self, store: Store) -> None:
        """Cases of all sorts, and every view: what is found, how many they are, and how many come before each."""
        dice, town = random.Random(5), await a_town(store)
        town["T"] = await a_unit(store, "T", UnitKind.TEAM, "C1")
        zhou = await a_member_of_staff(store, town["C1"], 1)
        await store.roles.grant(zhou, Role.DEPARTMENT, town["T"].id, via=Via.COMMAND, now=NOW)
        other = await a_person(store, 2)
        cases = [await a_case(store, dice, town, number, (None, zhou, other)) for number in range(60)]
        for view in views(town):
            ids = await store.worklists.page(zhou, WITH_TEAMS, view, limit=100)
            expected = sorted(filter(lambda one: fits(one, view, town, zhou), cases), key=order)
            assert ids == tuple(one.id for one in expected)
            assert await store.worklists.count(zhou, WITH_TEAMS, view) == len(expected)
            for place, one in enumerate(expected):
                assert await store.worklists.count(zhou, WITH_TEAMS, view, before=one) == place


async def a_case(
    store: Store, dice: random.Random, town: dict[str, Unit], number: int, holders: tuple[int | None, ...]
) -> Report:
    """Open, anywhere in the town."""
    report = await store.reports.add(
        a_report(
            f"H-{number:02}",
            grid_id=town[dice.choice(("G1", "G2", "G3", "C1"))].id,
            category=dice.choice((None, "lift", "road")),
            urgency=dice.choice(tuple(Urgency)),
            created_at=after(hours=dice.randint(1, 5)),
        )
    )
    changed = report.model_copy(
        update={
            "status": dice.choice(OPEN),
            "holder_id": dice.choice(holders),
            "team_id": dice.choice((None, town["T"].id)),
            "breaches": dice.choice((0, 0, 2)),
        }
    )
    await store.reports.save(changed, now=NOW)
    return changed


def views(town: dict[str, Unit]) -> list[View]:
    """Each choice alone with each scope."""
    chosen: tuple[dict[str, Any], ...] = (
        {},
        {"kind": "lift"},
        {"kind": NO_KIND},
        {"unit_id": town["G1"].id},
        {"unit_id": town["C1"].id},
        *({"stand": one} for one in Stand),
        {"kind": "road", "unit_id": town["C1"].id, "stand": Stand.URGENT},
    )
    return [View(scope=scope, **one) for scope in Scope for one in chosen]


def fits(report: Report, view: View, town: dict[str, Unit], reader: int) -> bool:
    """Whether somebody who works for C1, and in the team, sees it in a view."""
    places = {town[code].id: {town[code].id} for code in ("G1", "G2", "G3")}
    places[town["C1"].id] = {town[code].id for code in ("C1", "G1", "G2")}
    stands = {
        Stand.URGENT: report.urgency is Urgency.DANGER or report.breaches > 0,
        Stand.NEW: report.status is Status.RECEIVED,
        Stand.DOING: report.status in (Status.ACCEPTED, Status.ASSIGNED, Status.IN_HAND),
        Stand.WAITING: report.status in (Status.WAITING, Status.DEFERRED),
    }
    scopes = {Scope.ALL: True, Scope.MINE: report.holder_id == reader, Scope.TEAM: report.team_id is not None}
    return (
        (report.grid_id in places[town["C1"].id] or report.team_id is not None)
        and scopes[view.scope]
        and view.kind in (None, report.category or NO_KIND)
        and (view.unit_id is None or report.grid_id in places[view.unit_id])
        and (view.stand is None or stands[view.stand])
    )


def order(report: Report) -> tuple[object, ...]:
    """What is seen to first."""
    return report.rank, report.created_at, report.id
