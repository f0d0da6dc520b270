"""kill -9 in the middle of a notice: it goes on, nobody gets it twice, and nobody is left out but those listed as unknown."""

import random
from collections import Counter
from pathlib import Path

import pytest

from bot.demo.people import Actor
from handlers.notice import sending
from handlers.notice.jobs import go_on
from storage.clock import utc_now
from storage.notices import NoticeState
from storage.outbox import Tally
from storage.roles import Role, Via
from tests.faults.lives import POINT, Lives, lives
from tests.town import CHENGDU, NOON, ZH_STAFF, ZHOU, copy_files, opened

_FIRST_RESIDENT = 90_001
_IN_FLIGHT = 8


@pytest.mark.parametrize(("people", "kills"), [(300, 3), pytest.param(2_000, 20, marks=pytest.mark.full)])
async def test_kill_in_a_notice(prepared: Path, tmp_path: Path, people: int, kills: int) -> None:
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    await _write(tmp_path / "start", people)
    dice = random.Random(9)
    async with lives(tmp_path / "start", tmp_path) as life:
        _open_chats(life, people)
        life.fates += [(dice.randint(1, people // kills - 1), dice.uniform(0, 0.02)) for _ in range(kills)]
        await life.died(kills, 120)
        await life.server.world.until(lambda: _has_ended(life), 120)
        await life.quiet()
        _assert_once_each(life, people, kills)
        print(f"\nkill in a notice to {people}: {life.figures()}; {_states(life)}")


async def _write(folder: Path, people: int) -> None:
    """A notice that is due, to so many residents, by a member of staff."""
    now = utc_now()
    async with opened(folder) as database, database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        zhou = await store.people.meet(ZHOU, "zh-Hans", now=now)
        await store.roles.grant(zhou.id, Role.STAFF, unit.id, via=Via.COMMAND, now=now)
        for number in range(people):
            person = await store.people.meet(_FIRST_RESIDENT + number, "zh-Hans", now=now)
            await store.people.set_home(person.id, unit.id, now=now)
        await store.notices.add(unit.id, zhou.id, "明天停水", people=people, send_at=now, now=now)


def _open_chats(life: Lives, people: int) -> None:
    """Everybody has written to the bot before."""
    for number in range(people):
        life.server.world.add_person(Actor(_FIRST_RESIDENT + number, "雀名", "zh-hans", "resident", *POINT))
    for phone in life.server.world.phones.values():
        phone.started = True


def _has_ended(life: Lives) -> bool:
    return life.rows("SELECT state FROM notices WHERE ended_at IS NOT NULL") == [("done",)]


def _states(life: Lives) -> dict[str, int]:
    return dict(life.rows("SELECT state, COUNT(*) FROM outbox WHERE batch = 'notice:1' GROUP BY state"))


def _assert_once_each(life: Lives, people: int, kills: int) -> None:
    """At most what was in flight at each death is unknown; some of it arrived all the same."""
    sent = [one for one in life.server.world.events if one["kind"] == "sent" and one["chat"] >= _FIRST_RESIDENT]
    heard = Counter(one["chat"] for one in sent)
    states = _states(life)
    assert life.deaths == kills
    assert set(heard.values()) == {1}
    assert states["sent"] + states.get("unknown", 0) == people
    assert states.get("unknown", 0) <= _IN_FLIGHT * kills
    assert states["sent"] <= len(heard) <= people
    assert life.rows("SELECT people FROM notices") == [(people,)]
    card = life.server.person(ZHOU).last.words
    assert f"发完了：「听蕉社区」{people:,} 人，{states['sent']:,} 人已收到" in card


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
