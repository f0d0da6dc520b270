"""The names of backups, which say when each was made, and how long which are kept. Pure: time is an argument."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_NAME = re.compile(r"shao-(\d{8}T\d{6}Z)-\w+\.tar(?:\.age)?")
_TIME = "%Y%m%dT%H%M%SZ"
PART = ".part"


def name_of(now: datetime, schema_at: str, *, encrypted: bool) -> str:
    """Such as shao-20261124T160000Z-0002.tar."""
    return f"shao-{now.astimezone(UTC):{_TIME}}-{schema_at}.tar{'.age' if encrypted else ''}"


def made_at(name: str) -> datetime | None:
    """When, if it is the name of a backup."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def outdated(names: Iterable[str], now: datetime, kept: timedelta) -> tuple[str, ...]:
    """Those to be removed: never the newest, however old."""
    dated = sorted((at, name) for name in names if (at := made_at(name)) is not None)
    return tuple(name for at, name in dated[:-1] if now - at > kept)
