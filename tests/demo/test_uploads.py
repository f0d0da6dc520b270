"""What the bot sends as files: uploaded or by id, alone, as albums, in place of others."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message
from telegram.error import BadRequest, Forbidden

from tests.demo.api import MARKUP, Api
from tests.demo.test_files import fetched, jpeg
from tests.town import LIN

KINDS = ("photo", "video", "voice", "document")
OTHERS = (*KINDS, "audio", "animation", "video_note", "sticker")


async def sent_by(bot: Bot, kind: str, content: Any, **more: Any) -> Message:
    """What a sendX gives back."""
    return await {  # type: ignore[operator, no-any-return]
        "photo": bot.send_photo,
        "video": bot.send_video,
        "voice": bot.send_voice,
        "document": bot.send_document,
    }[kind](LIN, content, **more)


def file_id_in(message: Message, kind: str) -> str:
    """Of the photo or file that it carries."""
    return str(message.photo[-1].file_id if kind == "photo" else getattr(message, kind).file_id)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_uploaded_can_be_fetched_and_sent_again(api: Api, bot: Bot, kind: str) -> None:
    """Under an id of its own, with its caption; voice and documents byte for byte."""
    content = jpeg() if kind == "photo" else b"OggS or whatever"
    sent = await sent_by(bot, kind, content, caption="<b>up</b>", parse_mode="HTML")
    file_id = file_id_in(sent, kind)
    assert sent.parse_caption_entities() == {sent.caption_entities[0]: "up"}
    assert await fetched(api, bot, file_id) == content
    again = await sent_by(bot, kind, file_id)
    assert (file_id_in(again, kind), again.caption) == (file_id, None)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_is_sent_only_as_what_it_is(api: Api, bot: Bot, kind: str) -> None:
    """A photo is no document, whatever its id is given as."""
    for other in OTHERS:
        file_id = api.world.files.keep(b"content", other, duration=1, width=1, height=1)
        if other == kind:
            assert (await sent_by(bot, kind, file_id)).message_id
            continue
        with pytest.raises(BadRequest, match=f"use file of type .* as {kind}"):
            await sent_by(bot, kind, file_id)
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await sent_by(bot, kind, "nonsense")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await sent_by(bot, kind, b"")


@pytest.mark.parametrize("kind", KINDS)
async def test_files_are_for_those_who_want_them(api: Api, bot: Bot, kind: str) -> None:
    """As any message: 403 for whoever has blocked the bot, 400 for nobody, 400 in threads that there are not."""
    file_id = api.world.files.keep(b"content", kind, duration=1, width=1, height=1)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await sent_by(bot, kind, file_id, message_thread_id=5)
    assert (await sent_by(bot, kind, file_id, protect_content=True)).has_protected_content
    api.me.block()
    with pytest.raises(Forbidden):
        await sent_by(bot, kind, file_id)
    assert await api(f"send{kind}", chat_id=55, **{kind: file_id}) == (400, "Bad Request: chat not found")
    assert len(api.me.from_bot) == 1


async def test_a_file_that_is_sent_again_keeps_its_name_and_length(api: Api, bot: Bot) -> None:
    """Whoever sent it first."""
    api.me.voice(seconds=7)
    api.me.document("证据.pdf", b"pdf", "application/pdf")
    voice, document = [one["message"] for one in await api.updates()]
    assert (await bot.send_voice(LIN, voice["voice"]["file_id"])).voice.duration == 7  # type: ignore[union-attr]
    again = (await bot.send_document(LIN, document["document"]["file_id"])).document
    assert again is not None
    assert (again.file_name, again.mime_type, again.file_size) == ("证据.pdf", "application/pdf", 3)
    mine = (await bot.send_document(LIN, b"zip", filename="我的数据.zip")).document
    assert mine is not None
    assert mine.file_name == "我的数据.zip"


async def test_documents_up_to_50_megabytes(api: Api, bot: Bot) -> None:
    """As multipart; a byte more is too much."""
    limit = 50 << 20
    sent = (await bot.send_document(LIN, bytes(limit), filename="a.zip")).document
    assert sent is not None
    assert sent.file_size == limit
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.send_document(LIN, bytes(limit + 1), filename="a.zip")
    assert len(api.me.from_bot) == 1


def media(api: Api, *kinds: str) -> Iterator[dict[str, str]]:
    """InputMedia of these kinds, by id."""
    for kind in kinds:
        about = {"duration": 1, "width": 1, "height": 1}
        kept = kind if kind in OTHERS else "photo"
        yield {"type": kind, "media": api.world.files.keep(b"content", kept, **about)}


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["photo", "video", "photo"], None),
        (["document", "document"], None),
        (["audio", "audio"], None),
        (["photo", "document"], "document can't be mixed with other media types"),
        (["video", "audio"], "audio can't be mixed with other media types"),
        (["photo", "animation"], "wrong message content type"),
        (["photo", "voice"], 'can\'t parse InputMedia: type "voice" is unsupported'),
        (["photo", "nonsense"], 'can\'t parse InputMedia: type "nonsense" is unsupported'),
    ],
)
async def test_what_albums_are_made_of(api: Api, kinds: list[str], said: str | None) -> None:
    """Photos and videos together; documents and music each alone."""
    answer = await api("sendMediaGroup", chat_id=LIN, media=list(media(api, *kinds)))
    assert answer[0] == (200 if said is None else 400)
    assert said is None or answer[1] == f"Bad Request: {said}"
    assert len(api.me.from_bot) == (len(kinds) if said is None else 0)


@pytest.mark.parametrize("item", ["photo", {"type": "photo"}, {"type": "photo", "media": "attach://nowhere"}])
async def test_what_is_no_medium(api: Api, item: Any) -> None:
    """400, and nothing of the album is sent."""
    (good,) = media(api, "photo")
    assert (await api("sendMediaGroup", chat_id=LIN, media=[good, item]))[0] == 400
    assert api.me.from_bot == []


async def test_an_album_of_uploads_says_which_part_is_wrong(api: Api, bot: Bot) -> None:
    """Telegram finds that out when it looks at them."""
    sent = await bot.send_media_group(LIN, [InputMediaPhoto(jpeg()), InputMediaVideo(b"mp4", duration=3)])
    assert (sent[0].photo != (), sent[1].video is not None) == (True, True)
    assert len({one.media_group_id for one in sent}) == 1
    with pytest.raises(BadRequest, match='message #2 with the error message "image_process_failed"'):
        await bot.send_media_group(LIN, [InputMediaPhoto(jpeg()), InputMediaPhoto(b"no picture")])
    assert len(api.me.from_bot) == 2


async def test_a_medium_takes_the_place_of_another(api: Api, bot: Bot) -> None:
    """With its own caption; uploaded, by id, or in place of words; the same again is not modified."""
    await bot.send_photo(LIN, jpeg(), caption="one")
    target: dict[str, Any] = {"chat_id": LIN, "message_id": api.me.last.message_id}
    await bot.edit_message_media(InputMediaPhoto(jpeg(70, 70), caption="two"), **target)
    assert (api.me.last.words, api.me.last.edited) == ("two", True)
    assert await fetched(api, bot, str(api.me.last.photo)) == jpeg(70, 70)
    await bot.edit_message_media(InputMediaDocument(b"pdf", filename="a.pdf"), **target)
    assert (api.me.last.photo, api.me.last.words) == (None, "")
    same = InputMediaDocument(api.me.last.more["document"]["file_id"])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(same, **target)
    words = await bot.send_message(LIN, "words", reply_markup=None)
    await bot.edit_message_media(InputMediaPhoto(jpeg()), LIN, words.message_id)
    assert (api.me.last.text, api.me.last.photo is not None) == (None, True)


@pytest.mark.parametrize(
    ("sent", "kind", "said"),
    [
        ("sendLocation", "photo", "there is no media in the message to edit"),
        ("sendMessage", "voice", 'can\'t parse InputMedia: type "voice" is unsupported'),
        ("sendMediaGroup", "document", "message can't be edited"),
        ("sendMediaGroup", "video", None),
    ],
)
async def test_what_no_medium_can_take_the_place_of(api: Api, sent: str, kind: str, said: str | None) -> None:
    """Places have none; an album of photos and videos stays one."""
    more = {"latitude": 30.6, "longitude": 104.0, "text": "a", "media": list(media(api, "photo", "photo"))}
    await api(sent, chat_id=LIN, **more)
    (item,) = media(api, kind)
    answer = await api("editMessageMedia", chat_id=LIN, message_id=api.me.last.message_id, media=item)
    assert answer[0] == (200 if said is None else 400)
    assert said is None or answer[1] == f"Bad Request: {said}"


@pytest.mark.parametrize("act", ["sticker", "video_note", "place", "poll"])
async def test_what_has_no_caption_gets_none_by_a_copy(api: Api, act: str) -> None:
    """A caption that is given is passed over, as it is there."""
    getattr(api.me, act)(*(("?", "a", "b") if act == "poll" else ()))
    original = list(api.me.chat.messages)[-1]
    copy = {"chat_id": LIN, "from_chat_id": LIN, "message_id": original, "caption": "words"}
    assert (await api("copyMessage", **copy))[0] == 200
    assert (api.me.last.words, api.me.last.more) == ("", api.me.chat.messages[original].more)


async def test_media_come_as_json_in_a_form_too(api: Api) -> None:
    """As multipart carries them, with their files beside them."""
    items = [{"type": "photo", "media": "attach://a"}, *media(api, "video")]
    form = {"chat_id": str(LIN), "media": json.dumps(items)}
    path = f"/bot{api.server.token}/sendMediaGroup"
    answer = await api.client.post(path, data=form, files={"a": ("a.jpg", jpeg())})
    assert answer.status_code == 200, answer.text
    assert [bool(one.photo) for one in api.me.from_bot] == [True, False]
    assert (await api.send(reply_markup=MARKUP))[0] == 200
