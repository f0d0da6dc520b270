"""The rules of notices: night, how long sending takes, when one is due, and the dialog."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.input import Attachment, Choice, File, Input, Located, Words
from handlers.notice.flow import CHANGE, MOST_WORDS, SEND, Draft, back, step, take
from handlers.notice.rules import is_due, is_night
from handlers.pace import minutes_to_send
from storage.case import Place, PlaceSource
from storage.media import MediaKind
from tests.town import CHENGDU, NOON

HERE, SAID = Draft(unit="QY-01"), Draft(unit="QY-01", words="明天停水")


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("21:59", False), ("22:00", True), ("23:30", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_is_night(clock: str, expected: bool) -> None:
    """By the community's clock, whatever the server's zone."""
    local = datetime.fromisoformat(f"2026-05-20T{clock}").replace(tzinfo=CHENGDU)
    assert is_night(local.astimezone(UTC), CHENGDU) is expected


@pytest.mark.parametrize(
    ("people", "per_second", "minutes"),
    [(1, 25, 0), (1499, 25, 0), (1500, 25, 1), (1501, 25, 2), (100_000, 25, 67), (90, 1, 2)],
)
def test_minutes_to_send(people: int, per_second: int, minutes: int) -> None:
    assert minutes_to_send(people, per_second) == minutes


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-1, True), (0, True), (1, False), (30, False), (31, False), (61, True), (3600, True)]
)
def test_is_due(seconds: int, expected: bool) -> None:
    """So many seconds from now; further off than it can be means that the clock was set back."""
    assert is_due(NOON + timedelta(seconds=seconds), NOON) is expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft(), "unit"),
        (Draft(words="x"), "unit"),
        (HERE, "words"),
        (Draft(unit="QY-01", words="x", length=1001), "words"),
        (SAID, "preview"),
        (SAID.model_copy(update={"is_sent": True}), None),
    ],
)
def test_step(draft: Draft, expected: str | None) -> None:
    assert step(draft) == expected


@pytest.mark.parametrize(
    ("at", "draft", "given", "expected"),
    [
        ("unit", Draft(), Choice(value="QY-01"), HERE),
        ("unit", Draft(), Choice(value=">QY"), Draft(below="QY")),
        ("words", HERE, Words(words="明天停水"), SAID),
        ("words", HERE, Words(words="x" * MOST_WORDS), Draft(unit="QY-01", words="x" * MOST_WORDS)),
        ("words", HERE, Words(words="x" * (MOST_WORDS + 1)), Draft(unit="QY-01", length=MOST_WORDS + 1)),
        ("preview", SAID, Words(words="后天"), Draft(unit="QY-01", words="后天")),
        ("preview", SAID, Words(words="x" * 1001), Draft(unit="QY-01", words="明天停水", length=1001)),
        ("preview", SAID, Choice(value=CHANGE), HERE),
        ("preview", SAID, Choice(value=SEND), SAID.model_copy(update={"is_sent": True})),
        ("words", HERE, Choice(value=SEND), None),
        ("preview", SAID, File(sent=Attachment(media=MediaKind.PHOTO, file_id="a")), None),
        ("words", HERE, Located(place=Place(source=PlaceSource.PIN, latitude=30.6, longitude=104.0)), None),
    ],
)
def test_take(at: str, draft: Draft, given: Input, expected: Draft | None) -> None:
    assert take(at, draft, given) == expected


@pytest.mark.parametrize(
    ("at", "draft", "expected"),
    [
        ("unit", Draft(), None),
        ("unit", Draft(below="QY"), Draft()),
        ("words", HERE, Draft()),
        ("words", Draft(unit="QY-01-1", is_only=True), None),
        ("preview", SAID, None),
    ],
)
def test_back(at: str, draft: Draft, expected: Draft | None) -> None:
    assert back(at, draft) == expected
