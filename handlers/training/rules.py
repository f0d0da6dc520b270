"""What holds for training. Pure: time and facts are arguments.

    (nothing) → enrolled → left → (enrolled or waiting again)
        ↓          ↑
     waiting → offered → expired → (waiting again, at the end)

Whoever waits longest is offered what becomes free; the statements in storage/training.sql say the same of seats.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.notice.rules import is_night
from storage.training import Session, SessionState

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# (so long before it begins, so long an offer holds): the nearer, the shorter, so that a seat is not kept for nobody.
HOLDS = (
    (7 * _DAY, 24 * _HOUR),
    (2 * _DAY, 6 * _HOUR),
    (_DAY, 2 * _HOUR),
    (3 * _HOUR, 30 * _MINUTE),
    (20 * _MINUTE, 10 * _MINUTE),
)
_MORNING = time(8)  # an offer that came at night can still be answered then
_SPARE = 3 * _HOUR  # but no nearer to its beginning
REMINDERS = (_DAY, _HOUR)  # before it begins


def offer_until(now: datetime, starts_at: datetime, zone: ZoneInfo) -> datetime | None:
    """Until when a seat that becomes free is kept for the next; None where it is too late to ask anybody."""
    left = starts_at - now
    hold = next((hold for so_long, hold in HOLDS if left >= so_long), None)
    if hold is None:
        return None
    until = now + hold
    return _after_the_night(until, zone, latest=max(until, starts_at - _SPARE))


def _after_the_night(until: datetime, zone: ZoneInfo, *, latest: datetime) -> datetime:
    """Nobody has to answer in their sleep, if there is time."""
    local = until.astimezone(zone)
    if not is_night(until, zone) and local.time() >= _MORNING:
        return until
    day = local.date() + (_DAY if local.time() >= _MORNING else timedelta())
    morning = datetime.combine(day, _MORNING, tzinfo=zone)
    return min(morning.astimezone(until.tzinfo), latest)


def next_reminder(starts_at: datetime, now: datetime) -> datetime | None:
    """When somebody with a seat is to be reminded next; None once there is nothing left to remind of."""
    return next((at for before in REMINDERS if (at := starts_at - before) > now), None)


def clashes(session: Session, others: Iterable[Session]) -> tuple[Session, ...]:
    """Those of somebody's own that are at the same time, if only in part; one that ends as another begins is none."""
    return tuple(
        one
        for one in others
        if one.id != session.id and one.starts_at < session.ends_at and session.starts_at < one.ends_at
    )


def is_on_offer(session: Session, now: datetime) -> bool:
    """Whether anybody may still sign up for it, or leave it."""
    return session.state is SessionState.OPEN and now < session.starts_at


def cancelled(session: Session) -> Session:
    """It is not held; calendars take this for the newer word."""
    return session.model_copy(update={"state": SessionState.CANCELLED, "version": session.version + 1})


def moved(session: Session, starts_at: datetime) -> Session:
    """It is held at another time, for as long."""
    ends_at = starts_at + (session.ends_at - session.starts_at)
    return session.model_copy(update={"starts_at": starts_at, "ends_at": ends_at, "version": session.version + 1})
