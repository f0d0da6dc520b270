"""What is allowed, and in which words, where a case is said to be dealt with. Pure: time is an argument."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.messages import Argument, text
from storage.votes import Answer

UNSHOWN = ("private", "invisible", "gone")  # ready reasons why no picture shows what was done
LOOK_METRES = 200  # so near lives who is asked to look
MOST_LOOKERS = 3
GOES_UP = 2  # from the second time on that it is not fixed, the unit above hears of it
_STEP = 50


def reason_words(reason: str) -> Argument:
    """One of our reasons in the reader's language, or the words somebody wrote."""
    return text(f"unshown-{reason.removeprefix(':')}") if reason.startswith(":") else reason


def answer_of(word: str) -> Answer | None:
    """The answer that a button carries, which anybody can make up."""
    return Answer(word) if word in set(Answer) else None


def day_in(zone: ZoneInfo, now: datetime) -> datetime:
    """The beginning of the community's day."""
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def roughly(metres: float) -> int:
    """Up to the next fifty metres: how far something is, and not where."""
    return max(_STEP, -int(-metres // _STEP) * _STEP)
