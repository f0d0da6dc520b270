"""Warnings of others: from a folder and from chat, into drafts that people let go. The same twice is one; nothing goes out by itself."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cap.settings import WarningSettings
from bot.demo.faults import Fault
from bot.demo.hands import Hands
from handlers.alerts.importing import Outcome
from handlers.cap.parse import MOST_BYTES
from handlers.cap.records import CapStatus, MsgType
from storage.roles import Role, Via
from tests.dialogs.test_alerts import CHEN, goes, officer
from tests.dialogs.test_notice import neighbours
from tests.rules.cap_makers import WEATHER, document, reference
from tests.town import EN_STAFF, GRACE, HE, LIN, NOON, ZH_STAFF, ZHOU, Town, town

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><alert>&b;</alert>'


@pytest.fixture
async def here(prepared: Path, tmp_path: Path, chosen: str | None) -> AsyncIterator[Town]:
    """A town with a folder for warnings."""
    settings = WarningSettings(cap_folder=tmp_path / "warnings")
    async with town(prepared, tmp_path, chosen, warnings=settings) as running:
        await running.parts.cap.folder.look()
        yield running


def folder(here: Town) -> Path:
    """Where others put them."""
    return here.folder / "warnings"


async def put(here: Town, content: bytes, name: str = "w.xml") -> None:
    """A file comes, and is looked at twice: it does not change any more."""
    (folder(here) / name).write_bytes(content)
    await here.parts.cap.folder.look()
    await here.parts.cap.folder.look()
    await here.quiet()


async def sent(here: Town, hands: Hands, content: bytes | int, name: str = "w.xml", mime: str = "text/xml") -> None:
    """Somebody sends it as a file."""
    hands.document(name, content, mime)
    await here.quiet()
    await here.parts.cap.sent.look_due()
    await here.quiet()


def alerts(here: Town) -> list[tuple[object, ...]]:
    """What there is, in order."""
    return here.rows("SELECT kind, level, message, state FROM alerts ORDER BY id")


async def released(here: Town) -> tuple[Hands, Hands, Hands]:
    """One from the folder, which Zhou has handed in and Grace has approved; Lin has it."""
    lin, _, _ = await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    await put(here, document(at=here.clock.now))
    zhou.tap("送去批准", await zhou.hears("预警草稿"))
    grace.tap("Approve and send", await grace.hears("waits for the second person"))
    await here.quiet()
    await goes(here)
    await lin.hears("🟡 暴雨黄色预警")
    return zhou, grace, lin


async def test_a_file_in_the_folder_becomes_a_draft(here: Town) -> None:
    """For whoever may write there, with nobody as its author; whoever hands it in cannot approve it."""
    lin, _, _ = await neighbours(here)
    zhou, grace, he = (
        await here.staff(ZHOU, ZH_STAFF),
        await officer(here, GRACE, factor=False),
        await here.staff(HE, EN_STAFF),
    )
    await put(here, document(at=NOON))
    assert sorted(one.name for one in folder(here).rglob("*.xml")) == ["w.xml"]
    assert (folder(here) / "done" / "w.xml").exists()
    assert WEATHER in (await zhou.hears("发来一条预警")).words
    card = await zhou.hears("预警草稿")
    assert "两小时内 50 毫米" in card.words
    await grace.hears("Draft of warning")
    assert not [one for one in he.from_bot if "warning" in one.words.lower()], "it is not theirs"
    assert here.rows("SELECT author_id FROM alerts") == [(None,)]
    zhou.tap("送去批准", card)
    asked = await zhou.sees("等第二个人批准", card)
    waits = await grace.hears("waits for the second person")
    zhou.forge(waits.buttons[0][0]["callback_data"], asked)
    await here.quiet()
    assert alerts(here) == [("rainstorm", "yellow", "alert", "submitted")]
    grace.tap("Approve and send", waits)
    await here.quiet()
    await goes(here)
    assert "两小时内 50 毫米" in (await lin.hears("🟡 暴雨黄色预警")).words


async def test_a_draft_is_found_again_by_whoever_comes_later(here: Town) -> None:
    """Nobody told them; three at a time, until somebody takes one on or drops it."""
    here.stranger(CHEN)
    await here.staff(ZHOU, ZH_STAFF)
    for number in range(4):
        await put(here, document(at=NOON, identifier=f"later-{number}"), f"{number}.xml")
    assert alerts(here) == [("rainstorm", "yellow", "alert", "draft")] * 4
    chen, he = await here.staff(CHEN, ZH_STAFF), await here.staff(HE, EN_STAFF)
    for hands in (chen, he):
        hands.text("/alert")
        await hands.hears("预警什么？")
    assert not [one for one in he.from_bot if "预警草稿" in one.words], "it is not theirs"
    assert [one for one in chen.from_bot if "不止下面这几条" in one.words]
    cards = [one for one in chen.from_bot if "预警草稿" in one.words and one.labels]
    assert len(cards) == 3
    chen.tap("送去批准", cards[-1])
    await chen.sees("等第二个人批准", cards[-1])
    chen.text("/alert")
    await here.quiet()
    later = [one for one in chen.from_bot if "预警草稿" in one.words and one.labels]
    assert len(later) == 2 + 3, "those of before, and all that are left"
    assert sum("不止下面这几条" in one.words for one in chen.from_bot) == 1


async def test_the_same_one_twice_is_one_draft(here: Town) -> None:
    """Wherever it comes in, whatever its file is called."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    for name in ("a.xml", "b.xml"):
        await put(here, document(at=NOON), name)
    await sent(here, zhou, document(at=NOON))
    await zhou.hears("已经收过了")
    assert (await here.parts.cap.imports.take(document(at=NOON))).outcome is Outcome.KNOWN
    assert len(alerts(here)) == 1
    assert len([one for one in zhou.from_bot if "发来一条预警" in one.words]) == 1
    await put(here, document(at=NOON), "a.xml")
    assert sorted(one.name for one in (folder(here) / "done").iterdir()) == ["a-2.xml", "a.xml", "b.xml"]


