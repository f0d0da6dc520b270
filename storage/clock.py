"""Times: aware datetimes in Python, UTC microseconds since 1970 in the database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import overload

Clock = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def utc_now() -> datetime:
    """The system's clock, as an aware datetime."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> datetime:
    """The beginning of its day in UTC: for times that must not tell more."""
    return from_micros(to_micros(moment)).replace(hour=0, minute=0, second=0, microsecond=0)


@overload
def to_micros(moment: datetime) -> int: ...
@overload
def to_micros(moment: datetime | None) -> int | None: ...
def to_micros(moment: datetime | None) -> int | None:
    """Microseconds since 1970 in UTC; a naive time raises ValueError, because nobody knows what it means."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone cannot be stored")
    return (moment - _EPOCH) // _MICROSECOND


@overload
def from_micros(micros: int) -> datetime: ...
@overload
def from_micros(micros: int | None) -> datetime | None: ...
def from_micros(micros: int | None) -> datetime | None:
    """The aware datetime, in UTC, of a stored number."""
    return None if micros is None else _EPOCH + micros * _MICROSECOND
