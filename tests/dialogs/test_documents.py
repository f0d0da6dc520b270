"""Videos, and pictures sent as files: where one was taken is offered as the place, and nobody gets the file itself."""

import io

import pytest
from PIL import Image

from bot.demo.attachments import Clip, Sheet
from tests.media.makers import GPS, assert_bare, drawing, saved, with_exif
from tests.town import LIN, ZH_STAFF, ZHOU, Town

WITH_PLACE = saved(drawing(), "JPEG", exif=with_exif(GPS))
WITHOUT = saved(drawing(), "JPEG")
HEIC = saved(drawing(), "HEIF", exif=with_exif(GPS))


async def test_the_place_in_a_picture_is_offered(here: Town) -> None:
    """One tap, and no location is shared; staff get our copy of the picture, which says nothing of where it was."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.document("IMG_1.jpg", WITH_PLACE)
    await lin.hears("在哪里")
    await here.parts.glances.look_due()
    lin.tap("就在那里", await lin.hears("带着拍摄地点：「灯笼巷网格」"))
    await lin.hears("编号")
    card = await zhou.hears("待接单")
    assert "照片里带的位置" in card.words
    assert "正在处理" in card.words
    assert card.photo is None
    await here.parts.copies.fetch_due()
    late = await zhou.hears("的照片")
    assert not late.rang
    assert late.photo is not None
    content = here.server.world.files.content(late.photo)
    assert isinstance(content, bytes)
    assert_bare(content)
    assert "正在处理" not in card.words
    zhou.text(_code(here))
    assert (await zhou.hears("待接单")).photo is not None, "a card that is opened later shows it"


async def test_it_is_not_there(here: Town) -> None:
    """The place is asked for as ever, and not offered again."""
    lin = await here.known(LIN)
    lin.document("IMG_1.heic", HEIC, "image/heic")
    await lin.hears("在哪里")
    await here.parts.glances.look_due()
    lin.tap("不是那里", await lin.hears("带着拍摄地点"))
    await lin.hears("在哪里")
    lin.document("IMG_2.jpg", WITH_PLACE)
    await lin.hears("在哪里")
    await here.parts.glances.look_due()
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT place_source FROM reports") == [("live",)]


async def test_it_comes_too_late(here: Town) -> None:
    """The place was given meanwhile: nothing is offered."""
    lin = await here.known(LIN)
    lin.document("IMG_1.jpg", WITH_PLACE)
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    await lin.hears("哪一类")
    await here.parts.glances.look_due()
    await here.quiet()
    assert "哪一类" in lin.last.words
    assert here.rows("SELECT COUNT(*) FROM glances") == [(0,)]


async def test_a_picture_that_names_no_place(here: Town) -> None:
    """Nothing is said of it."""
    lin = await here.known(LIN)
    lin.document("IMG_1.jpg", WITHOUT)
    await lin.hears("在哪里")
    await here.parts.glances.look_due()
    await here.quiet()
    assert "在哪里" in lin.last.words


async def test_a_strangers_picture_is_looked_into_after_consent(here: Town) -> None:
    """Not before."""
    lin = here.person(LIN)
    lin.document("IMG_1.jpg", WITH_PLACE)
    asked = await lin.hears("先替您留着")
    assert here.rows("SELECT COUNT(*) FROM glances") == [(0,)]
    lin.tap("已满 14 岁", asked)
    await lin.hears("在哪里")
    await here.parts.glances.look_due()
    await lin.hears("带着拍摄地点")


@pytest.mark.parametrize("content", [b"%PDF-1.7 and so on", WITH_PLACE[:400], b"GIF89a" + bytes(100)])
async def test_what_calls_itself_a_picture_and_is_none(here: Town, content: bytes) -> None:
    """Said while the report is told, and the photo is asked for again."""
    lin = await here.known(LIN)
    lin.document("IMG_1.jpg", content)
    await lin.hears("在哪里")
    await here.parts.glances.look_due()
    await lin.hears("打不开")
    await lin.hears("请发一张")
    lin.photo()
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT kind FROM report_media") == [("photo",)]


async def test_a_broken_picture_of_a_report_that_is_in(here: Town) -> None:
    """Its reporter is asked to send it again, and the card says that it is missing."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    lin.document("IMG_1.jpg", b"not a picture")
    await lin.hears("编号")
    card = await zhou.hears("正在处理")
    await here.parts.copies.fetch_due()
    asked = await lin.hears("打不开")
    await zhou.sees("打不开", card)
    lin.tap("补充照片", asked)
    await lin.hears("请发要补充的")


