"""What stands wrong, by what was seen. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.alarms import notices
from handlers.alarms.causes import Alarm

LONGEST_SILENCE = timedelta(minutes=10)
LONGEST_GAP = timedelta(hours=12)  # half of what Telegram keeps
_LONGEST_BACKLOG = timedelta(hours=12)
_CONFLICT_LASTS = timedelta(minutes=5)  # two who take turns do not meet at each poll
_LONGEST_UNREACHED = timedelta(minutes=3)  # a restart of ours or of the proxy is over before
_LEAST_BYTES = 500_000_000
_LEAST_SHARE, _AMPLE_BYTES = 0.05, 10_000_000_000  # a twentieth, unless that is a lot


@dataclass(frozen=True)
class Space:
    """Of a volume, in bytes."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        """Whether somebody should make room; never where the volume does not say how large it is."""
        return self.total > 0 and (self.free < _LEAST_BYTES or self.free < min(_LEAST_SHARE * self.total, _AMPLE_BYTES))


@dataclass(frozen=True)
class Unreached:
    """Since when Telegram brings nothing of what it has for us, and why, in its own words."""

    since: datetime
    why: str


@dataclass(frozen=True)
class Seen:
    """`silent_since` is when Telegram last answered, where it does not now; `conflict_at` when somebody else last took our updates;
    `oldest` when the oldest update came that waits to be handled; `spaces` are the volumes that we fill."""

    silent_since: datetime | None = None
    conflict_at: datetime | None = None
    unreached: Unreached | None = None
    oldest: datetime | None = None
    spaces: tuple[Space, ...] = ()


@dataclass(frozen=True)
class Finding:
    """An alarm where something is wrong, and what is said when it is not any more."""

    alarm: Alarm | None
    over: Alarm


def findings(seen: Seen, now: datetime) -> tuple[Finding, ...]:
    """One for each cause that can stand for a while."""
    silent = _lasting(seen.silent_since, LONGEST_SILENCE, now)
    oldest = _lasting(seen.oldest, _LONGEST_BACKLOG, now)
    in_conflict = seen.conflict_at is not None and now < seen.conflict_at + _CONFLICT_LASTS
    unreached = seen.unreached if seen.unreached and _lasting(seen.unreached.since, _LONGEST_UNREACHED, now) else None
    low = min((one for one in seen.spaces if one.is_low), key=lambda one: one.free, default=None)
    return (
        Finding(notices.second_poller() if in_conflict else None, notices.one_poller()),
        Finding(notices.webhook(unreached.since, unreached.why) if unreached else None, notices.webhook_reached()),
        Finding(notices.silence(silent) if silent else None, notices.heard_again()),
        Finding(notices.backlog(oldest) if oldest else None, notices.caught_up()),
        Finding(notices.disk(low.free, 100 * low.free // low.total) if low else None, notices.disk_free()),
    )


def _lasting(since: datetime | None, longest: timedelta, now: datetime) -> datetime | None:
    """The moment, where it is that long ago."""
    return since if since is not None and now - since >= longest else None
