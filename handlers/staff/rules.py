"""What holds for roles and invites whoever asks. Pure."""

from collections.abc import Collection
from datetime import datetime
from enum import Enum

from handlers.rights import MAY, Deed
from storage.roles import Invite, Role
from storage.units import Unit, UnitKind

NEEDS_NO_UNIT = (Role.RIDER, Role.ADMINISTRATOR)
KNOWN_BY_NAME = (*MAY[Deed.HANDLE], *MAY[Deed.ANSWER])  # colleagues see who has a case

# Given to anyone who scans a code on a wall, a child perhaps: they agree to the terms first. The others are handed over in person.
ASKED_FIRST = (Role.RESIDENT, Role.RIDER, Role.VOLUNTEER)


class Verdict(Enum):
    """What an invite is to whoever opened it; that it is not theirs any more looks as if there had never been one."""

    GOOD = "good"
    ALREADY = "already"
    UNKNOWN = "unknown"


def judge(invite: Invite | None, *, still_has: bool | None, has_otherwise: bool, given: bool, now: datetime) -> Verdict:
    """`still_has` what this invite gave them, None when they never took it; `has_otherwise`: they are that already; `given`: whoever made
    it may still give it. Whose role was taken away does not come back by the same invite."""
    if still_has is not None:
        return Verdict.ALREADY if still_has else Verdict.UNKNOWN
    if invite is None:
        return Verdict.UNKNOWN
    if has_otherwise and (invite.role is Role.RESIDENT or _is_fresh(invite, now)):
        return Verdict.ALREADY
    return Verdict.GOOD if given and _is_fresh(invite, now) else Verdict.UNKNOWN


def fits(role: Role, unit: Unit) -> bool:
    """Whether this can be somebody's role there: a team has members alone, and only a team has them."""
    return (role is Role.DEPARTMENT) is (unit.kind is UnitKind.TEAM)


def may_lose(administrators: Collection[int], person_id: int) -> bool:
    """Whether somebody may stop being an administrator of the whole bot: not the last one, whom nobody could replace in chat."""
    return person_id not in administrators or len(set(administrators)) > 1


def _is_fresh(invite: Invite, now: datetime) -> bool:
    return invite.uses_left > 0 and invite.expires_at > now
