"""What became of messages that are many of one."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from storage.connection import Row

_ENDS = ("sent", "failed", "blocked", "unknown")


class Tally(BaseModel):
    """How many messages of a batch ended how, and how many are still owed. BLOCKED: the chat cannot be written to."""

    model_config = ConfigDict(frozen=True)

    sent: int = 0
    failed: int = 0
    blocked: int = 0
    unknown: int = 0
    owed: int = 0

    @property
    def ended(self) -> int:
        """How many are through, in whatever way."""
        return self.sent + self.failed + self.blocked + self.unknown

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


def tally_of(rows: Iterable[Row]) -> Tally:
    """From (state, messages)."""
    found = {row["state"]: row["messages"] for row in rows}
    ended = {state: found.pop(state, 0) for state in _ENDS}
    return Tally(**ended, owed=sum(found.values()))
