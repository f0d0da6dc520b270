"""Settings of points: the section [points] of the configuration."""

from pydantic import BaseModel, ConfigDict, Field


class PointTable(BaseModel):
    """What is given for what, in points; 0 gives none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verified: int = Field(default=10, ge=0, le=1000)
    danger: int = Field(default=20, ge=0, le=1000)
    joined: int = Field(default=3, ge=0, le=1000)


class PointSettings(BaseModel):
    """Riders have a table of their own; nobody gets more than so many in a day and in a month."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    residents: PointTable = PointTable()
    riders: PointTable = PointTable()
    most_a_day: int = Field(default=50, ge=0, le=100_000)
    most_a_month: int = Field(default=400, ge=0, le=100_000)
