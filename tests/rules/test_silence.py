"""What is still owed about somebody's report says nothing of theirs any more; anything else stays as it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.data.rules import is_fresh, stamp_of
from handlers.data.silence import Traces, is_marked, silenced
from handlers.messages import Message, Point, Recording, Text, Upload, text
from tests.town import NOON

EXACT, ROUNDED = Point(latitude=30.66071, longitude=104.05804), Point(latitude=30.661, longitude=104.058)
TRACES = Traces(
    codes=frozenset({"H-1"}),
    words=frozenset({"着火了\n三楼", "林秀英", "https://map/exact"}),
    files=frozenset({"photo", "voice", "ab/cd.sealed"}),
    points=((EXACT, ROUNDED),),
)
HEAD = text("card-head-ordinary", code="H-1", kind=text("category-gas"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            Message(text=HEAD, lines=(text("card-words", words="着火了\n三楼"), text("card-times", reported=1))),
            Message(text=HEAD, lines=(text("card-times", reported=1),)),
        ),
        (Message(text=HEAD, lines=(text("card-words", words="着火…"),)), Message(text=HEAD)),
        (Message(text=HEAD, lines=(text("card-reporter", name="林秀英"),)), Message(text=HEAD)),
        (Message(text=HEAD, lines=(text("card-map-link", link="https://map/exact"),)), Message(text=HEAD)),
        (
            Message(text=text("staff-added", code="H-1", words="着火了")),
            Message(text=text("staff-added", code="H-1", words="")),
        ),
        (Message(text=HEAD, photos=("photo",)), Message(text=HEAD)),
        (Message(text=HEAD, photos=("photo", "other")), Message(text=HEAD, photos=("other",))),
        (
            Message(text=HEAD, uploads=(Upload(path="ab/cd.sealed", name="1.jpg"),), videos=("photo",)),
            Message(text=HEAD),
        ),
        (Message(text=HEAD, recording=Recording(kind="voice", file_id="voice")), Message(text=HEAD)),
        (Message(point=EXACT), Message(point=ROUNDED)),
    ],
)
def test_what_is_theirs_goes(before: Message, after: Message) -> None:
    """And its JSON shows that it has to be opened."""
    assert silenced(before, TRACES) == after
    assert is_marked(json.dumps(before.model_dump(mode="json")), TRACES.marks)


@pytest.mark.parametrize(
    "message",
    [
        Message(text=text("card-head-ordinary", code="H-2"), lines=(text("card-words", words="着火了"),)),
        Message(text=text("emergency-numbers")),
        Message(text=HEAD, lines=(text("card-words", words="其他的话"),)),
        Message(text=HEAD, lines=(text("card-words", words=""),)),
        Message(point=Point(latitude=30.66072, longitude=104.05804)),
        Message(photos=("other",), text=text("card-photos-lost")),
        Message(),
    ],
)
def test_what_is_not_theirs_stays(message: Message) -> None:
    """Somebody else's report in the same words too."""
    assert silenced(message, TRACES) is None


@given(words=st.text(max_size=30), said=st.text(max_size=30))
def test_never_more_than_a_line(words: str, said: str) -> None:
    """The code stays whatever people write, and no argument is lost."""
    message = Message(text=HEAD, lines=(text("card-words", words=said),))
    changed = silenced(message, Traces(codes=frozenset({"H-1"}), words=frozenset({words, "H-1"}))) or message
    assert changed.text is not None
    assert changed.text.args["code"] == "H-1"
    assert all(isinstance(line, Text) for line in changed.lines)


@pytest.mark.parametrize("minutes", [0, 1, 10])
def test_a_fresh_button(minutes: int) -> None:
    assert is_fresh(str(int(stamp_of(NOON)) - minutes), NOON)


@pytest.mark.parametrize("minutes", [-1, 11, 10**6])
def test_a_stale_button(minutes: int) -> None:
    """And one from the future, which only a clock that went back can have made."""
    assert not is_fresh(str(int(stamp_of(NOON)) - minutes), NOON)


@given(st.text(max_size=20) | st.sampled_from(["", "-1", "٣", "9" * 11, "1.5", "²"]))
def test_a_forged_button(stamp: str) -> None:
    """Anything may come."""
    assert is_fresh(stamp, NOON) in (True, False)
