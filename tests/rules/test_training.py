"""The rules of training: how long an offer holds, reminders, clashes; days and times as people type them; the dialog of a course."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.calendars import calendar_file
from handlers.input import Choice, Input, Located, Words
from handlers.training.flow import Draft, back, step, take
from handlers.training.moments import read_clock, read_day, read_moment
from handlers.training.rules import HOLDS, cancelled, clashes, is_on_offer, moved, next_reminder, offer_until
from handlers.training.wording import entry
from storage.case import Place, PlaceSource
from storage.training import CourseKind, Session, SessionState
from storage.units import Unit, UnitKind
from tests.town import CHENGDU, NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNIT = Unit(id=1, code="G", kind=UnitKind.GRID, parent_id=None, name="蕉园", name_en="Jiaoyuan", geometry="{}")


def local(*numbers: int) -> datetime:
    """As a clock on the wall says it."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - it has no zone yet


def a_session(number: int = 1, starts: datetime = NOON + 2 * DAY, hours: float = 2, **fields: Any) -> Session:
    usual: dict[str, Any] = {
        "id": number, "code": f"T-{number}", "course_id": 1, "unit_id": 1, "author_id": None, "kind": CourseKind.AED, "title": None,
        "starts_at": starts, "ends_at": starts + timedelta(hours=hours), "place": "广场", "seats": 20, "state": SessionState.OPEN,
        "version": 0, "taken": 0, "waiting": 0,
    }  # fmt: skip
    return Session.model_validate(usual | fields)


@pytest.mark.parametrize(
    ("before", "holds"),
    [
        (30 * DAY, 24 * HOUR),
        (7 * DAY, 24 * HOUR),
        (7 * DAY - timedelta(seconds=1), 6 * HOUR),
        (2 * DAY, 6 * HOUR),
        (25 * HOUR, 2 * HOUR),
        (5 * HOUR, timedelta(minutes=30)),
        (HOUR, timedelta(minutes=10)),
        (timedelta(minutes=20), timedelta(minutes=10)),
        (timedelta(minutes=19), None),
        (timedelta(), None),
        (-HOUR, None),
    ],
)
def test_how_long_an_offer_holds(before: timedelta, holds: timedelta | None) -> None:
    """By day: shorter, the nearer it is; at the very end nobody is asked."""
    assert offer_until(NOON, NOON + before, CHENGDU) == (None if holds is None else NOON + holds)


@pytest.mark.parametrize(
    ("clock", "before", "until"),
    [
        ("2026-05-20T17:00", 5 * DAY, "2026-05-21T08:00"),  # six hours would end at 23:00
        ("2026-05-20T03:00", 26 * HOUR, "2026-05-20T08:00"),
        ("2026-05-20T15:59", 5 * DAY, "2026-05-20T21:59"),
        ("2026-05-20T23:00", 12 * HOUR, "2026-05-21T08:00"),
        ("2026-05-20T23:00", 10 * HOUR, "2026-05-21T06:00"),  # three hours before it begins
        ("2026-05-21T05:00", 2 * HOUR, "2026-05-21T05:10"),  # it begins at seven: no time for sleep
    ],
)
def test_nobody_answers_in_their_sleep(clock: str, before: timedelta, until: str) -> None:
    """If there is time for that."""
    now = datetime.fromisoformat(clock).replace(tzinfo=CHENGDU)
    assert offer_until(now, now + before, CHENGDU) == datetime.fromisoformat(until).replace(tzinfo=CHENGDU)


