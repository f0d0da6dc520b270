"""The dialog of a new course: of what kind, for whom, when, for how long, where, how many; and a look at it before anybody sees it. Pure;
questions.py says it in words."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from handlers.input import Choice, Input, Located, Words
from handlers.training.moments import read_clock, read_day, read_moment
from handlers.units.choice import go_below
from storage.training import CourseKind

STEPS = ("kind", "title", "unit", "day", "hour", "length", "place", "seats", "preview")
MAKE = "make"
HOURS = {"0900": "09:00", "1000": "10:00", "1400": "14:00", "1500": "15:00", "1900": "19:00", "1930": "19:30"}
MINUTES = (60, 90, 120, 180)
SEATS = (10, 20, 30, 50)
_COUNT = re.compile(r"([0-9]{1,3})\s*[^\d\s]{0,8}")  # and of what
DAYS = 8  # to choose from
MOST_SEATS, MOST_MINUTES, MOST_WORDS, MOST_DAYS = 500, 12 * 60, 60, 366


class Draft(BaseModel):
    """What is known so far; times are local, `now` is when it was begun. `unit` is a unit's code, which was not asked for where there is
    one only (`is_only`); `below` that of the unit whose parts are being asked for. `is_past` says that what was given has gone by.
    `moves` says that there is such a session already, of which the time alone is changed."""

    model_config = ConfigDict(frozen=True)

    code: str
    now: datetime = datetime.combine(date.min, time.min)
    kind: CourseKind | None = None
    title: str | None = None
    below: str | None = None
    unit: str | None = None
    is_only: bool = False
    day: date | None = None
    clock: time | None = None
    is_past: bool = False
    minutes: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    place: str | None = None
    seats: int | None = None
    moves: bool = False
    is_made: bool = False

    def but(self, **changes: Any) -> "Draft":
        """With these changed."""
        return self.model_copy(update=changes)


def days(draft: Draft) -> tuple[date, ...]:
    """Those offered to choose from: from tomorrow on."""
    return tuple(draft.now.date() + timedelta(days=number) for number in range(1, DAYS + 1))


def step(draft: Draft) -> str | None:
    """The open question; None once it is to be made."""
    open_ones = {
        "kind": draft.kind is None,
        "title": draft.kind is CourseKind.OTHER and draft.title is None,
        "unit": draft.unit is None,
        "day": draft.day is None,
        "hour": draft.clock is None,
        "length": draft.minutes is None,
        "place": draft.place is None,
        "seats": draft.seats is None,
        "preview": not draft.is_made,
    }
    return next((name for name, is_open in open_ones.items() if is_open), None)


def take(at: str, draft: Draft, given: Input) -> Draft | None:
    """The draft with an input; None when the input answers nothing."""
    match at, given:
        case "kind", Choice(value=value) if value in tuple(CourseKind):
            return draft.but(kind=CourseKind(value))
        case "title", Words(words=words) if len(words) <= MOST_WORDS:
            return draft.but(title=words)
        case "unit", Choice(value=value):
            below = go_below(value)
            return draft.but(unit=value) if below is None else draft.but(below=below)
        case "day" | "hour", Words(words=words) | Choice(value=words):
            return _timed(at, draft, HOURS.get(words, words))
        case "length" | "seats", Words(words=words) | Choice(value=words):
            return _counted(at, draft, words)
        case "place", _:
            return _placed(draft, given)
        case "preview", Choice(value="make"):
            return draft.but(is_made=True)
        case _:
            return None


def back(at: str, draft: Draft) -> Draft | None:
    """The draft before this question; None at the first."""
    match at:
        case "day" if draft.moves:
            return None
        case "preview" if draft.moves:
            return draft.but(day=None, clock=None)
        case "title":
            return draft.but(kind=None)
        case "unit" if draft.below is not None:
            return draft.but(below=None)
        case "unit":
            return draft.but(title=None) if draft.kind is CourseKind.OTHER else draft.but(kind=None)
        case "day":
            before = draft.but(is_past=False, unit=None if not draft.is_only else draft.unit)
            return before if step(before) == "unit" else back("unit", before)
        case "hour":
            return draft.but(day=None, is_past=False)
        case "length":
            return draft.but(day=None, clock=None)
        case "place":
            return draft.but(minutes=None, latitude=None, longitude=None)
        case "seats":
            return draft.but(place=None)
        case "preview":
            return draft.but(seats=None)
        case _:
            return None


def starts(draft: Draft) -> datetime | None:
    """When it begins, in local time, as far as that is known."""
    return None if draft.day is None or draft.clock is None else datetime.combine(draft.day, draft.clock)


def _timed(at: str, draft: Draft, words: str) -> Draft | None:
    """A day, a time, or both at once; what has gone by already is asked for again."""
    both, today = read_moment(words, draft.now.date()), draft.now.date()
    if both is not None:
        return _not_past(draft.but(day=both.date(), clock=both.time()))
    if at == "day":
        day = read_day(words, today)
        return None if day is None else _not_past(draft.but(day=day))
    clock = read_clock(words)
    return None if clock is None else _not_past(draft.but(clock=clock))


def _not_past(draft: Draft) -> Draft:
    day, moment = draft.day, starts(draft)
    assert day is not None, "it was just given"
    is_past = day < draft.now.date() or (moment is not None and moment <= draft.now)
    if is_past or day > draft.now.date() + timedelta(days=MOST_DAYS):
        return draft.but(day=None, clock=None, is_past=True)
    return draft.but(is_past=False)


def _counted(at: str, draft: Draft, words: str) -> Draft | None:
    found = _COUNT.fullmatch(words)
    number = 0 if found is None else int(found[1])
    if not 0 < number <= (MOST_MINUTES if at == "length" else MOST_SEATS):
        return None
    return draft.but(minutes=number) if at == "length" else draft.but(seats=number)


def _placed(draft: Draft, given: Input) -> Draft | None:
    """Words say where it is; a point on the map may come before them."""
    match given:
        case Words(words=words) if len(words) <= MOST_WORDS:
            return draft.but(place=words)
        case Located(place=place) if place.latitude is not None:
            return draft.but(latitude=place.latitude, longitude=place.longitude)
        case _:
            return None
