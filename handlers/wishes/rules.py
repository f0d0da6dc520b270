"""What of somebody's wishes holds for a warning. Pure: moment and zone are arguments."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.digest.rules import read_time
from handlers.texts import clean, units
from storage.alert import AlertKind, Level
from storage.wishes import LONGEST_DOOR, Wishes

QUIET_OFFERED = ((22 * 60, 7 * 60), (21 * 60, 8 * 60))
_DAY = 24 * 60
_BETWEEN = re.compile(r"\s*(?:[-\u2010-\u2015~\uff5e\u301c\uff0d\u5230\u81f3]+|\bto\b)\s*", re.IGNORECASE)


def wants(wishes: Wishes, kind: AlertKind, level: Level) -> bool:
    """Whether somebody gets a warning of this kind; orange and red come whatever they have chosen."""
    return level.is_grave or kind not in wishes.muted


def is_quiet(wishes: Wishes, level: Level, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a warning is not to ring at this moment; orange and red always ring."""
    if level.is_grave or wishes.quiet_begins is None or wishes.quiet_ends is None:
        return False
    local = moment.astimezone(zone)
    since = (local.hour * 60 + local.minute - wishes.quiet_begins) % _DAY
    return since < (wishes.quiet_ends - wishes.quiet_begins) % _DAY


def muting(wishes: Wishes, kind: AlertKind, *, is_muted: bool) -> Wishes:
    """The same with warnings of this kind left out, or not any more."""
    muted = {*wishes.muted, kind} if is_muted else {*wishes.muted} - {kind}
    return wishes.model_copy(update={"muted": tuple(one for one in AlertKind if one in muted)})


def read_quiet(words: str) -> tuple[int, int] | None:
    """From which minute of the day to which, such as 22-6:30; None where it is none, or would be a whole day or nothing."""
    parts = _BETWEEN.split(words.strip())
    read = [read_time(part) for part in parts]
    match read:
        case [int(begins), int(ends)] if begins != ends:
            return begins, ends
        case _:
            return None


def read_door(words: str) -> str | None:
    """A door in one line, as it is kept; None where nothing is left, or it is longer than any door."""
    line = " ".join(clean(words).split())
    return line if 0 < units(line) <= LONGEST_DOOR else None
