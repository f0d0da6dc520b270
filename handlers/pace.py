"""How long it takes to send something to many, at the rate that Telegram permits."""

import math

from handlers.messages import Text, text

_MINUTE = 60


def minutes_to_send(people: int, per_second: int) -> int:
    """For so many people at this rate, rounded up; 0 for less than one."""
    seconds = people / per_second
    return 0 if seconds < _MINUTE else math.ceil(seconds / _MINUTE)


def time_to_send(people: int, per_second: int) -> Text:
    """The same in words."""
    minutes = minutes_to_send(people, per_second)
    return text("time-to-send", minutes=minutes) if minutes else text("time-to-send-short")
