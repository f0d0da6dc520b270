"""Warnings over HTTP: a feed and each message for everybody; a way in for whoever has the token. Over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
import xmlschema

from bot.app import _asked_about
from bot.cap.http import token_in
from bot.cap.settings import WarningSettings
from bot.operate import OperateError
from handlers.alerts import area as areas
from handlers.cap.feed import ATOM
from handlers.cap.parse import MOST_BYTES, parse
from handlers.cap.records import CapStatus, MsgType
from storage.alert import Alert, AlertKind, AlertState, Content, Level, MessageType, Way
from tests.rules.cap_makers import document
from tests.town import NOON, Town, free_address

SCHEMA = xmlschema.XMLSchema(Path(__file__).parents[1] / "rules" / "cap-1.2.xsd")
TOKEN = "a-token-of-twenty-letters"
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><alert>&b;</alert>'
RIGHT = {"authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def asked(here: Town, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A town that the world may ask."""
    address = free_address()
    async with (
        _asked_about(here.parts, address, WarningSettings(**settings)),
        httpx.AsyncClient(base_url=f"http://{address}", timeout=30) as client,
    ):
        yield client


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    """Where the token is."""
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    return path


async def out(here: Town, event: str = "W-AB12-CD34", *, minutes: float = 0, **changes: Any) -> Alert:
    """A warning that went out."""
    async with here.parts.database.write() as store:
        unit = await store.units.by_code("QY-01")
        assert unit is not None
        said = {"kind": changes.pop("kind", AlertKind.GAS), "level": Level.RED, "until": NOON + timedelta(hours=3)}
        content = Content(area=await areas.of_units(store, [unit]), **said)
        serial = len(await store.alerts.of_event(event)) + 1
        message = changes.pop("message", MessageType.ALERT)
        alert = await store.alerts.add(
            event, content, serial=serial, message=message, unit_id=unit.id, author_id=None, now=NOON
        )
        gone = {
            "state": AlertState.DONE,
            "way": Way.TWO,
            "released_at": NOON + timedelta(minutes=minutes),
            "ended_at": NOON,
        }
        alert = alert.model_copy(update=gone | changes)
        await store.alerts.save(alert)
    return alert


async def test_the_feed_and_each_message(here: Town) -> None:
    """The newest first; each as the schema wants it; read again for nothing."""
    await out(here)
    await out(here, minutes=5, message=MessageType.UPDATE)
    await out(here, "W-EF56-GH78", minutes=2)
    async with asked(here, cap_sender="us@example.org", cap_address="https://example.org/w/") as client:
        reply = await client.get("/alerts.atom")
        assert reply.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(reply.content)
        links = [one.attrib["href"] for one in feed.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}link[@rel='self']")]
        names = ["W-AB12-CD34.2", "W-EF56-GH78.1", "W-AB12-CD34.1"]
        assert links == [f"https://example.org/w/alerts/{one}.xml" for one in names]
        found = await client.get("/alerts/W-AB12-CD34.2.xml")
        assert found.headers["content-type"].startswith("application/cap+xml")
        assert "max-age" in found.headers["cache-control"]
        SCHEMA.validate(found.text)
        said = parse(found.content)
        assert (said.msg_type, said.sender, said.references[0].identifier) == (
            MsgType.UPDATE, "us@example.org", "W-AB12-CD34.1",
        )  # fmt: skip
        for path, tag in (("/alerts.atom", reply), ("/alerts/W-AB12-CD34.2.xml", found)):
            again = await client.get(path, headers={"if-none-match": f'W/{tag.headers["etag"]}, "x"'})
            assert (again.status_code, again.content) == (304, b"")
        assert (await client.head("/alerts.atom")).status_code == 200
        assert (await client.post("/alerts.atom")).status_code == 405


async def test_what_is_not_out_is_not_there(here: Town) -> None:
    """A draft and what never was are answered alike, to the letter."""
    await out(here, state=AlertState.DRAFT, released_at=None, way=None)
    await out(here, "W-EF56-GH78", state=AlertState.STOPPED, released_at=None)
    async with asked(here) as client:
        names = (
            *(
                "W-AB12-CD34.1",
                "W-EF56-GH78.1",
                "W-0000-0000.1",
                "W-AB12-CD34.0",
                "W-AB12-CD34.9999999",
                "x",
                "W-AB12-CD34",
            ),
            *("%00.1", "W-AB12-CD34.%D9%A1", "' OR 1=1.1", "%F0%9F%98%80.1", "w-ab12-cd34.1"),
        )
        answers = [await client.get(f"/alerts/{one}.xml") for one in names]
        assert {(one.status_code, one.text) for one in answers} == {(404, "not found")}
        assert {tuple(sorted(set(one.headers) - {"date"})) for one in answers} == {
            tuple(sorted(set(answers[0].headers) - {"date"}))
        }
        assert ElementTree.fromstring((await client.get("/alerts.atom")).content).find(f"{{{ATOM}}}entry") is None


