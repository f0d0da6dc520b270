"""Why operators are alarmed, and how often they hear of the same thing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.messages import Text


class Cause(StrEnum):
    """One trouble of the bot itself."""

    CONFLICT = "conflict"  # another process, or a webhook, takes the updates
    SILENCE = "silence"  # nothing has come from Telegram for too long
    BACKLOG = "backlog"  # what came waits too long
    GAP = "gap"  # Telegram was not asked for half a day or more
    WEBHOOK = "webhook"  # Telegram cannot reach ours
    DISK = "disk"  # nearly full
    STORAGE = "storage"  # the database took nothing for a while
    DEAD_LETTER = "dead letter"
    BACKUP = "backup"  # failed
    OVERRUN = "overrun"  # too many reports
    BOOKS = "books"  # points do not add up


@dataclass(frozen=True)
class Alarm:
    """A cause, and what is said about it; to clear() what is said when it is over."""

    cause: Cause
    text: Text


# As long as it stands. What merely happens is told each time, but no more often than this.
REPEATED: Mapping[Cause, timedelta] = {
    Cause.CONFLICT: timedelta(hours=1),
    Cause.SILENCE: timedelta(hours=6),
    Cause.BACKLOG: timedelta(hours=6),
    Cause.GAP: timedelta(0),
    Cause.WEBHOOK: timedelta(hours=6),
    Cause.DISK: timedelta(hours=24),
    Cause.STORAGE: timedelta(0),
    Cause.DEAD_LETTER: timedelta(hours=1),
    Cause.BACKUP: timedelta(hours=24),
    Cause.OVERRUN: timedelta(hours=1),
    Cause.BOOKS: timedelta(hours=24),
}
_PEACE = timedelta(minutes=10)  # before what came back is told anew, so that what comes and goes does not ring all day


@dataclass(frozen=True)
class Told:
    """When operators last heard of a cause, and when that it was over."""

    of_it: datetime | None
    of_its_end: datetime | None

    @property
    def stands(self) -> bool:
        """Whether the last they heard is that it is so."""
        return self.of_it is not None and (self.of_its_end is None or self.of_its_end < self.of_it)

    def may_ring(self, cause: Cause, now: datetime) -> bool:
        """Whether they are to hear of it now. A clock that was set back does not keep anybody from it."""
        if self.of_it is None or self.of_it > now:
            return True
        pause = REPEATED[cause] if self.stands else min(REPEATED[cause], _PEACE)
        return now >= self.of_it + pause
