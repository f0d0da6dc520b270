"""The chat page's data: who there is, what a chat shows, what can be done with a phone."""

from typing import Any

import pytest

from bot.demo.attachments import Clip
from bot.demo.groups import Circle
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


@pytest.fixture
def group(api: Api) -> Circle:
    """A group without the bot."""
    return api.server.group("值班群", [ZHOU, GRACE])


async def test_groups_stand_beside_the_people_with_who_is_in_them(api: Api, group: Circle) -> None:
    """Where a group has moved, it is seen once."""
    api.server.person(ZHOU).at(group).adds_bot()
    new = api.server.person(ZHOU).at(group).upgrades()
    shown = await get(api, "people")
    assert len(shown["people"]) == 8
    members = [{"id": ZHOU, "name": "周敏"}, {"id": GRACE, "name": "Grace Liu"}]
    assert shown["groups"] == [{"id": new.id, "title": "值班群", "has_bot": True, "members": members}]


async def test_a_group_is_used_as_one_of_its_members(api: Api, group: Circle) -> None:
    """Who lets the bot in, writes and puts it out; others are named, oneself is not."""
    inside = f"{ZHOU}/{{}}?group={group.id}".format
    assert await post(api, inside("add_bot")) == (200, None)
    await api.send(chat_id=group.id, text="from the bot")
    assert await post(api, inside("text"), text="/help") == (200, None)
    api.server.person(GRACE).at(group).text("thanks")
    messages = (await get(api, f"people/{ZHOU}/chat?group={group.id}"))["messages"]
    assert messages[0]["service"] == {"kind": "new_chat_members", "names": ["哨"]}
    said = [(one["from"], one["name"], one["words"]) for one in messages[1:]]
    assert said == [("bot", None, "from the bot"), ("me", "周敏", "/help"), ("person", "Grace Liu", "thanks")]
    assert await post(api, inside("remove_bot")) == (200, None)
    assert await post(api, inside("remove_bot")) == (409, "the bot is not in this group")


async def test_a_chat_shows_every_kind_of_message(api: Api) -> None:
    """By its name and what is to be read about it; albums belong together, forwards and answers say of what."""
    me = api.me
    me.voice(seconds=7)
    me.document("a.pdf", b"pdf", "application/pdf")
    me.album((None, Clip()))
    me.poll("ok?", "yes", "no")
    me.text("this", reply_to=next(iter(me.chat.messages.values())))
    me.forward(list(me.chat.messages.values())[-1])
    _, voice, document, photo, clip, poll, answer, forwarded = (await get(api, f"people/{LIN}/chat"))["messages"]
    kinds = [[part["kind"] for part in one["carries"]] for one in (voice, document, photo, clip, poll)]
    assert kinds == [["voice"], ["document"], [], ["video"], ["poll"]]
    assert (voice["carries"][0]["duration"], document["carries"][0]["file_name"]) == (7, "a.pdf")
    assert photo["album"] == clip["album"] is not None
    assert (answer["answers"], forwarded["forwarded"]) == ("/start", "林秀兰")
    fetched = await api.client.get(f"/demo/files/{document['carries'][0]['file']}")
    assert (fetched.content, fetched.headers["content-type"]) == (b"pdf", "application/pdf")


@pytest.mark.parametrize("kind", ["photo", "place", "album", "video", "voice", "document", "sticker"])
async def test_what_the_page_sends(api: Api, kind: str) -> None:
    """Of each kind at least one update."""
    assert await post(api, f"{LIN}/{kind}") == (200, None)
    assert await api.updates()


async def test_keys_buttons_and_links(api: Api) -> None:
    """A link to the bot is known by what it carries."""
    url = "https://t.me/shao_demo_bot?start=c_1"
    buttons = [[{"text": "ok", "callback_data": "x"}, {"text": "open", "url": url}]]
    _, sent = await api.send(reply_markup={"inline_keyboard": buttons})
    await api.send(reply_markup={"keyboard": [["mine"]]})
    chat = await get(api, f"people/{LIN}/chat")
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
    """One file, which needs nothing from elsewhere."""
    page = await api.client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "https://" not in page.text
