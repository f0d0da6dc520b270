"""The chat page's data: who there is, what a chat shows, what can be done with a phone, what is news; and for whom."""

import json
import re
from typing import Any

import httpx
import pytest

from bot.demo.assets import WEB
from bot.demo.attachments import Clip
from bot.demo.groups import Circle
from bot.demo.people import PEOPLE
from bot.demo.pictures import picture
from bot.demo.stream import follow
from handlers.report.settings import BUILT_IN
from storage.case import Status
from tests.demo.api import Api
from tests.town import GRACE, LIN, ZHOU


async def get(api: Api, path: str) -> Any:
    """What the page asks for."""
    answer = await api.client.get(f"/demo/{path}")
    assert answer.status_code == 200
    return answer.json()


async def post(api: Api, path: str, **given: Any) -> tuple[int, str | None]:
    """What the page does: the status, and what is wrong."""
    answer = await api.client.post(f"/demo/people/{path}", json=given)
    return answer.status_code, answer.json().get("error")


async def messages(api: Api, chat: int) -> list[Any]:
    """What the page shows of a chat."""
    return list((await get(api, "everything"))["chats"][str(chat)]["messages"])


@pytest.fixture
def group(api: Api) -> Circle:
    """A group without the bot."""
    return api.server.group("值班群", [ZHOU, GRACE])


async def test_groups_stand_beside_the_people_with_who_is_in_them(api: Api, group: Circle) -> None:
    """Where a group has moved, it is seen once."""
    api.server.person(ZHOU).at(group).adds_bot()
    new = api.server.person(ZHOU).at(group).upgrades()
    shown = await get(api, "everything")
    assert len(shown["people"]) == len(PEOPLE)
    members = [{"id": ZHOU, "name": "周敏", "writes": True}, {"id": GRACE, "name": "Grace Liu", "writes": True}]
    assert shown["groups"] == [{"id": new.id, "kind": "group", "title": "值班群", "has_bot": True, "members": members}]


async def test_a_group_is_used_as_one_of_its_members(api: Api, group: Circle) -> None:
    """Who lets the bot in, writes and puts it out; others are named, oneself is not."""
    inside = f"{ZHOU}/{{}}?group={group.id}".format
    assert await post(api, inside("add_bot")) == (200, None)
    await api.send(chat_id=group.id, text="from the bot")
    assert await post(api, inside("text"), text="/help") == (200, None)
    api.server.person(GRACE).at(group).text("thanks")
    first, *said = await messages(api, group.id)
    assert first["service"] == {"kind": "new_chat_members", "names": ["哨"]}
    told = [(one["by"], one["name"], one["words"]) for one in said]
    assert told == [(None, None, "from the bot"), (ZHOU, "周敏", "/help"), (GRACE, "Grace Liu", "thanks")]
    assert await post(api, inside("remove_bot")) == (200, None)
    assert await post(api, inside("remove_bot")) == (409, "the bot is not in this group")


async def test_a_channel_is_read_by_all_and_run_by_few(api: Api) -> None:
    """What is posted there, by the bot or by who runs it, bears its name."""
    channel = api.server.channel("社区通知", [ZHOU, GRACE])
    inside = f"{{}}/{{}}?group={channel.id}".format
    assert await post(api, inside(GRACE, "add_bot")) == (409, "only those who run a channel post in it")
    assert await post(api, inside(ZHOU, "add_bot")) == (200, None)
    (shown,) = (await get(api, "everything"))["groups"]
    assert (shown["kind"], shown["has_bot"]) == ("channel", True)
    assert [(one["id"], one["writes"]) for one in shown["members"]] == [(ZHOU, True), (GRACE, False)]
    await api.send(chat_id=channel.id, text="rain")
    assert await post(api, inside(ZHOU, "text"), text="sun") == (200, None)
    assert (await post(api, inside(GRACE, "text"), text="hi"))[0] == 409
    said = [(one["by"], one["name"], one["words"]) for one in await messages(api, channel.id)]
    assert said == [(None, "社区通知", "rain"), (None, "社区通知", "sun")]
    assert await post(api, inside(ZHOU, "remove_bot")) == (200, None)
    assert await post(api, inside(ZHOU, "remove_bot")) == (409, "the bot is not in this channel")


