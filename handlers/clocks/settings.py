"""Settings of working time: the sections [calendar] and [[hours]] of the configuration."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from handlers.clocks.calendar import Calendar, Calendars
from handlers.teams.settings import UnitCode

_SPAN = re.compile(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)")
_DAY_MINUTES = 24 * 60


def _is_a_span(value: str) -> str:
    found = _SPAN.fullmatch(value)
    begin, end = minutes_of(value) if found else (0, 0)
    if not begin < end <= _DAY_MINUTES:
        raise ValueError("should be hours of one day such as 9:00-12:00")
    return value


def minutes_of(span: str) -> tuple[int, int]:
    """Hours of a day as minutes of it, from and to."""
    found = _SPAN.fullmatch(span)
    assert found is not None, "it was looked at when the settings were read"
    hour, minute, last_hour, last_minute = map(int, found.groups())
    return hour * 60 + minute, last_hour * 60 + last_minute


Weekday = Annotated[int, Field(ge=1, le=7)]
Span = Annotated[str, AfterValidator(_is_a_span)]


class _Hours(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    days: tuple[Weekday, ...] = Field(default=(1, 2, 3, 4, 5), min_length=1)
    hours: tuple[Span, ...] = Field(default=("9:00-12:00", "13:30-17:30"), min_length=1)

    @field_validator("hours")
    @classmethod
    def _one_after_the_other(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        spans = [minutes_of(one) for one in value]
        if any(end > begin for (_, end), (begin, _) in pairwise(spans)):
            raise ValueError("should be one after the other, the earliest first")
        return value

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The hours as minutes of the day."""
        return tuple(minutes_of(one) for one in self.hours)


class CalendarSettings(_Hours):
    """[calendar]: when the community works. The days off and the weekends worked for them are everybody's."""

    holidays: tuple[date, ...] = ()
    working_weekends: tuple[date, ...] = ()

    @field_validator("working_weekends")
    @classmethod
    def _are_no_holidays(cls, value: tuple[date, ...], info: object) -> tuple[date, ...]:
        twice = set(value) & set(getattr(info, "data", {}).get("holidays", ()))
        if twice:
            raise ValueError(f"{min(twice)} is a holiday too")
        return value


class UnitHours(_Hours):
    """[[hours]]: when a unit works, and all below it that say nothing else."""

    unit: UnitCode


def calendars_of(common: CalendarSettings, hours: Iterable[UnitHours], zone: ZoneInfo) -> Calendars:
    """As clocks want them."""
    off, on = frozenset(common.holidays), frozenset(common.working_weekends)

    def made(one: _Hours) -> Calendar:
        return Calendar(zone, frozenset(one.days), one.spans(), off, on)

    return Calendars(made(common), {one.unit: made(one) for one in hours})
