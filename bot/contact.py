"""How things stand between Telegram and us, as the intake found them last; for whoever watches that."""

from dataclasses import dataclass
from datetime import datetime

POLLED = "polled"  # the moment at which Telegram last answered: what had been sent by then is in the inbox
GAP_BEGAN, GAP_ENDED = "gap began", "gap ended"  # moments: for so long Telegram was not asked


@dataclass
class Contact:
    """`answered_at` is the start, as long as Telegram has not answered; `conflict_at` when somebody else last took our updates."""

    answered_at: datetime
    failing: bool = False
    conflict_at: datetime | None = None

    def answered(self, now: datetime) -> None:
        """It did."""
        self.answered_at, self.failing = now, False

    def failed(self, now: datetime, *, conflict: bool) -> None:
        """It did not, or not with what we asked for."""
        self.failing = True
        if conflict:
            self.conflict_at = now
