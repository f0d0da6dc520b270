"""What is allowed with a hazard report. Pure: time and facts are arguments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.case import OPEN, Actor, Event, Report, Status, Urgency


class Action(StrEnum):
    """What somebody wants to do with a case; the same word stands in its history."""

    ACCEPT = "accepted"
    TAKE = "taken"
    ASSIGN = "assigned"
    ACKNOWLEDGE = "acknowledged"
    ARRIVE = "arrived"
    WORK = "working"
    REFUSE = "refused"
    RELEASE = "released"
    DISBAND = "disbanded"
    ASK = "asked"
    ANSWER = "answered"
    GIVE_UP = "unanswered"
    DEFER = "deferred"
    RESUME = "resumed"
    FINISH = "done"
    VERIFY = "verified"
    REOPEN = "reopened"
    LAPSE = "lapsed"
    REJECT = "rejected"
    MERGE = "merged"
    SPLIT = "split"
    WITHDRAW = "withdrawn"
    DANGER = "danger"
    SETTLE = "settled"


@dataclass(frozen=True)
class Change:
    """Who may do it and where it leads; without `to` back to whoever has the case (see standing()). `why` is there at the odd edges."""

    actors: tuple[Actor, ...]
    to: Status | None
    why: str = ""


_REPORTER, _NEIGHBOUR, _STAFF, _TEAM, _SYSTEM = (
    (one,) for one in (Actor.REPORTER, Actor.NEIGHBOUR, Actor.STAFF, Actor.TEAM, Actor.SYSTEM)
)
_HELD = (Status.ACCEPTED, Status.ASSIGNED, Status.IN_HAND)
_WITH_TEAM = (Status.ASSIGNED, Status.IN_HAND)
_PAUSED = (Status.WAITING, Status.DEFERRED)

# Every (status, action) that is not here is refused.
CHANGES: dict[tuple[Status, Action], Change] = {
    (Status.RECEIVED, Action.ACCEPT): Change(_STAFF, Status.ACCEPTED),
    **{
        (one, Action.TAKE): Change(_STAFF, one, "one of the staff goes off duty, another takes over")
        for one in _HELD + _PAUSED
    },
    **{(one, Action.ASSIGN): Change(_STAFF + _SYSTEM, Status.ASSIGNED) for one in (Status.RECEIVED, *_HELD)},
    (Status.ASSIGNED, Action.ACKNOWLEDGE): Change(_TEAM, Status.IN_HAND),
    **{(one, Action.ARRIVE): Change(_TEAM, Status.IN_HAND, "who is there has it") for one in _WITH_TEAM},
    **{(one, Action.WORK): Change(_TEAM, Status.IN_HAND) for one in _WITH_TEAM},
    **{
        (one, Action.REFUSE): Change(_TEAM, None, "the first who took it owns it until another has")
        for one in _WITH_TEAM
    },
    **{
        (one, Action.ASK): Change(_STAFF, Status.WAITING, "nobody waits for an answer that nobody waits for")
        for one in _HELD
    },
    (Status.WAITING, Action.ANSWER): Change(_REPORTER, None),
    (Status.WAITING, Action.GIVE_UP): Change(_SYSTEM, None, "five days without an answer: it goes on without one"),
    **{(one, Action.DEFER): Change(_STAFF + _TEAM, Status.DEFERRED) for one in _HELD},
    (Status.DEFERRED, Action.RESUME): Change(_STAFF + _TEAM + _SYSTEM, None, "at the latest after fourteen days"),
    **{(one, Action.FINISH): Change(_STAFF + _TEAM, Status.DONE) for one in _HELD + _PAUSED},
    (Status.DONE, Action.VERIFY): Change(
        _REPORTER + _SYSTEM, Status.VERIFIED, "a neighbour's yes counts when the time for a no is over"
    ),
    (Status.DONE, Action.REOPEN): Change(_REPORTER + _NEIGHBOUR, None, "closed must mean fixed: one no is enough"),
    (Status.DONE, Action.LAPSE): Change(_SYSTEM, Status.UNVERIFIED, "72 hours without an answer, and counted as that"),
    # Only who reported it may still say so after the time for it, as long as it is known who that is.
    (Status.UNVERIFIED, Action.VERIFY): Change(_REPORTER, Status.VERIFIED, "late is better than not"),
    (Status.UNVERIFIED, Action.REOPEN): Change(_REPORTER, None, "late is better than not"),
    **{(one, Action.REJECT): Change(_STAFF, Status.REJECTED) for one in (Status.RECEIVED, Status.ACCEPTED)},
    **{(one, Action.MERGE): Change(_REPORTER + _STAFF, Status.MERGED) for one in OPEN},
    (Status.MERGED, Action.SPLIT): Change(_REPORTER + _STAFF, None, "it was another case after all"),
    (Status.MERGED, Action.WITHDRAW): Change(_REPORTER, Status.WITHDRAWN, "their part goes, the case goes on"),
    **{(one, Action.WITHDRAW): Change(_REPORTER, Status.WITHDRAWN) for one in OPEN},
    **{(one, Action.RELEASE): Change(_SYSTEM, None, "who had it does not work there any more") for one in _HELD},
    **{
        (one, Action.RELEASE): Change(_SYSTEM, one, "who had it does not work there any more; what is waited for stays")
        for one in _PAUSED
    },
    **{(one, Action.DISBAND): Change(_SYSTEM, None, "nobody is in that team any more") for one in _WITH_TEAM},
    **{(one, Action.DANGER): Change(_REPORTER + _NEIGHBOUR, one) for one in (Status.RECEIVED, *_HELD)},
    **{
        (one, Action.DANGER): Change(_REPORTER + _NEIGHBOUR, None, "where life is in danger nothing is waited for")
        for one in _PAUSED
    },
    **{
        (one, Action.SETTLE): Change(_STAFF, None, "its place was nobody's: whose it is now takes it anew")
        for one in (Status.RECEIVED, *_HELD)
    },
    **{(one, Action.SETTLE): Change(_STAFF, one) for one in _PAUSED},
}

CLOSED = (  # from then on it is kept for a while only
    Status.VERIFIED,
    Status.UNVERIFIED,
    Status.REJECTED,
    Status.MERGED,
    Status.WITHDRAWN,
)
# How long is waited: for the reporter's answer, for somebody outside, for a look at what was done.
PATIENCE = {
    Status.WAITING: timedelta(days=5),
    Status.DEFERRED: timedelta(days=14),
    Status.DONE: timedelta(hours=72),
}
REMIND_AFTER = timedelta(days=2)
BEGINS = (Action.ARRIVE, Action.WORK, Action.DEFER, Action.FINISH)  # what shows that somebody has begun
# What whoever reported it is told of, each by a message of its own.
REPORTED = (
    Action.ACCEPT,
    Action.ASSIGN,
    Action.ACKNOWLEDGE,
    Action.ARRIVE,
    Action.LAPSE,
    Action.REJECT,
)
_NEVER_OF_CONDUCT = (Action.ASSIGN, Action.MERGE)  # others would get to see it
QUESTIONS = ("where", "closer", "still")
REASONS = ("no-hazard", "not-found", "elsewhere")
CONDUCT_REASONS = ("not-confirmed", "too-vague", "not-conduct")


def change(status: Status, action: Action, actor: Actor) -> Change | None:
    """The change that an action makes; None when it does not fit the status or is not this actor's."""
    found = CHANGES.get((status, action))
    return found if found is not None and actor in found.actors else None


