"""When it may be opened who reported something. Pure: time is an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.case import Event

ASKED, AGREED, REFUSED = "opening", "opened", "unopened"  # as they stand in a history
VALID = timedelta(hours=24)  # for so long a second officer may agree


def pending(events: Iterable[Event], now: datetime) -> Event | None:
    """That somebody has asked for it, as long as nobody has answered, and it is not too old."""
    last = [one for one in events if one.event in (ASKED, AGREED, REFUSED)][-1:]
    return next((one for one in last if one.event == ASKED and now - one.at < VALID), None)


def may_answer(asked: Event, person_id: int) -> bool:
    """Two have to want it: never the one who asked, and nobody where that one has left."""
    return asked.staff_id is not None and asked.staff_id != person_id