async def test_a_file_that_is_no_picture(here: Town) -> None:
    """Said at once; its words are the report."""
    lin = await here.known(LIN)
    lin.document("report.pdf", b"%PDF", "application/pdf", caption="三楼通道堵了")
    await lin.hears("这种文件我打不开")
    await lin.hears("记下了。在哪里")
    assert here.rows("SELECT COUNT(*) FROM glances") == [(0,)]


@pytest.mark.parametrize("size", [11 << 20, 50 << 20])
async def test_a_picture_that_is_too_big(here: Town, size: int) -> None:
    """Said with the number, and not a byte of it is fetched."""
    lin = await here.known(LIN)
    lin.document("huge.jpg", size)
    await lin.hears("最多 10 MB")
    lin.photo(content=size)
    await lin.hears("最多 10 MB")
    await here.parts.copies.fetch_due()
    assert sum(here.server.world.files.served.values()) == 0


async def test_a_picture_that_lies_about_its_size(here: Town) -> None:
    """Found out while it is fetched."""
    lin = await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    lin.document("small.jpg", 15 << 20, said=1 << 20)
    await lin.hears("编号")
    await here.parts.copies.fetch_due()
    await lin.hears("最多 10 MB")


async def test_videos(here: Town) -> None:
    """A video is something to see; with photos they come as one album."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.video(caption="水在往下流")
    await lin.hears("记下了。在哪里")
    lin.photo()
    await lin.hears("照片收到了。在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    card = await zhou.hears("水在往下流")
    assert card.photo is None
    assert "video" in card.more
    zhou.tap("全部照片（2）", card)
    await here.quiet()
    album = [one for one in zhou.from_bot if one.media_group]
    assert [bool(one.photo) for one in album] == [True, False]


async def test_a_video_that_is_too_big(here: Town) -> None:
    lin = await here.known(LIN)
    lin.video(content=21 << 20)
    await lin.hears("最多 20 MB")


async def test_albums_of_everything(here: Town) -> None:
    """Photos and videos mixed, and one of files."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.album([None, Clip(), None])
    lin.album([Sheet("a.jpg", WITHOUT), Sheet("b.jpg", WITH_PLACE)])
    await here.quiet()
    here.clock.advance(seconds=1)
    await here.quiet()
    lin.press("分享位置")
    await lin.hears("编号")
    await here.parts.copies.fetch_due()
    await zhou.hears("待接单")
    await here.quiet()
    assert here.rows("SELECT kind FROM report_media ORDER BY id") == [
        ("photo",),
        ("video",),
        ("photo",),
        ("document",),
        ("document",),
    ]
    zhou.text(_code(here))
    assert "全部照片（5）" in (await zhou.hears("待接单")).labels


async def test_the_file_itself_is_never_passed_on(here: Town) -> None:
    """Nothing that staff get has its id, or its EXIF."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    lin.document("IMG_1.jpg", WITH_PLACE)
    await lin.hears("编号")
    await here.parts.copies.fetch_due()
    await zhou.hears("的照片")
    theirs = next(one for one in lin.chat.messages.values() if "document" in one.more)
    given = theirs.more["document"]["file_id"]
    assert not [one for one in zhou.from_bot if one.photo == given or given in str(one.more)]
    photos = [here.server.world.files.content(one.photo) for one in zhou.from_bot if one.photo]
    assert photos
    for content in photos:
        assert isinstance(content, bytes)
        assert not Image.open(io.BytesIO(content)).getexif()


def _code(here: Town) -> str:
    ((code,),) = here.rows("SELECT code FROM reports")
    return str(code)
