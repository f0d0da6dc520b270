"""Tests 4 and 5 of the bar: Telegram asks for pauses of up to a minute; it answers with errors, or not at all, or cuts its replies.

In time that is skipped while nothing happens (see skipping.py), so that a pause of a minute takes a moment.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.demo.faults import Fault
from storage.outbox import Lane, Worth
from tests.delivery.parts import Arrival
from tests.faults.lives import assert_discreet
from tests.faults.skipping import Weather, in_skipped_time, weather
from tests.town import ZHOU

_FIRST = 300_001
_MARK = "（网络不稳，这条可能重复）"
_MINUTE = 60.0
_PAUSES = (1, 5, 15, 30, 60)
_TROUBLES = (Fault.SERVER_ERROR, Fault.HANG, Fault.CUT, Fault.LOST)
_FOR_GOOD = 100.0  # seconds: longer than anybody waits for an answer


def _share_each(total: float, rules: int) -> float:
    """Of each of several rules, one after the other, so that so many fall under one of them."""
    return float(1 - (1 - total) ** (1 / rules))


@pytest.mark.parametrize("messages", [60, pytest.param(5_000, marks=pytest.mark.full)])
def test_429_storm(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, messages: int
) -> None:
    """Nothing before its time, never too much, to a group either, and nothing lost."""
    in_skipped_time(monkeypatch, _429_storm(prepared, tmp_path, caplog, messages))


async def _429_storm(prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, messages: int) -> None:
    async with weather(prepared, tmp_path) as here:
        people = await here.meet(_FIRST, messages // 4)
        group = await _a_group(here)
        for seconds in _PAUSES:
            here.server.misbehave(Fault.TOO_MANY, "sendMessage", share=_share_each(0.3, len(_PAUSES)), seconds=seconds)
        for number in range(messages):
            to = {"group_id": group} if number % 4 == 0 else {"person_id": people[number % len(people)]}
            await here.owe(number, list(Worth)[number % 2], Lane(number % 4), **to)
        await here.drained()
        calls = [one for one in here.server.arrivals if one.method == "sendMessage"]
        told = [one for one in calls if one.retry_after]
        print(f"\n{len(calls)} calls, {len(told)} told to wait; most in a second {most_within(calls, 1.0)}")
        assert len(told) > 0.2 * len(calls)
        assert too_early(calls) == []
        assert most_within(calls, 1.0) <= 30
        assert most_within([one for one in calls if one.chat is not None and one.chat < 0], _MINUTE) <= 20
        assert here.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state") == [("sent", messages)]
        assert_discreet(caplog.text, here.server)


@pytest.mark.parametrize("messages", [120, pytest.param(5_000, marks=pytest.mark.full)])
def test_errors_hangs_and_cut_replies(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, messages: int
) -> None:
    """What must arrive does, what may not be repeated is not, and a final no is taken for one."""
    in_skipped_time(monkeypatch, _errors(prepared, tmp_path, caplog, messages))


async def _errors(prepared: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, messages: int) -> None:
    async with weather(prepared, tmp_path) as here:
        people = await here.meet(_FIRST, messages)
        here.server.misbehave(Fault.BLOCKED, chat=_FIRST)
        here.server.world.phones.pop(_FIRST + 1)
        for fault in _TROUBLES:
            share = _share_each(0.2, len(_TROUBLES))
            here.server.misbehave(fault, "sendMessage", share=share, seconds=_FOR_GOOD)
        for number, person in enumerate(people):
            await here.owe(number, _worth(number), Lane(number % 4), person_id=person)
        await here.drained()
        calls = Counter(one.chat for one in here.server.arrivals if one.method == "sendMessage")
        assert calls[_FIRST] == calls[_FIRST + 1] == 1
        states = dict(here.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state"))
        unsure = here.rows("SELECT COALESCE(SUM(repeat), 0) FROM outbox")[0][0]
        heard = {
            one: [shown.words for shown in here.server.person(one).from_bot]
            for one in range(_FIRST + 2, _FIRST + messages)
        }
        print(f"\n{calls.total()} calls for {messages} messages; {states}, unsure and repeated {unsure}")
        assert unsure + states["unknown"] > 0.1 * messages, "no storm"
        _assert_worth(heard, calls, unsure)
        assert states == {"blocked": 2, "unknown": states["unknown"], "sent": messages - 2 - states["unknown"]}
        assert_discreet(caplog.text, here.server)


def _worth(number: int) -> Worth:
    return list(Worth)[number // 4 % 2]


def _assert_worth(heard: dict[int, list[str]], calls: Counter[int | None], unsure: int) -> None:
    """Of those who could be reached."""
    must = {one: said for one, said in heard.items() if _worth(one - _FIRST) is Worth.MUST}
    assert all(must.values())
    assert sum(len(said) - 1 for said in must.values()) <= unsure
    assert [words for said in must.values() for words in said[1:] if not words.endswith(_MARK)] == []
    assert {calls[one] for one in heard.keys() - must.keys()} == {1}


async def _a_group(here: Weather) -> int:
    """Our id of a group that the bot is in."""
    circle = here.server.group("清波值班群", [ZHOU])
    circle.chat.bot = "member"
    async with here.parts.database.write() as store:
        return (await store.groups.meet(circle.chat.id, "zh-Hans")).id


def most_within(calls: Iterable[Arrival], seconds: float) -> int:
    """The fullest window of so many seconds, wherever it begins."""
    moments = sorted(one.at for one in calls)
    return max((bisect_left(moments, at + seconds) - first for first, at in enumerate(moments)), default=0)


def too_early(calls: Iterable[Arrival]) -> list[Arrival]:
    """The calls to a chat that came before the pause was over of which an earlier one had been told."""
    found: list[Arrival] = []
    until: dict[int | None, float] = defaultdict(float)
    for one in sorted(calls, key=lambda call: call.at):
        if one.at < until[one.chat]:
            found.append(one)
        if one.retry_after:
            until[one.chat] = max(until[one.chat], one.until + one.retry_after)
    return found
