"""Test 14 of the bar: hostile texts through whole conversations and exports. Every call is accepted at the first try."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.demo.hands import Hands
from bot.demo.people import Actor
from bot.demo.state import Shown
from bot.export import write_reports
from bot.operate import ExportFormat
from storage.people import Naming
from tests.faults.hostile_text import EVIL, hostile_texts
from tests.town import ZH_STAFF, Town, settings_in, town

T = TypeVar("T")

REPORTER, STAFF = 90_001, 90_002
LIMITS = {"reports_per_hour": 1000, "media_per_hour": 1000, "reports_per_hour_overall": 100_000}
IN_A_CASE = 7  # texts: a caption, a place, three additions, a question or a reason, and an answer
CASES_AT_ONCE = 20
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffd]")
OURS = re.compile(r"(H-[0-9A-Z]{4}-[0-9A-Z]{4}|110|119|120|如果有人有危险.*|生命危险|听蕉社区)")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("count", [182, pytest.param(10_010, marks=pytest.mark.full)])
async def test_hostile_texts(prepared: Path, tmp_path: Path, count: int) -> None:
    """Failed sends 0, foreign markup 0, cut surrogates 0, unescaped cells 0."""
    async with town(prepared, tmp_path, limits=LIMITS) as here:
        reporter, staff = await people(here)
        for some in in_parts(in_parts(list(hostile_texts(count)), IN_A_CASE), CASES_AT_ONCE):
            await play(here, reporter, staff, some)
            here.clock.advance(hours=2)
        await send_notices(here, staff, list(hostile_texts(count // 40)))
        cases = count // IN_A_CASE
        assert here.rows("SELECT status, COUNT(*) FROM reports GROUP BY status") == [
            ("accepted", cases // 2),
            ("rejected", cases // 2),
        ]
        assert here.rows("SELECT DISTINCT state FROM inbox") == [("done",)]
        assert here.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]
        refused = {call.method for call in here.server.world.calls if call.outcome != "ok"}
        assert refused <= {"editMessageReplyMarkup"}, "a button that was there no more; every text went through at once"
        for hands in (reporter, staff):
            assert_harmless(hands.from_bot)
        await assert_exports_are_harmless(here, count // IN_A_CASE)


def in_parts(everything: list[T], size: int) -> list[list[T]]:
    """Parts of this size, the last one as long as it is."""
    return [everything[start : start + size] for start in range(0, len(everything), size)]


async def people(here: Town) -> tuple[Hands, Hands]:
    """A reporter and a member of staff, whose names are hostile as well; the reporter reports by name."""
    names = {REPORTER: f"<b>{EVIL}</b>\u202e=1+1", STAFF: f"＝{EVIL}</b>\ud83d\0"}
    for person_id, name in names.items():
        here.server.world.add_person(Actor(person_id, name, "zh-hans", "resident", 30.6607, 104.0580))
    staff = await here.staff(STAFF, ZH_STAFF)
    reporter = here.person(REPORTER)
    reporter.start()
    reporter.tap("已满 14 岁", await reporter.hears("请点一下"))
    await reporter.hears("以后看到隐患")
    async with here.parts.database.write() as store:
        person = await store.people.find(REPORTER)
        assert person is not None
        await store.people.set_naming(person.id, Naming.NAMED, name=names[REPORTER].replace("\ud83d", ""))
    return reporter, staff


async def play(here: Town, reporter: Hands, staff: Hands, cases: list[list[str]]) -> None:
    """Every case is told, added to, looked at, and either asked about and answered or rejected, each by its own words."""
    known = {code for (code,) in here.rows("SELECT code FROM reports")}
    for caption, place, *_ in cases:
        reporter.video(content=1000, caption=caption)  # of a photo a copy would have to be drawn
        reporter.text(place)
        reporter.forge(f"choose:report:1:area:{ZH_STAFF}", reporter.last)
    await here.quiet()
    codes = [code for (code,) in here.rows("SELECT code FROM reports ORDER BY id") if code not in known]
    asked = codes[::2]
    words = dict(zip(codes, cases, strict=True))
    for code in codes:
        add(reporter, f"add:{code}", *words[code][2:5])
        for act in ("accept", "ask") if code in asked else ("otherwise",):
            staff.forge(f"{act}:{code}", staff.last)
        staff.text(words[code][5])
    await here.quiet()
    for code in asked:
        add(reporter, f"answer:{code}", words[code][6])
    await here.quiet()
    for code in codes[::5]:
        staff.text(code)
        reporter.text(code)
    reporter.text("/myreports")
    staff.text("/worklist")
    await here.quiet()


async def send_notices(here: Town, staff: Hands, texts: list[str]) -> None:
    """To the one person who lives there."""
    async with here.parts.database.write() as store:
        person, unit = await store.people.find(REPORTER), await store.units.by_code(ZH_STAFF)
        assert person is not None
        assert unit is not None
        await store.people.set_home(person.id, unit.id, now=here.clock.now)
    for text in texts:
        staff.press("发通知")
        asked = await staff.hears("发给哪一片")
        staff.tap("整个", asked)
        await staff.sees("写成一条文字", asked)
        staff.text(text)
        staff.tap("发出", await staff.hears("大家看到的是这样"))
        await staff.hears("秒后发给")
        here.clock.advance(seconds=31)
        await here.parts.jobs.notices.send_notices()
        await here.quiet()


def add(reporter: Hands, how: str, *texts: str) -> None:
    """Words that are added, or are an answer."""
    reporter.forge(how, reporter.last)
    for text in texts:
        reporter.text(text)
    reporter.forge("choose:more:1:more:done", reporter.last)


def assert_harmless(said: list[Shown]) -> None:
    """Nothing marked but what we mark, no link but ours, nothing invisible, no half of a character."""
    assert said
    for shown in said:
        words = shown.words
        assert not UNSEEN.search(words), ascii(words)
        words.encode("utf8")
        for entity in shown.entities:
            marked = part(words, entity)
            assert EVIL not in marked
            assert entity["type"] in ("bold", "text_link", "bot_command"), entity
            if entity["type"] == "bold":
                assert OURS.fullmatch(marked), ascii(marked)
            if entity["type"] == "text_link":
                assert entity["url"].startswith(("https://uri.amap.com/", "https://t.me/"))


def part(words: str, entity: dict[str, Any]) -> str:
    """What an entity marks; its measures are in UTF-16 units."""
    units = words.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


async def assert_exports_are_harmless(here: Town, count: int) -> None:
    """No cell begins as a formula does; JSON in every format is JSON, without halves of characters."""
    for wanted in ExportFormat:
        out = StringIO(newline="")
        await write_reports(settings_in(here.folder, "http://127.0.0.1:9", here.server.token), wanted, None, out)
        text = out.getvalue()
        text.encode("utf8")
        match wanted:
            case ExportFormat.CSV:
                rows = list(csv.reader(StringIO(text, newline="")))
                assert len(rows) == count + 1
                assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []
            case ExportFormat.JSONL:
                assert len([json.loads(line) for line in text.split("\n") if line]) == count
            case ExportFormat.GEOJSON:
                assert len(json.loads(text)["features"]) == count
