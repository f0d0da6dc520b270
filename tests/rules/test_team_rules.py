"""Which rule is for which case, until when rules ask, and when those above decide."""

from datetime import UTC, datetime

import pytest

from handlers.teams.rules import fits, goes_upwards, may_be_routed, refused
from storage.case import Actor, Event, Status, Urgency
from storage.routes import Route
from tests.storage.makers import a_report

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
DANGER, ORDINARY = Urgency.DANGER, Urgency.ORDINARY


@pytest.mark.parametrize(
    ("kinds", "urgency", "category", "of_case", "does"),
    [
        ((), None, None, ORDINARY, True),
        ((), None, "gas", DANGER, True),
        (("gas",), None, "gas", ORDINARY, True),
        (("lift", "gas"), None, "gas", DANGER, True),
        (("gas",), None, None, DANGER, False),
        (("gas",), None, "lift", ORDINARY, False),
        ((), DANGER, None, DANGER, True),
        ((), DANGER, "gas", ORDINARY, False),
        (("gas",), DANGER, "gas", DANGER, True),
        (("gas",), ORDINARY, "gas", DANGER, False),
    ],
)
def test_fits(
    kinds: tuple[str, ...], urgency: Urgency | None, category: str | None, of_case: Urgency, does: bool
) -> None:
    route = Route(unit_id=1, kinds=kinds, urgency=urgency, team_id=2)
    assert fits(route, a_report().model_copy(update={"category": category, "urgency": of_case})) is does


def asked_by(*actors: Actor) -> tuple[Event, ...]:
    return tuple(
        Event(event="assigned", actor=one, staff_id=None, status=Status.ASSIGNED, note=None, at=NOW) for one in actors
    )


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("holder", [None, 7])
@pytest.mark.parametrize("asked", [(), (Actor.SYSTEM,), (Actor.STAFF,), (Actor.SYSTEM, Actor.STAFF)])
def test_rules_ask_while_nobody_has_looked(status: Status, holder: int | None, asked: tuple[Actor, ...]) -> None:
    """What staff have decided stands."""
    case = a_report().model_copy(update={"status": status, "holder_id": holder})
    expected = holder is None and (
        status is Status.RECEIVED or (status is Status.ASSIGNED and asked == (Actor.SYSTEM,))
    )
    assert may_be_routed(case, asked_by(*asked)) is expected


def test_the_third_refusal() -> None:
    assert [goes_upwards(count) for count in range(5)] == [False, False, False, True, True]
    no = asked_by(Actor.TEAM)[0].model_copy(update={"event": "refused"})
    assert refused((*asked_by(Actor.STAFF), no, *asked_by(Actor.SYSTEM))) == (no,)
