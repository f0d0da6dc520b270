"""Whose turn a case is: what staff can do with it, and what they read of the team that was asked. Pure."""

from handlers.buttons import button
from handlers.messages import Argument, Button, Text, text
from handlers.report.rules import Action, change
from storage.case import Actor, Event, Report, Status


def turn_of(history: tuple[Event, ...]) -> tuple[Event, ...]:
    """What happened from the last time on that a team was asked."""
    asked = [number for number, one in enumerate(history) if one.event == Action.ASSIGN.value]
    return history[asked[-1] :] if asked else ()


def taker_of(turn: tuple[Event, ...]) -> int | None:
    """Who of the team's members was the first to take the case."""
    return next((one.staff_id for one in turn if one.actor is Actor.TEAM), None)


def of_team(team: Argument, turn: tuple[Event, ...], taker: str | None) -> list[Text]:
    """Which team was asked, by which rule where it was by one, and who there has it."""
    rule = [text("card-rule", rule=one.note) for one in turn[:1] if one.actor is Actor.SYSTEM and one.note]
    return [text("card-team", team=team), *rule, *([text("card-taker", name=taker)] if taker else ())]


def passing_on(report: Report) -> tuple[Button, ...]:
    """To oneself, where a rule has asked a team before anybody of the staff had the case; to a team; and to several, by a whistle."""
    code, status = report.code, report.status
    by_nobody = report.team_id is not None and report.holder_id is None
    may_take = by_nobody and change(status, Action.TAKE, Actor.STAFF) is not None
    may_give = not report.is_conduct and change(status, Action.ASSIGN, Actor.STAFF) is not None
    take = (button("card-take", "take", code),) if may_take else ()
    whistle = (button("card-whistle", "whistle", code),) if report.is_open and not report.is_conduct else ()
    return (*take, button("card-give", "give", code), *whistle) if may_give else (*take, *whistle)


def acts(report: Report, case: Report | None) -> tuple[Button, ...]:
    """What moves it on from where it stands; `case` is what it became part of."""
    code = report.code
    finish = button("card-finish", "finish", code)
    match report.status:
        case Status.RECEIVED:
            return (button("card-accept", "accept", code), button("card-reject", "reject", code))
        case Status.ACCEPTED | Status.ASSIGNED | Status.IN_HAND:
            return (finish, button("card-ask", "ask", code), button("card-defer", "defer", code))
        case Status.WAITING:
            return (finish,)
        case Status.DEFERRED:
            return (finish, button("card-resume", "resume", code))
        case Status.MERGED if case is not None:
            return (button("card-open-case", "card", case.code), button("joining-split", "split", code))
        case _:
            return ()


def turning(report: Report) -> tuple[Button, ...]:
    """To the cards of the cases before and after it in what somebody looks at."""
    return (button("card-before", "cardbefore", report.code), button("card-next", "cardnext", report.code))
