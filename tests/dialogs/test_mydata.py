"""/mydata: everything about me, at once, in files; nothing about anybody else."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from handlers.data import packing
from handlers.data.everything import _ENDINGS
from storage.media import MediaKind
from tests.town import HE, LIN, ZH_STAFF, ZHOU, Town

WHOLE = "与您有关的全部内容：照片"


def unpacked(here: Town, shown: Shown) -> dict[str, bytes]:
    """What is in the file of a message."""
    content = here.server.world.files[shown.more["document"]["file_id"]]
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def given(here: Town, hands: Hands) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Asks, and gets it: data.json, and the other files."""
    hands.text("/mydata")
    await hands.hears("正在打包")
    files = unpacked(here, await hands.hears(WHOLE))
    return json.loads(files.pop("data.json")), files


async def reported_and_handled(here: Town) -> tuple[Hands, Hands, str]:
    """Zhou, who handles it, Lin, who reported it, and the code."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    await here.parts.copies.fetch_due()
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await lin.hears("已经接单")
    return zhou, lin, code


async def test_everything_is_in_it(here: Town) -> None:
    """Person, reports with history and pictures, the dialog under way."""
    zhou, lin, code = await reported_and_handled(here)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.text("还有三辆电动车")
    await lin.hears("会加到")
    data, files = await given(here, lin)
    assert data["person"]["telegram_id"] == str(LIN)
    assert data["person"]["consented_at"].startswith("2026-05-20T00:00:00")
    (report,) = data["reports"]
    assert (report["code"], report["status"], report["place"]["source"]) == (code, "accepted", "live")
    assert round(report["place"]["latitude"], 4) == round(lin.actor.latitude, 4)
    assert [one["event"] for one in report["history"]] == ["received", "accepted"]
    (kept,) = report["files"]
    assert files.keys() == {kept["file"]} == {f"{code}/1.jpg"}
    assert files[kept["file"]].startswith(b"\xff\xd8")
    assert data["dialog_under_way"]["draft"]["words"] == "还有三辆电动车"
    assert len(data["counted"]["uses"]["report"]) == 1
    assert zhou.actor.first_name not in json.dumps(data, ensure_ascii=False)


async def test_nothing_about_others(here: Town) -> None:
    """Neither who handles my report in mine, nor whose report they handled in theirs."""
    zhou, lin, code = await reported_and_handled(here)
    he = await here.known(HE)
    he_code = await here.reported(he)
    mine, theirs = (await given(here, lin))[0], (await given(here, zhou))[0]
    for data, others in ((mine, (zhou, he)), (theirs, (lin, he))):
        said = json.dumps(data, ensure_ascii=False)
        assert not [one.actor.id for one in others if str(one.actor.id) in said or one.actor.first_name in said]
    assert he_code not in json.dumps(mine)
    assert theirs["work"]["deeds"][0] | {"at": ""} == {
        "code": code, "event": "accepted", "status": "accepted", "note": None, "at": "",
    }  # fmt: skip
    assert theirs["work"]["holds"] == [{"code": code, "status": "accepted"}]
    assert theirs["person"]["name"] == zhou.actor.first_name
    assert theirs["roles"][0]["unit"]["code"] == ZH_STAFF


async def test_in_parts(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """None larger than Telegram takes; together they are all of it."""
    lin = await here.known(LIN)
    codes = [await here.reported(lin) for _ in range(3)]
    await here.parts.copies.fetch_due()
    largest = max(size for (size,) in here.rows("SELECT bytes FROM report_media")) + 100
    monkeypatch.setattr(packing.parts, "__defaults__", (largest,))
    lin.text("/mydata")
    shown = [await lin.hears(f"第 {number} 个文件，共 4 个") for number in (1, 2, 3, 4)]
    packed = [unpacked(here, one) for one in shown]
    assert list(packed[0]) == ["data.json"]
    assert [name for one in packed[1:] for name in one] == [f"{code}/1.jpg" for code in reversed(codes)]


async def test_again_within_the_hour_is_the_same(here: Town) -> None:
    """It is said where it is; after an hour there is a new one, and three a day are enough."""
    lin = await here.known(LIN)
    await given(here, lin)
    lin.text("/mydata")
    assert "13:00" in (await lin.hears("您刚刚要过")).words
    for _ in range(2):
        here.clock.advance(hours=1)
        await given(here, lin)
    here.clock.advance(hours=1)
    lin.text("/mydata")
    assert "12:00" in (await lin.hears("今天已经发过几份了")).words
    assert here.rows("SELECT COUNT(*) FROM parcels WHERE done_at IS NOT NULL") == [(3,)]


async def test_the_files_are_sealed_and_go_after_a_day(here: Town) -> None:
    """From us; what Telegram has is theirs."""
    lin = await here.known(LIN)
    await given(here, lin)
    await here.quiet()
    (path,) = (here.folder / "media").rglob("*.sealed")
    assert b"data.json" not in path.read_bytes()
    here.clock.advance(hours=23)
    await here.parts.gone.now()
    await here.parts.copies.sweep()
    assert path.exists()
    here.clock.advance(hours=2)
    await here.parts.gone.now()
    assert not path.exists()
    here.clock.advance(hours=24)
    await here.parts.keeper.forget()
    assert here.rows("SELECT COUNT(*) FROM parcels") == [(0,)]


async def test_a_stranger_may_ask(here: Town) -> None:
    """There is next to nothing to tell, which is said all the same."""
    he = here.person(HE)
    he.text("/mydata")
    data = json.loads(unpacked(here, await he.hears(WHOLE))["data.json"])
    assert (data["person"]["consented_at"], data["reports"]) == (None, [])


async def test_what_cannot_be_packed_is_tried_again_and_said(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """A copy of a picture that is damaged; after some tries whoever waits hears of it."""
    lin = await here.known(LIN)
    await here.reported(lin)
    await here.parts.copies.fetch_due()
    (path,) = (here.folder / "media").rglob("*.sealed")
    path.write_bytes(path.read_bytes()[:-1])
    lin.text("/mydata")
    await lin.hears("正在打包")
    for minutes in (0, 1, 2, 4, 8):
        here.clock.now += timedelta(minutes=minutes)
        await here.parts.parcels.now()
    await lin.hears("没能打包成功")
    assert "SealBroken" in caplog.text


async def test_a_copy_that_is_gone_is_left_out(here: Town) -> None:
    """A disk may lose files; what is told of them stays."""
    lin = await here.known(LIN)
    code = await here.reported(lin)
    await here.parts.copies.fetch_due()
    for path in (here.folder / "media").rglob("*.sealed"):
        path.unlink()
    data, files = await given(here, lin)
    assert files == {}
    assert (data["reports"][0]["code"], data["reports"][0]["files"][0]["file"]) == (code, None)


def test_every_kind_of_file_has_its_ending() -> None:
    assert set(_ENDINGS) == set(MediaKind)
