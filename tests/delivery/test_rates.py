"""How fast may be sent: for any sequence of wishes no limit of Telegram's is passed. Pure; seconds are arguments."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.rates import Pacer, Rates
from storage.outbox import Lane

wishes = st.lists(
    st.tuples(st.sampled_from(list(Lane)), st.integers(1, 12), st.floats(0, 0.5, allow_nan=False)), max_size=150
)


def play(pacer: Pacer, wanted: list[tuple[Lane, int, float]]) -> list[tuple[float, Lane, int]]:
    """(when, lane, person) of what was let through; each wish comes so many seconds after the one before."""
    now, sent = 100.0, []
    for lane, person, pause in wanted:
        now += pause
        if pacer.room(lane, now) > 0 and person not in pacer.resting(now):
            pacer.started(person, now)
            sent.append((now, lane, person))
    return sent


@given(wishes)
def test_no_second_has_more_than_allowed(wanted: list[tuple[Lane, int, float]]) -> None:
    """In any second, wherever it begins; and bulk leaves its reserve to the others."""
    sent = play(Pacer(Rates(per_second=8, bulk_reserve=3, chat_burst=5)), wanted)
    for number, (start, lane, _) in enumerate(sent):
        window = [one for one in sent[: number + 1] if start - 1.0 < one[0]]
        assert len(window) <= 8
        if lane is Lane.BULK:
            assert len(window) <= 5


@given(wishes)
def test_a_chat_gets_a_short_burst_and_then_one_a_second(wanted: list[tuple[Lane, int, float]]) -> None:
    """Over any stretch of time: the burst, and one for each second of it."""
    sent = play(Pacer(Rates(per_second=1000, bulk_reserve=0, chat_burst=3)), wanted)
    for person in {one[2] for one in sent}:
        times = [when for when, _, whom in sent if whom == person]
        for first, start in enumerate(times):
            for count, end in enumerate(times[first:], start=1):
                assert count <= 3 + (end - start) + 1e-6


@given(st.lists(st.floats(0, 3, allow_nan=False), min_size=1, max_size=40), st.floats(1, 60))
def test_retry_after_is_obeyed_for_the_chat_alone(pauses: list[float], seconds: float) -> None:
    """Nothing to that chat before its time is over; others go on."""
    pacer = Pacer(Rates())
    pacer.told_to_wait(1, Lane.ANSWERS, seconds, 100.0)
    sent = play(pacer, [(Lane.ANSWERS, 1 + number % 2, pause) for number, pause in enumerate(pauses)])
    assert not [when for when, _, person in sent if person == 1 and when < 100.0 + seconds]
    assert pacer.room(Lane.ANSWERS, 99.0) > 0


def test_several_chats_told_to_wait_pause_the_lane() -> None:
    """Then it is the lane that is too fast; other lanes go on."""
    pacer = Pacer(Rates())
    for person in (1, 2, 3):
        pacer.told_to_wait(person, Lane.BULK, 5.0, 100.0)
    assert pacer.room(Lane.BULK, 104.9) == 0
    assert pacer.room(Lane.ANSWERS, 104.9) > 0
    assert pacer.room(Lane.BULK, 105.1) > 0
    assert pacer.next_change(100.0) == 105.0
