"""Settings of hazard reports: the sections [limits] and [[categories]] of the configuration."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from storage.case import CONDUCT

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]  # half a phone's width


def _not_ours(code: str) -> str:
    if code == CONDUCT:
        raise ValueError(f"{CONDUCT} is no kind of hazard: reports about staff have a way of their own")
    return code


class Limits(BaseModel):
    """How long, how many, how large."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer_hours: int = Field(default=24, ge=1, le=720)
    undo_minutes: int = Field(default=10, ge=1, le=60)
    remind_minutes: int = Field(default=15, ge=1, le=1439)
    keep_hours: int = Field(default=24, ge=1, le=168)
    photos_per_report: int = Field(default=10, ge=1, le=10)
    words: int = Field(default=1000, ge=100, le=4000)
    reports_per_hour: int = Field(default=10, ge=1, le=1000)
    media_per_hour: int = Field(default=30, ge=1, le=1000)
    reports_per_hour_overall: int = Field(default=1000, ge=1, le=100_000)


class Category(BaseModel):
    """A kind of hazard. `names` by language; our own kinds need none, theirs are in the catalogues."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, AfterValidator(_not_ours)] = Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")
    answer_hours: int = Field(default=24, ge=1, le=720)
    act_hours: int = Field(default=72, ge=1, le=2160)
    fix_hours: int = Field(default=240, ge=1, le=8760)
    time: Literal["calendar", "working"] = "calendar"
    names: dict[str, Label] = {}

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        if not self.answer_hours <= self.act_hours <= self.fix_hours:
            raise ValueError(
                f"categories: {self.code} should be answered before it is acted upon, and fixed last: "
                f"answer_hours {self.answer_hours}, act_hours {self.act_hours}, fix_hours {self.fix_hours}"
            )
        return self


BUILT_IN = (
    Category(code="blocked_fire_lane", answer_hours=4, act_hours=12, fix_hours=48),
    Category(code="e_bike_charging", answer_hours=12, act_hours=24, fix_hours=72),
    Category(code="gas", answer_hours=1, act_hours=2, fix_hours=24),
    Category(code="wiring", answer_hours=4, act_hours=12, fix_hours=48),
    Category(code="flooding", answer_hours=4, act_hours=12, fix_hours=72),
    Category(code="road", answer_hours=12, act_hours=48, fix_hours=168),
    Category(code="falling_objects", answer_hours=4, act_hours=12, fix_hours=72),
    Category(code="lift", answer_hours=2, act_hours=4, fix_hours=24),
    Category(code="public_health", answer_hours=24, act_hours=48, fix_hours=168),
    Category(code="public_order", answer_hours=12, act_hours=24, fix_hours=72),
    Category(code="three_in_one", answer_hours=24, act_hours=72, fix_hours=336),
    Category(code="trees", answer_hours=7, act_hours=21, fix_hours=70, time="working"),
    Category(code="other", answer_hours=7, act_hours=21, fix_hours=70, time="working"),
)
