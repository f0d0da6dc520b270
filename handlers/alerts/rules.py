"""What holds for warnings. Pure: time and facts are arguments.

    draft → submitted → approved → spreading → sending → done
              ↓   ↑ any change voids what was asked for
           discarded                        → stopped

Blue is let go by one person. What is graver needs a second one, who approves exactly what was written; or, in an emergency, the officer on
duty lets it go alone, with a reason, and a review follows. What takes a warning back needs one person: it is written beforehand.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from storage.alert import Alert, AlertState, Level, MessageType, Rung, Way
from storage.copies import Answer

AGAIN_AFTER = timedelta(seconds=90)  # those who may approve are called once more
ALONE_AFTER = timedelta(seconds=120)  # then the officer on duty may send it alone
REVIEW_WITHIN = timedelta(hours=24)
LONGEST = timedelta(days=3)
LASTS = {
    Level.BLUE: timedelta(hours=24),
    Level.YELLOW: timedelta(hours=12),
    Level.ORANGE: timedelta(hours=6),
    Level.RED: timedelta(hours=3),
}
AHEAD = 100  # copies in the sender's queue: some seconds of sending, and all that has to be withdrawn to stop
BESIDE = 20  # more of them for what takes a warning back, so that its first send waits for no graver one
MOST_WORDS = 500
MOST_RINGS = 2  # a day, before the preview says so
NEIGHBOURS_WITHIN = 500  # metres
RADII = (200, 500, 1000)  # metres that are offered around a place
LEAST_RADIUS, MOST_RADIUS = 50, 20_000


class Refusal(StrEnum):
    """Why a warning is not let go."""

    GONE = "gone"  # it does not wait for that
    CHANGED = "changed"  # since it was shown
    OWN = "own"  # whoever wrote it cannot approve it
    EXPIRED = "expired"  # it holds no more
    EARLY = "early"  # those who may approve are still being called


def needs_second(level: Level) -> bool:
    """Whether another person has to approve it."""
    return level is not Level.BLUE


def submit_refusal(alert: Alert, now: datetime) -> Refusal | None:
    """Why a draft cannot be handed in."""
    if alert.state is not AlertState.DRAFT:
        return Refusal.GONE
    return Refusal.EXPIRED if alert.content.until <= now else None


def approve_refusal(alert: Alert, person_id: int, digest: str, now: datetime) -> Refusal | None:
    """Why somebody's tap does not let it go: it approves what they have seen, and nothing else."""
    if alert.state is not AlertState.SUBMITTED:
        return Refusal.GONE
    if digest != alert.content.digest:
        return Refusal.CHANGED
    if person_id == alert.author_id:
        return Refusal.OWN
    return Refusal.EXPIRED if alert.content.until <= now else None


def alone_refusal(alert: Alert, digest: str, now: datetime, *, is_standing: bool) -> Refusal | None:
    """Why the officer on duty cannot send it alone: at once what two have agreed to beforehand, else once nobody has answered."""
    if alert.state is not AlertState.SUBMITTED or alert.submitted_at is None:
        return Refusal.GONE
    if digest != alert.content.digest:
        return Refusal.CHANGED
    if alert.content.until <= now:
        return Refusal.EXPIRED
    waited = now - alert.submitted_at
    return None if is_standing or waited >= ALONE_AFTER or waited < timedelta(0) else Refusal.EARLY


def submitted(alert: Alert, person_id: int | None, now: datetime) -> Alert:
    """It waits for the second one, who is called; that is never the one who has handed it in."""
    return alert.model_copy(
        update={
            "author_id": person_id,
            "state": AlertState.SUBMITTED,
            "submitted_at": now,
            "rung": Rung.FIRST,
            "next_at": now + AGAIN_AFTER,
        }
    )


def let_go(
    alert: Alert, way: Way, now: datetime, *, approver_id: int | None = None, reason: str | None = None
) -> Alert:
    """Approved; it goes now or when it was to go. What one sent alone is reviewed."""
    is_alone = way is Way.ALONE
    return alert.model_copy(
        update={
            "state": AlertState.APPROVED,
            "way": way,
            "approver_id": approver_id,
            "reason": reason,
            "send_at": max(alert.send_at or now, now),
            "rung": Rung.REVIEW if is_alone else Rung.NONE,
            "next_at": now + REVIEW_WITHIN if is_alone else None,
        }
    )


def edited(alert: Alert, author_id: int | None) -> Alert:
    """A draft again, of whoever has changed it: whatever was asked for is void."""
    return alert.model_copy(
        update={
            "author_id": author_id,
            "state": AlertState.DRAFT,
            "rung": Rung.NONE,
            "next_at": None,
            "submitted_at": None,
        }
    )


def is_due(alert: Alert, now: datetime) -> bool:
    """Whether the time has come of one that is approved; one further off than any is said was written by a clock that was wrong."""
    return alert.send_at is None or alert.send_at <= now or alert.send_at > now + LONGEST


def can_be_edited(alert: Alert) -> bool:
    """As long as nobody has let it go."""
    return alert.state in (AlertState.DRAFT, AlertState.SUBMITTED)


def can_be_stopped(alert: Alert) -> bool:
    """Whether any of it may still be on its way."""
    waits = (AlertState.APPROVED, AlertState.SPREADING, AlertState.SENDING)
    return alert.state in waits and alert.ended_at is None


def after_ladder(alert: Alert, now: datetime) -> Alert:
    """Once the next one was called: about the approval, then no more; about the review each day again, by then further up."""
    match alert.rung:
        case Rung.FIRST:
            assert alert.submitted_at is not None
            at = max(alert.submitted_at + ALONE_AFTER, now)
            return alert.model_copy(update={"rung": Rung.AGAIN, "next_at": at})
        case Rung.AGAIN:
            return alert.model_copy(update={"rung": Rung.ALONE, "next_at": None})
        case Rung.REVIEW | Rung.ABOVE:
            return alert.model_copy(update={"rung": Rung.ABOVE, "next_at": now + REVIEW_WITHIN})
        case _:
            return alert.model_copy(update={"next_at": None})


def rings_anew(alert: Alert, before: tuple[Alert, ...]) -> bool:
    """Whether a message rings for those who have an earlier one of its event: only what is graver, or takes it back."""
    if alert.message.ends_event:
        return True
    return all(alert.level.rank > one.level.rank for one in before)


def answers(level: Level, message: MessageType) -> tuple[Answer, ...]:
    """What people can say with one tap; that they need help always."""
    if message.ends_event:
        return ()
    return (Answer.READ, Answer.HELP) if level is Level.BLUE else (Answer.READ, Answer.SAFE, Answer.HELP)


def has_roll_call(level: Level, message: MessageType) -> bool:
    """Whether somebody on duty has to confirm it for each grid."""
    return level.is_grave and not message.ends_event


def has_doors(alert: Alert, now: datetime) -> bool:
    """Whether neighbours may be sent to the doors of the silent: as long as something grave is in force."""
    return alert.level.is_grave and not alert.message.ends_event and alert.is_in_force(now)
