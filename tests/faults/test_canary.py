"""Test 19: somebody whose name, account, number, place and words are found again wherever they are, in whole conversations.

None of it is in logs, in groups, or in what others are given of themselves; all of it is in what they are given; and a minute after they
erased everything, none of it is in the database, its log or the files, also where it is sealed.
"""

import io
import json
import logging
import zipfile
from io import StringIO
from typing import Any

import pytest

from bot.demo.groups import Circle
from bot.demo.hands import Hands
from bot.demo.people import Actor
from bot.export import write_reports
from bot.media.files import SealedFiles
from bot.operate import ExportFormat
from storage.seal import Seal, load_seal
from storage.sealed import SEALED
from storage.tables import metadata
from tests.dialogs.test_teams import given
from tests.dialogs.test_whistle import blown
from tests.town import FIRM, GRACE, HE, ZH_STAFF, ZHOU, Town, settings_in

ACCOUNT = 918273645546
NAME = "金丝雀名9f3euu"
NUMBER = "+8613912349876"
LATITUDE, LONGITUDE = 30.6607123, 104.0580456
CAPTION, ADDED, ANSWER, REASON = "金丝雀题9f3euu", "金丝雀补9f3euu", "金丝雀答9f3euu", "金丝雀因9f3euu"
DOOR = "金丝雀门9f3euu"
VOICE = b"OggS-canary-9f3euu" * 1000
SAID = (
    "9f3euu",
    str(ACCOUNT),
    NUMBER,
    str(LATITUDE),
    str(LONGITUDE),
)  # the first is in all their words; no code and no hash has a "u"

_SEALED = {(one.table, one.column): one.purpose for one in SEALED}


def hits(text: str) -> list[str]:
    """Which of the canaries are in a text."""
    return [one for one in SAID if one in text]


class Canary:
    """Everything that somebody can say of themselves, in one conversation."""

    def __init__(self, here: Town) -> None:
        self.here = here
        actor = Actor(ACCOUNT, NAME, "zh-hans", "resident", LATITUDE, LONGITUDE)
        here.server.world.add_person(actor)
        self.me, self.zhou = here.person(ACCOUNT), here.person(ZHOU)
        self.group: Circle = here.server.group("清波值班群", [ZHOU, GRACE])
        self.code = ""

    async def play(self) -> None:
        """By name, since that is where most could leak."""
        await self.here.staff(ZHOU, ZH_STAFF)
        self.zhou.at(self.group).adds_bot()
        self.zhou.at(self.group).text("/bind")
        await self.group.hears("有新上报")
        await self.here.known(ACCOUNT)
        self.me.press("我的")
        self.me.tap("匿名还是实名", await self.me.hears("匿名上报"))
        self.me.tap("实名", await self.me.hears("要不要让工作人员知道"))
        await self.here.quiet()
        await self._needs_help()
        await self._reports()
        await self._says_more()
        await self._is_asked()
        await self.here.parts.copies.fetch_due()

    async def _needs_help(self) -> None:
        self.me.press("我的")
        self.me.tap("我在紧急时需要帮助", await self.me.hears("住"))
        self.me.tap("同意，请记下", await self.me.hears("只有值班人员"))
        await self.me.sees("您家是哪一户", self.me.last)
        self.me.text(DOOR)
        await self.me.hears(DOOR)

    async def _reports(self) -> None:
        self.me.photo(caption=CAPTION)
        await self.me.hears("在哪里")
        self.me.press("分享位置")
        card = await self.zhou.hears(CAPTION)
        assert NAME in card.words, "staff of the case see who reports by name"
        await self.me.hears("哪一类")
        self.code = self.here.rows("SELECT code FROM reports")[0][0]
        self.me.tap("消防通道")
        self.me.tap("是，我住这里", await self.me.hears("您住在"))
        await self.here.quiet()

    async def _says_more(self) -> None:
        me = self.me
        me.tap(
            "补充照片", next(one for one in reversed(me.from_bot) if any("补充照片" in label for label in one.labels))
        )
        await me.hears("请发要补充的")
        me.voice(content=VOICE)
        await me.hears("会加到")
        me.text(ADDED)
        await me.hears("会加到")
        me.tap("好了")
        await me.hears("已补充到")
        me.card(NAME, NUMBER)
        await me.hears("电话")
        await self.zhou.hears(ADDED)

    async def _is_asked(self) -> None:
        zhou, me = self.zhou, self.me
        card = next(one for one in zhou.from_bot if self.code in one.words and any("接单" in one for one in one.labels))
        zhou.tap("接单", card)
        await me.hears("已经接单")
        zhou.tap("问上报人", await zhou.sees("处理中", card))
        zhou.tap("具体在哪里", await zhou.hears("想问上报人什么"))
        me.tap("回答", await me.hears("具体在哪里"))
        await me.hears("请直接发")
        me.text(ANSWER)
        await me.hears("已经转给工作人员")
        await zhou.hears(ANSWER)


