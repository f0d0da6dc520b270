"""How things stand between Telegram and us, as the intake found them last; for whoever watches that."""

from dataclasses import dataclass
from datetime import datetime

from handlers.alarms.rules import Unreached

POLLED = "polled"  # the moment at which Telegram last answered: what had been sent by then is in the inbox
GAP_BEGAN, GAP_ENDED = "gap began", "gap ended"  # moments: for so long Telegram was not asked


@dataclass
class Contact:
    """`answered_at` is the start, as long as Telegram has not answered; `conflict_at` when somebody else last took our updates;
    `unreached` since when, and why, Telegram cannot bring us what it has."""

    answered_at: datetime
    failing: bool = False
    conflict_at: datetime | None = None
    unreached: Unreached | None = None

    def answered(self, now: datetime) -> None:
        """It did."""
        self.answered_at, self.failing = now, False

    def failed(self, now: datetime, *, conflict: bool) -> None:
        """It did not, or not with what we asked for."""
        self.failing = True
        if conflict:
            self.conflict_at = now

    def reached(self, now: datetime) -> None:
        """It came to us."""
        self.answered(now)
        self.unreached = None

    def missed(self, now: datetime, why: str) -> None:
        """It tries in vain, or does not even try."""
        self.unreached = Unreached(self.unreached.since if self.unreached else now, why)
