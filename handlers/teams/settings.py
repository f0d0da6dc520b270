"""Settings of departments and partners: the sections [[teams]] and [[routes]] of the configuration."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from handlers.report.settings import Category, Label
from storage.case import Urgency

UnitCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,32}$")]


class Team(BaseModel):
    """A department or a partner, and the unit that it works for, with all below it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: UnitCode
    unit: UnitCode
    name: Label
    name_en: Label


class Route(BaseModel):
    """Which cases of a unit, and of all below it, a team is given without being asked: of these kinds (none: of all), of this urgency
    (none: of either)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: UnitCode
    team: UnitCode
    kinds: tuple[str, ...] = Field(default=(), max_length=30)
    urgency: Urgency | None = None


def checked_teams(teams: tuple[Team, ...]) -> tuple[Team, ...]:
    """The same; ValueError where a code stands there twice."""
    codes = [team.code for team in teams]
    for number, code in enumerate(codes, start=1):
        if code in codes[: number - 1]:
            raise ValueError(f"teams.{number}.code = {code!r}: stands there twice")
    return teams


# So many that a list of them all, and the way back, fit below one message.
Teams = Annotated[tuple[Team, ...], Field(max_length=90), AfterValidator(checked_teams)]


def checked_routes(routes: tuple[Route, ...], teams: Iterable[Team], kinds: Iterable[Category]) -> tuple[Route, ...]:
    """The same; ValueError where a team or a kind is none of these."""
    codes, known = {team.code for team in teams}, {kind.code for kind in kinds}
    for number, route in enumerate(routes, start=1):
        if route.team not in codes:
            raise ValueError(f"routes.{number}.team = {route.team!r}: should be the code of one of the [[teams]]")
        unknown = [kind for kind in route.kinds if kind not in known]
        if unknown:
            raise ValueError(f"routes.{number}.kinds: {unknown[0]} is none of the kinds of hazard")
    return routes
