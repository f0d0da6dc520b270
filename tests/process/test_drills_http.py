"""Drills over HTTP: a feed and addresses of their own, beside those of warnings. Over a real socket."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema

from handlers.cap.feed import ATOM
from handlers.cap.parse import parse
from handlers.cap.records import CapStatus, MsgType
from storage.alert import AlertKind, Level
from storage.drills import Drill, DrillState
from tests.dialogs.test_drill import begun, goes, neighbours
from tests.process.test_alerts_http import asked, out
from tests.town import NOON, ZH_STAFF, ZHOU, Town

SCHEMA = xmlschema.XMLSchema(Path(__file__).parents[1] / "rules" / "cap-1.2.xsd")
CODE = "D-AB12-CD34"


async def held(here: Town, code: str = CODE, *, minutes: float = 0, **changes: Any) -> Drill:
    """A drill, which is on unless something else is said."""
    async with here.parts.database.write() as store:
        unit = await store.units.by_code("QY-01")
        person = await store.people.find(ZHOU)
        assert unit is not None
        assert person is not None
        at = {"send_at": NOON + timedelta(minutes=minutes), "now": NOON}
        kind = changes.pop("kind", AlertKind.FIRE)
        drill = await store.drills.add(
            code, kind, Level.RED, "带好证件", unit_id=unit.id, author_id=person.id, people=3, **at
        )
        drill = drill.model_copy(update={"state": DrillState.SENDING} | changes)
        await store.drills.save(drill)
    return drill


def links(feed: bytes) -> list[str]:
    """Where the entries are, in their order."""
    found = ElementTree.fromstring(feed).iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}link[@rel='self']")
    return [one.attrib["href"] for one in found]


@pytest.fixture
async def town(here: Town) -> Town:
    """With somebody who holds drills."""
    await here.staff(ZHOU, ZH_STAFF)
    return here


async def test_the_feed_and_each_message(town: Town) -> None:
    """The newest first; each as the schema wants it; read again for nothing."""
    await held(town, state=DrillState.DONE, ended_at=NOON + timedelta(minutes=9))
    await held(town, "D-EF56-GH78", minutes=5)
    async with asked(town, cap_sender="us@example.org", cap_address="https://example.org/w/") as client:
        feed = await client.get("/drills.atom")
        assert feed.headers["content-type"].startswith("application/atom+xml")
        names = [f"{CODE}.2", "D-EF56-GH78.1", f"{CODE}.1"]
        assert links(feed.content) == [f"https://example.org/w/drills/{one}.xml" for one in names]
        titles = [one.text or "" for one in ElementTree.fromstring(feed.content).iter(f"{{{ATOM}}}title")]
        assert len(titles) == 4
        assert all(one.startswith("【演练】") and one.endswith("【演练】") for one in titles)
        for name, kind in zip(names, (MsgType.CANCEL, MsgType.ALERT, MsgType.ALERT), strict=True):
            found = await client.get(f"/drills/{name}.xml")
            assert found.headers["content-type"].startswith("application/cap+xml")
            SCHEMA.validate(found.text)
            said = parse(found.content)
            assert (said.status, said.msg_type, said.sender, said.identifier) == (
                CapStatus.EXERCISE, kind, "us@example.org", name,
            )  # fmt: skip
            again = await client.get(f"/drills/{name}.xml", headers={"if-none-match": found.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
        for path in ("/drills.atom", f"/drills/{CODE}.1.xml"):
            assert (await client.post(path)).status_code == 405


async def test_neither_feed_has_what_is_the_others(town: Town) -> None:
    """Whoever reads warnings never gets a drill, by no address; nor the other way round."""
    alert = await out(town)
    await held(town, state=DrillState.DONE, ended_at=NOON)
    async with asked(town) as client:
        warnings, drills = await client.get("/alerts.atom"), await client.get("/drills.atom")
        assert [one.rpartition("/")[2] for one in links(warnings.content)] == [f"{alert.event}.1.xml"]
        assert [one.rpartition("/")[2] for one in links(drills.content)] == [f"{CODE}.2.xml", f"{CODE}.1.xml"]
        for trace in (CODE, "演练", "/drills"):
            assert trace not in warnings.text
        for trace in (alert.event, "/alerts"):
            assert trace not in drills.text
        for path in (f"/alerts/{CODE}.1.xml", f"/alerts/{CODE}.2.xml", f"/drills/{alert.event}.1.xml"):
            reply = await client.get(path)
            assert (reply.status_code, reply.text) == (404, "not found")
        assert parse((await client.get(f"/alerts/{alert.event}.1.xml")).content).status is CapStatus.ACTUAL


@pytest.mark.parametrize("state", [DrillState.WAITING, DrillState.CANCELLED])
async def test_what_has_not_gone_out_is_not_there(either: Town, state: DrillState) -> None:
    """It is answered like what never was and like an unknown warning, to the letter; PostgreSQL would choke on some of these names."""
    await either.staff(ZHOU, ZH_STAFF)
    await held(either, state=state, ended_at=NOON if state is DrillState.CANCELLED else None)
    await held(either, "D-EF56-GH78")
    names = (
        *(f"{CODE}.1", f"{CODE}.2", "D-EF56-GH78.2", "D-EF56-GH78.0", "D-EF56-GH78.3", "D-EF56-GH78.11", "D-EF56-GH78"),
        *("D-0000-0000.1", "d-ef56-gh78.1", "x", "%00.1", "D-EF56-GH78.%D9%A1", "' OR 1=1.1", "%F0%9F%98%80.1"),
    )
    async with asked(either) as client:
        answers = [await client.get(f"/drills/{one}.xml") for one in names]
        answers.append(await client.get("/alerts/W-0000-0000.1.xml"))
        assert {(one.status_code, one.text) for one in answers} == {(404, "not found")}
        assert len({tuple(sorted(set(one.headers) - {"date"})) for one in answers}) == 1
        assert [one.rpartition("/")[2] for one in links((await client.get("/drills.atom")).content)] == [
            "D-EF56-GH78.1.xml"
        ]


async def test_the_feed_is_bounded(town: Town) -> None:
    """What is over for long is not in it, though it is still there."""
    await held(town, minutes=-60 * 24 * 8, state=DrillState.DONE, ended_at=NOON)
    for number in range(55):
        await held(town, f"D-AB12-00{number:02d}", minutes=-number)
    async with asked(town) as client:
        found = links((await client.get("/drills.atom")).content)
        assert (len(found), found[0].rpartition("/")[2]) == (50, "D-AB12-0000.1.xml")
        assert not [one for one in found if CODE in one]
        assert (await client.get(f"/drills/{CODE}.1.xml")).status_code == 200


async def test_no_drills_is_a_feed_too(town: Town) -> None:
    async with asked(town) as client:
        reply = await client.get("/drills.atom")
        assert (reply.status_code, links(reply.content)) == (200, [])


async def test_from_the_dialog_to_its_end(here: Town) -> None:
    """As staff hold one: seen by nobody in its half minute, then while it is on, then over."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    lin, _, _ = await neighbours(here)
    card = await begun(here, zhou, "带好证件")
    ((code,),) = here.rows("SELECT code FROM drills")
    async with asked(here) as client:
        assert (await client.get(f"/drills/{code}.1.xml")).status_code == 404
        await goes(here)
        first = await client.get(f"/drills/{code}.1.xml")
        SCHEMA.validate(first.text)
        assert "带好证件" in first.text
        assert (await client.get(f"/drills/{code}.2.xml")).status_code == 404
        zhou.tap("结束演练", card)
        await zhou.sees("演练结束了", card)
        await goes(here, 1)
        await lin.hears("演练结束了")
        last = await client.get(f"/drills/{code}.2.xml")
        SCHEMA.validate(last.text)
        (reference,) = parse(last.content).references
        begun_as = parse(first.content)
        assert (reference.identifier, reference.sent) == (begun_as.identifier, begun_as.sent)
        assert (await client.get("/alerts.atom")).text.count("<entry>") == 0
