"""What holds for notices. Pure: time and facts are arguments."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

UNDO = timedelta(seconds=30)
_NIGHT_BEGINS, _NIGHT_ENDS = 22, 7  # hours of the community's day


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    """When an ordinary notice is delivered without ringing: it is no warning."""
    hour = moment.astimezone(zone).hour
    return hour >= _NIGHT_BEGINS or hour < _NIGHT_ENDS


def is_due(send_at: datetime, now: datetime) -> bool:
    """Whether its time has come; a clock that was set back since must not keep it waiting, unless by a little."""
    return send_at <= now or send_at > now + 2 * UNDO
