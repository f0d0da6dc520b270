"""What holds for teams. Pure."""

from collections.abc import Iterable

from handlers.report.rules import Action
from storage.case import Actor, Event, Report, Status
from storage.routes import Route

REFUSALS = ("duty", "area", "property")  # ready reasons why a case is not theirs
UPWARDS_FROM = 3  # refusals; from then on no rule asks anybody, but the highest staff there are do


def fits(route: Route, report: Report) -> bool:
    """Whether a rule is for this case."""
    return (not route.kinds or report.category in route.kinds) and route.urgency in (None, report.urgency)


def may_be_routed(report: Report, history: Iterable[Event]) -> bool:
    """Rules ask a team as long as nobody has looked at the case: neither staff, nor the team that a rule has asked
    before. None about what is said of staff or a department."""
    if report.holder_id is not None or report.is_conduct:
        return False
    asked = [one.actor for one in history if one.event == Action.ASSIGN.value]
    return report.status is Status.RECEIVED or (report.status is Status.ASSIGNED and asked[-1:] == [Actor.SYSTEM])


def refused(history: Iterable[Event]) -> tuple[Event, ...]:
    """Each refusal, with the team and its words."""
    return tuple(one for one in history if one.event == Action.REFUSE.value)


def goes_upwards(refusals: int) -> bool:
    """Whether those above are to say whose it is."""
    return refusals >= UPWARDS_FROM
