"""The life of a report, whatever anybody does and in whichever order: no dead end, and no waiting without an end."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.report import rules
from handlers.report.rules import Action
from storage.case import Actor, Report, Status
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
        after = rules.changed(self.report, action, actor, now=self.now, holder=7, team=3, into=2, reason="x")
        self.report = after or self.report

    @rule(hours=st.integers(0, 200))
    def time_goes_by(self, hours: int) -> None:
        """And the clock's job ends what has waited long enough, as it does each minute."""
        self.now += timedelta(hours=hours)
        self.before = self.report
        if self.report.waits_until is not None and self.report.waits_until <= self.now:
            way_on = {Status.WAITING: Action.GIVE_UP, Status.DEFERRED: Action.RESUME, Status.DONE: Action.LAPSE}
            ended = rules.changed(self.report, way_on[self.report.status], Actor.SYSTEM, now=self.now)
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
        """Both or neither; never longer than is said."""
        assert (self.report.status in rules.PATIENCE) == (self.report.waits_until is not None)
        if self.report.waits_until is not None:
            assert self.now < self.report.waits_until <= self.now + rules.PATIENCE[self.report.status]

    @invariant()
    def closed_is_closed(self) -> None:
        """And only then has it a time of closing; somebody holds whatever is under way."""
        closed = self.report.status in rules.CLOSED
        assert closed == (self.report.closed_at is not None)
        if self.before.status in (Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN):
            assert self.report == self.before
        if self.report.is_open and self.report.status is not Status.RECEIVED:
            assert self.report.holder_id == 7 or self.report.team_id == 3
        assert (self.report.merged_into == 2) == (self.report.status is Status.MERGED)

    @invariant()
    def there_is_a_way_to_the_end(self) -> None:
        """By what people can do, without the clock."""
        assert self.report.status in rules.CLOSED or _reaches_an_end(self.report.status)


def _reaches_an_end(status: Status) -> bool:
    """Back to who has the case may be back to nobody, which is the least that it can be."""
    reached, seen = {status}, set[Status]()
    while reached - seen:
        seen |= reached
        steps = [step for (at, _), step in rules.CHANGES.items() if at in seen and step.actors != (Actor.SYSTEM,)]
        reached = {step.to or Status.RECEIVED for step in steps} | seen
    return bool(seen & {Status.VERIFIED, Status.REJECTED, Status.WITHDRAWN})


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
