"""Who speaks can be recognised: staff hear a voice where its owner reports by name, or has been told so and agreed."""

from collections.abc import Iterable
from enum import StrEnum

from handlers.dialog import Question
from handlers.input import Attachment
from handlers.messages import text
from storage.people import Naming, Person

SEND, WRITE = "send", "write"


class Voices(StrEnum):
    """What becomes of the voices in a draft. A child's are not even kept."""

    ASK = "ask"
    HEARD = "heard"
    WITHHOLD = "withhold"
    DROP = "drop"


def voices_of(person: Person, *, by_minor: bool = False) -> Voices:
    """What holds for somebody before they are asked."""
    if by_minor:
        return Voices.DROP
    may_pass_on = person.naming is Naming.NAMED or person.voice_agreed_at is not None
    return Voices.HEARD if may_pass_on else Voices.ASK


def speaks(files: Iterable[Attachment]) -> bool:
    """Whether somebody can be heard in these."""
    return any(one.media.is_spoken for one in files)


def sees(files: Iterable[Attachment]) -> bool:
    """Whether something can be seen in these; a round video shows who speaks, more than what is wrong."""
    return any(not one.media.is_spoken for one in files)


def question() -> Question:
    """Put once a voice is there; its answer is SEND or WRITE."""
    return Question(
        text("voice-ask"), choices=((SEND, text("voice-send")), (WRITE, text("voice-write"))), one_a_row=True
    )
