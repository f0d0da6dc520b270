"""A rule in words."""

from functools import reduce

from handlers.context import Work
from handlers.messages import Argument, Text, text
from handlers.report.card import kind_name, unit_name
from storage.case import Urgency
from storage.routes import Route


async def rule_words(work: Work, route: Route) -> Text:
    """Which cases, of which unit, to which team."""
    units = work.store.units
    return text(
        "rule-danger" if route.urgency is Urgency.DANGER else "rule-any",
        kinds=_kinds(work, route.kinds),
        unit=unit_name(await units.by_id(route.unit_id)),
        team=unit_name(await units.by_id(route.team_id)),
    )


def _kinds(work: Work, kinds: tuple[str, ...]) -> Argument:
    if not kinds:
        return text("rule-every-kind")
    names = [kind_name(one, work.house.categories) for one in kinds]
    return reduce(lambda listed, one: text("rule-kinds", listed=listed, one=one), names)
