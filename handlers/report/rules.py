"""What is allowed with a hazard report. Pure: time and facts are arguments."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.reports import Actor, Report, Status


class Action(StrEnum):
    """What somebody wants to do with a report."""

    ACCEPT = "accepted"
    FINISH = "done"
    REJECT = "rejected"
    VERIFY = "verified"
    REOPEN = "reopened"
    WITHDRAW = "withdrawn"


@dataclass(frozen=True)
class Change:
    """Where an action leads, and who may do it."""

    actor: Actor
    to: Status


# Every (status, action) that is not here is refused.
CHANGES: dict[tuple[Status, Action], Change] = {
    (Status.RECEIVED, Action.ACCEPT): Change(Actor.STAFF, Status.ACCEPTED),
    (Status.RECEIVED, Action.REJECT): Change(Actor.STAFF, Status.REJECTED),
    (Status.RECEIVED, Action.WITHDRAW): Change(Actor.REPORTER, Status.WITHDRAWN),
    (Status.ACCEPTED, Action.FINISH): Change(Actor.STAFF, Status.DONE),
    (Status.ACCEPTED, Action.WITHDRAW): Change(Actor.REPORTER, Status.WITHDRAWN),
    (Status.DONE, Action.VERIFY): Change(Actor.REPORTER, Status.VERIFIED),
    # Only who reported it knows whether it is fixed; "closed" must mean fixed.
    (Status.DONE, Action.REOPEN): Change(Actor.REPORTER, Status.ACCEPTED),
}

CLOSED = (Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN)  # from then on it is kept for a while only
REASONS = ("no-hazard", "duplicate", "not-found", "elsewhere")


def change(status: Status, action: Action, actor: Actor) -> Change | None:
    """The change that an action makes; None when it does not fit the status or is not this actor's."""
    found = CHANGES.get((status, action))
    return found if found is not None and found.actor is actor else None


def may_undo(report: Report, now: datetime, window: timedelta) -> bool:
    """Whether the quick undo under the answer still works; withdrawing from the list of own reports does so for longer."""
    return report.is_open and now < report.created_at + window


def rings_again(report: Report) -> bool:
    """Danger to life may be declared while somebody can still act on it, and once."""
    return report.is_open and report.urgency.value == "ordinary"
