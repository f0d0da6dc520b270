"""When a warning goes, by whom, and for whom it rings."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts import rollcall, rules
from handlers.alerts.editing import Edit, changed, next_at
from handlers.alerts.flow import read_metres
from handlers.alerts.rules import Refusal
from handlers.alerts.service import read_number
from storage.alert import Alert, AlertState, Audience, Level, MessageType, Rung, Way
from storage.copies import Answer
from storage.rollcalls import CallRung, RollCall
from tests.storage.makers import NOW, a_content, after
from tests.town import CHENGDU

AUTHOR, OTHER = 1, 2


def an_alert(level: Level = Level.YELLOW, **fields: Any) -> Alert:
    content = fields.pop("content", None) or a_content(level=level)
    usual: dict[str, Any] = {"id": 1, "event": "W-0000-0000", "serial": 1, "message": MessageType.ALERT, "unit_id": 1}
    return Alert.model_validate(usual | {"author_id": AUTHOR, "content": content, "created_at": NOW} | fields)


def handed_in(level: Level = Level.YELLOW) -> Alert:
    return rules.submitted(an_alert(level), AUTHOR, NOW)


@pytest.mark.parametrize("level", Level)
def test_how_many_people_it_takes(level: Level) -> None:
    assert rules.needs_second(level) == (level is not Level.BLUE)
    assert level.is_grave == (level in (Level.ORANGE, Level.RED))


@pytest.mark.parametrize("state", AlertState)
def test_only_what_waits_is_approved(state: AlertState) -> None:
    alert = handed_in().model_copy(update={"state": state})
    refused = rules.approve_refusal(alert, OTHER, alert.content.digest, NOW)
    assert (refused is None) == (state is AlertState.SUBMITTED)


def test_who_wrote_it_cannot_approve_it() -> None:
    alert = handed_in()
    assert rules.approve_refusal(alert, AUTHOR, alert.content.digest, NOW) is Refusal.OWN
    assert rules.approve_refusal(alert, OTHER, alert.content.digest, NOW) is None


def test_what_was_changed_is_not_approved() -> None:
    alert = handed_in()
    other = alert.model_copy(update={"content": a_content(level=Level.RED)})
    assert rules.approve_refusal(other, OTHER, alert.content.digest, NOW) is Refusal.CHANGED


def test_what_is_over_is_not_let_go() -> None:
    alert, late = handed_in(), after(hours=12)
    digest = alert.content.digest
    assert rules.approve_refusal(alert, OTHER, digest, late) is Refusal.EXPIRED
    assert rules.alone_refusal(alert, digest, late, is_standing=True) is Refusal.EXPIRED
    assert rules.submit_refusal(an_alert(), late) is Refusal.EXPIRED


@pytest.mark.parametrize(
    ("seconds", "standing", "refused"),
    [(0, False, Refusal.EARLY), (119, False, Refusal.EARLY), (120, False, None), (0, True, None), (-60, False, None)],
)
def test_when_one_may_send_it_alone(seconds: float, standing: bool, refused: Refusal | None) -> None:
    """At once what two have agreed to beforehand; a clock that was set back keeps nobody waiting."""
    alert = handed_in(Level.RED)
    found = rules.alone_refusal(alert, alert.content.digest, after(seconds=seconds), is_standing=standing)
    assert found is refused


def test_an_edit_voids_everything() -> None:
    again = rules.edited(handed_in(), OTHER)
    assert (again.state, again.submitted_at, again.next_at) == (AlertState.DRAFT, None, None)
    assert again.author_id == OTHER, "whoever changes it answers for it"
    assert rules.alone_refusal(again, again.content.digest, after(hours=1), is_standing=True) is Refusal.GONE


def test_the_ladder() -> None:
    """Called, called again after 90 seconds, and after 120 the officer on duty may act; each once."""
    alert = handed_in()
    assert alert.next_at == after(seconds=90)
    again = rules.after_ladder(alert, after(seconds=90))
    assert (again.rung, again.next_at) == (Rung.AGAIN, after(seconds=120))
    alone = rules.after_ladder(again, after(seconds=121))
    assert (alone.rung, alone.next_at) == (Rung.ALONE, None)


def test_what_one_sent_alone_is_reviewed_and_goes_up() -> None:
    gone = rules.let_go(handed_in(Level.RED), Way.ALONE, NOW, reason="x")
    assert (gone.rung, gone.next_at, gone.state) == (Rung.REVIEW, after(hours=24), AlertState.APPROVED)
    up = rules.after_ladder(gone, after(hours=24))
    assert (up.rung, up.next_at) == (Rung.ABOVE, after(hours=48))
    assert rules.after_ladder(up, after(hours=48)).rung is Rung.ABOVE
    assert rules.let_go(handed_in(), Way.TWO, NOW, approver_id=OTHER).next_at is None


@pytest.mark.parametrize(("hours", "due"), [(0, True), (-1, True), (1, False), (24 * 365, True)])
def test_when_a_scheduled_one_is_due(hours: float, due: bool) -> None:
    """One further off than any is said was written by a clock that was wrong."""
    assert rules.is_due(an_alert(send_at=after(hours=hours)), NOW) is due


@given(st.lists(st.sampled_from(Level), max_size=4), st.sampled_from(Level), st.sampled_from(MessageType))
def test_it_rings_anew_only_when_graver_or_over(before: list[Level], level: Level, message: MessageType) -> None:
    earlier = tuple(an_alert(one) for one in before)
    rings = rules.rings_anew(an_alert(level, message=message), earlier)
    assert rings == (message.ends_event or all(level.rank > one.rank for one in before))


def test_what_can_be_said() -> None:
    assert rules.answers(Level.BLUE, MessageType.ALERT) == (Answer.READ, Answer.HELP)
    assert rules.answers(Level.RED, MessageType.UPDATE) == tuple(Answer)
    assert rules.answers(Level.RED, MessageType.CLEAR) == ()
    assert [rules.has_roll_call(level, MessageType.ALERT) for level in Level] == [False, False, True, True]


def test_roll_call_ladder() -> None:
    """Rung, again, the deputy; then it stands on the list of the silent, and nobody is rung any more."""
    call = RollCall(alert_id=1, unit_id=1, called_at=NOW, next_at=after(seconds=90))
    seen = []
    for number in range(4):
        now = after(seconds=90 * (number + 1))
        assert rollcall.is_due(call, now) == (number < 3)
        call = rollcall.after(call, now)
        seen.append(call.rung)
    assert seen == [CallRung.AGAIN, CallRung.DEPUTY, CallRung.SILENT, CallRung.SILENT]
    assert (call.again_at, call.deputy_at, call.next_at) == (after(seconds=90), after(seconds=180), None)


def test_whoever_has_confirmed_is_not_rung() -> None:
    call = RollCall(alert_id=1, unit_id=1, called_at=NOW, next_at=after(seconds=90), confirmed_at=NOW)
    assert not rollcall.is_due(call, after(hours=1))
    open_call = call.model_copy(update={"confirmed_at": None, "next_at": after(days=9)})
    assert rollcall.is_due(open_call, NOW), "put off by a clock that was wrong"


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("500", 500), ("300米", 300), ("2 km", 2000), ("2公里", 2000), ("1.5千米", 1500), ("49", None), ("21 km", None), ("x", None)],
)  # fmt: skip
def test_a_radius(typed: str, metres: int | None) -> None:
    assert read_metres(typed) == metres


@pytest.mark.parametrize(
    ("typed", "number"),
    [("w-0123-4567", "W-0123-4567"), ("W 0123 4567", "W-0123-4567"), ("WOI23 4567", "W-0123-4567"), ("H-0123-4567", None), ("W", None)],
)  # fmt: skip
def test_a_number(typed: str, number: str | None) -> None:
    assert read_number(typed) == number


def test_a_change_changes_one_thing() -> None:
    """Another level brings its own end."""
    alert = an_alert()
    red = changed(alert, Edit(alert_id=1, field="level", value="red"), NOW, CHENGDU)
    assert (red.level, red.until) == (Level.RED, after(hours=3))
    until = changed(alert, Edit(alert_id=1, field="until", value="+6"), NOW, CHENGDU)
    assert until == alert.content.model_copy(update={"until": after(hours=6)})
    own = changed(alert, Edit(alert_id=1, field="words", value="积水", english="Water"), NOW, CHENGDU)
    assert own.detail == {"": "积水", "en": "Water"}
    assert changed(alert, Edit(alert_id=1, field="audience", value="riders"), NOW, CHENGDU).audience == (
        Audience.RIDERS,
    )


@pytest.mark.parametrize(("typed", "hours"), [("12:30", 0.5), ("11:59", 24 - 1 / 60), ("0:00", 12), ("12:00", 24)])
def test_the_next_time_on_the_clock(typed: str, hours: float) -> None:
    """It is noon in Chengdu."""
    assert next_at(typed, NOW, CHENGDU) == NOW + timedelta(hours=hours)
