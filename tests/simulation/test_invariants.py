"""Each invariant holds where nothing is wrong, and says so where something is."""

from dataclasses import replace

import pytest

from storage.outbox import Claimed, Lane, Worth
from storage.recipient import Recipient
from tests.simulation import invariants
from tests.simulation.invariants import Arrival, Deed

CLAIM = Claimed(
    id=7, chat="c", recipient=Recipient(person_id=1), lane=Lane.ANSWERS, worth=Worth.MUST, payload={}, slot=None, tries=1, repeat=0
)  # fmt: skip
ARRIVAL = Arrival(10.0, 1001, "sendMessage", CLAIM, "收到")
STAFF = Deed("accepted", "staff", staff=3, person=3, reporter=1, roles=(("staff", 20),), units=frozenset({10, 20}))
REPORTER = Deed("verified", "reporter", staff=None, person=1, reporter=1, roles=(), units=frozenset({10}))


def arrival(**claim: object) -> Arrival:
    """The same, of another message."""
    return replace(ARRIVAL, claim=CLAIM.model_copy(update=claim))


def test_a_dropped_update_is_lost() -> None:
    assert invariants.lost([1, 2], {1, 2, 3}) == []
    assert invariants.lost([1, 2], {1, 3}) != []


def test_a_code_of_two_reports_is_double() -> None:
    assert invariants.doubled([(2, "H-B")], {"H-A": 1}) == []
    assert invariants.doubled([(2, "H-A")], {"H-A": 1}) != []
    assert invariants.doubled([(2, "H-B"), (3, "H-B")], {}) != []


def test_a_code_that_was_never_committed_is_invented() -> None:
    assert invariants.invented(["H-A"], {"H-A"}) == []
    assert invariants.invented(["H-A"], set()) != []


@pytest.mark.parametrize(
    ("second", "fine"),
    [
        ({"id": 8}, True),
        ({"tries": 2}, True),
        ({"id": 6, "tries": 2}, False),
        ({}, False),
        ({"id": 9, "tries": 4}, True),
    ],
)
def test_swapped_messages_are_out_of_order(second: dict[str, object], fine: bool) -> None:
    assert (invariants.out_of_order(ARRIVAL, arrival(**second)) == []) is fine


def test_nothing_is_before_the_first() -> None:
    assert invariants.out_of_order(None, ARRIVAL) == []


def test_what_comes_again_says_so() -> None:
    marked = replace(ARRIVAL, words="收到\n（网络不稳，这条可能重复）")
    assert invariants.repeated(0, ARRIVAL) == []
    assert invariants.repeated(1, marked) == []
    assert invariants.repeated(1, replace(ARRIVAL, words=None)) == []
    assert invariants.repeated(1, replace(ARRIVAL, method="editMessageText")) == []
    assert invariants.repeated(1, ARRIVAL) != []


def test_what_may_come_once_does_not_come_again() -> None:
    assert invariants.repeated(0, arrival(worth=Worth.ONCE)) == []
    assert invariants.repeated(1, arrival(worth=Worth.ONCE)) != []


@pytest.mark.parametrize(
    "change",
    [
        {"roles": ()},
        {"roles": (("rider", None),)},
        {"roles": (("staff", 30),)},
        {"person": 4},
        {"person": None},
    ],
)
def test_staff_without_the_right_overstep(change: dict[str, object]) -> None:
    assert invariants.overstepped(STAFF) == []
    assert invariants.overstepped(replace(STAFF, roles=(("administrator", None),))) == []
    assert invariants.overstepped(replace(STAFF, **change)) != []  # type: ignore[arg-type]


def test_who_acts_in_anothers_report_oversteps() -> None:
    assert invariants.overstepped(REPORTER) == []
    assert invariants.overstepped(replace(REPORTER, reporter=None)) == []
    assert invariants.overstepped(replace(REPORTER, person=2)) != []
    assert invariants.overstepped(replace(REPORTER, person=None)) != []
    assert invariants.overstepped(replace(REPORTER, actor="system", person=None)) == []


def test_a_name_in_a_group_is_a_leak() -> None:
    assert invariants.leaked("H-1 新上报", ["周敏"]) == []
    assert invariants.leaked(None, ["周敏"]) == []
    assert invariants.leaked("周敏接单了", ["周敏", "何建国"]) == ["a group hears of 周敏"]


def test_one_too_many_is_too_fast() -> None:
    thirty = [number / 30 for number in range(31)]
    assert invariants.too_fast(thirty, 1.0, 30) == []
    assert invariants.too_fast([*thirty, 1.0], 1.0, 30) != []
    assert invariants.too_fast([0.0] * 31, 1.0, 30) != []


def test_a_lane_that_waits_too_long_starves() -> None:
    assert invariants.starved({Lane.BULK: 100.0}, 60.0, now=160.0) == []
    assert invariants.starved({Lane.BULK: 100.0, Lane.ANSWERS: 150.0}, 60.0, now=161.0) == ["lane BULK waits for 61 s"]


@pytest.mark.parametrize(
    ("row", "fine"),
    [
        ((7, "sent", None), True),
        ((8, "sent", None), False),
        ((8, "waiting", None), False),
        ((8, "behind", None), False),
        ((8, "sending", None), False),
        ((8, "unknown", "server error"), True),
        ((8, "failed", "Forbidden: bot was blocked by the user"), True),
        ((8, "failed", "Bad Request: can't parse entities"), False),
    ],
)
def test_at_rest_every_message_is_accounted_for(row: tuple[int, str, str | None], fine: bool) -> None:
    assert (invariants.undelivered([row], {7}) == []) is fine


def test_at_rest_every_update_is_done() -> None:
    assert invariants.unhandled([(1, "done", None)]) == []
    assert invariants.unhandled([(1, "done", None), (2, "waiting", None)]) != []
    assert invariants.unhandled([(1, "dead", "KeyError")]) != []
