"""The dialog of a notice: to whom, in which words, and a look at it before it goes. Pure; questions.py says it in words."""

from pydantic import BaseModel, ConfigDict

from handlers.input import Choice, Input, Words
from handlers.units.choice import go_below

STEPS = ("unit", "words", "preview")
SEND, CHANGE = "send", "change"
MOST_WORDS = 1000


class Draft(BaseModel):
    """What is known so far. `unit` is a unit's code, which was not asked for where there is one only (`is_only`); `below` that of the unit
    whose parts are being asked for. `length` is that of words which were too many."""

    model_config = ConfigDict(frozen=True)

    below: str | None = None
    unit: str | None = None
    is_only: bool = False
    words: str | None = None
    length: int = 0
    is_sent: bool = False

    def with_words(self, words: str) -> "Draft":
        """The words of the notice, or how many too many they are."""
        fits = len(words) <= MOST_WORDS
        return self.model_copy(update={"words": words or None, "length": 0} if fits else {"length": len(words)})


def step(draft: Draft) -> str | None:
    """The open question; None once it is sent."""
    if draft.unit is None:
        return "unit"
    if draft.words is None or draft.length:
        return "words"
    return None if draft.is_sent else "preview"


def take(at: str, draft: Draft, given: Input) -> Draft | None:
    """The draft with an input; None when the input answers nothing. Other words may come at any time before it is sent."""
    match given:
        case Choice() if at == "unit":
            below = go_below(given.value)
            return draft.model_copy(update={"unit": given.value} if below is None else {"below": below})
        case Words():
            return draft.with_words(given.words)
        case Choice(value="send") if at == "preview":
            return draft.model_copy(update={"is_sent": True})
        case Choice(value="change") if at == "preview":
            return draft.model_copy(update={"words": None})
        case _:
            return None


def back(at: str, draft: Draft) -> Draft | None:
    """The draft before this question; None at the first, and at the preview, which has [change]."""
    if at == "words" and not draft.is_only:
        return draft.model_copy(update={"unit": None})
    if at == "unit" and draft.below is not None:
        return draft.model_copy(update={"below": None})
    return None