@pytest.fixture
async def told(here: Town, caplog: pytest.LogCaptureFixture) -> Canary:
    """The conversation, after its end."""
    caplog.set_level(logging.INFO)
    canary = Canary(here)
    await canary.play()
    return canary


def everything_stored(here: Town, seal: Seal) -> dict[str, list[str]]:
    """Every value of every column, opened where it is sealed, and the content of every file."""
    found: dict[str, list[str]] = {}
    for table in metadata.tables.values():
        for column in table.columns:
            purpose = _SEALED.get((table.name, column.name))
            values = [value for (value,) in here.rows(f"SELECT {column.name} FROM {table.name}") if value is not None]
            found[f"{table.name}.{column.name}"] = [
                str(value) if purpose is None else seal.open(purpose, value).decode("utf8", "replace")
                for value in values
            ]
    files = SealedFiles(here.folder / "media", seal)
    return found | {name: [files.load(name).decode("latin-1")] for name in files.names()}


def their_blobs(here: Town, seal: Seal) -> list[bytes]:
    """The sealed values, as they are stored, in which something of theirs is."""
    blobs = []
    for one in SEALED:
        for (value,) in here.rows(f"SELECT {one.column} FROM {one.table} WHERE {one.column} IS NOT NULL"):
            if hits(seal.open(one.purpose, value).decode("utf8", "replace")):
                blobs.append(bytes(value))
    return blobs


def bytes_on_disk(here: Town) -> dict[str, bytes]:
    """Every file of the database and of the media, as it is on the disk."""
    media = [path for path in (here.folder / "media").rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in (*here.folder.glob("shao.db*"), *media)}


async def given_everything(here: Town, hands: Hands) -> tuple[str, dict[str, bytes]]:
    """What somebody gets who asks for everything about them: data.json, and the other files."""
    hands.text("/mydata")
    shown = await hands.hears("与您有关的全部内容：照片")
    content: Any = here.server.world.files[shown.more["document"]["file_id"]]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return files.pop("data.json").decode(), files


async def erased(here: Town, hands: Hands) -> None:
    """And 59 seconds later by the town's clock."""
    hands.text("/erase")
    hands.tap("全部删除", await hands.hears("删除与您有关的一切"))
    await hands.hears("全部清除干净")
    await here.quiet()
    here.clock.advance(seconds=59)
    await here.parts.gone.now()
    await here.parts.keeper.forget()


def assert_gone(here: Town, seal: Seal, blobs: list[bytes]) -> None:
    """No canary wherever one looks, and none of the sealed values that held one in any file, as they were."""
    stored = everything_stored(here, seal)
    assert {name: hits(value) for name, values in stored.items() for value in values if hits(value)} == {}
    assert blobs
    for name, content in bytes_on_disk(here).items():
        assert [blob for blob in blobs if blob in content] == [], name


async def test_in_no_log_group_or_export_of_others(told: Canary, caplog: pytest.LogCaptureFixture) -> None:
    """What staff of the case see is their card alone; an export names nobody."""
    here = told.here
    he = await here.known(HE)
    await here.reported(he)
    for other in (he, told.zhou):
        data, files = await given_everything(here, other)
        assert hits(data) == []
        assert not [name for name, content in files.items() if VOICE[:16] in content or told.code in name]
    assert told.group.from_bot
    assert [hits(one.words) for one in told.group.from_bot if hits(one.words)] == []
    assert not any(one.photo or one.location or one.more for one in told.group.from_bot)
    for wanted in ExportFormat:
        out = StringIO()
        settings = settings_in(here.folder, here.server.url, here.server.token, here.url)
        await write_reports(settings, wanted, None, out)
        assert told.code in out.getvalue()
        assert [one for one in (NAME, str(ACCOUNT), NUMBER) if one in out.getvalue()] == []
    assert _logged(caplog), "the conversation was the fixture's"
    assert hits(_logged(caplog)) == []
    assert here.server.token not in _logged(caplog)


