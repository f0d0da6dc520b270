"""Why a file is not kept."""

from enum import StrEnum


class Reason(StrEnum):
    """Final each: the same file would be refused again."""

    TOO_BIG = "too-big"
    NOT_A_PICTURE = "not-a-picture"
    TOO_MANY_PIXELS = "too-many-pixels"
    BROKEN = "broken"
    TOO_SLOW = "too-slow"


class Refused(Exception):
    """A file that is not kept, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