async def test_a_chat_shows_every_kind_of_message(api: Api) -> None:
    """By its name and what is to be read about it; albums belong together, forwards and answers say of what."""
    me = api.me
    me.voice(seconds=7)
    me.document("a.pdf", b"pdf", "application/pdf")
    me.album((None, Clip()))
    me.poll("ok?", "yes", "no")
    me.text("this", reply_to=next(iter(me.chat.messages.values())))
    me.forward(list(me.chat.messages.values())[-1])
    _, voice, document, photo, clip, poll, answer, forwarded = await messages(api, LIN)
    kinds = [[part["kind"] for part in one["carries"]] for one in (voice, document, photo, clip, poll)]
    assert kinds == [["voice"], ["document"], [], ["video"], ["poll"]]
    assert (voice["carries"][0]["duration"], document["carries"][0]["file_name"]) == (7, "a.pdf")
    assert photo["album"] == clip["album"] is not None
    assert (answer["answers"], forwarded["forwarded"]) == ("/start", "林秀兰")
    fetched = await api.client.get(f"/demo/files/{document['carries'][0]['file']}")
    assert (fetched.content, fetched.headers["content-type"]) == (
        b"pdf",
        "application/octet-stream",
    )  # never to be run here


SENT: dict[str, dict[str, Any]] = {
    "photos": {"samples": ["gas", "tree"]},
    "place": {},
    "pin": {"latitude": 30.66, "longitude": 104.06},
    "video": {},
    "voice": {},
    "document": {"sample": "gas"},
    "sticker": {},
}


@pytest.mark.parametrize("kind", SENT)
async def test_what_the_page_sends(api: Api, kind: str) -> None:
    """Of each kind at least one update."""
    assert await post(api, f"{LIN}/{kind}", **SENT[kind]) == (200, None)
    assert await api.updates()


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("photos", {"samples": []}),
        ("photos", {"samples": ["gas"] * 11}),
        ("photos", {"samples": ["../photos/gas"]}),
        ("pin", {"latitude": "north", "longitude": 0}),
        ("tap", {"data": "x", "message_id": 999}),
        ("text", {}),
    ],
)
async def test_what_makes_no_sense_is_refused(api: Api, action: str, given: dict[str, Any]) -> None:
    status, error = await post(api, f"{LIN}/{action}", **given)
    assert status == 400
    assert error
    assert not await api.updates()


async def test_a_picture_of_ones_own(api: Api) -> None:
    """Telegram's limit holds, and a form of another page cannot send one."""
    path = f"/demo/people/{LIN}/upload"
    answers = [
        await api.client.post(path, content=content, headers={"content-type": kind})
        for content, kind in ((picture(7), "image/jpeg"), (picture(7), "text/plain"), (bytes(10_000_001), "image/png"))
    ]
    assert [answer.status_code for answer in answers] == [200, 415, 413]
    (update,) = await api.updates()
    assert update["message"]["photo"]


async def test_keys_buttons_and_links(api: Api) -> None:
    """A link to the bot is known by what it carries."""
    url = "https://t.me/shao_demo_bot?start=c_1"
    buttons = [[{"text": "ok", "callback_data": "x"}, {"text": "open", "url": url}]]
    _, sent = await api.send(reply_markup={"inline_keyboard": buttons})
    await api.send(reply_markup={"keyboard": [["mine"]]})
    chat = (await get(api, "everything"))["chats"][str(LIN)]
    assert [one["start"] for one in chat["messages"][1]["buttons"][0]] == [None, "c_1"]
    assert chat["keyboard"] == [[{"text": "mine"}]]
    assert await post(api, f"{LIN}/tap", message_id=sent["message_id"], data="x") == (200, None)
    assert await post(api, f"{LIN}/press", label="mine") == (200, None)
    assert await post(api, f"{LIN}/start", payload="c_1") == (200, None)
    assert await post(api, f"{LIN}/dance") == (404, "no such action")
    updates = await api.updates()
    assert updates[0]["callback_query"]["data"] == "x"
    assert [one["message"]["text"] for one in updates[1:]] == ["mine", "/start c_1"]


async def test_the_page_itself(api: Api) -> None:
    """Each of its files as what it is; none needs anything from elsewhere, and nothing outside of its folder is served."""
    page = await api.client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    kinds = {
        "js/main.js": "text/javascript",
        "css/base.css": "text/css",
        "words/zh.json": "application/json",
        "area.geojson": "application/geo+json",
        "icon.svg": "image/svg+xml",
        "photos/gas.jpg": "image/jpeg",
    }
    for path, kind in kinds.items():
        assert (await api.client.get(f"/{path}")).headers["content-type"].partition(";")[0] == kind
    assert (await api.client.get("/%2e%2e/server.py")).status_code == 404
    for source in WEB.rglob("*.[hcj][ts]*"):
        assert "http" not in source.read_text(encoding="utf8").replace("http://www.w3.org/2000/svg", "").replace(
            "(https?|", ""
        )


