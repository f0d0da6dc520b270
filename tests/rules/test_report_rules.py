"""What may be done with a report: each combination, allowed or refused."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from handlers.report import rules
from handlers.report.rules import Action
from handlers.report.settings import Category, Limits
from storage.reports import Actor, Place, PlaceSource, Report, Status, Urgency

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)

ALLOWED = {
    (Status.RECEIVED, Action.ACCEPT, Actor.STAFF): Status.ACCEPTED,
    (Status.RECEIVED, Action.REJECT, Actor.STAFF): Status.REJECTED,
    (Status.RECEIVED, Action.WITHDRAW, Actor.REPORTER): Status.WITHDRAWN,
    (Status.RECEIVED, Action.DANGER, Actor.REPORTER): Status.RECEIVED,
    (Status.ACCEPTED, Action.FINISH, Actor.STAFF): Status.DONE,
    (Status.ACCEPTED, Action.WITHDRAW, Actor.REPORTER): Status.WITHDRAWN,
    (Status.ACCEPTED, Action.DANGER, Actor.REPORTER): Status.ACCEPTED,
    (Status.ACCEPTED, Action.ASK, Actor.STAFF): Status.WAITING,
    (Status.WAITING, Action.ANSWER, Actor.REPORTER): Status.ACCEPTED,
    (Status.WAITING, Action.GIVE_UP, Actor.SYSTEM): Status.ACCEPTED,
    (Status.WAITING, Action.FINISH, Actor.STAFF): Status.DONE,
    (Status.WAITING, Action.WITHDRAW, Actor.REPORTER): Status.WITHDRAWN,
    (Status.WAITING, Action.DANGER, Actor.REPORTER): Status.ACCEPTED,
    (Status.DONE, Action.VERIFY, Actor.REPORTER): Status.VERIFIED,
    (Status.DONE, Action.REOPEN, Actor.REPORTER): Status.ACCEPTED,
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
    assert (change and change.to) == ALLOWED.get((status, action, actor))


def test_a_closed_report_stays_closed() -> None:
    """Nothing leads out of verified, rejected or withdrawn."""
    closed = (Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN)
    assert not [change for change in rules.CHANGES if change[0] in closed]


@pytest.mark.parametrize(("status", "action", "actor"), EVERY)
def test_a_report_after_an_action(status: Status, action: Action, actor: Actor) -> None:
    """What follows from the table alone: it waits only while it is waiting, and is closed only when it is."""
    later = NOW + timedelta(hours=1)
    after = rules.changed(report(status), action, actor, now=later, holder=7, reason="x", within=timedelta(hours=4))
    assert (after is None) == ((status, action, actor) not in ALLOWED)
    if after is not None:
        assert after.status is ALLOWED[status, action, actor]
        assert after.waits_until == (later + rules.PATIENCE if after.status is Status.WAITING else None)
        assert after.closed_at == (later if after.status in rules.CLOSED else None)
        due = {Action.REOPEN: later + timedelta(hours=4), Action.DANGER: later}
        assert after.answer_by == due.get(action, NOW)
        assert after.holder_id == (7 if action is Action.ACCEPT else None)
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


@pytest.mark.parametrize(
    ("category", "urgency", "hours"),
    [
        (None, Urgency.ORDINARY, 24),
        ("lift", Urgency.ORDINARY, 2),
        ("slow", Urgency.ORDINARY, 24),
        ("gone", Urgency.ORDINARY, 24),
        ("lift", Urgency.DANGER, 0),
    ],
)
def test_how_long_an_answer_may_take(category: str | None, urgency: Urgency, hours: int) -> None:
    """What is promised for its kind, where that is sooner; a kind that there is no more promises nothing."""
    kinds = (Category(code="lift", answer_hours=2), Category(code="slow", answer_hours=72))
    kept = report(urgency=urgency).model_copy(update={"category": category})
    assert rules.allowed(kept, Limits(answer_hours=24), kinds) == timedelta(hours=hours)
