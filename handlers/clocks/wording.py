"""What is promised for a case, as those read it who deal with it and whoever reported it. Pure."""

from handlers.clocks.terms import next_due
from handlers.messages import Moment, Text, text
from storage.case import Report


def times(report: Report) -> Text:
    """Since when a case is known, and by when what is promised next."""
    reported, promise = Moment.of(report.created_at), promised(report)
    if promise is None:
        return text("card-reported", reported=reported)
    return text("card-times", reported=reported, due=promise)


def promised(report: Report) -> Text | None:
    """What is promised next and by when, or that it is late; None where nothing is."""
    due = next_due(report)
    if due is None:
        return None
    return text(f"late-{due.term.value}" if report.is_overdue else f"due-{due.term.value}", by=Moment.of(due.by))


def promised_to_reporter(report: Report) -> Text | None:
    """The same, for whoever reported it."""
    due = next_due(report)
    if due is None:
        return None
    return text(
        f"own-late-{due.term.value}" if report.is_overdue else f"own-due-{due.term.value}", by=Moment.of(due.by)
    )
