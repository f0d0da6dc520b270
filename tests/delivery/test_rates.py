"""How fast may be sent: for any sequence of wishes no limit of Telegram's is passed. Pure; seconds are arguments."""

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.rates import Pacer, Rates
from storage.outbox import Lane


@dataclass(frozen=True)
class Wish:
    """Somebody wants to send: so long after the wish before, a call that takes `takes` and reaches Telegram at `share` of that."""

    lane: Lane
    person: int
    pause: float
    takes: float
    share: float


@dataclass(frozen=True)
class Sent:
    """What was let through: when the call began and when it reached Telegram."""

    lane: Lane
    person: int
    began: float
    arrived: float


WISHES = st.lists(
    st.builds(
        Wish,
        lane=st.sampled_from(list(Lane)),
        person=st.integers(1, 12),
        pause=st.floats(0, 0.5),
        takes=st.floats(0, 1),
        share=st.floats(0, 1),
    ),
    max_size=150,
)


def play(pacer: Pacer, wishes: list[Wish]) -> list[Sent]:
    """What the pacer lets through."""
    now = 100.0
    sent: list[Sent] = []
    flying: list[tuple[float, int]] = []
    for number, wish in enumerate(wishes):
        now += wish.pause
        for end, key in sorted(one for one in flying if one[0] <= now):
            pacer.ended(key, end)
            flying.remove((end, key))
        if pacer.room(wish.lane, now) > 0 and str(wish.person) not in pacer.resting(now):
            pacer.started(number, str(wish.person), now, bulk=wish.lane is Lane.BULK)
            flying.append((now + wish.takes, number))
            sent.append(Sent(wish.lane, wish.person, now, now + wish.takes * wish.share))
    return sent


def most_in_a_second(moments: list[float]) -> int:
    """The fullest second, wherever it begins; a microsecond less, for the rounding of sums."""
    return max((sum(start <= other < start + 1 - 1e-6 for other in moments) for start in moments), default=0)


@given(WISHES)
def test_telegram_never_sees_more_than_allowed_in_any_second(wishes: list[Wish]) -> None:
    """However long the calls take to get there."""
    sent = play(Pacer(Rates(per_second=8, bulk_reserve=3, chat_burst=5)), wishes)
    assert most_in_a_second([one.arrived for one in sent]) <= 8


@given(WISHES)
def test_bulk_leaves_its_reserve_to_the_others(wishes: list[Wish]) -> None:
    """However little they want of it."""
    sent = play(Pacer(Rates(per_second=8, bulk_reserve=3, chat_burst=5)), wishes)
    assert most_in_a_second([one.began for one in sent if one.lane is Lane.BULK]) <= 5


def test_bulk_has_its_share_beside_the_others() -> None:
    """What answers take comes out of the reserve, not out of the 25 a second on which the length of a broadcast depends."""
    pacer = Pacer(Rates())
    for number in range(5):
        pacer.started(number, str(number), 100.0)
    for number in range(5, 30):
        assert pacer.room(Lane.BULK, 100.0) == 30 - number
        pacer.started(number, str(number), 100.0, bulk=True)
    assert pacer.room(Lane.ANSWERS, 100.0) == 0


@given(WISHES)
def test_a_chat_gets_a_short_burst_and_then_one_a_second(wishes: list[Wish]) -> None:
    """Over any stretch of time: the burst, and one for each second of it."""
    sent = play(Pacer(Rates(per_second=1000, bulk_reserve=0, chat_burst=3)), wishes)
    for _, group in itertools.groupby(
        sorted(sent, key=lambda one: (one.person, one.began)), key=lambda one: one.person
    ):
        times = [one.began for one in group]
        for first, last in itertools.combinations_with_replacement(range(len(times)), 2):
            assert last - first + 1 <= 3 + times[last] - times[first] + 1e-6


@given(WISHES, st.floats(1, 60))
def test_retry_after_is_obeyed_for_the_chat_alone(wishes: list[Wish], seconds: float) -> None:
    """Nothing to that chat before its time is over; others go on."""
    pacer = Pacer(Rates(per_second=1000, chat_burst=1000))
    pacer.told_to_wait("1", Lane.ANSWERS, seconds, 100.0)
    sent = play(pacer, wishes)
    assert not [one for one in sent if one.person == 1 and one.began < 100.0 + seconds]
    assert len([one for one in sent if one.person != 1]) == len([wish for wish in wishes if wish.person != 1])


def test_full_speed_is_reached() -> None:
    """30 at once, and the next ones a second after those were answered."""
    pacer = Pacer(Rates())
    for number in range(30):
        assert pacer.room(Lane.ANSWERS, 100.0) == 30 - number
        pacer.started(number, str(number), 100.0)
        pacer.ended(number, 100.1)
    assert pacer.room(Lane.ANSWERS, 101.09) == 0
    assert pacer.next_change(101.05) == pytest.approx(101.1)
    assert pacer.room(Lane.ANSWERS, 101.11) == 30


