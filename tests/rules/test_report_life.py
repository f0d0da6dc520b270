"""The life of a report, whatever anybody does and in whichever order: no dead end, and no waiting without an end."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.report import rules
from handlers.report.rules import Action
from storage.reports import Actor, Report, Status
from tests.rules.test_report_rules import NOW, report


class Life(RuleBasedStateMachine):
    """Reporter, staff and clock act as they like; what does not fit changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.report: Report = report()
        self.before: Report = self.report

    @rule(action=st.sampled_from(Action), actor=st.sampled_from(Actor))
    def acts(self, action: Action, actor: Actor) -> None:
        """Anybody, anything."""
        self.before = self.report
        self.report = rules.changed(self.report, action, actor, now=self.now, holder=7, reason="x") or self.report

    @rule(hours=st.integers(0, 200))
    def time_goes_by(self, hours: int) -> None:
        """And the clock's job ends what has waited long enough, as it does each minute."""
        self.now += timedelta(hours=hours)
        self.before = self.report
        if self.report.waits_until is not None and self.report.waits_until <= self.now:
            ended = rules.changed(self.report, Action.GIVE_UP, Actor.SYSTEM, now=self.now)
            assert ended is not None, "there is always a way on"
            self.report = ended

    @precondition(lambda self: self.report.status is Status.WAITING)
    @rule()
    def the_reporter_answers(self) -> None:
        """Whatever happened before, an answer to an open question is taken."""
        answered = rules.changed(self.report, Action.ANSWER, Actor.REPORTER, now=self.now)
        assert answered is not None
        self.before, self.report = self.report, answered

    @invariant()
    def waiting_has_an_end(self) -> None:
        """Both or neither; never longer than five days."""
        assert (self.report.status is Status.WAITING) == (self.report.waits_until is not None)
        if self.report.waits_until is not None:
            assert self.now < self.report.waits_until <= self.now + rules.PATIENCE

    @invariant()
    def closed_is_closed(self) -> None:
        """And only then has it a time of closing; somebody holds whatever is under way."""
        closed = self.report.status in rules.CLOSED
        assert closed == (self.report.closed_at is not None)
        if self.before.status in rules.CLOSED:
            assert self.report == self.before
        if self.report.status in (Status.ACCEPTED, Status.WAITING, Status.DONE):
            assert self.report.holder_id == 7

    @invariant()
    def there_is_a_way_to_the_end(self) -> None:
        """By what people can do, without the clock."""
        assert self.report.status in rules.CLOSED or _reaches_an_end(self.report.status)


def _reaches_an_end(status: Status) -> bool:
    reached, seen = {status}, set[Status]()
    while reached - seen:
        seen |= reached
        steps = rules.CHANGES.items()
        reached = {change.to for (at, _), change in steps if at in seen and change.actor is not Actor.SYSTEM} | seen
    return bool(seen & set(rules.CLOSED))


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