@given(
    st.datetimes(local(2026, 1, 1), local(2027, 1, 1), timezones=st.just(UTC)),
    st.timedeltas(timedelta(), timedelta(days=60)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
)
def test_an_offer_never_outlasts_what_it_is_for(now: datetime, before: timedelta, zone: str) -> None:
    """Also across the nights in which clocks change; and there are always a few minutes to answer."""
    until = offer_until(now, now + before, ZoneInfo(zone))
    assert (until is None) == (before < HOLDS[-1][0])
    assert until is None or now + HOLDS[-1][1] <= until <= now + before


@pytest.mark.parametrize(
    ("before", "expected"),
    [(3 * DAY, DAY), (DAY + timedelta(seconds=1), DAY), (DAY, HOUR), (2 * HOUR, HOUR), (HOUR, None), (-HOUR, None)],
)
def test_the_next_reminder(before: timedelta, expected: timedelta | None) -> None:
    starts = NOON + before
    assert next_reminder(starts, NOON) == (None if expected is None else starts - expected)


@pytest.mark.parametrize(
    ("starts", "hours", "is_clash"),
    [(0, 2, True), (1, 1, True), (-1, 2, True), (-2, 2, False), (2, 2, False), (-1, 9, True), (24, 2, False)],
)
def test_clashes(starts: float, hours: float, is_clash: bool) -> None:
    session, other = a_session(), a_session(2, NOON + 2 * DAY + timedelta(hours=starts), hours)
    assert clashes(session, (session, other)) == ((other,) if is_clash else ())


def test_what_is_on_offer() -> None:
    session = a_session()
    assert is_on_offer(session, NOON)
    assert not is_on_offer(session, session.starts_at)
    assert not is_on_offer(cancelled(session), NOON)
    assert not is_on_offer(session.model_copy(update={"state": SessionState.OVER}), NOON)


def test_each_change_is_a_higher_version() -> None:
    """As calendars take the highest; it lasts as long wherever it is moved."""
    later = moved(a_session(), NOON + 9 * DAY)
    assert (later.version, later.ends_at - later.starts_at) == (1, 2 * HOUR)
    assert (cancelled(later).version, cancelled(later).state) == (2, SessionState.CANCELLED)


@pytest.mark.parametrize(
    ("seats", "taken", "waiting", "left"), [(5, 3, 0, 2), (5, 5, 0, 0), (5, 4, 1, 0), (5, 6, 0, 0)]
)
def test_seats_left(seats: int, taken: int, waiting: int, left: int) -> None:
    """A free one is theirs who wait."""
    assert a_session(seats=seats, taken=taken, waiting=waiting).left == left


TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12-05 14:00", local(2026, 12, 5, 14, 0)),
        ("12-5 9:05", local(2026, 12, 5, 9, 5)),
        ("12/05 14：00", local(2026, 12, 5, 14, 0)),
        ("12月5日 14点", local(2026, 12, 5, 14, 0)),
        ("12月5号14点30分", local(2026, 12, 5, 14, 30)),
        ("2027-01-02 08:00", local(2027, 1, 2, 8, 0)),
        ("01-02 08:00", local(2027, 1, 2, 8, 0)),
        ("05-20 08:00", local(2026, 5, 20, 8, 0)),
        ("02-29 08:00", local(2028, 2, 29, 8, 0)),
        ("02-30 08:00", None),
        ("12-05 24:00", None),
        ("12-05", None),
        ("14:00", None),
        ("x", None),
        ("99999-12-05 14:00", None),
        ("", None),
    ],
)
def test_moments(words: str, expected: datetime | None) -> None:
    assert read_moment(words, TODAY) == expected


def test_days_and_clocks() -> None:
    assert (read_day("5.21", TODAY), read_day("13-01", TODAY)) == (date(2026, 5, 21), None)
    assert (read_clock("8点"), read_clock("23:59"), read_clock("8"), read_clock("8:60")) == (
        time(8),
        time(23, 59),
        None,
        None,
    )


KIND = Draft(code="T-1", now=local(2026, 5, 20, 12, 0), kind=CourseKind.AED)
HERE = KIND.but(unit="QY-01")
ON = HERE.but(day=date(2026, 5, 23))
AT = ON.but(clock=time(14))
LONG = AT.but(minutes=120)
THERE = LONG.but(place="广场")
ALL = THERE.but(seats=20)
POINT = Located(place=Place(source=PlaceSource.PIN, latitude=30.66, longitude=104.06))


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft(code="T-1"), "kind"), (Draft(code="T-1", unit="QY-01", is_only=True), "kind"), (KIND, "unit"),
        (KIND.but(kind=CourseKind.OTHER), "title"), (HERE, "day"), (ON, "hour"), (AT, "length"), (LONG, "place"), (THERE, "seats"),
        (ALL, "preview"), (ALL.but(is_made=True), None),
    ],
)  # fmt: skip
def test_step(draft: Draft, expected: str | None) -> None:
    assert step(draft) == expected


