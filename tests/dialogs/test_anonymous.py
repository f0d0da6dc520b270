"""Anonymous means anonymous: one whole conversation, and then everything that staff, groups, exports, logs and the database say of it."""

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from bot.demo.hands import Hands
from bot.export import write_reports
from bot.operate import ExportFormat
from storage.recipient import Recipient
from storage.reports import author
from storage.seal import load_seal
from storage.tables import metadata
from tests.town import CODE, GRACE, ZH_STAFF, ZHOU, Town, settings_in

SECRET = 918273645546  # the account, and part of the name, of who reports
MINUTE = 60_000_000
A_TIME = 10**15  # no other number of ours is as large as microseconds since 1970


class Conversation:
    """Somebody new reports twice, anonymously, and talks with staff; minutes go by between all they do."""

    def __init__(self, here: Town) -> None:
        self.here = here
        self.me = here.stranger(SECRET)
        self.zhou = here.person(ZHOU)
        self.group = here.server.group("清波值班群", [ZHOU, GRACE])
        self.codes: list[str] = []

    async def play(self) -> None:
        """Everything that a reporter can do but to be named."""
        await self.here.staff(ZHOU, ZH_STAFF)
        await self.here.staff(GRACE, ZH_STAFF)
        self.zhou.at(self.group).adds_bot()
        self.zhou.at(self.group).text("/bind")
        await self.group.hears("有新上报")
        await self._reports()
        await self._is_asked_afterwards()
        await self._talks_with_staff()
        await self._ends()

    async def _does(self, act: Any, *arguments: Any, hears: str) -> None:
        self.here.clock.advance(minutes=7, seconds=13)
        act(*arguments)
        await self.me.hears(hears)

    async def _reports(self) -> None:
        me = self.me
        await self._does(me.photo, hears="请点一下")
        await self._does(me.tap, "已满 14 岁", hears="在哪里")
        await self._does(me.press, "分享位置", hears="哪一类")
        self.codes.append(_code(me))
        await self.zhou.hears(self.codes[0])

    async def _is_asked_afterwards(self) -> None:
        me, home = self.me, "您住在"
        await self._does(me.tap, "消防通道", hears=home)
        for label, seen in (("是，我住这里", "要不要让工作人员知道"), ("匿名", "都是匿名")):
            self.here.clock.advance(minutes=7, seconds=13)
            me.tap(label)
            await me.sees(seen, me.last)
        await self._does(me.tap, "补充照片", hears="请发要补充的")
        await self._does(me.text, "楼上也堵了", hears="会加到")
        await self._does(me.tap, "好了", hears="已补充到")

    async def _talks_with_staff(self) -> None:
        me, zhou = self.me, self.zhou
        card = next(one for one in zhou.from_bot if self.codes[0] in one.words and one.labels)
        await self._does(zhou.tap, "接单", card, hears="已经接单")
        zhou.tap("问上报人", card)
        zhou.tap("具体在哪里", await zhou.hears("想问上报人什么"))
        await me.hears("具体在哪里")
        await self._does(me.tap, "回答", hears="请直接发")
        await self._does(me.text, "东门", hears="已经转给工作人员")
        await self._does(me.tap, "生命危险", hears="按最紧急通知")
        zhou.tap("处理好了", card)
        await zhou.hears("处理后的照片")
        await self._does(zhou.photo, hears="解决了吗")

    async def _ends(self) -> None:
        me = self.me
        self.here.clock.advance(minutes=7, seconds=13)
        me.tap("已解决")
        await me.sees("确认已解决", me.last)
        await self._does(me.photo, hears="在哪里")
        await self._does(me.press, "分享位置", hears="哪一类")
        self.codes.append(_code(me))
        await self._does(me.press, "我的上报", hears="您最近的上报")
        self.here.clock.advance(seconds=13)
        me.tap("撤回（10 分钟")
        await self.here.server.world.until(lambda: any("已撤回" in one.words for one in me.from_bot))
        self.here.clock.advance(seconds=13)
        me.block()
        await self.here.quiet()


def _code(me: Hands) -> str:
    found = [CODE.search(one.words) for one in me.from_bot if "收到了，谢谢您" in one.words]
    assert found[-1] is not None
    return found[-1].group()


