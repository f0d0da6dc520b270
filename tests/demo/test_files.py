"""Files: what Telegram makes of them, their limits, and how they travel."""

import io
from typing import Any

import pytest
from PIL import Image
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.demo.faults import Fault
from bot.demo.pictures import picture
from tests.demo.api import MARKUP, Api
from tests.town import LIN, HandClock


def jpeg(width: int = 100, height: int = 50, *, exif: bool = False) -> bytes:
    """A plain picture; with EXIF it says where somebody lives and lies on its side."""
    out = io.BytesIO()
    image = Image.new("RGB", (width, height), "red")
    data = image.getexif()
    data[0x0112] = 6  # turn by a quarter
    data.get_ifd(0x8825)[2] = (30.0, 39.0, 36.0)
    image.save(out, "JPEG", **({"exif": data} if exif else {}))
    return out.getvalue()


async def fetched(api: Api, bot: Bot, file_id: str) -> bytes:
    """What is in a file, by the address that getFile gives."""
    file = await bot.get_file(file_id)
    content = bytes(await file.download_as_bytearray())
    assert file.file_size == len(content)
    return content


async def test_a_photo_is_drawn_anew_and_a_document_keeps_its_exif(api: Api, bot: Bot) -> None:
    """A photo is upright and small and says nothing of where it was taken; a document is as it was."""
    original = jpeg(3000, 1000, exif=True)
    api.me.photo(content=original)
    api.me.document("a.jpg", original)
    photo, document = [one["message"] for one in await api.updates()]
    kept = Image.open(io.BytesIO(await fetched(api, bot, photo["photo"][-1]["file_id"])))
    assert not kept.getexif()
    assert (kept.size, kept.format) == ((427, 1280), "JPEG")
    assert await fetched(api, bot, document["document"]["file_id"]) == original


async def test_what_is_no_picture_stays_as_it_is(api: Api, bot: Bot) -> None:
    """So that tests may send anything."""
    api.me.photo(content=b"no picture")
    (update,) = await api.updates()
    assert await fetched(api, bot, update["message"]["photo"][-1]["file_id"]) == b"no picture"


async def test_the_sizes_of_a_photo_are_files_of_their_own(api: Api, bot: Bot) -> None:
    """The largest is the last, and says truly how large it is."""
    api.me.photo()
    (update,) = await api.updates()
    sizes = update["message"]["photo"]
    assert sizes[-1]["file_size"] == len(picture(LIN)) == max(one["file_size"] for one in sizes)
    assert len({one["file_unique_id"] for one in sizes}) == 3
    for one in sizes:
        assert await fetched(api, bot, one["file_id"])


@pytest.mark.parametrize("kind", ["photo", "document", "video", "voice"])
async def test_up_to_20_megabytes_can_be_fetched(api: Api, bot: Bot, kind: str) -> None:
    """Above that the size is known and nothing more."""
    limit = 20 << 20
    fits, large = (api.world.files.keep(size, kind) for size in (limit, limit + 1))
    assert (await bot.get_file(fits)).file_size == limit
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large)


async def test_the_address_of_a_file_holds_the_token(api: Api, bot: Bot) -> None:
    """Without it, or under another path, there is nothing."""
    file = await bot.get_file(api.world.files.keep(b"jpeg"))
    assert file.file_path is not None
    assert api.server.token in file.file_path
    for wrong in (
        file.file_path.replace(api.server.token, "1:x"),
        file.file_path.replace("photos", "voice"),
        file.file_path + "x",
    ):
        assert (await api.client.get(wrong)).status_code == 404
    assert (await api.client.get(file.file_path)).content == b"jpeg"


async def test_a_file_id_can_be_sent_again(api: Api, bot: Bot) -> None:
    """Any number of times, but only as what it is."""
    api.me.photo()
    api.me.document("a.zip", b"zip", "application/zip")
    photo, document = [one["message"] for one in await api.updates()]
    photo_id, document_id = photo["photo"][-1]["file_id"], document["document"]["file_id"]
    for _ in range(2):
        sent = await bot.send_photo(LIN, photo_id)
        assert sent.photo[-1].file_id == photo_id
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(LIN, document_id)
    assert (await bot.send_document(LIN, document_id)).document is not None
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(LIN, "nonsense")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (jpeg(), None),
        (b"\xff\xd8\xff" + b"a" * (10 << 20), "too big for a photo; the maximum size is 10485760 bytes"),
        (b"no picture", "Image_process_failed"),
        (jpeg(6000, 4001), "Photo_invalid_dimensions"),
        (jpeg(2100, 100), "Photo_invalid_dimensions"),
        (b"", "File must be non-empty"),
    ],
)
async def test_photos_to_upload_are_pictures_up_to_10_megabytes(
    api: Api, bot: Bot, content: bytes, said: str | None
) -> None:
    """As multipart; the sides together up to 10,000, one at most 20 times the other."""
    if said is None:
        sent = await bot.send_photo(LIN, content, caption="<b>up</b>", parse_mode="HTML")
        assert await fetched(api, bot, sent.photo[-1].file_id) == content
        assert sent.parse_caption_entities() == {sent.caption_entities[0]: "up"}
    else:
        with pytest.raises(BadRequest, match=said):
            await bot.send_photo(LIN, content)


