"""The periodic work of features, put together: what is due stands in the database, and each looks for its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.housekeeping import Job
from handlers.alerts.jobs import AlertJobs
from handlers.context import House
from handlers.digest.jobs import DigestJobs
from handlers.doors.jobs import DoorJobs
from handlers.drill.jobs import DrillJobs
from handlers.notice.jobs import NoticeJobs
from handlers.points.jobs import PointJobs
from handlers.rewards.jobs import RewardJobs
from handlers.training.jobs import TrainingJobs
from handlers.whistle.jobs import WhistleJobs
from storage.clock import Clock
from storage.engine import Database


@dataclass(frozen=True)
class Jobs:
    """One of each feature that has any."""

    alerts: AlertJobs
    doors: DoorJobs
    drills: DrillJobs
    notices: NoticeJobs
    digests: DigestJobs
    rewards: RewardJobs
    whistles: WhistleJobs
    points: PointJobs
    training: TrainingJobs

    def periodic(self) -> dict[Job, timedelta]:
        """What is looked after, and how often."""
        return {
            self.alerts.send_alerts: timedelta(seconds=1),
            self.alerts.call_next: timedelta(seconds=5),
            self.alerts.ring_silent: timedelta(seconds=5),
            self.alerts.show: timedelta(seconds=5),
            self.alerts.find_late_ones: timedelta(seconds=30),
            self.doors.look: timedelta(seconds=5),
            self.drills.go_on: timedelta(seconds=1),
            self.drills.tell_authors: timedelta(seconds=5),
            self.notices.send_notices: timedelta(seconds=1),
            self.notices.tell_authors: timedelta(seconds=5),
            self.digests.send_digests: timedelta(seconds=5),
            self.rewards.expire: timedelta(minutes=1),
            self.whistles.ring_silent: timedelta(seconds=5),
            self.points.expire: timedelta(hours=1),
            self.points.audit: timedelta(hours=1),
            self.training.look: timedelta(seconds=5),
        }


def jobs_of(database: Database, house: House, clock: Clock, owed: Callable[[], None]) -> Jobs:
    """`owed` is called when messages were put into the outbox."""
    made = (database, house, clock, owed)
    return Jobs(
        alerts=AlertJobs(*made),
        doors=DoorJobs(*made),
        drills=DrillJobs(*made),
        notices=NoticeJobs(database, house.zone, clock, owed),
        digests=DigestJobs(*made),
        rewards=RewardJobs(*made),
        whistles=WhistleJobs(*made),
        points=PointJobs(*made),
        training=TrainingJobs(*made),
    )
