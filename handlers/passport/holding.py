"""What a history says without naming anybody: who has the case, since when, and what led there. Pure."""

from datetime import datetime
from typing import NamedTuple

from handlers.clocks.terms import next_due
from handlers.report.rules import Action
from storage.case import Report, Status
from storage.chain import Entry, History

# What a card tells: whatever moves the case. Not what only adds to it, which is its reporter's business.
TOLD = ("received", *(action.value for action in Action), "overdue")


class Holding(NamedTuple):
    """Which team has a case, by its code (None: the unit's own staff), and since when."""

    team: str | None
    since: datetime


def told(history: History) -> tuple[Entry, ...]:
    """The entries that a card tells, oldest first."""
    return tuple(entry for entry in history.entries if entry.event in TOLD)


def holding(history: History) -> Holding | None:
    """Who has the case: a team from when it took it until it refuses, is no more, or another is asked. None without a history."""
    found = None
    for entry in told(history):
        if found is None:
            found = Holding(None, entry.at)
        if entry.event == Action.SETTLE:
            found = Holding(found.team, entry.at if found.team is None else found.since)
        elif entry.status is Status.IN_HAND and entry.team not in (None, found.team):
            found = Holding(entry.team, entry.at)
        elif found.team is not None and entry.event in (Action.ASSIGN, Action.REFUSE, Action.DISBAND):
            found = Holding(None, entry.at)
    return found


def due(report: Report) -> datetime | None:
    """By when the next thing is promised: an answer, the first step, or the end; None where nothing is."""
    if report.status in (Status.WAITING, Status.DEFERRED, Status.DONE):
        return report.waits_until
    promise = next_due(report)
    return None if promise is None else promise.by


def is_newest(entry: Entry, history: History) -> bool:
    """Whether a card made at this entry still tells all that there is to tell."""
    after = history.entries[history.entries.index(entry) + 1 :]
    return not any(one.event in TOLD for one in after)