FOREIGN = (
    {"host": "evil.example"},
    {"origin": "http://evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "null"},
)


@pytest.mark.parametrize("headers", FOREIGN, ids="-".join)
async def test_a_foreign_page_cannot_drive_it(api: Api, headers: dict[str, str]) -> None:
    """Neither under a name of its own that leads here, nor from its own address."""
    answer = await api.client.post(f"/demo/people/{LIN}/text", json={"text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert not await api.updates()
    if "host" in headers:
        assert (await api.client.get("/demo/everything", headers=headers)).status_code == 403


class TestStream:
    """News as they come; each event holds the message as it is now."""

    async def test_it_goes_on_where_it_was_cut_off(self, api: Api) -> None:
        at = (await get(api, "everything"))["at"]
        api.me.text("one")
        first, first_id = await following(api, at)
        api.me.text("two")
        second, _ = await following(api, first_id)
        assert [one["message"]["words"] for one in (first, second)] == ["one", "two"]
        assert (first["kind"], first["chat"]) == ("person", LIN)

    async def test_an_edit_a_toast_and_a_deletion(self, api: Api) -> None:
        at = (await get(api, "everything"))["at"]
        query = await api.tapped()
        (message,) = api.me.from_bot
        await api("editMessageText", chat_id=LIN, message_id=message.message_id, text="new")
        await api("answerCallbackQuery", callback_query_id=query, text="done")
        await api("deleteMessage", chat_id=LIN, message_id=message.message_id)
        told = []
        for _ in range(4):
            event, at = await following(api, at)
            told.append((event["kind"], event.get("text"), event.get("message")))
        assert told == [("sent", None, None), ("edited", None, None), ("toast", "done", None), ("deleted", None, None)]

    @pytest.mark.parametrize("after", ["", "0", "other-1", "{run}-999", "{run}-x"])
    async def test_who_missed_too_much_looks_anew(self, api: Api, after: str) -> None:
        """Also after the demo was started again."""
        stream = follow(api.world, after.format(run=api.world.run))
        assert [await anext(stream) for _ in range(2)][1].startswith("event: anew")


async def following(api: Api, after: str) -> tuple[Any, str]:
    """The first event after this one, as a browser gets it when it connects again, and its id."""
    async with api.client.stream("GET", "/demo/events", headers={"last-event-id": after}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        name = ""
        async for line in answer.aiter_lines():
            kind, _, said = line.partition(": ")
            if kind == "id":
                name = said
            if kind == "data":
                return json.loads(said), name
    raise httpx.ReadError("the stream ended")


def test_the_page_stays_in_small_files() -> None:
    """By hand, and to be read: modules and sheets of at most 150 lines, none of them wide."""
    for path in (path for kind in ("js", "css", "html") for path in WEB.rglob(f"*.{kind}")):
        lines = path.read_text(encoding="utf8").splitlines()
        assert len(lines) <= 150, path.name
        assert max(map(len, lines)) <= 140, path.name


def test_the_words_are_in_both_languages() -> None:
    """Equal keys; one for each state and kind of a report."""
    zh, en = (json.loads((WEB / "words" / f"{one}.json").read_text(encoding="utf8")) for one in ("zh", "en"))
    assert zh.keys() == en.keys()
    assert {f"state.{status.value}" for status in Status} == {key for key in zh if key.startswith("state.")}
    kinds = {f"kind.{category.code}" for category in BUILT_IN}
    assert kinds | {"kind.unknown"} == {key for key in zh if key.startswith("kind.")}


def test_every_word_is_used_and_there() -> None:
    """Said by its key; or by a key that is put together, whose beginning stands there."""
    zh = json.loads((WEB / "words" / "zh.json").read_text(encoding="utf8"))
    text = "\n".join(path.read_text(encoding="utf8") for path in WEB.rglob("*.[hj][ts]*") if path.suffix != ".json")
    wanted = set(re.findall(r"\bsay\(\"([\w.]+)\"|data-say(?:-label)?=\"(\w+)\"", text))
    assert {one or other for one, other in wanted} <= zh.keys()
    begun = tuple(re.findall(r"`(\w+\.)\$\{", text))
    assert [key for key in zh if f'"{key}"' not in text and not key.startswith(begun)] == []
