"""What is promised for a case, and what of it is missed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.clocks import terms
from handlers.clocks.settings import CalendarSettings, calendars_of
from handlers.clocks.terms import DANGER, Term, Terms
from handlers.report import rules
from handlers.report.rules import Action
from handlers.report.settings import BUILT_IN, Category, Limits
from storage.case import Actor, Place, PlaceSource, Report, Urgency

NOW = datetime(2026, 5, 22, 9, 0, tzinfo=UTC)  # a Friday, 17:00 in Chengdu: half an hour of work is left
OFFICE = calendars_of(CalendarSettings(), (), ZoneInfo("Asia/Shanghai")).common
HOUR = timedelta(hours=1)
ROUND_THE_CLOCK = Terms(4 * HOUR, 12 * HOUR, 48 * HOUR)


def a_case(promise: Terms = ROUND_THE_CLOCK, **changes: object) -> Report:
    """As it comes in."""
    made = Report(
        id=1, code="H-1", reporter_id=1, pseudonym="R-1", grid_id=1, unit_id=1, place=Place(source=PlaceSource.MISSING),
        answer_by=NOW, created_at=NOW, updated_at=NOW,
    ).model_copy(update=changes)  # fmt: skip
    fresh = terms.promised(made, promise, NOW)
    return terms.watched(fresh, fresh, promise, is_new=True, now=NOW)


def then(case: Report, action: Action, actor: Actor, at: datetime, promise: Terms = ROUND_THE_CLOCK) -> Report:
    """After somebody has done something, as the service does it."""
    changed = rules.changed(case, action, actor, now=at, holder=7 if actor is Actor.STAFF else None, team=3)
    assert changed is not None, (case.status, action)
    if action is Action.REOPEN:
        changed = terms.promised(changed, promise, at)
    if action is Action.DANGER:
        changed = terms.sooner(changed, at)
    return terms.watched(case, changed, promise, is_new=action is Action.REOPEN, now=at)


def test_a_kind_has_its_terms() -> None:
    """Its own, in working time where it asks for it; of one that is not known, what is for any."""
    limits = Limits(answer_hours=24)
    trees = terms.terms_of("trees", limits, BUILT_IN, OFFICE)
    assert (trees.answer, trees.fix, trees.calendar) == (7 * HOUR, 70 * HOUR, OFFICE)
    assert terms.terms_of("gas", limits, BUILT_IN, OFFICE) == Terms(HOUR, 2 * HOUR, 24 * HOUR)
    assert terms.terms_of(None, limits, BUILT_IN, OFFICE) == Terms(24 * HOUR, 72 * HOUR, 240 * HOUR)
    assert terms.terms_of("gone", limits, (), OFFICE).answer == 24 * HOUR


def test_one_after_the_other() -> None:
    """Somebody takes it, somebody begins, it is done; each is due until it has happened."""
    case = a_case()
    assert terms.next_due(case) == (Term.ANSWER, NOW + 4 * HOUR)
    case = then(case, Action.ACCEPT, Actor.STAFF, NOW + HOUR)
    assert terms.next_due(case) == (Term.ACT, NOW + 12 * HOUR)
    case = then(case, Action.ASSIGN, Actor.STAFF, NOW + HOUR)
    case = then(case, Action.ACKNOWLEDGE, Actor.TEAM, NOW + 2 * HOUR)
    assert terms.next_due(case) == (Term.ACT, NOW + 12 * HOUR)
    case = then(case, Action.ARRIVE, Actor.TEAM, NOW + 3 * HOUR)
    assert terms.next_due(case) == (Term.FIX, NOW + 48 * HOUR)
    case = then(case, Action.FINISH, Actor.TEAM, NOW + 4 * HOUR)
    assert terms.next_due(case) is None
    assert case.breach_at is None


def test_a_team_that_was_asked_has_not_answered() -> None:
    """Where a rule asked it before anybody of the staff had the case; and a refusal leaves it open again."""
    case = then(a_case(), Action.ASSIGN, Actor.SYSTEM, NOW)
    assert terms.next_due(case) == (Term.ANSWER, NOW + 4 * HOUR)
    taken = then(case, Action.ARRIVE, Actor.TEAM, NOW)
    assert terms.next_due(taken) == (Term.FIX, NOW + 48 * HOUR)
    refused = then(taken, Action.REFUSE, Actor.TEAM, NOW)
    assert terms.next_due(refused) == (Term.ANSWER, NOW + 4 * HOUR)


def test_each_level_is_told_when_a_further_share_has_gone_by() -> None:
    case, moments = a_case(), []
    while case.breach_at is not None:
        moments.append(case.breach_at - NOW)
        case = terms.told(case, ROUND_THE_CLOCK)
    assert moments == [4 * HOUR, 5 * HOUR, 6 * HOUR, 7 * HOUR]
    assert (case.breaches, case.is_overdue, case.rank) == (terms.LEVELS, True, 1)


def test_danger_to_life_is_past_every_queue() -> None:
    """Five minutes, at night too, and five more for each level."""
    working = Terms(7 * HOUR, 21 * HOUR, 70 * HOUR, OFFICE)
    case, moments = a_case(working, urgency=Urgency.DANGER), []
    assert (case.answer_by - NOW, case.rank) == (DANGER.answer, 0)
    while case.breach_at is not None:
        moments.append((case.breach_at - NOW) / timedelta(minutes=1))
        case = terms.told(case, working)
    assert moments == [5, 10, 15, 20]


def test_danger_that_is_declared_later_brings_everything_forward() -> None:
    case = then(a_case(), Action.DANGER, Actor.REPORTER, NOW + HOUR)
    assert terms.next_due(case) == (Term.ANSWER, NOW + HOUR + DANGER.answer)
    assert case.fix_by == NOW + HOUR + DANGER.fix


def test_what_is_missed_next_begins_with_who_has_it() -> None:
    """Taken late: what is due then is something else. What was told of the answer is not told again."""
    late = terms.told(terms.told(a_case(), ROUND_THE_CLOCK), ROUND_THE_CLOCK)
    taken = then(late, Action.ACCEPT, Actor.STAFF, NOW + 6 * HOUR)
    assert (taken.breaches, taken.breach_at, taken.is_overdue) == (0, NOW + 12 * HOUR, False)
    again = then(late, Action.DANGER, Actor.REPORTER, NOW + 6 * HOUR)
    assert again.breaches == 2


def test_a_kind_that_becomes_known() -> None:
    """The answer is due as it was or sooner, the rest as the kind asks for; in danger nothing is put off."""
    case = a_case()
    slow, fast = Terms(24 * HOUR, 72 * HOUR, 240 * HOUR), Terms(HOUR, 2 * HOUR, 24 * HOUR)
    assert terms.named(case, slow).answer_by == NOW + 4 * HOUR
    assert terms.named(case, slow).fix_by == NOW + 240 * HOUR
    assert terms.named(case, fast).answer_by == NOW + HOUR
    danger = a_case(urgency=Urgency.DANGER)
    assert terms.named(danger, slow).fix_by == danger.fix_by


@pytest.mark.parametrize(
    ("wait", "go_on", "by"),
    [(Action.ASK, Action.ANSWER, Actor.REPORTER), (Action.DEFER, Action.RESUME, Actor.STAFF)],
)
def test_while_somebody_else_is_waited_for_the_clocks_stand_still(wait: Action, go_on: Action, by: Actor) -> None:
    case = then(a_case(), Action.ACCEPT, Actor.STAFF, NOW)
    waiting = then(case, wait, Actor.STAFF, NOW + 2 * HOUR)
    assert waiting.breach_at is None
    on = then(waiting, go_on, by, NOW + 32 * HOUR)
    assert on.fix_by == NOW + (48 + 30) * HOUR
    assert (on.paused_at, on.breach_at) == (None, terms.next_due(on).by)  # type: ignore[union-attr]


def test_a_pause_in_working_time() -> None:
    """From Friday evening to Monday morning half an hour of work goes by."""
    working = Terms(7 * HOUR, 7 * HOUR, 14 * HOUR, OFFICE)
    case = then(a_case(working), Action.ACCEPT, Actor.STAFF, NOW, working)
    waiting = then(case, Action.ASK, Actor.STAFF, NOW, working)
    on = then(waiting, Action.ANSWER, Actor.REPORTER, NOW + timedelta(days=2, hours=16), working)  # Monday, 9:00
    assert case.act_by == datetime(2026, 5, 25, 9, 0, tzinfo=UTC)
    assert on.act_by == case.act_by + HOUR / 2


def test_what_was_late_before_it_waited_stays_late() -> None:
    late = terms.told(then(a_case(), Action.ACCEPT, Actor.STAFF, NOW), ROUND_THE_CLOCK)
    waiting = then(late, Action.ASK, Actor.STAFF, NOW + 13 * HOUR)
    on = then(waiting, Action.ANSWER, Actor.REPORTER, NOW + 20 * HOUR)
    assert (on.act_by, on.breaches) == (late.act_by, 1)


def test_opened_again_everything_is_promised_anew() -> None:
    case = then(then(a_case(), Action.ACCEPT, Actor.STAFF, NOW), Action.FINISH, Actor.STAFF, NOW + 50 * HOUR)
    again = then(case, Action.REOPEN, Actor.REPORTER, NOW + 60 * HOUR)
    assert terms.next_due(again) == (Term.ACT, NOW + 72 * HOUR)
    assert (again.breaches, again.acted_at) == (0, None)


def test_a_changed_calendar_changes_no_promise() -> None:
    """What was told to somebody stays; only what is promised from then on goes by the new one."""
    case = a_case(Terms(7 * HOUR, 21 * HOUR, 70 * HOUR, OFFICE))
    other = Terms(HOUR, HOUR, HOUR, OFFICE)
    after = then(case, Action.ACCEPT, Actor.STAFF, NOW, other)
    assert (after.answer_by, after.act_by, after.fix_by) == (case.answer_by, case.act_by, case.fix_by)


@pytest.mark.parametrize("wrong", [{"answer_hours": 80}, {"fix_hours": 12}])
def test_a_kind_that_is_to_be_fixed_before_it_is_answered_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="should be answered before it is acted upon"):
        Category.model_validate({"code": "lift", **wrong})


STEPS = st.lists(
    st.tuples(st.sampled_from(list(Action)), st.sampled_from(list(Actor)), st.integers(0, 600)), max_size=25
)


@given(STEPS)
def test_whatever_happens(steps: list[tuple[Action, Actor, int]]) -> None:
    """A level is waited for exactly while something is due and the clocks run, and never before that is missed."""
    case, at = a_case(), NOW
    for action, actor, minutes in steps:
        at += timedelta(minutes=minutes)
        if rules.changed(case, action, actor, now=at, holder=7, team=3) is not None:
            case = then(case, action, actor, at)
        while case.breach_at is not None and case.breach_at <= at:
            case = terms.told(case, ROUND_THE_CLOCK)
        due = terms.next_due(case)
        is_running = due is not None and case.status not in terms.PAUSED
        assert (case.breach_at is not None) == (is_running and case.breaches < terms.LEVELS)
        assert (case.paused_at is not None) == (case.status in terms.PAUSED)
        if due is not None and case.breach_at is not None:
            assert case.breach_at >= due.by
        assert case.is_open or case.breaches == 0
