"""What holds for drills. Pure: time and facts are arguments.

    waiting → sending → done
       ↓
    cancelled

Nothing leads out of here: a drill becomes no warning, and no warning a drill.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.notice.rules import UNDO, is_due, is_night
from handlers.wishes.rules import is_quiet
from storage.alert import Level
from storage.drills import Drill, DrillState
from storage.wishes import Wishes

LASTS = timedelta(hours=2)  # then it is over by itself


def can_be_ended(drill: Drill) -> bool:
    """Whether it has still to begin, or is on."""
    return drill.state in (DrillState.WAITING, DrillState.SENDING)


def is_to_begin(drill: Drill, now: datetime) -> bool:
    """Whether its time has come."""
    return drill.state is DrillState.WAITING and is_due(drill.send_at, now)


def has_lasted(drill: Drill, now: datetime) -> bool:
    """Whether it is over though nobody has ended it; also where the clock was set back since it began."""
    return drill.state is DrillState.SENDING and not drill.send_at - UNDO <= now < drill.send_at + LASTS


def begun(drill: Drill, people: int, now: datetime) -> Drill:
    """It is on, for so many."""
    return drill.model_copy(update={"state": DrillState.SENDING, "people": people, "send_at": now})


def ended(drill: Drill, now: datetime) -> Drill:
    """Taken back, of which nobody knows; or over, which those who have it are told first."""
    if drill.state is DrillState.WAITING:
        return drill.model_copy(update={"state": DrillState.CANCELLED, "ended_at": now})
    return drill.model_copy(update={"state": DrillState.DONE})


def is_silent(wishes: Wishes, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it comes without ringing: at night, and in their quiet hours; however grave what it is a drill of."""
    return is_night(now, zone) or is_quiet(wishes, Level.BLUE, now, zone)


def minutes_and_seconds(took: timedelta) -> tuple[int, int]:
    """As people say it."""
    return divmod(int(took.total_seconds()), 60)
