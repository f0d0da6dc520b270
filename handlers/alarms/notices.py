"""What operators are told, of each trouble and of its end. Pure."""

from datetime import datetime, timedelta

from handlers.alarms.causes import Alarm, Cause
from handlers.messages import Moment, text
from storage.ledger import Audit

TELEGRAM_KEEPS = timedelta(hours=24)


def second_poller() -> Alarm:
    """Two processes with one token take turns, and each gets half of what people write."""
    return Alarm(Cause.CONFLICT, text("alarm-conflict"))


def one_poller() -> Alarm:
    """It is over."""
    return Alarm(Cause.CONFLICT, text("alarm-conflict-over"))


def silence(since: datetime) -> Alarm:
    """Telegram has not answered a poll since then."""
    return Alarm(Cause.SILENCE, text("alarm-silence", since=Moment.of(since), lost=Moment.of(since + TELEGRAM_KEEPS)))


def heard_again() -> Alarm:
    """It is over."""
    return Alarm(Cause.SILENCE, text("alarm-silence-over"))


def webhook(since: datetime, why: str) -> Alarm:
    """Telegram cannot bring what it has for us; `why` is a line of its own."""
    args = {"since": Moment.of(since), "lost": Moment.of(since + TELEGRAM_KEEPS)}
    return Alarm(Cause.WEBHOOK, text("alarm-webhook", why=why, **args))


def webhook_reached() -> Alarm:
    """It is over."""
    return Alarm(Cause.WEBHOOK, text("alarm-webhook-over"))


def backlog(since: datetime) -> Alarm:
    """What came then has not been handled."""
    return Alarm(Cause.BACKLOG, text("alarm-backlog", since=Moment.of(since)))


def caught_up() -> Alarm:
    """It is over."""
    return Alarm(Cause.BACKLOG, text("alarm-backlog-over"))


def gap(began: datetime, ended: datetime) -> Alarm:
    """Telegram was not asked in between; what is older than it keeps messages may be lost."""
    times = {"began": Moment.of(began), "ended": Moment.of(ended)}
    if ended - began <= TELEGRAM_KEEPS:
        return Alarm(Cause.GAP, text("alarm-gap", **times))
    return Alarm(Cause.GAP, text("alarm-gap-lost", lost=Moment.of(ended - TELEGRAM_KEEPS), **times))


def disk(free: int, percent: int) -> Alarm:
    """`free` bytes are left, so much of a hundred."""
    return Alarm(Cause.DISK, text("alarm-disk", free=size(free), percent=percent))


def disk_free() -> Alarm:
    """It is over."""
    return Alarm(Cause.DISK, text("alarm-disk-over"))


def storage(since: datetime) -> Alarm:
    """The database has taken nothing since then."""
    return Alarm(Cause.STORAGE, text("alarm-storage", since=Moment.of(since)))


def storage_back(since: datetime) -> Alarm:
    """It is over."""
    return Alarm(Cause.STORAGE, text("alarm-storage-over", since=Moment.of(since)))


def dead_letters(count: int) -> Alarm:
    """So many updates failed for good since the last alarm."""
    return Alarm(Cause.DEAD_LETTER, text("alarm-dead-letter", count=count))


def backup_failed(reason: str) -> Alarm:
    """`reason` is a line for operators, as the log has it."""
    return Alarm(Cause.BACKUP, text("alarm-backup", reason=reason))


def backup_made() -> Alarm:
    """It is over."""
    return Alarm(Cause.BACKUP, text("alarm-backup-over"))


def overrun(most: int) -> Alarm:
    """More reports within an hour than the settings take."""
    return Alarm(Cause.OVERRUN, text("alarm-overrun", count=most))


def size(count: int) -> str:
    """Bytes, in the largest unit of which there is one at least."""
    for unit, factor in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count // 1000} kB"


def books_wrong(found: Audit) -> Alarm:
    """What the points come to, which should be 0, and how many accounts do not say what their history says."""
    return Alarm(Cause.BOOKS, text("alarm-books", sum=found.sum, accounts=len(found.wrong)))


def books_right() -> Alarm:
    """It is over."""
    return Alarm(Cause.BOOKS, text("alarm-books-over"))
