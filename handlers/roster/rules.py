"""Who is on duty when. Pure: time and calendar are arguments."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.clocks.calendar import Calendar
from storage.shifts import Days, Shift

MOST = 12  # shifts of a unit or team
SPANS = ((0, 0), (8 * 60, 20 * 60), (20 * 60, 8 * 60))  # that are offered: all day, the day, the night
_SPAN = re.compile(r"(\d{1,2})\D(\d{2})\D+(\d{1,2})\D(\d{2})")
_NUMBER = re.compile(r"\+?[0-9][0-9 -]{2,18}[0-9]")


def on_duty(shifts: Iterable[Shift], now: datetime, calendar: Calendar) -> tuple[Shift, ...]:
    """Those that are under way."""
    return tuple(one for one in shifts if is_on(one, now, calendar))


def is_on(shift: Shift, now: datetime, calendar: Calendar) -> bool:
    """Whether a shift is under way; one over midnight counts for the day on which it began."""
    local = now.astimezone(calendar.zone)
    minute, day = local.hour * 60 + local.minute, local.date()
    if shift.begins < shift.ends:
        is_within = shift.begins <= minute < shift.ends
    else:
        is_within = minute >= shift.begins or minute < shift.ends
        if minute < shift.begins:
            day -= timedelta(days=1)
    return (
        is_within
        and {
            Days.ALL: True,
            Days.WORKED: calendar.is_worked(day),
            Days.FREE: not calendar.is_worked(day),
        }[shift.days]
    )


def read_span(words: str) -> tuple[int, int] | None:
    """From which minute of the day to which, such as 8:00-20:00; None where it is none."""
    found = _SPAN.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    begins, ends = hour * 60 + minute, (last_hour * 60 + last_minute) % (24 * 60)
    fits = hour < 24 and last_hour <= 24 and minute < 60 and last_minute < 60  # noqa: PLR2004 - of a clock
    return (begins, ends) if fits else None


def read_number(words: str) -> str | None:
    """A telephone number as it was typed; None where it is none."""
    typed = words.strip()
    return typed if _NUMBER.fullmatch(typed) else None
