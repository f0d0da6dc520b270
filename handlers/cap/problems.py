"""What can be wrong with a CAP document, as data."""

from enum import StrEnum

LONGEST_DETAIL = 200


class CapProblem(StrEnum):
    """Why a document is refused."""

    TOO_LARGE = "too_large"
    UNSAFE = "unsafe"  # a document type or entities, which CAP has no use for
    MALFORMED = "malformed"
    NOT_CAP = "not_cap"
    MISSING = "missing"
    WRONG_VALUE = "wrong_value"
    WRONG_TIME = "wrong_time"
    WRONG_SHAPE = "wrong_shape"
    TOO_MANY = "too_many"


class CapRefused(Exception):
    """Nothing of the document is taken; `detail` is one line of English."""

    def __init__(self, reason: CapProblem, detail: str) -> None:
        self.reason = reason
        self.detail = "".join(one if one.isprintable() else "?" for one in detail)[:LONGEST_DETAIL]
        super().__init__(f"{reason}: {self.detail}")
