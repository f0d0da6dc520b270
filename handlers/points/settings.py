"""Settings of points: the section [points] of the configuration."""

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

_MOST = 1000


class PointTable(NamedTuple):
    """What is given for a hazard that was verified, for one where life was in danger, and to those who reported it after the first."""

    verified: int
    danger: int
    joined: int


class PointSettings(BaseModel):
    """In points; 0 gives none. Riders have a table of their own; nobody gets more than so many in a day and in a month."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verified: int = Field(default=10, ge=0, le=_MOST)
    danger: int = Field(default=20, ge=0, le=_MOST)
    joined: int = Field(default=3, ge=0, le=_MOST)
    rider_verified: int = Field(default=10, ge=0, le=_MOST)
    rider_danger: int = Field(default=20, ge=0, le=_MOST)
    rider_joined: int = Field(default=3, ge=0, le=_MOST)
    most_a_day: int = Field(default=50, ge=0, le=100_000)
    most_a_month: int = Field(default=400, ge=0, le=100_000)

    @property
    def residents(self) -> PointTable:
        """For what somebody reported on foot."""
        return PointTable(self.verified, self.danger, self.joined)

    @property
    def riders(self) -> PointTable:
        """For what somebody reported while they rode."""
        return PointTable(self.rider_verified, self.rider_danger, self.rider_joined)
