"""What holds for teams. Pure."""

from collections.abc import Iterable

from handlers.report.rules import Action
from storage.case import Event

REFUSALS = ("duty", "area", "property")  # ready reasons why a case is not theirs
UPWARDS_FROM = 3  # refusals; from then on no rule asks anybody, but the highest staff there are do


def refused(history: Iterable[Event]) -> tuple[Event, ...]:
    """Each refusal, with the team and its words."""
    return tuple(one for one in history if one.event == Action.REFUSE.value)


def goes_upwards(refusals: int) -> bool:
    """Whether those above are to say whose it is."""
    return refusals >= UPWARDS_FROM
