"""The card of a case for the members of the team that was asked: what staff see, but for who reported it; and what a team can say. Pure."""

from handlers.buttons import button
from handlers.messages import Button, Message, Text, text
from handlers.report import card
from handlers.report.card import Facts
from handlers.report.rules import Action
from handlers.report.turns import turning
from storage.case import Actor, Report, Status

THEIRS = (Status.ASSIGNED, Status.IN_HAND)
STEPS = (Action.ARRIVE, Action.WORK)  # once it is theirs; each is tapped once


def team_card(known: Facts) -> Message:
    """One message: photo with caption, who of them has it, and what can be said now."""
    report = known.report
    taker = (text("team-card-taker", name=known.taker),) if known.taker else ()
    return Message(
        text=text(f"card-head-{report.urgency.value}", code=report.code, kind=known.kind),
        lines=(*card.lines(known, status=_status(report)), *taker),
        buttons=tuple(row for row in (*_answers(known), *card.extras(known), turning(report)) if row),
        **card.picture(known),
    )


def _status(report: Report) -> Text | None:
    """Of a case that is theirs to take, or in their hands; any other looks as to everybody."""
    return text(f"team-status-{report.status.value}") if report.status in THEIRS else None


def quiet_card(known: Facts) -> Message:
    """The same, for those who were rung by something else."""
    return team_card(known).model_copy(update={"silent": True})


def _answers(known: Facts) -> tuple[tuple[Button, ...], ...]:
    report, code = known.report, known.report.code
    refuse = button("team-card-refuse", "notours", code)
    if report.status is Status.ASSIGNED:
        return ((button("team-card-acknowledged", "step", code, Action.ACKNOWLEDGE.value), refuse),)
    finish = button("team-card-done", "finish", code)
    if report.status is Status.DEFERRED:
        return ((finish, button("card-resume", "resume", code)),)
    if report.status is not Status.IN_HAND:
        return ()
    done = {one.event for one in known.turn if one.actor is Actor.TEAM}
    steps = tuple(button(f"team-card-{one.value}", "step", code, one.value) for one in STEPS if one.value not in done)
    return steps, (finish, button("card-defer", "defer", code)), (refuse,)
