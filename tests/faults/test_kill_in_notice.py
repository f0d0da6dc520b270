"""Test 3 of the bar: kill -9 in the middle of a broadcast. It goes on; what must arrive does, and what may not be repeated is not.

An ordinary notice is at most once: whom nobody is sure of is listed on its author's card. What must arrive is the same broadcast with that
worth, owed as a warning will be. Rates are lifted (see doomed.py): at the permitted 25 a second 100,000 would take 67 minutes.
"""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo.people import Actor
from handlers.notice import sending
from handlers.notice.jobs import go_on
from storage.clock import utc_now
from storage.notices import Notice, NoticeState
from storage.outbox import Worth
from storage.roles import Role, Via
from storage.store import Store
from storage.tally import Tally
from tests.faults.lives import POINT, Lives, lives
from tests.town import CHENGDU, NOON, ZH_STAFF, ZHOU, copy_files, opened

_FIRST_RESIDENT = 90_001
_IN_FLIGHT = 8
_MARK = "\n（网络不稳，这条可能重复）"
_SIZES = [(300, 2), pytest.param(100_000, 10, marks=pytest.mark.full)]


@pytest.mark.parametrize("worth", list(Worth))
@pytest.mark.parametrize(("people", "kills"), _SIZES)
async def test_kill_in_a_broadcast(
    prepared: Path, tmp_path: Path, base: str | None, worth: Worth, people: int, kills: int
) -> None:
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    await _write(tmp_path / "start", people, base, worth)
    dice = random.Random(9)
    async with lives(tmp_path / "start", tmp_path, base) as life:
        _open_chats(life, people)
        life.fates += [(dice.randint(1, people // kills - 1), dice.uniform(0, 0.02)) for _ in range(kills)]
        await life.died(kills, 3600)
        await _ends(life)
        heard = [_heard(life, _FIRST_RESIDENT + number) for number in range(people)]
        assert life.deaths == kills
        if worth is Worth.ONCE:
            _assert_at_most_once(life, heard, kills)
        else:
            _assert_all_arrived(life, heard, kills)
        repeats = sum(len(one) - 1 for one in heard if one)
        print(f"\n{worth} to {people}: {life.figures()}; {_states(life)}, {repeats} repeats")


async def _write(folder: Path, people: int, url: str | None = None, worth: Worth = Worth.ONCE) -> None:
    """A notice that is due, to so many residents, by a member of staff; one that must arrive is owed already."""
    now = utc_now()
    async with opened(folder, url) as database, database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        zhou = await store.people.meet(ZHOU, "zh-Hans", now=now)
        await store.roles.grant(zhou.id, Role.STAFF, unit.id, via=Via.COMMAND, now=now)
        for number in range(people):
            person = await store.people.meet(_FIRST_RESIDENT + number, "zh-Hans", now=now)
            await store.people.set_home(person.id, unit.id, now=now)
        notice = await store.notices.add(unit.id, zhou.id, "明天停水", people=people, send_at=now, now=now)
        if worth is Worth.MUST:
            await _owe_what_must_arrive(store, notice)


async def _owe_what_must_arrive(store: Store, notice: Notice) -> None:
    unit = await store.units.by_id(notice.unit_id)
    for person_id in await store.notices.residents(notice.unit_id, after=0, limit=notice.people):
        copy = sending.copy_for(person_id, notice, unit, CHENGDU)
        await store.outbox.add(copy.model_copy(update={"worth": Worth.MUST}), now=notice.send_at)


def _open_chats(life: Lives, people: int) -> None:
    """Everybody has written to the bot before."""
    for number in range(people):
        life.server.world.add_person(Actor(_FIRST_RESIDENT + number, "雀名", "zh-hans", "resident", *POINT))
    for phone in life.server.world.phones.values():
        phone.started = True


async def _ends(life: Lives) -> None:
    """Until its author has been told so; that of what must arrive owes it a second time, which changes nothing."""
    async with asyncio.timeout(3600):
        while life.rows("SELECT state FROM notices WHERE ended_at IS NOT NULL") != [("done",)]:  # noqa: ASYNC110 - another process's
            await asyncio.sleep(0.2)
    await life.quiet()


def _heard(life: Lives, person_id: int) -> list[str]:
    return [one.words for one in life.server.world.phones[person_id].messages.values()]


def _states(life: Lives) -> dict[str, int]:
    return dict(life.rows("SELECT state, COUNT(*) FROM outbox WHERE batch = 'notice:1' GROUP BY state"))


def _assert_all_arrived(life: Lives, heard: list[list[str]], kills: int) -> None:
    """Unsent 0; repeated at most what was in flight at each death, and each repeat says that it may be one."""
    assert all(heard)
    assert sum(len(one) - 1 for one in heard) <= _IN_FLIGHT * kills
    assert [words for one in heard for words in one[1:] if not words.endswith(_MARK)] == []
    assert _states(life) == {"sent": len(heard)}


def _assert_at_most_once(life: Lives, heard: list[list[str]], kills: int) -> None:
    """Repeats 0; at most what was in flight at each death is unknown, though some of it arrived, and the card says how many."""
    states, arrived = Counter(_states(life)), sum(map(bool, heard))
    assert max(map(len, heard)) == 1
    assert states["sent"] + states["unknown"] == len(heard)
    assert states["unknown"] <= _IN_FLIGHT * kills
    assert states["sent"] <= arrived
    assert life.rows("SELECT people FROM notices") == [(len(heard),)]
    card = life.server.person(ZHOU).last.words
    assert f"发完了：「听蕉社区」{len(heard):,} 人，{states['sent']:,} 人已收到" in card
    assert (f"{states['unknown']} 人收没收到说不准" in card) == (states["unknown"] > 0)


async def test_a_piece_that_is_done_again_owes_nothing_twice(prepared: Path, tmp_path: Path) -> None:
    """As after a death that nobody wrote down."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    people = 2 * sending.AT_ONCE + 50
    await _write(tmp_path, people)
    async with opened(tmp_path) as database, database.write() as store:
        assert await go_on(store, 1, zone=CHENGDU, now=utc_now())
        notice = await store.notices.get(1)
        assert notice is not None
        assert notice.state is NoticeState.SPREADING
        assert await store.outbox.tally(notice.batch) == Tally(owed=sending.AT_ONCE)
        await store.notices.save(notice.model_copy(update={"reached": 0}))
        while await go_on(store, 1, zone=CHENGDU, now=utc_now()):
            pass
        done = await store.notices.get(1)
        assert done is not None
        assert (done.state, done.people) == (NoticeState.SENDING, people)
        assert await store.outbox.tally(notice.batch) == Tally(owed=people)
        assert not await go_on(store, 1, zone=CHENGDU, now=NOON)


async def test_riders_are_owed_it_in_pieces_too(prepared: Path, tmp_path: Path) -> None:
    """However many there are, among the residents or not, no transaction owes more than its share, and each rider gets one."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    residents, riders = 50, 2 * sending.AT_ONCE
    await _write(tmp_path, residents)
    now = utc_now()
    async with opened(tmp_path) as database, database.write() as store:
        notice = await store.notices.get(1)
        assert notice is not None
        for telegram_id in range(_FIRST_RESIDENT + residents - 5, _FIRST_RESIDENT + residents - 5 + riders):
            rider = await store.people.meet(telegram_id, "zh-Hans", now=now)
            await store.roles.grant(rider.id, Role.RIDER, notice.unit_id, via=Via.COMMAND, now=now)
            await store.riders.moved(rider.id, notice.unit_id, until=now + timedelta(hours=12))
        owed = [0]
        while await go_on(store, 1, zone=CHENGDU, now=now):
            owed.append((await store.outbox.tally(notice.batch)).owed)
        assert max(more - so_far for so_far, more in pairwise(owed)) <= sending.AT_ONCE
        assert await store.outbox.tally(notice.batch) == Tally(owed=residents - 5 + riders)