async def test_what_is_still_being_written_waits(here: Town) -> None:
    content = document(at=NOON)
    path = folder(here) / "w.xml"
    path.write_bytes(content[:500])
    await here.parts.cap.folder.look()
    path.write_bytes(content)
    await here.parts.cap.folder.look()
    assert alerts(here) == []
    await here.parts.cap.folder.look()
    assert len(alerts(here)) == 1


async def test_odd_things_in_the_folder(here: Town) -> None:
    """Links, pipes, folders and other names are left alone; what is hostile is put aside, with the reason."""
    secret = here.folder / "secret.xml"
    secret.write_bytes(document(at=NOON))
    (folder(here) / "link.xml").symlink_to(secret)
    os.mkfifo(folder(here) / "pipe.xml")
    (folder(here) / "folder.xml").mkdir()
    (folder(here) / ".hidden.xml").write_bytes(document(at=NOON))
    (folder(here) / "w.txt").write_bytes(document(at=NOON))
    hostile = {
        "bomb": BOMB, "empty": b"", "huge": b"<alert>" + b"a" * MOST_BYTES, "jpeg": b"\xff\xd8\xff", "far": document("BJ", at=NOON),
        "drill": document(at=NOON, status=CapStatus.EXERCISE), "old": document(at=NOON - timedelta(days=9)),
        "cancel": document(at=NOON, msg_type=MsgType.CANCEL, references=[reference(at=NOON)]),
    }  # fmt: skip
    for name, content in hostile.items():
        await put(here, content, f"{name}.xml")
    await here.parts.cap.folder.look()
    assert alerts(here) == []
    assert {one.stem for one in (folder(here) / "refused").glob("*.xml")} == set(hostile)
    reasons = {one.name.partition(".")[0]: one.read_text("utf-8") for one in (folder(here) / "refused").glob("*.txt")}
    assert reasons["bomb"].startswith("unsafe")
    assert reasons["huge"].startswith("too_large")
    assert (reasons["far"], reasons["drill"], reasons["old"]) == ("not_ours\n", "not_actual\n", "expired\n")
    assert (folder(here) / "link.xml").is_symlink()
    assert not (folder(here) / "done").exists()


async def test_a_file_from_staff_is_their_draft(here: Town) -> None:
    """Nobody else's; and cut down to what is theirs."""
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    await sent(here, zhou, document("QY", at=NOON), "rain.CAP", "application/octet-stream")
    await zhou.hears("正在看")
    await zhou.hears("预警草稿")
    assert not [one for one in grace.from_bot if "Draft" in one.words]
    author, unit = here.rows("SELECT a.author_id IS NOT NULL, u.code FROM alerts a JOIN units u ON u.id = a.unit_id")[0]
    assert (bool(author), unit) == (True, ZH_STAFF)
    codes = here.rows("SELECT u.code FROM alert_units a JOIN units u ON u.id = a.unit_id")
    assert all(str(code).startswith(ZH_STAFF) for (code,) in codes)


