"""Bad days, in their short form: pauses asked for, errors, lost replies, restarts in the middle, Telegram away (bar.md, tests 3 to 6)."""

import logging
from functools import partial
from pathlib import Path

import pytest

from bot.delivery.rates import Rates
from bot.demo.faults import Fault
from storage.engine import Database
from storage.outbox import Lane, Worth
from tests.delivery.parts import FIRST, Arrival, Post, post_office, words

MARK = "you may have had this already"


def most_in_a_second(arrivals: list[Arrival]) -> int:
    """The fullest second, wherever it begins."""
    moments = [one.at for one in arrivals]
    return max(sum(start <= other < start + 1 for other in moments) for start in moments)


def too_early(arrivals: list[Arrival]) -> list[Arrival]:
    """The calls to a chat that came before the pause was over which an earlier one had been told of."""
    return [
        late
        for told in arrivals
        for late in arrivals
        if late.chat == told.chat and told.until < late.at < told.until + told.retry_after
    ]


def everybody_has(post: Post, count: int = 1) -> bool:
    """Each exactly so many messages."""
    return all(len(post.got(number)) == count for number in range(len(post.people)))


async def test_full_speed_without_ever_too_much(database: Database, tmp_path: Path) -> None:
    """30 in any second of Telegram's, and not much less (`python -m tests.bench notice` measures it)."""
    async with post_office(tmp_path, database, Rates()) as post:
        await post.meet(75)
        await post.owe(words(0))
        await post.start()
        await post.drained()
        arrivals = post.came()
        assert most_in_a_second(arrivals) <= 30
        assert (
            arrivals[-1].at - arrivals[0].at < 3.7
        )  # 2.5 s are permitted, half the speed would be 5: room for a busy machine
        assert everybody_has(post)


async def test_429_storm(database: Database, tmp_path: Path) -> None:
    """30 % of the sends, in each lane: no call before its time, at most 30 in any second, nothing lost, nothing twice."""
    async with post_office(tmp_path, database, Rates()) as post:
        await post.meet(40)
        for seconds in (1, 2):
            post.server.misbehave(Fault.TOO_MANY, "sendMessage", share=0.16, seconds=seconds)
        for lane in Lane:
            await post.owe(words(0), post.people[lane :: len(Lane)], lane=lane, worth=list(Worth)[lane % 2])
        await post.start()
        await post.drained()
        arrivals = post.came()
        assert len([one for one in arrivals if one.retry_after]) > 5, "no storm"
        assert too_early(arrivals) == []
        assert most_in_a_second(arrivals) <= 30
        assert post.states() == {"sent": 40}
        assert everybody_has(post)


async def test_a_pause_outlives_a_restart(post: Post) -> None:
    """A chat that is to be left alone is left alone by the next process too, whatever else is owed to it."""
    await post.meet(1)
    post.server.misbehave(Fault.TOO_MANY, count=1, seconds=1)
    await post.owe(words(0), lane=Lane.BULK)
    await post.start()
    await post.until(lambda: post.came() and post.came()[0].retry_after)
    await post.stop()
    assert post.states() == {"waiting": 1}
    await post.start()
    await post.owe(words(1), lane=Lane.ANSWERS)
    await post.drained()
    assert too_early(post.came()) == []
    assert len(post.came()) == 3


async def test_errors_hangs_and_lost_replies(post: Post) -> None:
    """20 % of the sends: what must arrive arrives, repeated no more often than a reply was lost, each repeat marked."""
    await post.meet(100)
    for fault in (Fault.SERVER_ERROR, Fault.HANG, Fault.CUT, Fault.LOST):
        post.server.misbehave(fault, "sendMessage", share=0.055, seconds=0.2)
    await post.owe(words(0))
    await post.start()
    await post.drained()
    unsure = sum(count for (count,) in post.rows("SELECT repeat FROM outbox"))
    lost = [call for call in post.server.world.calls if call.outcome == "cut"]
    assert unsure > 10, "no storm"
    assert lost
    assert post.states() == {"sent": 100}
    seen = [[shown.words for shown in post.got(number)] for number in range(100)]
    assert all(seen)
    assert sum(len(one) - 1 for one in seen) <= unsure
    assert all(MARK in repeat for one in seen for repeat in one[1:])


async def test_final_refusals_are_not_retried(post: Post) -> None:
    """One call for each: 403, an empty text, a body too large."""
    await post.meet(3)
    post.server.misbehave(Fault.BLOCKED, chat=FIRST)
    post.server.world.phones.pop(FIRST + 1)
    await post.owe(words(0))
    await post.start()
    await post.drained()
    assert post.states() == {"blocked": 2, "sent": 1}
    assert len(post.came()) == 3


@pytest.mark.parametrize("worth", list(Worth))
async def test_restarts_in_mid_broadcast(post: Post, worth: Worth) -> None:
    """200 people, 5 kills with up to 8 in flight: nobody is left out; repeats are marked, or not made at all."""
    kills, people = 5, 200
    await post.meet(people)
    await post.owe(words(0), lane=Lane.BULK, worth=worth)
    post.server.misbehave(Fault.SLOW, "sendMessage", seconds=0.02)
    for kill in range(1, kills + 1):
        await post.start()
        await post.comes(kill * 25)
        await post.kill()
    await post.start()
    await post.drained()
    seen = [[shown.words for shown in post.got(number)] for number in range(people)]
    repeats = [repeat for one in seen for repeat in one[1:]]
    if worth is Worth.MUST:
        assert post.states() == {"sent": people}
        assert all(seen)
        assert len(repeats) <= kills * 8
        assert all(MARK in repeat for repeat in repeats)
    else:
        states = post.states()
        assert repeats == []
        assert states["sent"] + states["unknown"] == people
        assert 0 < states["unknown"] <= kills * 8
        assert [] not in seen or states["unknown"] >= seen.count([])


async def test_telegram_away_and_back(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    """What is refused at the door was never sent: nothing is unsure, nothing is lost; the log says it once, and once that it is over."""
    await post.meet(20)
    port = int(post.server.url.rpartition(":")[2])
    await post.server.stop()
    await post.owe(words(0), post.people[:10], worth=Worth.ONCE)
    with caplog.at_level(logging.WARNING):
        await post.start()
        await post.logged(caplog, "cannot be reached")
        await post.owe(words(0), post.people[10:], worth=Worth.MUST)
        await post.server.start(port)
        await post.drained()
    assert post.states() == {"sent": 20}
    assert everybody_has(post)
    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.delivery")]
    assert said == ["Telegram cannot be reached or is in trouble; messages wait", "Telegram answers again"]


async def test_answers_go_through_while_a_broadcast_runs(database: Database, tmp_path: Path) -> None:
    """Bulk leaves five a second: each answer is there while the broadcast still runs."""
    async with post_office(tmp_path, database, Rates()) as post:
        await post.meet(80)
        await post.owe(words(0), post.people[:70], lane=Lane.BULK)
        await post.start()
        await post.comes(25)
        for person in range(70, 74):
            await post.owe(words(1), [post.people[person]])
            await post.until(partial(post.got, person))
        assert len([one for one in post.came() if one.words == "message-0"]) < 70
        await post.drained()
        # What began within the pacer's second may arrive closer together on a busy machine; its own tests say how many begin.
        assert most_in_a_second(post.came()) <= 30