async def test_the_feed_is_bounded(here: Town) -> None:
    """What is over for long is not in it; what holds always is."""
    for number in range(60):
        await out(here, f"W-AB12-00{number:02d}", minutes=number, over_at=NOON)
    await out(here, "W-HE1D-HE1D".replace("I", "1"), minutes=-30)
    await out(here, "W-0000-0001", minutes=-60 * 24 * 8, over_at=NOON)
    async with asked(here) as client:
        found = (await client.get("/alerts.atom")).text
    assert found.count("<entry>") == 51
    assert "W-HE1D-HE1D" in found
    assert "W-0000-0001" not in found


async def test_who_was_missing_is_left_alone_when_it_is_over(here: Town) -> None:
    """Nobody has to read any more who that was."""
    alert = await out(here, kind=AlertKind.MISSING)
    async with asked(here) as client:
        assert (await client.get(f"/alerts/{alert.event}.1.xml")).status_code == 200
        async with here.parts.database.write() as store:
            await store.alerts.end_event(alert.event, now=NOON)
        await out(here, minutes=9, kind=AlertKind.MISSING, message=MessageType.CLEAR)
        assert (await client.get(f"/alerts/{alert.event}.1.xml")).status_code == 404
        assert (await client.get(f"/alerts/{alert.event}.2.xml")).status_code == 200
        assert (await client.get("/alerts.atom")).text.count("<entry>") == 1


async def test_without_a_token_there_is_no_way_in(here: Town) -> None:
    async with asked(here) as client:
        for headers in ({}, RIGHT, {"authorization": "Bearer"}):
            assert (await client.post("/alerts", content=document(at=NOON), headers=headers)).status_code == 404
    assert here.rows("SELECT COUNT(*) FROM alerts") == [(0,)]


async def test_the_token_lets_in(here: Town, token_file: Path) -> None:
    """Once each; a draft of nobody, which goes nowhere by itself."""
    async with asked(here, cap_token_file=token_file) as client:
        for wrong in ("", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN} x", f"Bearer {TOKEN[:-1]}"):
            reply = await client.post("/alerts", content=document(at=NOON), headers={"authorization": wrong})
            assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
        first = await client.post("/alerts", content=document(at=NOON), headers=RIGHT)
        again = await client.post("/alerts", content=document(at=NOON), headers=RIGHT)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["number"] == again.json()["number"]
        assert (await client.get(f"/alerts/{first.json()['number']}.1.xml")).status_code == 404
    assert here.rows("SELECT state, author_id FROM alerts") == [("draft", None)]


async def test_the_same_one_many_times_at_once(here: Town, token_file: Path) -> None:
    async with asked(here, cap_token_file=token_file) as client:
        posts = [client.post("/alerts", content=document(at=NOON), headers=RIGHT) for _ in range(20)]
        replies = await asyncio.gather(*posts)
    assert sorted(one.status_code for one in replies) == [*[200] * 19, 201]
    assert here.rows("SELECT COUNT(*) FROM alerts") == [(1,)]


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (BOMB, 422, "unsafe"),
        (b"", 422, "malformed"),
        (b"\x00" * 100, 422, "malformed"),
        (b"<alert/>", 422, "not_cap"),
        (b"<a>" * 5000, 422, "malformed"),
        (document(at=NOON).replace(b"Moderate", b"Awful"), 422, "wrong_value"),
        (document("BJ", at=NOON), 422, "not_ours"),
        (document(at=NOON, status=CapStatus.EXERCISE), 422, "not_actual"),
        (b"a" * (MOST_BYTES + 1), 413, "too_large"),
    ],
)
async def test_what_is_refused(here: Town, token_file: Path, content: bytes, status: int, reason: str) -> None:
    async with asked(here, cap_token_file=token_file) as client:
        reply = await client.post("/alerts", content=content, headers=RIGHT)
        assert (reply.status_code, reply.json()["reason"]) == (status, reason)
        assert (await client.get("/healthz")).text == "ok"
    assert here.rows("SELECT COUNT(*) FROM alerts") == [(0,)]


async def test_a_huge_one_is_not_read_to_its_end(here: Town, token_file: Path) -> None:
    """Neither where it says how large it is, nor where it does not."""
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        while given < 200 << 20:
            given += 64 << 10
            yield bytes(64 << 10)

    async with asked(here, cap_token_file=token_file) as client:
        try:
            reply = await client.post("/alerts", content=endless(), headers=RIGHT)
            assert reply.status_code == 413
        except httpx.TransportError:
            pass  # it was cut off while it was still talking
        assert given < 100 << 20
        said = {**RIGHT, "content-length": "9" * 40}
        with suppress(httpx.TransportError):
            assert (await client.post("/alerts", content=b"x", headers=said)).status_code in (400, 413)
        assert (await client.get("/healthz")).text == "ok"


def test_a_token_that_is_none(tmp_path: Path) -> None:
    """One line says what is wrong, and not what is in it."""
    path = tmp_path / "token"
    assert token_in(None) is None
    with pytest.raises(OperateError, match="cap_token_file"):
        token_in(path)
    for content in ("short", "a" * 15 + "\n" + "b" * 15, "ä" * 30):
        path.write_text(content)
        with pytest.raises(OperateError, match="cap_token_file") as refused:
            token_in(path)
        assert content not in str(refused.value)
