"""Settings of departments and partners: the sections [[teams]] and [[routes]] of the configuration."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from handlers.report.settings import Label
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
