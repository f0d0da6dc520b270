"""What is still owed about a report whose reporter wants nothing kept: the same, without what came from them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.messages import Argument, Message, Point, Text

_CUT = "…"
_TOKENS = re.compile(r"[^\s\",:{}\[\]]+")  # of JSON


@dataclass(frozen=True)
class Traces:
    """What came from somebody: words and names in reports of these codes, files by Telegram's ids, exact points with what takes their
    place."""

    codes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    points: tuple[tuple[Point, Point], ...] = ()

    def __or__(self, other: "Traces") -> "Traces":
        """Both."""
        return Traces(
            self.codes | other.codes, self.words | other.words, self.files | other.files, self.points + other.points
        )

    @property
    def marks(self) -> frozenset[str]:
        """What every message that has something of theirs has one of; see is_marked()."""
        return self.codes | self.files | {repr(exact.latitude) for exact, _ in self.points}


def is_marked(plain: str, marks: frozenset[str]) -> bool:
    """Whether the JSON of a message has one of the marks; as quick for many marks as for one."""
    return not marks.isdisjoint(_TOKENS.findall(plain))


def silenced(message: Message, traces: Traces) -> Message | None:
    """The message without what came from them; None when there is nothing of theirs in it."""
    changed = _without_files(_without_words(_without_points(message, traces), traces), traces)
    return None if changed == message else changed


def _without_points(message: Message, traces: Traces) -> Message:
    rounded = next((rounded for exact, rounded in traces.points if exact == message.point), message.point)
    return message.model_copy(update={"point": rounded})


def _without_words(message: Message, traces: Traces) -> Message:
    """In lines of their own they go with the line; in the sentence that a message is, nothing stands where they stood."""
    if not any(code in traces.codes for code in _codes(message)):
        return message
    lines = tuple(line for line in message.lines if not any(_is_theirs(one, traces) for one in line.args.values()))
    text = message.text
    if text is not None:
        text = Text(key=text.key, args={k: "" if _is_theirs(v, traces) else v for k, v in text.args.items()})
    return message.model_copy(update={"text": text, "lines": lines})


def _without_files(message: Message, traces: Traces) -> Message:
    recording = message.recording
    return message.model_copy(
        update={
            "photos": tuple(one for one in message.photos if one not in traces.files),
            "videos": tuple(one for one in message.videos if one not in traces.files),
            "uploads": tuple(one for one in message.uploads if one.path not in traces.files),
            "recording": None if recording is not None and recording.file_id in traces.files else recording,
        }
    )


def _codes(message: Message) -> Iterator[Argument]:
    for text in (*((message.text,) if message.text else ()), *message.lines):
        if "code" in text.args:
            yield text.args["code"]


def _is_theirs(value: Argument, traces: Traces) -> bool:
    """Also where it was cut."""
    if not isinstance(value, str) or not value.removesuffix(_CUT) or value in traces.codes:
        return False
    start = value.removesuffix(_CUT)
    return any(words.startswith(start) for words in traces.words)