async def test_in_nothing_that_a_case_becomes(told: Canary) -> None:
    """A team reads what it needs, and not whose it is; progress card, whistle, list, digest and what is missed say nothing at all."""
    here, zhou = told.here, told.zhou
    grace = await here.member(GRACE, FIRM)
    card = next(one for one in reversed(zhou.from_bot) if told.code in one.words and "转给…" in one.labels)
    await given(here, zhou, card, "物业公司")
    grace.tap("Got it", await grace.hears(told.code))
    await zhou.sees("接手", card)
    told.me.forge(f"add:{told.code}", told.me.last)
    await told.me.hears("请发要补充的")
    told.me.text(ADDED)
    told.me.tap("好了", await told.me.hears("会加到"))
    await grace.hears("added something")
    await here.quiet()
    heard = len(zhou.from_bot)
    await blown(here, zhou, card, "🚨 紧急哨", "物业公司", "吹哨（1 家）")
    await grace.hears("Emergency")
    zhou.tap("进度卡", card)
    await zhou.hears("办理进度卡")
    zhou.press("待办")
    await zhou.hears("待办")
    await here.parts.jobs.digests.send_digests()
    here.clock.advance(hours=20)
    await here.parts.jobs.digests.send_digests()
    here.clock.advance(days=5)
    await here.parts.keeper.breaches_due()
    await here.parts.jobs.whistles.ring_silent()
    await here.quiet()
    said = [one.words for one in zhou.from_bot[heard:]]
    for words in ("办理进度卡", "待办共", "待办一览", "到现在还没有", "紧急哨"):
        assert any(words in one for one in said), words
    assert [one for one in said if hits(one)] == []
    known_to_team = "\n".join(one.words + repr(one) for one in grace.from_bot)
    assert CAPTION in known_to_team
    assert [one for one in (NAME, str(ACCOUNT), NUMBER) if one in known_to_team] == []


async def test_all_of_it_is_in_what_they_are_given(told: Canary) -> None:
    """100 % of this list, and the files."""
    data, files = await given_everything(told.here, told.me)
    record = json.loads(data)
    expected = [
        NAME, str(ACCOUNT), CAPTION, ADDED, ANSWER, str(LATITUDE), str(LONGITUDE), told.code, "zh-Hans", "named",
        "blocked_fire_lane", "accepted", "received", "added", "asked", "answered", "live",
    ]  # fmt: skip
    assert [one for one in expected if one not in data] == []
    assert record["person"]["home_unit"]["code"].startswith("QY-01")
    assert NUMBER not in data, "a number is not kept at all"
    (report,) = record["reports"]
    names = {one["file"] for one in report["files"]}
    assert len(names) == 2
    assert set(files) == names
    assert VOICE in files.values()


async def test_a_minute_after_erasing_none_of_it_is_anywhere(told: Canary, caplog: pytest.LogCaptureFixture) -> None:
    """Database, write-ahead log and media; sealed or not; also what was packed for them just before."""
    here = told.here
    seal = load_seal(here.folder / "shao.key")
    await given_everything(here, told.me)
    await here.quiet()
    blobs = their_blobs(here, seal)
    assert len(blobs) > 5
    assert any(hits(value) for values in everything_stored(here, seal).values() for value in values)
    await erased(here, told.me)
    assert_gone(here, seal, blobs)
    assert here.rows("SELECT COUNT(*) FROM people WHERE consented_at IS NULL") == [(0,)]
    assert here.rows("SELECT code, status, category FROM reports") == [(told.code, "accepted", "blocked_fire_lane")]
    assert hits(_logged(caplog)) == []


async def test_a_reporter_in_the_middle_of_something(here: Town) -> None:
    """A draft with picture and words, with a question open, and messages that Telegram has not taken yet."""
    seal = load_seal(here.folder / "shao.key")
    canary = Canary(here)
    await here.known(ACCOUNT)
    canary.me.photo(caption=CAPTION)
    await canary.me.hears("在哪里")
    blobs = their_blobs(here, seal)
    await erased(here, canary.me)
    assert_gone(here, seal, blobs)


async def test_a_member_of_staff(here: Town) -> None:
    """Name, role, and what they wrote: a reason, a question, a notice."""
    seal = load_seal(here.folder / "shao.key")
    canary = Canary(here)
    me, he = canary.me, await here.known(HE)
    await here.staff(ZHOU, ZH_STAFF)
    me.start(await here.invite(ZH_STAFF))
    await me.hears("")
    rejected, held = await here.reported(he), await here.reported(he)
    me.tap("不受理", await me.hears(rejected))
    await here.quiet()
    me.tap("其他原因")
    await me.hears("请写一句")
    me.text(REASON)
    await he.hears(REASON)
    me.tap("接单", next(one for one in reversed(me.from_bot) if held in one.words and "接单" in one.labels))
    await he.hears("已经接单")
    await here.quiet()
    blobs = their_blobs(here, seal)
    await erased(here, me)
    assert_gone(here, seal, blobs)
    assert here.rows("SELECT status, holder_id FROM reports ORDER BY id") == [("rejected", None), ("accepted", None)]
    await here.quiet()
    assert not any(hits(one.words) for one in here.person(ZHOU).from_bot), "cards of colleagues name them no more"


def _logged(caplog: pytest.LogCaptureFixture) -> str:
    """What the bot itself has logged; others are silenced in its process."""
    records = (*caplog.get_records("setup"), *caplog.get_records("call"))
    return "\n".join(one.getMessage() for one in records if one.name.startswith(("bot", "handlers", "storage")))