def reasons(report: Report) -> tuple[str, ...]:
    """What can be said by one tap of why a report is rejected: nobody looks for a hazard, or a place, in what staff did."""
    return CONDUCT_REASONS if report.is_conduct else REASONS


def standing(report: Report) -> Status:
    """Where an open case stands when nothing is waited for: by who has it."""
    if report.team_id is not None:
        return Status.ASSIGNED if report.team_took_at is None else Status.IN_HAND
    return Status.RECEIVED if report.holder_id is None else Status.ACCEPTED


def changed(
    report: Report,
    action: Action,
    actor: Actor,
    *,
    now: datetime,
    holder: int | None = None,
    team: int | None = None,
    into: int | None = None,
    reason: str | None = None,
) -> Report | None:
    """The case after an action: `holder` takes it when accepting, or when asking a team where nobody has it, `team` is who is asked to deal
    with it, `into` the case that it becomes part of, `reason` why it is rejected. What was promised is in
    handlers/clocks. None as for change()."""
    found = change(report.status, action, actor)
    if found is None or (report.is_conduct and action in _NEVER_OF_CONDUCT):
        return None
    fields: dict[Action, dict[str, object]] = {
        Action.ACCEPT: {"holder_id": holder},
        Action.TAKE: {"holder_id": holder},
        Action.ASSIGN: {"team_id": team, "team_took_at": None, "holder_id": report.holder_id or holder},
        Action.REFUSE: {"team_id": None, "team_took_at": None, "acted_at": None, "refusals": report.refusals + 1},
        Action.RELEASE: {"holder_id": None},
        Action.DISBAND: {"team_id": None, "team_took_at": None, "acted_at": None},
        Action.REJECT: {"reason": reason},
        Action.REOPEN: {"acted_at": None},
        Action.MERGE: {"merged_into": into},
        Action.SPLIT: {"merged_into": None},
        Action.WITHDRAW: {"merged_into": None},
        Action.DANGER: {"urgency": Urgency.DANGER},
    }
    took = {"team_took_at": report.team_took_at or now} if found.to is Status.IN_HAND else {}
    if action in BEGINS:
        took["acted_at"] = report.acted_at or now
    after = report.model_copy(update=took | fields.get(action, {}) | {"updated_at": now})
    to = found.to or standing(after)
    waits = now + PATIENCE[to] if to in PATIENCE else None
    if to is report.status:
        waits = report.waits_until
    return after.model_copy(update={"status": to, "waits_until": waits, "closed_at": now if to in CLOSED else None})


def may_undo(report: Report, now: datetime, window: timedelta) -> bool:
    """Whether the quick undo under the answer still works; withdrawing from the list of own reports does so for longer."""
    return (report.is_open or report.status is Status.MERGED) and now < report.created_at + window


def joined_by_reporter(report: Report, events: Iterable[Event]) -> bool:
    """Whether it was whoever made a report who made it part of a case, so that they may take that back."""
    merges = [event.actor for event in events if event.event == Action.MERGE.value]
    return report.status is Status.MERGED and merges[-1:] == [Actor.REPORTER]


def in_order(reports: Iterable[Report]) -> list[Report]:
    """As they were made: who was first, and who came after."""
    return sorted(reports, key=lambda one: (one.created_at, one.id))


def rings_again(report: Report) -> bool:
    """Danger to life may be declared while somebody can still act on it, and once."""
    return report.is_open and report.urgency is Urgency.ORDINARY