def test_calls_that_hang_give_their_place_back() -> None:
    """A lane that is stuck must not hold the others: after a second a call has long reached Telegram."""
    pacer = Pacer(Rates(per_second=8))
    for number in range(8):
        pacer.started(number, str(number), 100.0)
    assert pacer.room(Lane.ANSWERS, 101.9) == 0
    assert pacer.room(Lane.ANSWERS, 102.1) == 8


def test_bulk_stops_where_others_may_still_go() -> None:
    pacer = Pacer(Rates())
    for number in range(25):
        assert pacer.room(Lane.BULK, 100.0) > 0
        pacer.started(number, str(number), 100.0, bulk=True)
    assert pacer.room(Lane.BULK, 100.5) == 0
    assert pacer.room(Lane.LIFE_SAFETY, 100.5) == 5


@pytest.mark.parametrize(
    ("times", "people", "paused"),
    [
        ((0, 0, 0), (1, 2, 3), True),
        ((0, 2, 4), (1, 2, 3), True),
        ((0, 0), (1, 2), False),
        ((0, 0, 0), (1, 2, 1), False),  # one chat twice is one chat
        ((0, 4, 8), (1, 2, 3), False),  # long after each other: each for itself
    ],
)
def test_several_chats_told_to_wait_pause_the_lane(
    times: tuple[int, ...], people: tuple[int, ...], paused: bool
) -> None:
    """Then it is the lane that is too fast; it waits for the last of them, and other lanes go on."""
    pacer = Pacer(Rates())
    for person, (after, whom) in enumerate(zip(times, people, strict=True)):
        pacer.told_to_wait(str(whom), Lane.BULK, 60.0 - person, 100.0 + after)
    assert (pacer.room(Lane.BULK, 159.0) == 0) == paused
    assert pacer.room(Lane.ANSWERS, 109.0) > 0
    assert pacer.room(Lane.BULK, 170.0) > 0


def test_failures_in_a_row_silence_everything_for_longer_and_longer() -> None:
    """To a quarter of a minute; one answer, and all go on."""
    pacer, now, silences = Pacer(Rates()), 100.0, []
    for _ in range(9):
        silence = pacer.failed(now, about=None)
        assert pacer.failed(now, about=None) == 0 or not silence, "what fails together counts once"
        assert (pacer.room(Lane.LIFE_SAFETY, now + 0.4) == 0) == (silence > 0)
        now += silence
        silences.append(silence)
    assert [one for one in silences if one] == [0.5, 1, 2, 4, 8, 15, 15, 15][: len([one for one in silences if one])]
    pacer.answered()
    assert pacer.room(Lane.BULK, now) > 0


def test_one_message_that_always_fails_silences_nobody() -> None:
    """It may be to blame itself."""
    pacer = Pacer(Rates())
    assert [pacer.failed(100.0 + number, about=7) for number in range(10)] == [0.0] * 10
    assert pacer.failed(120.0, about=8) == 0.0
    assert pacer.failed(121.0, about=9) > 0


def test_what_is_over_is_forgotten() -> None:
    """However many people a broadcast reaches."""
    pacer = Pacer(Rates())
    for number in range(1000):
        pacer.started(number, str(number), 100.0 + number)
        pacer.ended(number, 100.0 + number)
    assert pacer.room(Lane.BULK, 2000.0) == 25
    assert pacer.resting(2000.0) == ()
    assert pacer.next_change(2000.0) is None


@given(st.lists(st.floats(0, 20), max_size=80))
def test_a_group_never_gets_more_than_twenty_in_a_minute(pauses: list[float]) -> None:
    """However it is asked; and it is not starved either."""
    pacer, now = Pacer(Rates()), 100.0
    sent: list[float] = []
    for number, pause in enumerate(pauses):
        now += pause
        if "group" not in pacer.resting(now):
            pacer.started(number, "group", now, group=True)
            pacer.ended(number, now)
            sent.append(now)
        assert len([one for one in sent if one > now - 60]) <= 20
    assert len(sent) >= min(len(pauses), 10)


def test_a_pause_is_known_of_its_chat_alone() -> None:
    """For a message that was claimed before the pause was asked for."""
    pacer = Pacer(Rates())
    assert pacer.pause_left("a", 100.0) == 0
    pacer.pause("a", 7.0, 100.0)
    pacer.started(1, "b", 100.0)
    assert (pacer.pause_left("a", 102.0), pacer.pause_left("a", 107.0), pacer.pause_left("b", 102.0)) == (5.0, 0, 0)
