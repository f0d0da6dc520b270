"""Door-knock lists: how many doors on each, whose door is on one, who is asked next, and what stays to be knocked at."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.rules import has_doors
from handlers.doors import rules
from storage.alert import Alert, AlertState, Level, MessageType
from storage.copies import Answer
from storage.doors import Door, DoorList, DoorResult, DoorRung, Silent
from storage.units import UnitKind
from tests.storage.makers import a_content
from tests.town import NOON

IDS = st.integers(1, 40)
KINDS = st.dictionaries(st.integers(1, 6), st.sampled_from(UnitKind), min_size=6, max_size=6)
SILENT = st.lists(
    st.builds(Silent, person_id=IDS, unit_id=st.integers(1, 6), has_door=st.booleans()),
    unique_by=lambda one: one.person_id,
)
ASKED = st.dictionaries(st.sampled_from(DoorRung), st.lists(IDS, unique=True))
RESULTS = st.one_of(st.none(), st.sampled_from(DoorResult))
ANSWERS = st.one_of(st.none(), st.sampled_from(Answer))


def a_list(**fields: object) -> DoorList:
    return DoorList.model_validate({"id": 1, "alert_id": 1, "unit_id": 1} | fields)


@given(st.lists(IDS, unique=True))
def test_everybody_is_on_one_list_and_none_is_long(people: list[int]) -> None:
    made = rules.chunks(people)
    assert [one for part in made for one in part] == people
    assert all(1 <= len(part) <= 8 for part in made)
    assert len(made) == -(-len(people) // 8)


@given(SILENT, st.sets(IDS), st.fixed_dictionaries({one: st.sampled_from(UnitKind) for one in range(1, 7)}))
def test_whose_door_is_knocked_at(silent: list[Silent], listed: set[int], kinds: Mapping[int, UnitKind]) -> None:
    """Who has told one, in a building or grid, and is on no list; each by their own unit."""
    found = rules.to_list(silent, listed, kinds.__getitem__)
    for unit_id, people in found.items():
        assert kinds[unit_id] in (UnitKind.BUILDING, UnitKind.GRID)
        assert people
    on_it = {(person, unit_id) for unit_id, people in found.items() for person in people}
    for one in silent:
        is_knocked = one.has_door and one.person_id not in listed and kinds[one.unit_id] in rules.KNOCKED_AT
        assert ((one.person_id, one.unit_id) in on_it) is is_knocked
    assert len(on_it) == sum(len(people) for people in found.values())


@given(ASKED)
def test_everybody_is_asked_once_and_staff_in_the_end(people: dict[DoorRung, list[int]]) -> None:
    """From rung to rung, upwards only."""
    rung, asked = DoorRung.NONE, list[int](people.get(DoorRung.NONE, ()))
    steps = 0
    while rung is not DoorRung.STAFF:
        following, found = rules.next_ones(rung, people)
        assert list(DoorRung).index(following) > list(DoorRung).index(rung)
        if following is not DoorRung.STAFF:
            assert found
            assert not set(found) & set(asked)
            asked += found
        else:
            assert list(found) == people.get(DoorRung.STAFF, [])
        rung, steps = following, steps + 1
    near = {*people.get(DoorRung.NEAR, ()), *people.get(DoorRung.GRID, ())}
    assert near <= set(asked)
    assert steps <= 3


def test_the_next_ones_after_five_minutes() -> None:
    one = rules.offered(a_list(next_at=NOON), DoorRung.NEAR, NOON)
    assert not rules.is_due(one, NOON + timedelta(minutes=4, seconds=59))
    assert rules.is_due(one, NOON + timedelta(minutes=5))
    assert rules.is_due(one, NOON - timedelta(days=365)), "a clock that was a year ahead"
    taken = one.model_copy(update={"taken_by": 1, "taken_at": NOON})
    assert not rules.is_due(taken, NOON + timedelta(hours=1))
    staff = rules.offered(one, DoorRung.STAFF, NOON)
    assert not rules.is_due(staff, NOON + timedelta(hours=1))
    back = rules.handed_back(taken, NOON)
    assert (back.taken_by, back.taken_at, back.rung) == (None, None, DoorRung.NONE)
    assert rules.is_due(back, NOON)
    assert not rules.is_due(back.model_copy(update={"closed_at": NOON}), NOON)


def test_whoever_had_it_is_gone() -> None:
    assert rules.is_lost(a_list(taken_at=NOON))
    assert not rules.is_lost(a_list())
    assert not rules.is_lost(a_list(taken_at=NOON, taken_by=1))


@given(RESULTS, ANSWERS, st.booleans())
def test_what_is_shown_of_a_door(result: DoorResult | None, answer: Answer | None, has_door: bool) -> None:
    """Not where they have taken it back or spoken for themselves; what is still to be knocked at is always shown."""
    door = Door(list_id=1, place=0, person_id=1, door="501" if has_door else None, result=result, answer=answer)
    if rules.is_left(door) or rules.is_unknown(door):
        assert rules.is_shown(door)
    if not has_door or (answer is not None and rules.said(result) is not answer if result else answer is not None):
        assert not rules.is_shown(door)
    assert (DoorResult.ABSENT in rules.offered_results(door)) is (result in (None, DoorResult.ABSENT))


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("message", MessageType)
def test_only_what_is_grave_and_holds_sends_anybody(level: Level, message: MessageType) -> None:
    alert = Alert(
        id=1,
        event="W-0000-0000",
        serial=1,
        message=message,
        unit_id=1,
        author_id=1,
        content=a_content(level=level),
        state=AlertState.DONE,
        created_at=NOON,
    )
    is_grave = level in (Level.ORANGE, Level.RED) and message in (MessageType.ALERT, MessageType.UPDATE)
    assert has_doors(alert, NOON) is is_grave
    assert not has_doors(alert, alert.content.until)
    assert not has_doors(alert.model_copy(update={"over_at": NOON}), NOON)
    assert not has_doors(alert.model_copy(update={"state": AlertState.APPROVED}), NOON)
