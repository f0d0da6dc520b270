"""Who has a case and since when, as its history says it; by when something is promised; when a card is out of date."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.passport.holding import TOLD, Holding, due, holding, is_newest, told
from handlers.report import rules
from handlers.report.rules import CHANGES
from storage.case import Actor, Report, Status
from storage.chain import Entry, History
from tests.storage.makers import NOW, a_report, after

GAS, FIRE = "GAS", "FIRE"
TEAMS = {GAS: 1, FIRE: 2}
CODES = {number: code for code, number in TEAMS.items()}

# (event, status after it, team) an hour apart, and who has the case then since which hour.
LIVES: tuple[tuple[str, tuple[tuple[str, str, str | None], ...], tuple[str | None, int]], ...] = (
    ("nobody has done anything", (("received", "received", None),), (None, 0)),
    ("staff have it", (("received", "received", None), ("accepted", "accepted", None)), (None, 0)),
    ("asked is not taken", (("received", "received", None), ("assigned", "assigned", GAS)), (None, 0)),
    ("taken", (("received", "received", None), ("assigned", "assigned", GAS), ("acknowledged", "in_hand", GAS)), (GAS, 2)),
    (
        "still theirs while they work, wait and say that it is done",
        (
            ("received", "received", None), ("assigned", "assigned", GAS), ("arrived", "in_hand", GAS), ("working", "in_hand", GAS),
            ("deferred", "deferred", GAS), ("added", "deferred", None), ("resumed", "in_hand", GAS), ("done", "done", GAS),
        ),
        (GAS, 2),
    ),
    (
        "refused, back at the unit",
        (("received", "received", None), ("assigned", "assigned", GAS), ("acknowledged", "in_hand", GAS), ("refused", "received", GAS)),
        (None, 3),
    ),
    (
        "taken by another",
        (
            ("received", "received", None), ("assigned", "assigned", GAS), ("acknowledged", "in_hand", GAS),
            ("assigned", "assigned", FIRE), ("acknowledged", "in_hand", FIRE),
        ),
        (FIRE, 4),
    ),
    (
        "another is asked, who has not taken it",
        (
            ("received", "received", None), ("assigned", "assigned", GAS), ("acknowledged", "in_hand", GAS), ("assigned", "assigned", FIRE),
        ),
        (None, 3),
    ),
    (
        "opened again, theirs as before",
        (
            ("received", "received", None), ("assigned", "assigned", GAS), ("acknowledged", "in_hand", GAS), ("done", "done", GAS),
            ("reopened", "in_hand", GAS),
        ),
        (GAS, 2),
    ),
)  # fmt: skip


def entry(event: str, status: Status, team: str | None, at: datetime) -> Entry:
    return Entry(event=event, actor=Actor.SYSTEM, status=status, team=team, at=at, hash=f"{at:%d%H%M}{event}")


def lived(*steps: tuple[str, str, str | None]) -> History:
    """A history, an hour from one entry to the next."""
    entries = (
        entry(event, Status(status), team, after(hours=hour)) for hour, (event, status, team) in enumerate(steps)
    )
    return History(code="H-1", entries=tuple(entries), tip=None)


@pytest.mark.parametrize(("steps", "held"), [life[1:] for life in LIVES], ids=[life[0] for life in LIVES])
def test_who_has_it_since_when(steps: tuple[tuple[str, str, str | None], ...], held: tuple[str | None, int]) -> None:
    assert holding(lived(*steps)) == Holding(held[0], after(hours=held[1]))


def test_nobody_without_a_history() -> None:
    assert holding(lived()) is None


@given(st.data())
def test_the_history_says_what_the_case_says(data: st.DataObject) -> None:
    """Whatever is done to a case in whichever order, a team has it by its history exactly when it has it by itself, and since then."""
    report: Report = a_report(answer_by=NOW)
    entries = [entry("received", report.status, None, NOW)]
    for number in range(1, data.draw(st.integers(1, 25))):
        moves = [
            (action, actor)
            for (status, action), one in CHANGES.items()
            if status is report.status
            for actor in one.actors
        ]
        if not moves:
            break
        action, actor = data.draw(st.sampled_from(moves))
        now, team = NOW + timedelta(minutes=number), data.draw(st.sampled_from(sorted(TEAMS)))
        changed = rules.changed(report, action, actor, now=now, team=TEAMS[team], holder=7, into=9, reason="x")
        assert changed is not None
        concerned = changed.team_id or report.team_id
        entries.append(entry(action.value, changed.status, None if concerned is None else CODES[concerned], now))
        report = changed
    held = holding(History(code="H-1", entries=tuple(entries), tip=None))
    assert held is not None
    if report.team_took_at is None:
        assert held.team is None
    else:
        assert held == Holding(CODES[report.team_id or 0], report.team_took_at)


@pytest.mark.parametrize(
    ("status", "promised"),
    [
        (Status.RECEIVED, "answer_by"), (Status.ASSIGNED, "answer_by"),
        (Status.WAITING, "waits_until"), (Status.DEFERRED, "waits_until"), (Status.DONE, "waits_until"),
        *((one, None) for one in rules.CLOSED),
    ],
)  # fmt: skip
def test_what_is_promised_next(status: Status, promised: str | None) -> None:
    names = ("answer_by", "act_by", "fix_by", "waits_until")
    times = {name: after(hours=hour) for hour, name in enumerate(names)}
    assert due(a_report(status=status).model_copy(update=times)) == (None if promised is None else times[promised])


def test_every_change_is_told() -> None:
    """A card that keeps quiet about a change would call itself up to date."""
    assert {action.value for _, action in CHANGES} <= set(TOLD)


def test_out_of_date_by_what_is_told_alone() -> None:
    history = lived(
        ("received", "received", None),
        ("added", "received", None),
        ("accepted", "accepted", None),
        ("voted", "done", None),
    )
    assert [is_newest(one, history) for one in history.entries] == [False, False, True, True]
    assert [one.event for one in told(history)] == ["received", "accepted"]
