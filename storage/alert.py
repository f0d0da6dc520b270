"""What a warning is about, and how grave it is: words that storage, rules and texts share."""

from enum import StrEnum


class AlertKind(StrEnum):
    """What people are warned of; each has its template in every language."""

    RAINSTORM = "rainstorm"
    FLOOD = "flood"
    HEAT = "heat"
    GAS = "gas"
    FIRE = "fire"
    POWER = "power"
    WATER = "water"
    FALLING = "falling"
    EARTHQUAKE = "earthquake"
    HEALTH = "health"
    MISSING = "missing"
    OTHER = "other"


class Level(StrEnum):
    """China's four colours, the least grave first."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def is_grave(self) -> bool:
        """Whether it always comes, whatever somebody has chosen, and needs a second factor."""
        return self in (Level.ORANGE, Level.RED)

    @property
    def rank(self) -> int:
        """0 for the least grave."""
        return list(Level).index(self)