async def test_hostile_files_are_refused_in_their_words(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    elsewhere = document("QY-02-1", at=NOON)
    for content, why in (
        (BOMB, "文档类型"),
        (b"", "不是能读的 XML"),
        (b"<x/>", "不是 CAP"),
        (elsewhere, "不归"),
        (50 << 20, "512 KB"),
        (document(at=NOON, sender="shao-QY"), "我们自己"),
        (document(at=NOON, status=CapStatus.TEST), "演练或测试"),
    ):
        await sent(here, zhou, content)
        await zhou.hears(why)
    assert alerts(here) == []
    assert here.rows("SELECT COUNT(*) FROM glances") == [(0,)]


async def test_from_others_it_is_a_file_like_any(here: Town) -> None:
    """Residents cannot, and nobody once they have lost the role."""
    lin = await here.known(LIN)
    await sent(here, lin, document(at=NOON))
    await lin.hears("打不开")
    zhou = await here.staff(ZHOU, ZH_STAFF)
    zhou.document("w.xml", document(at=NOON), "text/xml")
    await here.quiet()
    async with here.parts.database.write() as store:
        person = await store.people.find(ZHOU)
        assert person is not None
        (held,) = [one for one in await store.roles.of(person.id) if one.role is Role.STAFF]
        await store.roles.revoke(person.id, held.role, held.unit_id, by=None, via=Via.COMMAND, now=here.clock.now)
    await here.parts.cap.sent.look_due()
    await here.quiet()
    assert alerts(here) == []
    assert here.rows("SELECT COUNT(*) FROM glances") == [(0,)]


async def test_a_file_that_cannot_be_fetched_is_tried_again(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    broken = here.server.misbehave(Fault.SERVER_ERROR, "getFile")
    await sent(here, zhou, document(at=NOON))
    assert alerts(here) == []
    here.server.faults.rules.remove(broken)
    here.clock.advance(seconds=10)
    await here.parts.cap.sent.look_due()
    await here.quiet()
    await zhou.hears("预警草稿")


async def test_an_update_changes_the_draft(here: Town) -> None:
    """What was handed in has to be approved anew."""
    lin, _, _ = await neighbours(here)
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await officer(here, GRACE, factor=False)
    await put(here, document(at=NOON))
    zhou.tap("送去批准", await zhou.hears("预警草稿"))
    asked = await grace.hears("waits for the second person")
    seen = asked.buttons[0][0]["callback_data"]
    here.clock.advance(minutes=5)
    now = here.clock.now
    update = document(
        at=now, said="已到 80 毫米", identifier="2", msg_type=MsgType.UPDATE, references=[reference(at=NOON)]
    )
    await put(here, update)
    await zhou.hears("改了它的预警")
    await zhou.hears("已到 80 毫米")
    grace.forge(seen, asked)
    await here.quiet()
    await goes(here)
    assert alerts(here) == [("rainstorm", "yellow", "alert", "draft")]
    assert not [one for one in lin.from_bot if "预警 · 暴雨" in one.words]


async def test_an_update_of_what_is_out_is_a_draft_of_its_event(here: Town) -> None:
    """And what came late is refused."""
    zhou, _, lin = await released(here)
    here.clock.advance(minutes=5)
    now = here.clock.now
    (sent_at,) = here.rows("SELECT sent_at FROM cap_sources")[0]
    first = reference(at=NOON.fromtimestamp(sent_at / 1e6, tz=NOON.tzinfo))
    update = document(at=now, said="已到 80 毫米", identifier="2", msg_type=MsgType.UPDATE, references=[first])
    await put(here, update)
    await zhou.hears("已到 80 毫米")
    assert [one[2:] for one in alerts(here)] == [("alert", "done"), ("update", "draft")]
    late = document(at=now - timedelta(minutes=1), identifier="3", msg_type=MsgType.UPDATE, references=[first])
    await put(here, late, "late.xml")
    assert (folder(here) / "refused" / "late.xml.txt").read_text() == "older\n"
    assert not [one for one in lin.from_bot if "80 毫米" in one.words]


async def test_a_cancellation_drops_the_draft(here: Town) -> None:
    """From its own sender alone."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await put(here, document(at=NOON))
    card = await zhou.hears("预警草稿")
    here.clock.advance(minutes=5)
    about = [reference(at=NOON)]
    forged = document(at=here.clock.now, sender="x", identifier="9", msg_type=MsgType.CANCEL, references=about)
    await put(here, forged, "forged.xml")
    assert [one[3] for one in alerts(here)] == ["draft"]
    await put(here, document(at=here.clock.now, identifier="2", msg_type=MsgType.CANCEL, references=about))
    await zhou.hears("取消了它的预警")
    await zhou.sees("谁也没收到", card)
    assert [one[3] for one in alerts(here)] == ["discarded"]


async def test_a_cancellation_proposes_the_all_clear(here: Town) -> None:
    """A person gives it, with two taps; the same cancellation twice rings once."""
    zhou, _, lin = await released(here)
    here.clock.advance(minutes=5)
    (sent_at,) = here.rows("SELECT sent_at FROM cap_sources")[0]
    first = reference(at=NOON.fromtimestamp(sent_at / 1e6, tz=NOON.tzinfo))
    cancel = document(at=here.clock.now, identifier="2", msg_type=MsgType.CANCEL, references=[first])
    for name in ("a.xml", "b.xml"):
        await put(here, cancel, name)
    await goes(here)
    assert not [one for one in lin.from_bot if "解除" in one.words]
    asked = await zhou.hears("取消了它的预警")
    assert len([one for one in zhou.from_bot if "取消了它的预警" in one.words]) == 1
    zhou.tap("解除", asked)
    zhou.tap("确定解除", await zhou.hears("解除预警"))
    await here.quiet()
    await goes(here)
    await lin.hears("暴雨预警解除")


async def test_with_nobody_there_administrators_hear_of_it(here: Town) -> None:
    here.stranger(CHEN)
    chen = here.person(CHEN)
    chen.start(await here.administrator_invite())
    await here.quiet()
    await put(here, document("QY-02-1", at=NOON))
    await chen.hears("预警草稿")
