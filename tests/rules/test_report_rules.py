"""What may be done with a report: each combination, allowed or refused."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from handlers.report import rules
from handlers.report.rules import Action
from storage.case import OPEN, Actor, Place, PlaceSource, Report, Status, Urgency

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)

# What each may do where; a case that goes on where its holder has it is RECEIVED here, since nobody has it.
_BACK = Status.RECEIVED
_REPORTER = {
    Action.WITHDRAW: ((*OPEN, Status.MERGED), Status.WITHDRAWN),
    Action.SPLIT: ((Status.MERGED,), _BACK),
    Action.MERGE: (OPEN, Status.MERGED),
    Action.ANSWER: ((Status.WAITING,), _BACK),
    Action.VERIFY: ((Status.DONE, Status.UNVERIFIED), Status.VERIFIED),
    Action.REOPEN: ((Status.DONE, Status.UNVERIFIED), _BACK),
}
_HELD = (Status.ACCEPTED, Status.ASSIGNED, Status.IN_HAND)
_STAFF = {
    Action.ACCEPT: ((Status.RECEIVED,), Status.ACCEPTED),
    Action.ASSIGN: ((Status.RECEIVED, *_HELD), Status.ASSIGNED),
    Action.ASK: (_HELD, Status.WAITING),
    Action.DEFER: (_HELD, Status.DEFERRED),
    Action.RESUME: ((Status.DEFERRED,), _BACK),
    Action.FINISH: ((*_HELD, Status.WAITING, Status.DEFERRED), Status.DONE),
    Action.REJECT: ((Status.RECEIVED, Status.ACCEPTED), Status.REJECTED),
    Action.MERGE: (OPEN, Status.MERGED),
    Action.SPLIT: ((Status.MERGED,), _BACK),
    Action.SETTLE: ((Status.RECEIVED, *_HELD), _BACK),
}
_TEAM = {
    Action.ACKNOWLEDGE: ((Status.ASSIGNED,), Status.IN_HAND),
    Action.ARRIVE: ((Status.ASSIGNED, Status.IN_HAND), Status.IN_HAND),
    Action.WORK: ((Status.ASSIGNED, Status.IN_HAND), Status.IN_HAND),
    Action.REFUSE: ((Status.ASSIGNED, Status.IN_HAND), _BACK),
    Action.DEFER: (_HELD, Status.DEFERRED),
    Action.RESUME: ((Status.DEFERRED,), _BACK),
    Action.FINISH: ((*_HELD, Status.WAITING, Status.DEFERRED), Status.DONE),
}
_SYSTEM = {
    Action.ASSIGN: ((Status.RECEIVED, *_HELD), Status.ASSIGNED),
    Action.RELEASE: (_HELD, _BACK),
    Action.DISBAND: ((Status.ASSIGNED, Status.IN_HAND), _BACK),
    Action.GIVE_UP: ((Status.WAITING,), _BACK),
    Action.RESUME: ((Status.DEFERRED,), _BACK),
    Action.VERIFY: ((Status.DONE,), Status.VERIFIED),
    Action.LAPSE: ((Status.DONE,), Status.UNVERIFIED),
}
_SEEING = (Actor.REPORTER, Actor.NEIGHBOUR)
_EACH: dict[Actor, dict[Action, tuple[tuple[Status, ...], Status]]] = {
    Actor.REPORTER: _REPORTER,
    Actor.NEIGHBOUR: {Action.REOPEN: ((Status.DONE,), _BACK)},
    Actor.STAFF: _STAFF,
    Actor.TEAM: _TEAM,
    Actor.SYSTEM: _SYSTEM,
}
ALLOWED = {
    **{(at, act, who): to for who, acts in _EACH.items() for act, (ats, to) in acts.items() for at in ats},
    **{(at, Action.TAKE, Actor.STAFF): at for at in (*_HELD, Status.WAITING, Status.DEFERRED)},
    **{(at, Action.RELEASE, Actor.SYSTEM): at for at in (Status.WAITING, Status.DEFERRED)},
    **{(at, Action.SETTLE, Actor.STAFF): at for at in (Status.WAITING, Status.DEFERRED)},
    **{(at, Action.DANGER, who): at for who in _SEEING for at in (Status.RECEIVED, *_HELD)},
    **{(at, Action.DANGER, who): _BACK for who in _SEEING for at in (Status.WAITING, Status.DEFERRED)},
}
EVERY = list(product(Status, Action, Actor))


def report(status: Status = Status.RECEIVED, urgency: Urgency = Urgency.ORDINARY) -> Report:
    """A report made at NOON."""
    return Report(
        id=1, code="H-0000-0000", reporter_id=1, pseudonym="R-1", status=status, urgency=urgency, grid_id=None, unit_id=None,
        place=Place(source=PlaceSource.MISSING), answer_by=NOW, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(("status", "action", "actor"), EVERY)
def test_every_transition_is_allowed_or_refused_as_the_issue_says(status: Status, action: Action, actor: Actor) -> None:
    """What is not in the table is refused, for everybody."""
    change = rules.change(status, action, actor)
    assert (change and (change.to or _BACK)) == ALLOWED.get((status, action, actor))


def test_a_closed_report_stays_closed() -> None:
    """But for one that nobody looked at, and one that was taken for another."""
    closed = (Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN)
    assert not [change for change in rules.CHANGES if change[0] in closed]
    assert {action for at, action in rules.CHANGES if at is Status.UNVERIFIED} == {Action.VERIFY, Action.REOPEN}
    assert {action for at, action in rules.CHANGES if at is Status.MERGED} == {Action.SPLIT, Action.WITHDRAW}


@pytest.mark.parametrize(
    ("holder", "team", "took", "status"),
    [
        (None, None, False, Status.RECEIVED),
        (7, None, False, Status.ACCEPTED),
        (7, 3, False, Status.ASSIGNED),
        (None, 3, False, Status.ASSIGNED),
        (7, 3, True, Status.IN_HAND),
    ],
)
def test_where_a_case_stands(holder: int | None, team: int | None, took: bool, status: Status) -> None:
    """By who has it; a team that was asked has nothing yet."""
    case = report(Status.WAITING).model_copy(
        update={"holder_id": holder, "team_id": team, "team_took_at": NOW if took else None}
    )
    answered = rules.changed(case, Action.ANSWER, Actor.REPORTER, now=NOW)
    assert answered is not None
    assert answered.status is status


def test_a_team_s_no_gives_the_case_back_to_who_had_it() -> None:
    """And is counted."""
    case = report(Status.ACCEPTED).model_copy(update={"holder_id": 7})
    assigned = rules.changed(case, Action.ASSIGN, Actor.STAFF, now=NOW, team=3)
    assert assigned is not None
    refused = rules.changed(assigned, Action.REFUSE, Actor.TEAM, now=NOW)
    assert refused is not None
    assert (refused.status, refused.holder_id, refused.team_id, refused.refusals) == (Status.ACCEPTED, 7, None, 1)


@pytest.mark.parametrize(("status", "action", "actor"), EVERY)
def test_a_report_after_an_action(status: Status, action: Action, actor: Actor) -> None:
    """What follows from the table alone: it waits only while it is waiting, and is closed only when it is."""
    later = NOW + timedelta(hours=1)
    after = rules.changed(report(status), action, actor, now=later, holder=7, reason="x")
    assert (after is None) == ((status, action, actor) not in ALLOWED)
    if after is not None:
        assert after.status is ALLOWED[status, action, actor]
        anew = after.status is not status and after.status in rules.PATIENCE
        assert after.waits_until == (later + rules.PATIENCE[after.status] if anew else None)
        assert after.closed_at == (later if after.status in rules.CLOSED else None)
        assert after.acted_at == (later if action in rules.BEGINS else None)
        assert after.holder_id == (7 if action in (Action.ACCEPT, Action.TAKE, Action.ASSIGN) else None)
        assert (after.team_took_at == later) == (after.status is Status.IN_HAND)
        assert after.reason == ("x" if action is Action.REJECT else None)
        assert after.urgency is (Urgency.DANGER if action is Action.DANGER else Urgency.ORDINARY)


@pytest.mark.parametrize(
    ("status", "after", "may"),
    [
        (Status.RECEIVED, timedelta(0), True),
        (Status.ACCEPTED, timedelta(minutes=9, seconds=59), True),
        (Status.WAITING, timedelta(minutes=9), True),
        (Status.RECEIVED, timedelta(minutes=10), False),
        (Status.DONE, timedelta(0), False),
        (Status.WITHDRAWN, timedelta(0), False),
    ],
)
def test_the_quick_undo(status: Status, after: timedelta, may: bool) -> None:
    """Ten minutes, while the report is open."""
    assert rules.may_undo(report(status), NOW + after, timedelta(minutes=10)) is may


@pytest.mark.parametrize(
    ("status", "urgency", "rings"),
    [
        (Status.RECEIVED, Urgency.ORDINARY, True),
        (Status.ACCEPTED, Urgency.ORDINARY, True),
        (Status.WAITING, Urgency.ORDINARY, True),
        (Status.RECEIVED, Urgency.DANGER, False),
        (Status.DONE, Urgency.ORDINARY, False),
    ],
)
def test_danger_rings_once_while_somebody_can_act(status: Status, urgency: Urgency, rings: bool) -> None:
    """The numbers to call are shown in any case; staff are rung only when it changes something for them."""
    assert rules.rings_again(report(status, urgency)) is rings