@pytest.mark.parametrize(
    ("at", "draft", "sent", "expected"),
    [
        ("kind", KIND.but(kind=None), Choice(value="aed"), KIND),
        ("kind", KIND.but(kind=None), Choice(value="x"), None),
        (
            "title",
            KIND.but(kind=CourseKind.OTHER),
            Words(words="防溺水"),
            KIND.but(kind=CourseKind.OTHER, title="防溺水"),
        ),
        ("title", KIND.but(kind=CourseKind.OTHER), Words(words="x" * 61), None),
        ("unit", KIND, Choice(value="QY-01"), HERE),
        ("unit", KIND, Choice(value=">QY"), KIND.but(below="QY")),
        ("unit", KIND, Words(words="QY-01"), None),
        ("day", HERE, Choice(value="2026-05-23"), ON),
        ("day", HERE, Words(words="5-23"), ON),
        ("day", HERE, Words(words="5-23 14:00"), AT),
        ("day", HERE, Words(words="2026-05-19"), HERE.but(is_past=True)),
        ("day", HERE, Words(words="05-20 12:00"), HERE.but(is_past=True)),
        ("day", HERE, Words(words="2030-05-20"), HERE.but(is_past=True)),
        ("day", HERE, Words(words="x"), None),
        ("hour", ON, Choice(value="1400"), AT),
        ("hour", ON, Words(words="14点"), AT),
        ("hour", ON, Words(words="5-23 14:00"), AT),
        ("hour", ON.but(day=date(2026, 5, 20)), Words(words="11:00"), HERE.but(is_past=True)),
        ("length", AT, Choice(value="120"), LONG),
        ("length", AT, Words(words="120 分钟"), LONG),
        ("length", AT, Words(words="0"), None),
        ("length", AT, Words(words="721"), None),
        ("length", AT, Words(words="9" * 5000), None),
        ("place", LONG, Words(words="广场"), THERE),
        ("place", LONG, POINT, LONG.but(latitude=30.66, longitude=104.06)),
        ("place", LONG, Words(words="x" * 61), None),
        ("seats", THERE, Choice(value="20"), ALL),
        ("seats", THERE, Words(words="20人"), ALL),
        ("seats", THERE, Words(words="501"), None),
        ("seats", THERE, Words(words="²"), None),
        ("preview", ALL, Choice(value="make"), ALL.but(is_made=True)),
        ("preview", ALL, Words(words="make"), None),
    ],
)
def test_take(at: str, draft: Draft, sent: Input, expected: Draft | None) -> None:
    assert take(at, draft, sent) == expected


def test_back() -> None:
    """A question at a time to the beginning; not to that for the unit where there was none."""
    assert [back(step(one) or "", one) for one in (ALL, THERE, LONG, ON, HERE)] == [THERE, LONG, AT, HERE, KIND]
    assert back("length", AT) == HERE
    assert back("unit", KIND) == KIND.but(kind=None)
    assert back("unit", KIND.but(below="QY")) == KIND
    assert back("kind", KIND.but(kind=None)) is None
    assert back("day", HERE.but(is_only=True)) == KIND.but(kind=None, unit="QY-01", is_only=True)
    assert back("day", HERE.but(moves=True)) is None, "of one that there is the time alone is asked for"
    assert back("preview", ALL.but(moves=True)) == ALL.but(moves=True, day=None, clock=None)
    other = HERE.but(kind=CourseKind.OTHER, title="x")
    assert back("unit", other.but(unit=None)) == other.but(unit=None, title=None)
    assert back("title", other.but(unit=None, title=None)) == KIND.but(kind=None)


def test_times_in_the_file_are_those_of_the_world() -> None:
    """In UTC, on both sides of a night in which clocks change; and the same entry stays the same."""
    berlin = ZoneInfo("Europe/Berlin")
    made = []
    for day in (24, 25):  # of October 2026: clocks go back on the 25th, at three
        starts = datetime(2026, 10, day, 14, 0, tzinfo=berlin)
        made.append(calendar_file(entry(a_session(starts=starts), UNIT), "AED", "蕉园", NOON).decode())
    assert "DTSTART:20261024T120000Z" in made[0]
    assert "DTSTART:20261025T130000Z" in made[1]
    assert all("UID:T-1@shao" in one and "TZID" not in one for one in made)
    off = calendar_file(entry(cancelled(a_session()), UNIT, is_cancelled=True), "AED", "蕉园", NOON).decode()
    assert "UID:T-1@shao" in off
    assert "SEQUENCE:1" in off
    assert "METHOD:CANCEL" in off
    assert "VALARM" not in off
