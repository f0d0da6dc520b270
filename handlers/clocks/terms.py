"""By when somebody is to have a case, to begin, to have it fixed, and what of that is missed. Pure: time and calendar are arguments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from handlers.clocks.calendar import Calendar, after, between
from handlers.report.settings import Category, Limits
from storage.case import Report, Status, Urgency


class Term(StrEnum):
    """What is promised, in this order."""

    ANSWER = "answer"  # somebody has it
    ACT = "act"  # somebody has begun
    FIX = "fix"  # it is said to be done


class Due(NamedTuple):
    """What is promised next, and by when."""

    term: Term
    by: datetime


@dataclass(frozen=True)
class Terms:
    """How long each may take; of `calendar`'s working time, or of any where there is none."""

    answer: timedelta
    act: timedelta
    fix: timedelta
    calendar: Calendar | None = None


DANGER = Terms(answer=timedelta(minutes=5), act=timedelta(minutes=30), fix=timedelta(hours=24))
PAUSED = (Status.WAITING, Status.DEFERRED)
LEVELS = 4  # are told of what is missed: who has it, their lead, the unit above, the district
_SHARE = 4  # each next level when a quarter of the time that was promised has gone by since
_LEAST = timedelta(minutes=5)
_FIELDS = {Term.ANSWER: "answer_by", Term.ACT: "act_by", Term.FIX: "fix_by"}


def terms_of(category: str | None, limits: Limits, categories: Iterable[Category], calendar: Calendar) -> Terms:
    """What is promised for a kind, and for any as long as it is not known. `calendar` is the unit's, for kinds that ask for it."""
    known = next((one for one in categories if one.code == category), None)
    kind = known or Category(code="unknown", answer_hours=limits.answer_hours)
    answer, act, fix = (timedelta(hours=hours) for hours in (kind.answer_hours, kind.act_hours, kind.fix_hours))
    return Terms(answer, act, fix, calendar if kind.time == "working" else None)


def promised(report: Report, terms: Terms, start: datetime) -> Report:
    """With what is promised from this moment on; where life is in danger, that goes before what the kind asks for."""
    by = {_FIELDS[term]: after(start, getattr(terms, term.value), terms.calendar) for term in Term}
    fresh = report.model_copy(update=by)
    return sooner(fresh, start) if report.urgency is Urgency.DANGER else fresh


def sooner(report: Report, start: datetime) -> Report:
    """What is promised where life is in danger from this moment on, but for what was promised earlier anyway."""
    by = {name: start + getattr(DANGER, term.value) for term, name in _FIELDS.items()}
    return report.model_copy(update={name: min(moment, getattr(report, name) or moment) for name, moment in by.items()})


def named(report: Report, terms: Terms) -> Report:
    """Its kind became known: the answer is due as it was, or sooner; the rest as the kind asks for."""
    known = promised(report, terms, report.created_at)
    answer_by = min(report.answer_by, known.answer_by)
    if report.urgency is not Urgency.DANGER:
        return known.model_copy(update={"answer_by": answer_by})
    earlier = {
        name: min(getattr(known, name), getattr(report, name) or getattr(known, name)) for name in _FIELDS.values()
    }
    return report.model_copy(update=earlier)


def next_due(report: Report) -> Due | None:
    """What is to be done next, whether that is late already or not; None where nothing is promised any more."""
    if not report.is_open:
        return None
    has_begun = {
        Term.ANSWER: report.holder_id is not None or report.team_took_at is not None,
        Term.ACT: report.acted_at is not None,
        Term.FIX: False,
    }
    for term, is_met in has_begun.items():
        by = getattr(report, _FIELDS[term])
        if by is not None and not is_met:
            return Due(term, by)
    return None


def watched(before: Report, changed: Report, terms: Terms, *, is_new: bool = False, now: datetime) -> Report:
    """The case after a change, with its clocks: they stand still while somebody else is waited for; what is missed counts from the first
    level again as soon as something else is due, or where everything `is_new`."""
    moved = _stopped(before, changed, terms.calendar, now)
    due, was = next_due(moved), next_due(before)
    is_same = due is not None and was is not None and due.term is was.term and not is_new
    breaches = moved.breaches if is_same else 0
    return moved.model_copy(update={"breaches": breaches, "breach_at": _next_telling(moved, due, breaches, terms)})


def told(report: Report, terms: Terms) -> Report:
    """After one more level has been told of what is missed."""
    breaches = report.breaches + 1
    return report.model_copy(
        update={"breaches": breaches, "breach_at": _next_telling(report, next_due(report), breaches, terms)}
    )


def _stopped(before: Report, changed: Report, calendar: Calendar | None, now: datetime) -> Report:
    if changed.status in PAUSED:
        return changed.model_copy(update={"paused_at": changed.paused_at or now})
    if changed.paused_at is None:
        return changed
    since = changed.paused_at
    later = {
        name: after(now, between(since, by, calendar), calendar)
        for name in _FIELDS.values()
        if (by := getattr(changed, name)) is not None and by > since and by == getattr(before, name)
    }
    return changed.model_copy(update={"paused_at": None, **later})


def _next_telling(report: Report, due: Due | None, breaches: int, terms: Terms) -> datetime | None:
    if due is None or report.paused_at is not None or breaches >= LEVELS:
        return None
    if report.urgency is Urgency.DANGER:
        return due.by + _step(DANGER, due.term) * breaches
    return after(due.by, _step(terms, due.term) * breaches, terms.calendar)


def _step(terms: Terms, term: Term) -> timedelta:
    length: timedelta = getattr(terms, term.value)
    return max(length / _SHARE, _LEAST)
