"""What goes wrong, and for how long. The same dice, the same weather."""

import random
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a call."""

    WELL = "well"
    REFUSED = "refused"  # no connection
    TOO_MANY = "429"
    BROKEN = "500"
    CUT = "cut"  # nothing is done, and no reply
    LOST = "lost"  # it is done, and no reply
    HANG = "hang"  # no reply for longer than anybody waits; whether it is done is a matter of luck


@dataclass(frozen=True)
class Climate:
    """The share of calls that come to each fate."""

    shares: dict[Fate, float]

    def throw(self, dice: random.Random) -> Fate:
        """The fate of one call."""
        luck = dice.random()
        for fate, share in self.shares.items():
            luck -= share
            if luck < 0:
                return fate
        return Fate.WELL


FAIR = Climate({})
USUAL = Climate({Fate.LOST: 0.004, Fate.CUT: 0.003, Fate.BROKEN: 0.003, Fate.TOO_MANY: 0.003, Fate.HANG: 0.001})
CLIMATES = {
    "usual": USUAL,
    "storm": Climate({Fate.TOO_MANY: 0.3}),
    "sick": Climate({Fate.BROKEN: 0.06, Fate.CUT: 0.05, Fate.LOST: 0.07, Fate.HANG: 0.02}),
    "away": Climate({Fate.REFUSED: 1.0}),
}


@dataclass
class Weather:
    """The climate now. `trouble` counts the changes, so that who measures patience knows when to begin anew."""

    dice: random.Random
    climate: Climate = FAIR
    counts: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))

    def fate(self) -> Fate:
        """Of the next call."""
        fate = self.climate.throw(self.dice)
        self.counts[fate] += 1
        return fate

    def there(self) -> float:
        """Seconds until a call is at Telegram."""
        return 0.03 + 0.7 * self.dice.random() ** 4

    def back(self) -> float:
        """Seconds until its reply is here."""
        luck = self.dice.random()
        return 0.03 + 0.1 * luck if luck < 0.97 else 5.0 * self.dice.random()

    def wait(self) -> int:
        """For how many seconds Telegram wants to be left alone."""
        return self.dice.randint(1, 60)
