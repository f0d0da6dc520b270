"""What holds for whistles. Pure: time and facts are arguments."""

from datetime import datetime, timedelta

from handlers.report.rules import Action, change
from storage.case import Actor, Report
from storage.whistles import Rung, Summons, Whistle, WhistleKind

PATIENCE = timedelta(seconds=90)  # of each who is rung, before the next one is
ON_SITE = timedelta(minutes=30)  # from an emergency whistle on
FEWEST = {WhistleKind.DAILY: 1, WhistleKind.HARD: 2, WhistleKind.EMERGENCY: 1}  # teams
_LADDER = (Rung.FIRST, Rung.AGAIN, Rung.DEPUTY, Rung.OFFICER)
_GRAVER = tuple(WhistleKind)


def may_blow(report: Report, kind: WhistleKind) -> bool:
    """An emergency as long as anybody has to do something; else where a team can be asked. Never about what staff did."""
    if report.is_conduct or not report.is_open:
        return False
    return kind is WhistleKind.EMERGENCY or change(report.status, Action.ASSIGN, Actor.STAFF) is not None


def may_follow(before: Whistle | None, kind: WhistleKind) -> bool:
    """While a whistle is under way only a graver one is blown; two who tap at once blow one."""
    return before is None or before.ended_at is not None or _GRAVER.index(kind) > _GRAVER.index(before.kind)


def graver(before: Whistle | None) -> tuple[WhistleKind, ...]:
    """Which can be blown now."""
    return tuple(kind for kind in WhistleKind if may_follow(before, kind))


def next_rung(summons: Summons) -> Rung | None:
    """Who is rung next: of whoever is silent the next on the ladder; else, once, who is told that they are not there yet."""
    if summons.arrived_at is not None or summons.rung is Rung.LATE:
        return None
    if summons.confirmed_at is not None or summons.rung is Rung.OFFICER:
        return Rung.LATE
    return _LADDER[_LADDER.index(summons.rung) + 1]


def next_at(whistle: Whistle, summons: Summons, now: datetime) -> datetime | None:
    """When; nobody waits for an arrival but in an emergency."""
    match next_rung(summons):
        case None:
            return None
        case Rung.LATE:
            return whistle.blown_at + ON_SITE if whistle.kind is WhistleKind.EMERGENCY else None
        case _:
            return now + PATIENCE


def after(whistle: Whistle, summons: Summons, rung: Rung, now: datetime) -> Summons:
    """The summons once somebody was rung about it."""
    rung_now = summons.model_copy(update={"rung": rung, "rung_at": now})
    return rung_now.model_copy(update={"next_at": next_at(whistle, rung_now, now)})


def is_due(summons: Summons, now: datetime) -> bool:
    """Whether somebody is to be rung about it now; a time further off than any of ours was written by a clock that was wrong."""
    return summons.next_at is not None and (summons.next_at <= now or summons.next_at > now + ON_SITE)


def seconds_until(since: datetime, moment: datetime) -> int:
    """How long it took; a clock that was set back makes no less than nothing of it."""
    return max(int((moment - since).total_seconds()), 0)
