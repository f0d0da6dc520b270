"""What is allowed with a hazard report. Pure: time and facts are arguments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.report.settings import Category, Limits
from storage.reports import Actor, Report, Status, Urgency


class Action(StrEnum):
    """What somebody wants to do with a report."""

    ACCEPT = "accepted"
    FINISH = "done"
    REJECT = "rejected"
    VERIFY = "verified"
    REOPEN = "reopened"
    WITHDRAW = "withdrawn"
    DANGER = "danger"
    ASK = "asked"
    ANSWER = "answered"
    GIVE_UP = "unanswered"


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
    (Status.RECEIVED, Action.DANGER): Change(Actor.REPORTER, Status.RECEIVED),
    (Status.ACCEPTED, Action.FINISH): Change(Actor.STAFF, Status.DONE),
    (Status.ACCEPTED, Action.WITHDRAW): Change(Actor.REPORTER, Status.WITHDRAWN),
    (Status.ACCEPTED, Action.DANGER): Change(Actor.REPORTER, Status.ACCEPTED),
    # Whoever asks holds the case: nobody waits for an answer that nobody waits for.
    (Status.ACCEPTED, Action.ASK): Change(Actor.STAFF, Status.WAITING),
    (Status.WAITING, Action.ANSWER): Change(Actor.REPORTER, Status.ACCEPTED),
    (Status.WAITING, Action.GIVE_UP): Change(Actor.SYSTEM, Status.ACCEPTED),
    (Status.WAITING, Action.FINISH): Change(Actor.STAFF, Status.DONE),
    (Status.WAITING, Action.WITHDRAW): Change(Actor.REPORTER, Status.WITHDRAWN),
    # Where life is in danger nothing is waited for.
    (Status.WAITING, Action.DANGER): Change(Actor.REPORTER, Status.ACCEPTED),
    (Status.DONE, Action.VERIFY): Change(Actor.REPORTER, Status.VERIFIED),
    # Only who reported it knows whether it is fixed; "closed" must mean fixed.
    (Status.DONE, Action.REOPEN): Change(Actor.REPORTER, Status.ACCEPTED),
}

CLOSED = (Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN)  # from then on it is kept for a while only
PATIENCE = timedelta(days=5)  # with a reporter who was asked something
REMIND_AFTER = timedelta(days=2)
QUESTIONS = ("where", "closer", "still")
REASONS = ("no-hazard", "duplicate", "not-found", "elsewhere")


def change(status: Status, action: Action, actor: Actor) -> Change | None:
    """The change that an action makes; None when it does not fit the status or is not this actor's."""
    found = CHANGES.get((status, action))
    return found if found is not None and found.actor is actor else None


def allowed(report: Report, limits: Limits, categories: Iterable[Category]) -> timedelta:
    """How long an answer may take: none in danger to life, else what is promised for its kind, or for all."""
    if report.urgency is Urgency.DANGER:
        return timedelta(0)
    of_kind = [category.answer_hours for category in categories if category.code == report.category]
    return timedelta(hours=min([limits.answer_hours, *of_kind]))


def changed(
    report: Report,
    action: Action,
    actor: Actor,
    *,
    now: datetime,
    holder: int | None = None,
    reason: str | None = None,
    within: timedelta = timedelta(0),
) -> Report | None:
    """The report after an action: `holder` takes the case when accepting, `reason` is why it is rejected, `within` how long an answer may
    take where it is opened again. None as for change()."""
    found = change(report.status, action, actor)
    if found is None:
        return None
    fields: dict[Action, dict[str, object]] = {
        Action.ACCEPT: {"holder_id": holder},
        Action.REJECT: {"reason": reason},
        Action.REOPEN: {"answer_by": now + within},
        Action.DANGER: {"urgency": Urgency.DANGER, "answer_by": now},
    }
    always = {
        "status": found.to,
        "waits_until": now + PATIENCE if found.to is Status.WAITING else None,
        "closed_at": now if found.to in CLOSED else None,
        "updated_at": now,
    }
    return report.model_copy(update=always | fields.get(action, {}))


def may_undo(report: Report, now: datetime, window: timedelta) -> bool:
    """Whether the quick undo under the answer still works; withdrawing from the list of own reports does so for longer."""
    return report.is_open and now < report.created_at + window


def rings_again(report: Report) -> bool:
    """Danger to life may be declared while somebody can still act on it, and once."""
    return report.is_open and report.urgency is Urgency.ORDINARY
