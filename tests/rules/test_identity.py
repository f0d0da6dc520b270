"""When a second officer may agree that it is opened who reported something."""

from datetime import timedelta

import pytest

from handlers.identity.rules import AGREED, ASKED, REFUSED, VALID, may_answer, pending
from storage.case import Actor, Event, Status
from tests.town import NOON

SECOND = timedelta(seconds=1)


def event(what: str, at: timedelta = timedelta(0), staff_id: int | None = 7) -> Event:
    return Event(event=what, actor=Actor.STAFF, staff_id=staff_id, status=Status.RECEIVED, note="x", at=NOON + at)


@pytest.mark.parametrize(
    ("history", "after", "waits"),
    [
        ([], SECOND, False),
        ([ASKED], SECOND, True),
        ([ASKED, "added"], SECOND, True),
        ([ASKED], VALID - SECOND, True),
        ([ASKED], VALID, False),
        ([ASKED, AGREED], SECOND, False),
        ([ASKED, REFUSED], SECOND, False),
        ([ASKED, REFUSED, ASKED], SECOND, True),
    ],
)
def test_as_long_as_nobody_has_answered(history: list[str], after: timedelta, waits: bool) -> None:
    assert (pending([event(one) for one in history], NOON + after) is not None) is waits


@pytest.mark.parametrize(("asker", "other", "may"), [(7, 8, True), (7, 7, False), (None, 8, False)])
def test_never_alone(asker: int | None, other: int, may: bool) -> None:
    """Nor with somebody who has left."""
    assert may_answer(event(ASKED, staff_id=asker), other) is may