async def test_one_conversation(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Looked at in every way once it is over: it takes long, as a group may be told of a step every 3 seconds."""
    caplog.set_level(logging.DEBUG)
    told = Conversation(here)
    await told.play()
    await _who_reported_is_said_nowhere(told, caplog)
    await _no_time_says_who_it_was(here)
    _no_word_of_theirs_is_in_clear(here)


async def _who_reported_is_said_nowhere(told: Conversation, caplog: pytest.LogCaptureFixture) -> None:
    """Neither to staff nor in a group, an export or a log; and the two reports have nothing in common."""
    here, secret = told.here, str(SECRET)
    heard = [one.words for person in (ZHOU, GRACE) for one in here.person(person).from_bot]
    heard += [one.words for one in told.group.from_bot]
    assert sum(code in words for words in heard for code in told.codes) > 6, "staff and group have heard of it"
    exported = [await _exported(here, wanted) for wanted in ExportFormat]
    ours = [one for one in caplog.records if one.name.partition(".")[0] in ("bot", "handlers", "storage")]
    logged = [one.getMessage() for one in ours]
    assert logged
    assert [words for words in (*heard, *exported, *logged) if secret in words] == []
    pseudonyms = [one for (one,) in here.rows("SELECT pseudonym FROM reports")]
    assert len(set(pseudonyms)) == 2
    assert all(one in exported[0] for one in pseudonyms)


async def _no_time_says_who_it_was(here: Town) -> None:
    """Wherever the database tells them from others, in clear or by a keyed hash, no time comes near to one at which a report changed."""
    person_id, marks = await _marks(here)
    times = ("created_at FROM reports", "updated_at FROM reports", "closed_at FROM reports", "at FROM report_events")
    moments = [one for time in times for (one,) in here.rows(f"SELECT {time}")]
    assert len(set(moments)) >= 10
    theirs = list(_theirs(here, person_id, marks))
    assert {table for table, _ in theirs} >= {"people", "authorship"}
    near = [
        (table, column)
        for table, row in theirs
        for column, value in row.items()
        if isinstance(value, int) and value > A_TIME and any(abs(value - one) <= MINUTE for one in moments)
    ]
    assert near == []


def _no_word_of_theirs_is_in_clear(here: Town) -> None:
    """In no column, of no table."""
    everything = [
        (table.name, value)
        for table in metadata.tables.values()
        for row in _rows(here, table.name)
        for value in row.values()
    ]
    for canary in (str(SECRET), "楼上也堵了", "东门"):
        assert [table for table, value in everything if isinstance(value, str) and canary in value] == []
        assert [table for table, value in everything if isinstance(value, bytes) and canary.encode() in value] == []


async def _exported(here: Town, wanted: ExportFormat) -> str:
    out = StringIO()
    await write_reports(settings_in(here.folder, here.server.url, here.server.token, here.url), wanted, None, out)
    return out.getvalue()


async def _marks(here: Town) -> tuple[int, set[str]]:
    """The id of who reports, and every keyed hash under which we know them."""
    async with here.parts.database.read() as store:
        person = await store.people.find(SECRET)
    assert person is not None
    seal = load_seal(here.folder / "shao.key")
    hashes = {seal.lookup(purpose, SECRET) for purpose in ("telegram", "lane")}
    return person.id, hashes | {author(seal, person.id), Recipient(person_id=person.id).chat(seal)}


def _theirs(here: Town, person_id: int, marks: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) of each row that can be told to be theirs."""
    for table in metadata.tables.values():
        of_people = [one.parent.name for one in table.foreign_keys if one.column.table.name == "people"]
        of_people += ["id"] if table.name == "people" else []
        for row in _rows(here, table.name):
            if any(row[name] == person_id for name in of_people) or marks & {
                one for one in row.values() if isinstance(one, str)
            }:
                yield table.name, row


def _rows(here: Town, table: str) -> Iterator[dict[str, Any]]:
    names = [column.name for column in metadata.tables[table].columns]
    for row in here.rows(f"SELECT {', '.join(names)} FROM {table}"):
        yield dict(zip(names, row, strict=True))
