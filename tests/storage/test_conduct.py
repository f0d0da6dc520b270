"""Whatever lists cases shows none of them to whom it is about: by what the queries find, and by a look at every query there is."""

import random
import re
from pathlib import Path

import pytest

from handlers import rights
from handlers.conduct.rules import owner
from handlers.data.everything import everything
from handlers.report.places import ringing_about
from storage.case import CONDUCT, Actor, Report
from storage.roles import Role, Via
from storage.store import Store
from storage.units import Unit, UnitKind
from tests.storage.makers import NOW, a_member_of_staff, a_person, a_report, a_town, a_unit, after

_FOLDER = Path(__file__).parents[2] / "storage"
_WORKING = "r.about_id IS NULL OR r.about_id NOT IN (SELECT id FROM working)"
_HOW_LONG = "what time ends, whoever has it"
_NOT_FOR_STAFF = "for the operator, on the command line or by a job"
_ASKED = "one that is known already; rights.may_handle() is asked before it is shown"

# Which queries read reports, and why they need not look at whom a report is about. A new one has to be added to it, or to look.
REASONS = {
    "reports": {
        **dict.fromkeys(("by_code", "by_id", "case_of", "before", "tip", "authored", "entries", "events"), _ASKED),
        **dict.fromkeys(("waited_out", "waiting_until", "breached", "left_behind"), _HOW_LONG),
        **dict.fromkeys(("since", "count_since", "tips"), _NOT_FOR_STAFF),
        "near": "it has no place, and so no cell",
        "verified_like": "it has no place, and so no cell",
        "parts": "it never becomes part of another, nor another part of it",
    },
    "claims": {"used_at": _ASKED},
    "orphans": {"unsettled": "it has no place, and so is no orphan"},
    "whistles": {"over": _HOW_LONG},
    "reports.postgres": {"near": "it has no place, and so no cell"},
    "personal": {
        "deeds": "what somebody did themself", "held": "what somebody has themself",
    },
    "media": {"of_case": _ASKED},
    "traces": dict.fromkeys(("ended", "reporter", "point"), _HOW_LONG),
    "leaving": dict.fromkeys(("worked_on", "note", "held"), "what somebody did themself"),
    "votes": {"given": "what somebody was asked about themself"},
}  # fmt: skip


def readers() -> list[tuple[str, str, str]]:
    """(file, name, text) of every named query that reads reports."""
    found = []
    for path in sorted(_FOLDER.glob("*.sql")):
        for part in re.split(r"^-- name: ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, body = part.split("\n", 1)
            if re.search(r"\b(FROM|JOIN) reports\b", body):
                found.append((path.stem, name.rstrip("$^!<"), body))
    return found


@pytest.mark.parametrize(("file", "name", "body"), readers())
def test_every_query_looks_or_says_why_not(file: str, name: str, body: str) -> None:
    if ":person_id" in body and "below" in body:
        assert _WORKING in body
    else:
        assert name in REASONS[file], (
            f"{file}.{name} lists reports: keep those from whom they are about, or say why not"
        )


async def a_case(store: Store, about: Unit | None, number: int) -> Report:
    """One about a unit, as handlers/conduct keeps it."""
    above = None if about is None else owner(await store.units.upwards(about.id))
    fields = {"grid_id": above and above.id, "unit_id": above and above.id, "about_id": about and about.id}
    report = await store.reports.add(a_report(f"H-{number}", category=CONDUCT, **fields))
    await store.reports.add_event(report, "lapsed", Actor.SYSTEM, now=NOW)
    return report


async def listed(store: Store, person: int) -> tuple[set[str], int, int]:
    """What somebody's worklist has, and how many their digest counts, of open cases and of outcomes."""
    roles = rights.MAY[rights.Deed.SEE_WORKLIST]
    found = [await store.reports.by_id(one) for one in await store.worklists.page(person, roles, limit=99)]
    load = await store.worklists.load(person, roles)
    tally = await store.outcomes.since(person, roles, after(hours=-1), now=NOW)
    return {one.code for one in found}, sum(one.reports for one in load), tally.lapsed


async def test_lists_and_rights_agree_and_none_is_about_the_reader(store: Store) -> None:
    """On both engines: people with any roles anywhere, cases about any unit, any team, or nobody of ours."""
    dice, town = random.Random(11), await a_town(store)
    town |= {code: await a_unit(store, code, UnitKind.TEAM, parent) for code, parent in (("T1", "C1"), ("T2", "D"))}
    cases = [await a_case(store, unit, number) for number, unit in enumerate((None, *town.values()))]
    for number in range(40):
        person = await a_person(store, 5_000 + number)
        for _ in range(dice.randint(1, 3)):
            unit = dice.choice((None, *town.values()))
            role = Role.ADMINISTRATOR if unit is None else dice.choice(rights.WORKING)
            await store.roles.grant(person, role, None if unit is None else unit.id, via=Via.COMMAND, now=NOW)
        seen, load, outcomes = await listed(store, person)
        assert seen == {one.code for one in cases if await rights.may_handle(store, person, one)}
        assert load == outcomes == len(seen)
        works = {held.unit_id for held in await store.roles.of(person)}
        for case in cases:
            if case.about_id is not None and works & set(await store.units.below(case.about_id)):
                assert case.code not in seen
                assert not await rights.may_answer(store, person, case)


async def test_who_is_rung_is_above_and_elsewhere(store: Store) -> None:
    """Not who is staff above and below at once; and where nobody else is left, administrators of the whole bot."""
    town = await a_town(store)
    case = await a_case(store, town["G1"], 1)
    both = await a_member_of_staff(store, town["C1"], 1)
    await store.roles.grant(both, Role.STAFF, town["G1"].id, via=Via.COMMAND, now=NOW)
    below = await a_member_of_staff(store, town["G1"], 2)
    administrator = await a_person(store, 3)
    await store.roles.grant(administrator, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOW)
    assert (await ringing_about(store, case))[1] == (administrator,)
    other = await a_member_of_staff(store, town["C1"], 4)
    assert (await ringing_about(store, case))[1] == (other,)
    assert not await rights.may_handle(store, below, case)
    topmost = await a_case(store, town["D"], 2)
    assert (await ringing_about(store, topmost))[1] == (administrator,)


async def test_who_made_it_is_told_whom_it_is_about(store: Store) -> None:
    """In /mydata, by name and code."""
    town, person = await a_town(store), await a_person(store)
    await store.reports.add(a_report(category=CONDUCT, reporter_id=person, about_id=town["C1"].id))
    (told,) = (await everything(store, person, now=NOW)).data["reports"]
    assert told["about"]["code"] == "C1"