async def test_more_than_50_megabytes_are_not_even_read(api: Api) -> None:
    """413, from the length that the request says."""
    answer = await api.client.post(f"/bot{api.server.token}/sendDocument", content=bytes((50 << 20) + (1 << 17)))
    assert answer.status_code == 413


async def test_uploads_are_remembered_by_their_size(api: Api, bot: Bot) -> None:
    """What was called stays, for whoever asks afterwards; the bytes do not."""
    await bot.send_document(LIN, b"12345", filename="a.zip")
    assert [(one.method, one.params["document"]) for one in api.world.calls] == [("sendDocument", 5)]


async def test_an_album_is_sent_by_upload_and_by_id(api: Api, bot: Bot) -> None:
    """2 to 10 photos under one group id; a caption belongs to one of them."""
    known = api.world.files.keep(jpeg())
    sent = await bot.send_media_group(LIN, [InputMediaPhoto(known, caption="two"), InputMediaPhoto(jpeg(80, 80))])
    assert len({one.media_group_id for one in sent}) == 1
    assert [one.caption for one in sent] == ["two", None]
    assert await fetched(api, bot, sent[1].photo[-1].file_id) == jpeg(80, 80)


@pytest.mark.parametrize(
    ("count", "more", "status"),
    [(1, {}, 400), (2, {}, 200), (10, {}, 200), (11, {}, 400), (2, {"reply_markup": MARKUP}, 400)],
)
async def test_albums_have_2_to_10_and_no_buttons(api: Api, count: int, more: dict[str, Any], status: int) -> None:
    """Buttons are an error here, though the real one only drops them."""
    one = {"type": "photo", "media": api.world.files.keep(b"jpeg")}
    assert (await api("sendMediaGroup", chat_id=LIN, media=[one] * count, **more))[0] == status
    assert len(api.me.from_bot) == (count if status == 200 else 0)


async def test_an_album_with_a_part_that_is_wrong_is_not_sent_at_all(api: Api, bot: Bot) -> None:
    """Nobody sees half of it."""
    good, unknown = InputMediaPhoto(api.world.files.keep(b"jpeg")), InputMediaPhoto("nonsense")
    with pytest.raises(BadRequest):
        await bot.send_media_group(LIN, [good, unknown])
    with pytest.raises(BadRequest):
        await bot.send_media_group(LIN, [good, InputMediaDocument("nonsense")])
    assert api.me.from_bot == []


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.LOST, Fault.SERVER_ERROR])
async def test_a_download_can_fail_as_well(api: Api, fault: Fault) -> None:
    """For faults its method is called file."""
    file_id = api.world.files.keep(b"jpeg")
    _, file = await api("getFile", file_id=file_id)
    address = f"/file/bot{api.server.token}/{file['file_path']}"
    api.server.misbehave(fault, "file", count=1)
    try:
        outcome: Any = (await api.client.get(address)).status_code
    except Exception as error:  # noqa: BLE001 - which one is what the test is about
        outcome = type(error).__name__
    assert outcome == (500 if fault is Fault.SERVER_ERROR else "RemoteProtocolError")
    assert (await api.client.get(address)).content == b"jpeg"


async def test_what_is_fetched_of_a_file_is_counted(api: Api, bot: Bot) -> None:
    """Whoever only asks about it fetches nothing; of a file above the limit nothing can be."""
    small, large = api.world.files.keep(300_000, "video"), api.world.files.keep(50 << 20, "video")
    file = await bot.get_file(small)
    assert api.world.files.served[small] == 0
    assert len(await file.download_as_bytearray()) == api.world.files.served[small] == 300_000
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large)
    assert api.world.files.served[large] == 0


async def test_a_file_may_be_larger_than_is_said(api: Api, bot: Bot) -> None:
    """Then its length is not said either; whoever stops reading does not get the rest."""
    api.me.photo(content=50 << 20, said=90_000)
    (update,) = await api.updates()
    photo = update["message"]["photo"][-1]
    assert photo["file_size"] == (await bot.get_file(photo["file_id"])).file_size == 90_000
    _, file = await api("getFile", file_id=photo["file_id"])
    async with api.client.stream("GET", f"/file/bot{api.server.token}/{file['file_path']}") as answer:
        assert "content-length" not in answer.headers
        async for _ in answer.aiter_bytes():
            break
    assert 0 < api.world.files.served[photo["file_id"]] < 25 << 20, "what the network held, and no more"


async def test_an_address_works_for_an_hour(api: Api, clock: HandClock) -> None:
    """Then it is asked for again; nobody guesses one."""
    file_id = api.world.files.keep(b"jpeg")
    address = f"/file/bot{api.server.token}/photos/{file_id}.jpg"
    assert (await api.client.get(address)).status_code == 404
    await api("getFile", file_id=file_id)
    clock.advance(hours=1)
    assert (await api.client.get(address)).content == b"jpeg"
    clock.advance(seconds=1)
    assert (await api.client.get(address)).status_code == 404
