"""When a whistle may be blown, and who is rung next of those who are silent."""

from datetime import timedelta

import pytest

from handlers.whistle import rules
from storage.case import CONDUCT, Status
from storage.whistles import Rung, Summons, Whistle, WhistleKind
from tests.storage.makers import NOW, a_report, after


def a_whistle(kind: WhistleKind = WhistleKind.EMERGENCY, *, ended: bool = False) -> Whistle:
    return Whistle(id=1, report_id=1, kind=kind, blown_at=NOW, ended_at=NOW if ended else None)


def a_summons(**fields: object) -> Summons:
    return Summons.model_validate({"whistle_id": 1, "team_id": 1, "rung_at": NOW} | fields)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", WhistleKind)
def test_when_it_may_be_blown(status: Status, kind: WhistleKind) -> None:
    """While anybody has to do something; but in an emergency nothing that waits is called."""
    report = a_report().model_copy(update={"status": status})
    waits = status in (Status.WAITING, Status.DEFERRED)
    assert rules.may_blow(report, kind) == (report.is_open and (kind is WhistleKind.EMERGENCY or not waits))


def test_never_about_what_staff_did() -> None:
    assert not rules.may_blow(a_report().model_copy(update={"category": CONDUCT}), WhistleKind.EMERGENCY)


@pytest.mark.parametrize(
    ("before", "graver"),
    [
        (None, tuple(WhistleKind)),
        (a_whistle(ended=True), tuple(WhistleKind)),
        (a_whistle(WhistleKind.DAILY), (WhistleKind.HARD, WhistleKind.EMERGENCY)),
        (a_whistle(WhistleKind.HARD), (WhistleKind.EMERGENCY,)),
        (a_whistle(WhistleKind.EMERGENCY), ()),
    ],
)
def test_only_a_graver_one_follows(before: Whistle | None, graver: tuple[WhistleKind, ...]) -> None:
    assert rules.graver(before) == graver


@pytest.mark.parametrize("kind", WhistleKind)
def test_the_ladder(kind: WhistleKind) -> None:
    """Each a minute and a half after the one before, each once; and in an emergency who is not there after half an hour."""
    whistle, summons, now = a_whistle(kind), a_summons(), NOW
    summons = rules.after(whistle, summons, Rung.FIRST, now)
    rung = []
    while summons.next_at is not None:
        now = summons.next_at
        following = rules.next_rung(summons)
        assert following is not None
        assert rules.is_due(summons, now)
        assert not rules.is_due(summons, now - timedelta(seconds=1))
        summons = rules.after(whistle, summons, following, now)
        rung.append((following, rules.seconds_until(NOW, now)))
    late = [(Rung.LATE, 1800)] if kind is WhistleKind.EMERGENCY else []
    assert rung == [(Rung.AGAIN, 90), (Rung.DEPUTY, 180), (Rung.OFFICER, 270), *late]


def test_who_answers_is_rung_no_more() -> None:
    """But in an emergency they are missed half an hour after the whistle; once they are there, never."""
    coming, there = a_summons(confirmed_at=NOW), a_summons(confirmed_at=NOW, arrived_at=NOW)
    assert rules.next_at(a_whistle(), coming, after(seconds=40)) == after(minutes=30)
    assert rules.next_at(a_whistle(WhistleKind.HARD), coming, NOW) is None
    assert rules.next_at(a_whistle(), there, NOW) is None


def test_a_wrong_clock_puts_nothing_off() -> None:
    """A time further off than any of ours was written by one that ran ahead; and none took less than no time."""
    assert rules.is_due(a_summons(next_at=after(hours=1)), NOW)
    assert rules.seconds_until(NOW, after(seconds=-5)) == 0
