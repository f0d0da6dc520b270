"""Who is told what, on which event. Pure."""

from handlers.buttons import button
from handlers.messages import Argument, Button, Message, Moment, Text, text
from handlers.report.card import unit_name
from handlers.report.places import Given
from handlers.report.rules import REPORTED, Action
from handlers.texts import shorten
from storage.case import Report, Status, Urgency
from storage.outbox import Lane, Owed, Worth
from storage.votes import Answer

_WORDS_UNITS = 1000


def answer(report: Report, given: Given, undo_minutes: int, *, by_rider: bool = False) -> Message:
    """What the reporter gets at once: the code, what happens next and by when."""
    lines = [_next_step(report, given, by_rider=by_rider)]
    if given.outside_metres:
        lines.append(text("report-outside", grid=unit_name(given.grid)))
    if report.reporter_id is None:
        lines.append(text("report-by-minor"))
    buttons: tuple[tuple[Button, ...], ...] = ()
    if report.reporter_id is not None:
        undo = button("report-undo", "undo", report.code, minutes=undo_minutes)
        danger = ((button("report-danger", "danger", report.code),),) if report.urgency is Urgency.ORDINARY else ()
        buttons = (*danger, (button("report-add", "add", report.code), undo))
    if by_rider:
        buttons = (*buttons, (button("proof-get", "proof", report.code),))
    received = text("rider-received" if by_rider else "report-received", code=report.code)
    return Message(text=received, lines=tuple(lines), buttons=buttons)


def alarm(report: Report, given: Given, administrators: tuple[int, ...]) -> tuple[Owed, ...]:
    """Nobody looks after this place: the administrators have to know."""
    message = Message(
        text=text("alarm-nobody", code=report.code, grid=unit_name(given.grid)),
        buttons=((button("card-open", "card", report.code),),),
    )
    return tuple(_owed(one, message, Lane.LIFE_SAFETY) for one in administrators)


def to_reporter(report: Report, action: Action, reason: Argument) -> tuple[Owed, ...]:
    """A new message, since edits are silent; nothing where nothing of the reporter was kept, or it is no news to them: that it is
    another team that is asked now is not theirs to follow. That a team is asked rings nobody: that it has taken it does."""
    if report.reporter_id is None or action not in REPORTED or (action is Action.ASSIGN and report.refusals):
        return ()
    message = Message(
        text=_said(report, action, reason),
        buttons=solved_buttons(report, report),
        silent=action is Action.ASSIGN,
    )
    return (_owed(report.reporter_id, message, Lane.ANSWERS),)


def _said(report: Report, action: Action, reason: Argument) -> Text:
    """Of what staff did, no new photo can show more."""
    if report.is_conduct and action is Action.REJECT:
        return text("reporter-conduct-rejected", code=report.code, reason=reason)
    return text(f"reporter-{action.value}", code=report.code, reason=reason)


def solved_buttons(report: Report, case: Report) -> tuple[tuple[Button, ...], ...]:
    """[solved], [partly] and [not solved], while the question stands about the case that a report is, or became part of."""
    if case.status is not Status.DONE and (case.status is not Status.UNVERIFIED or report.id != case.id):
        return ()
    return vote_buttons(report.code)


def vote_buttons(code: str) -> tuple[tuple[Button, ...], ...]:
    """The three of them."""
    partly = button("report-partly", "vote", code, Answer.PARTLY.value)
    return (
        (button("report-solved", "vote", code, Answer.YES.value), partly),
        (button("report-not-solved", "vote", code, Answer.NO.value),),
    )


def answer_buttons(report: Report) -> tuple[tuple[Button, ...], ...]:
    """[answer] and [I cannot say], while somebody waits for it."""
    if report.status is not Status.WAITING:
        return ()
    return ((button("ask-answer", "answer", report.code), button("ask-cannot", "cannot", report.code)),)


def to_staff(
    report: Report,
    event: str,
    staff: tuple[int, ...],
    lane: Lane,
    worth: Worth = Worth.MUST,
    *,
    words: str = "",
    who: str = "",
) -> tuple[Owed, ...]:
    """Rings staff about a report they have a card of, with a way to open it; `who` is the code name of whoever reported it."""
    message = Message(
        text=text(f"staff-{event}", code=report.code, words=shorten(words, _WORDS_UNITS), who=who),
        buttons=((button("card-open", "card", report.code),),),
    )
    return tuple(_owed(one, message, lane, worth) for one in staff)


def _next_step(report: Report, given: Given, *, by_rider: bool) -> Text:
    by = Moment.of(report.answer_by)
    if given.unit is None:
        return text("report-next-nobody")
    if report.urgency is Urgency.DANGER:
        return text("danger-told")
    if report.reporter_id is None:
        return text("report-next-anonymous", unit=unit_name(given.unit))
    return text("rider-next" if by_rider else "report-next", unit=unit_name(given.unit), by=by)


def _owed(person_id: int, message: Message, lane: Lane, worth: Worth = Worth.MUST) -> Owed:
    return Owed(person_id=person_id, payload=message.model_dump(mode="json"), lane=lane, worth=worth)
