"""QR codes of places: the place without GPS, whatever comes first."""

import pytest

from tests.storage.makers import a_spot
from tests.town import HE, LIN, ZH_STAFF, ZHOU, Town, opened

CODE = "4F7K2M9Q"
ZHOUS = {"latitude": 30.6607, "longitude": 104.0580}  # within his unit


@pytest.fixture
async def walls(here: Town) -> Town:
    """A place in use, and one that is not any more."""
    async with here.parts.database.write() as store:
        await store.places.save(a_spot(CODE, **ZHOUS), now=here.clock.now)
        await store.places.save(a_spot("AAAAAAAA", retired_at=here.clock.now), now=here.clock.now)
    return here


async def test_a_code_and_a_photo(walls: Town) -> None:
    """Two actions, and nobody asks for a location."""
    zhou, lin = await walls.staff(ZHOU, ZH_STAFF), await walls.known(LIN)
    lin.start(f"p_{CODE}")
    assert "没有照片" in (await lin.hears("位置是「南门 / South gate」")).labels
    lin.photo()
    await lin.hears("编号")
    card = await zhou.hears("待接单")
    assert "扫了现场的二维码" in card.words
    assert "南门 / South gate" in card.words
    assert walls.rows("SELECT place_source, latitude, accuracy FROM reports") == [("qr", ZHOUS["latitude"], None)]


async def test_a_photo_and_a_code(walls: Town) -> None:
    """The report under way has its place."""
    lin = await walls.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.start(f"p_{CODE}")
    await lin.hears("编号")
    assert walls.rows("SELECT place_source FROM reports") == [("qr",)]


async def test_a_stranger_scans_a_code(walls: Town) -> None:
    """Consent first; the place waits."""
    he = walls.person(HE)
    he.start(f"p_{CODE}")
    he.tap("已满 14 岁", await he.hears("先替您留着"))
    await he.hears("位置是「南门")
    he.photo()
    await he.hears("编号")


async def test_a_code_while_consent_is_asked(walls: Town) -> None:
    he = walls.person(HE)
    he.photo()
    await he.hears("先替您留着")
    he.start(f"p_{CODE}")
    he.tap("已满 14 岁", await he.hears("先替您留着"))
    await he.hears("编号")


@pytest.mark.parametrize(
    "typed",
    [
        f"https://t.me/ShaoDemoBot?start=p_{CODE}",
        f"t.me/ShaoDemoBot?start=p_{CODE}",
        f"tg://resolve?domain=ShaoDemoBot&start=p_{CODE}",
        f"  https://telegram.me/ShaoDemoBot?start=p_{CODE}\n",
        f"/start p_{CODE.lower()}",
        f"/start@ShaoDemoBot p_{CODE}",
    ],
)
async def test_the_link_itself(walls: Town, typed: str) -> None:
    """Typed or pasted; in the letters as people copy them."""
    lin = await walls.known(LIN)
    lin.text(typed)
    await lin.hears("位置是「南门")


@pytest.mark.parametrize("code", ["AAAAAAAA", "BBBBBBBB", "", "x" * 60, "p_p_p", "4F7K-2M9Q"])
async def test_a_code_that_means_nothing(walls: Town, code: str) -> None:
    """Retired, unknown or made up: said alike, and the report goes on as any other."""
    lin = await walls.known(LIN)
    lin.start(f"p_{code}")
    await lin.hears("这个二维码现在不用了")
    await lin.hears("请发一张隐患的照片")
    lin.photo()
    await lin.hears("在哪里")


async def test_a_code_that_means_nothing_in_mid_report(walls: Town) -> None:
    """The open question comes again."""
    lin = await walls.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    lin.start("p_BBBBBBBB")
    await lin.hears("这个二维码现在不用了")
    await lin.hears("在哪里")


async def test_two_places_in_two_minutes_are_two_reports(walls: Town) -> None:
    """A code is scanned on purpose, where a key may be pressed twice."""
    lin = await walls.known(LIN)
    for _ in range(2):
        lin.start(f"p_{CODE}")
        await lin.hears("位置是「南门")
        lin.photo()
        await lin.hears("编号")
    assert walls.rows("SELECT COUNT(*) FROM reports") == [(2,)]


async def test_a_code_is_no_home(walls: Town) -> None:
    """While somebody is asked where they live."""
    lin = await walls.known(LIN)
    lin.press("我的")
    lin.tap("选我住的地方", await lin.hears("还没有填"))
    await lin.hears("您住在哪一片")
    lin.start(f"p_{CODE}")
    await lin.hears("位置是「南门")
    async with opened(walls.folder, walls.url) as database, database.read() as store:
        assert [one.home_unit_id for one in [await store.people.find(LIN)] if one] == [None]


async def test_another_report_that_holds_something_comes_first(walls: Town) -> None:
    """What was added is not thrown away for a code."""
    lin = await walls.known(LIN)
    await walls.reported(lin)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.text("还有一辆")
    await lin.hears("会加到")
    lin.start(f"p_{CODE}")
    await lin.hears("还没办完")
    await lin.hears("会加到")
