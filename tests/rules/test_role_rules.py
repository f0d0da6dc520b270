"""What an invite is to whoever opens it, and who may go: every case."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.staff.rules import Verdict, judge, may_lose
from storage.roles import Invite, Role
from tests.storage.makers import NOW, after

GOOD, ALREADY, UNKNOWN = Verdict
FRESH, USED_UP, TOO_OLD, NONE = "fresh", "used up", "too old", "none"


def an_invite(state: str, role: Role = Role.STAFF) -> Invite | None:
    """In one of the states above."""
    if state == NONE:
        return None
    uses, expires_at = (0 if state == USED_UP else 1), (NOW if state == TOO_OLD else after(hours=1))
    return Invite(role=role, unit_id=1, created_by=None, token_hash="x", uses_left=uses, expires_at=expires_at)


@pytest.mark.parametrize(
    ("state", "still_has", "has_otherwise", "is_given", "verdict"),
    [
        (FRESH, None, False, True, GOOD),
        (USED_UP, None, False, True, UNKNOWN),
        (TOO_OLD, None, False, True, UNKNOWN),
        (NONE, None, False, False, UNKNOWN),
        # Whoever made it may not any more.
        (FRESH, None, False, False, UNKNOWN),
        # The same person once more: it does not matter how it stands by now.
        (FRESH, True, True, True, ALREADY),
        (USED_UP, True, True, True, ALREADY),
        (NONE, True, False, False, ALREADY),
        # Their role was taken away since: it does not come back.
        (FRESH, False, False, True, UNKNOWN),
        (FRESH, False, True, True, UNKNOWN),
        # They are that already, by another way; no use is taken.
        (FRESH, None, True, True, ALREADY),
        (USED_UP, None, True, True, UNKNOWN),
    ],
)
def test_an_invite(state: str, still_has: bool | None, has_otherwise: bool, is_given: bool, verdict: Verdict) -> None:
    found = judge(an_invite(state), still_has=still_has, has_otherwise=has_otherwise, given=is_given, now=NOW)
    assert found is verdict


@pytest.mark.parametrize("state", [FRESH, USED_UP, TOO_OLD])
def test_residents_may_open_theirs_again(state: str) -> None:
    """No role of theirs is written down: that they live there says it."""
    invite = an_invite(state, Role.RESIDENT)
    assert judge(invite, still_has=None, has_otherwise=True, given=True, now=NOW) is ALREADY


def test_until_its_last_microsecond() -> None:
    invite = an_invite(FRESH)
    last = after(hours=1) - timedelta(microseconds=1)
    found = [judge(invite, still_has=None, has_otherwise=False, given=True, now=now) for now in (last, after(hours=1))]
    assert found == [GOOD, UNKNOWN]


@given(st.sets(st.integers(1, 5)), st.integers(1, 5))
def test_one_administrator_stays(administrators: set[int], leaving: int) -> None:
    """However many there are and whoever goes: where there was one, there is one."""
    if may_lose(list(administrators), leaving):
        administrators_left = administrators - {leaving}
        assert bool(administrators_left) == bool(administrators)
    else:
        assert administrators == {leaving}
