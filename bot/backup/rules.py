"""The names of backups, which say when each was made; when the next is due, and how long which are kept. Pure: time is an argument."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_COPY = re.compile(r".+\.before-\w+-(\d{8}T\d{6})")  # which a migration leaves beside the database
_NAME = re.compile(r"shao-(\d{8}T\d{6})Z-\w+\.tar(?:\.age)?")
_TIME = "%Y%m%dT%H%M%S"
_AGAIN = timedelta(hours=1)
_UNBELIEVABLE = timedelta(days=30)
PART = ".part"
MADE = "backup"  # the moment of the last that the bot has made by itself


def name_of(now: datetime, schema_at: str, *, encrypted: bool) -> str:
    """Such as shao-20261124T160000Z-0002.tar."""
    return f"shao-{now.astimezone(UTC):{_TIME}}Z-{schema_at}.tar{'.age' if encrypted else ''}"


def made_at(name: str) -> datetime | None:
    """When, if it is the name of a backup."""
    return _time_in(_NAME.fullmatch(name))


def is_due(made: datetime | None, failed: datetime | None, now: datetime, every: timedelta) -> bool:
    """By when the last was made and when one failed last. A time that is still to come was written down by a clock that was wrong."""
    if failed is not None and failed <= now < failed + _AGAIN:
        return False
    return made is None or not made <= now < made + every


def is_believable(made: datetime | None, now: datetime) -> bool:
    """Whether by such a time, after the last one was made, anything may be removed as too old."""
    return made is not None and abs(now - made) <= _UNBELIEVABLE


def outdated(names: Iterable[str], now: datetime, kept: timedelta) -> tuple[str, ...]:
    """Those to be removed: never the newest, however old."""
    dated = sorted((at, name) for name in names if (at := made_at(name)) is not None)
    return tuple(name for at, name in dated[:-1] if now - at > kept)


def outdated_copies(names: Iterable[str], now: datetime, kept: timedelta) -> tuple[str, ...]:
    """Those from before an upgrade, which are backups as well; none of them has to stay."""
    dated = ((_time_in(_COPY.fullmatch(name)), name) for name in names)
    return tuple(name for at, name in dated if at is not None and now - at > kept)


def _time_in(found: re.Match[str] | None) -> datetime | None:
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
