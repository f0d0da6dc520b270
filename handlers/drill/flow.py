"""The dialog of a drill: of which kind, as how grave, where, and a look at it before it begins. Pure; questions.py says it in words."""

from pydantic import BaseModel, ConfigDict

from handlers.input import Choice, Input, Words
from handlers.units.choice import go_below
from storage.alert import AlertKind, Level

STEPS = ("kind", "level", "unit", "preview")
START, BARE = "start", "bare"
MOST_WORDS = 300


class Draft(BaseModel):
    """What is known so far. `unit` is a unit's code, which was not asked for where there is one only (`is_only`); `below` that of the unit
    whose parts are being asked for. `words` are added to what people read; `length` is that of words which were too many."""

    model_config = ConfigDict(frozen=True)

    code: str
    kind: AlertKind | None = None
    level: Level | None = None
    below: str | None = None
    unit: str | None = None
    is_only: bool = False
    words: str | None = None
    length: int = 0
    is_begun: bool = False

    def with_words(self, words: str) -> "Draft":
        """The words that are added, or how many too many they are."""
        fits = len(words) <= MOST_WORDS
        return self.model_copy(update={"words": words or None, "length": 0} if fits else {"length": len(words)})


def step(draft: Draft) -> str | None:
    """The open question; None once it is to begin."""
    if draft.kind is None:
        return "kind"
    if draft.level is None:
        return "level"
    if draft.unit is None:
        return "unit"
    return None if draft.is_begun else "preview"


def take(at: str, draft: Draft, given: Input) -> Draft | None:
    """The draft with an input; None when the input answers nothing."""
    match at, given:
        case "kind", Choice(value=value) if value in tuple(AlertKind):
            return draft.model_copy(update={"kind": AlertKind(value)})
        case "level", Choice(value=value) if value in tuple(Level):
            return draft.model_copy(update={"level": Level(value)})
        case "unit", Choice(value=value):
            below = go_below(value)
            return draft.model_copy(update={"unit": value} if below is None else {"below": below})
        case "preview", Choice(value="start") if not draft.length:
            return draft.model_copy(update={"is_begun": True})
        case "preview", Choice(value="bare"):
            return draft.model_copy(update={"words": None, "length": 0})
        case "preview", Words():
            return draft.with_words(given.words)
        case _:
            return None


def back(at: str, draft: Draft) -> Draft | None:
    """The draft before this question; None at the first."""
    match at:
        case "level":
            return draft.model_copy(update={"kind": None})
        case "unit" if draft.below is not None:
            return draft.model_copy(update={"below": None})
        case "preview" if not draft.is_only:
            return draft.model_copy(update={"unit": None})
        case "unit" | "preview":
            return draft.model_copy(update={"level": None})
        case _:
            return None
