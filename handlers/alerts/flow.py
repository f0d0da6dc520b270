"""The dialog of a new warning: what about, how grave, where. Pure; writing.py says it in words. All else has a default and is changed on
the card."""

import re

from pydantic import BaseModel, ConfigDict

from handlers.alerts.rules import LEAST_RADIUS, MOST_RADIUS
from handlers.input import Choice, Input, Located, Words
from handlers.report.codes import read_code
from handlers.units.choice import go_below
from storage.alert import AlertKind, Level

STEPS = ("kind", "level", "area", "place", "metres")
CIRCLE = "circle"
_METRES = re.compile(
    r"(\d{1,6}(?:\.\d)?)\s*(?:(km|\u516c\u91cc|\u5343\u7c73)|m|\u7c73)?"
)  # kilometres and metres, in either language


class Draft(BaseModel):
    """What is known so far. `area` is a unit's code, or CIRCLE with its middle and metres; `below` the unit whose parts are asked for; with
    `alert_id` only the area of that warning is asked for, and `adds` to it; `case` is the code of a case whose place is the middle."""

    model_config = ConfigDict(frozen=True)

    kind: AlertKind | None = None
    level: Level | None = None
    below: str | None = None
    area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    metres: int | None = None
    case: str | None = None
    alert_id: int | None = None
    adds: bool = False


def step(draft: Draft) -> str | None:
    """The open question; None once all is known."""
    if draft.alert_id is None and draft.kind is None:
        return "kind"
    if draft.alert_id is None and draft.level is None:
        return "level"
    if draft.area is None:
        return "area"
    if draft.area == CIRCLE and draft.latitude is None and draft.case is None:
        return "place"
    return "metres" if draft.area == CIRCLE and draft.metres is None else None


def take(at: str, draft: Draft, given: Input) -> Draft | None:
    """The draft with an input; None when it answers nothing. A place may come instead of a unit."""
    match given:
        case Choice() if at == "kind" and given.value in list(AlertKind):
            return draft.model_copy(update={"kind": AlertKind(given.value)})
        case Choice() if at == "level" and given.value in list(Level):
            return draft.model_copy(update={"level": Level(given.value)})
        case Choice() if at == "area":
            below = go_below(given.value)
            return draft.model_copy(update={"area": given.value} if below is None else {"below": below})
        case Located() if at in ("area", "place") and given.place.latitude is not None:
            place = {"latitude": given.place.latitude, "longitude": given.place.longitude}
            return draft.model_copy(update={"area": CIRCLE} | place)
        case Words() if at in ("area", "place"):
            code = read_code(given.words)
            return None if code is None else draft.model_copy(update={"area": CIRCLE, "case": code})
        case Choice() | Words() if at == "metres":
            metres = read_metres(given.value if isinstance(given, Choice) else given.words)
            return None if metres is None else draft.model_copy(update={"metres": metres})
        case _:
            return None


def back(at: str, draft: Draft) -> Draft | None:
    """The draft before this question; None at the first."""
    match at:
        case "level":
            return draft.model_copy(update={"kind": None})
        case "area" if draft.below is not None:
            return draft.model_copy(update={"below": None})
        case "area" if draft.alert_id is None:
            return draft.model_copy(update={"level": None})
        case "place" | "metres":
            return draft.model_copy(update={"area": None, "latitude": None, "longitude": None, "case": None})
        case _:
            return None


def read_metres(words: str) -> int | None:
    """A radius that somebody typed, such as "500" or "2 km"; None where it is none, or out of bounds."""
    typed = _METRES.fullmatch(words.strip().lower())
    if typed is None:
        return None
    metres = round(float(typed[1]) * (1000 if typed[2] else 1))
    return metres if LEAST_RADIUS <= metres <= MOST_RADIUS else None
