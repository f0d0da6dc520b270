"""Test 2 of the bar: kill -9 at random moments while a backlog is worked off; each update is handled exactly once."""

import random
import re
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.hands import Hands
from storage.clock import utc_now
from tests.faults.lives import Lives, lives, newcomer
from tests.town import CODE, ZH_STAFF, ZHOU, copy_files, invite, opened

_FIRST_PERSON = 60_001
_UPDATES_EACH = 3  # a photo, its place, and the words of the next report
_CALLS_EACH = 4  # at least, and some are left over for what happens until a kill strikes
_OFFER = "是同一个吗"
_WORDS = "三单元门口堆满了电动车"
_JPEG = b"\xff\xd8\xff\xe0 nothing that is looked at"
_MARK = "\n（网络不稳，这条可能重复）"
_VARYING = re.compile(rf"{CODE.pattern}|\d\d:\d\d|今天|明天")


@pytest.mark.parametrize(("people", "kills"), [(50, 4), pytest.param(1_000, 24, marks=pytest.mark.full)])
async def test_kill_with_a_backlog(prepared: Path, tmp_path: Path, people: int, kills: int) -> None:
    """Each person has one report with one photo, one open question with one line of words, and heard each answer."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    everybody = range(_FIRST_PERSON, _FIRST_PERSON + people)
    link = await _settle(tmp_path / "start", everybody)
    async with lives(tmp_path / "start", tmp_path) as life:
        life.server.person(ZHOU).start(link)
        await life.server.person(ZHOU).hears("工作人员", 30)
        life.fates += _fates(kills, people)
        hands = [life.server.person(newcomer(life.server, one).id) for one in everybody]
        _queue(hands)
        await life.died(kills, 300)
        await life.quiet(300)
        assert life.deaths == kills
        _assert_handled_once(life, people)
        _assert_heard_once(life, people)
    await _assert_drafts_hold_one_line(tmp_path, people)
    print(f"\nkill with a backlog: {people * _UPDATES_EACH} updates, {life.figures()}")


async def _settle(folder: Path, everybody: range) -> str:
    """Everybody has consented; the invite of who looks after the place."""
    async with opened(folder) as database:
        async with database.write() as store:
            for one in everybody:
                person = await store.people.meet(one, "zh-Hans", now=utc_now())
                await store.people.consent(person.id, now=utc_now())
        return await invite(database, ZH_STAFF, now=utc_now())


def _fates(kills: int, people: int) -> list[tuple[int, float]]:
    """After a random number of calls, and then a random few milliseconds, so that death comes anywhere, and often enough."""
    dice = random.Random(2)
    return [(dice.randint(1, people * _CALLS_EACH // kills), dice.uniform(0, 0.02)) for _ in range(kills)]


def _queue(hands: list[Hands]) -> None:
    """Everybody's updates in their order, among those of everybody else."""
    dice = random.Random(3)
    turns = hands * _UPDATES_EACH
    dice.shuffle(turns)
    so_far: Counter[int] = Counter()
    for one in turns:
        step = so_far[one.chat.actor.id]
        so_far[one.chat.actor.id] += 1
        match step:
            case 0:
                one.photo(content=_JPEG)
            case 1:
                one.place()
            case _:
                one.text(_WORDS)


def _assert_handled_once(life: Lives, people: int) -> None:
    updates = people * _UPDATES_EACH + 1
    assert life.rows("SELECT state, tries, COUNT(*) FROM inbox GROUP BY state, tries") == [("done", 0, updates)]
    assert life.rows("SELECT status, words IS NULL, COUNT(*) FROM reports GROUP BY 1, 2") == [("received", 1, people)]
    assert life.rows("SELECT event, COUNT(*) FROM report_events GROUP BY event") == [("received", people)]
    assert life.rows("SELECT COUNT(*), COUNT(DISTINCT report_id) FROM report_media") == [(people, people)]
    assert life.rows("SELECT flow, step, COUNT(*) FROM dialogs GROUP BY 1, 2") == [("report", "place", people)]
    assert life.rows("SELECT COUNT(*) FROM outbox WHERE state NOT IN ('sent', 'unknown')") == [(0,)]


def _assert_heard_once(life: Lives, people: int) -> None:
    """Every answer once unmarked at most, and again only with the mark. What was reported near there before is offered to whoever comes
    later, so it is not the same for all."""
    heard: dict[int, Counter[str]] = defaultdict(Counter)
    for event in life.server.world.events:
        if event["kind"] == "sent" and event["chat"] >= _FIRST_PERSON and _OFFER not in event["text"]:
            heard[event["chat"]][_VARYING.sub("…", event["text"])] += 1
    expected = {words.removesuffix(_MARK) for said in heard.values() for words in said}
    assert len(heard) == people
    for said in heard.values():
        assert {words.removesuffix(_MARK) for words in said} == expected
        assert [words for words, times in said.items() if times > 1 and not words.endswith(_MARK)] == []


async def _assert_drafts_hold_one_line(folder: Path, people: int) -> None:
    """Handled twice, the words would stand there twice, or as a place."""
    async with opened(folder) as database, database.read() as store:
        dialogs = await store.dialogs.expired(now=utc_now() + timedelta(days=365), limit=2 * people)
    assert [(one.draft["words"], one.draft["place"]) for _, one in dialogs] == [(_WORDS, None)] * people
