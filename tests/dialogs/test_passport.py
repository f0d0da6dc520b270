"""The progress card: what is on it, for whom, and what its link says."""

import re

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_joining import joined, neighbour
from tests.dialogs.test_naming import NAME, named
from tests.dialogs.test_teams import given
from tests.town import FIRM, HE, LIN, ZH_STAFF, ZHOU, Town, finished

UNKNOWN = "❌ 核对不上"
_LINK = re.compile(r"k_H-[0-9A-Z]{4}-[0-9A-Z]{4}_[0-9a-f]{8,16}")


def link_in(card: Shown) -> str:
    """What follows ?start= in a card's link."""
    found = _LINK.search(card.words)
    assert found is not None, card.words
    return found.group()


async def carded(lin: Hands, code: str) -> Shown:
    """The card that somebody gets of their own report."""
    lin.press("我的上报")
    lin.tap(code, await lin.hears("点编号看详情"))
    lin.tap("进度卡", await lin.hears("已收到"))
    return await lin.hears("办理进度卡")


async def test_says_who_has_it_and_names_nobody(either: Town) -> None:
    """On either engine: reported, passed on, taken by a team; neither the reporter's name nor anybody's of the staff is there."""
    zhou, firm, lin = await either.staff(ZHOU, ZH_STAFF), await either.member(HE, FIRM), await either.known(LIN)
    code = await either.reported(lin)
    at_unit = (await carded(lin, code)).words
    assert "在谁手里：青羊" not in at_unit
    assert "待接单" in at_unit
    assert "期限：2026年5月21日 12:00" in at_unit
    card = await zhou.hears(code)
    await given(either, zhou, card, "物业公司")
    theirs = await firm.hears(code)
    either.clock.advance(minutes=5)
    firm.tap("收到", theirs)
    await zhou.sees("接手单位在处理", card)
    words = (await carded(lin, code)).words
    assert "在谁手里：物业公司（2026年5月20日 12:05 起）" in words
    for line in ("12:00　收到上报", "12:00　转给物业公司", "12:05　物业公司接手"):
        assert line in words
    for name in ("周敏", "何", "林", "30.66"):
        assert name not in words


async def test_staff_and_the_team_have_it_too(here: Town) -> None:
    """The same card, which nobody is kept from forwarding."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    zhou.tap("进度卡", await zhou.hears(code))
    theirs = await zhou.hears("办理进度卡")
    assert theirs.words == (await carded(lin, code)).words
    assert theirs.photo
    assert not theirs.protected


async def test_genuine_and_newest_then_older(here: Town) -> None:
    """For anybody, also who was never here: first as things are, then with what has changed since."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card, stranger = await carded(lin, code), here.stranger(7001)
    stranger.start(link_in(card))
    answer = await stranger.hears("✅ 这张卡是真的，也是最新的")
    assert code in answer.words
    assert "待接单" in answer.words
    lin.tap("燃气")  # says no more than the card does
    await here.quiet()
    stranger.start(link_in(card))
    await stranger.hears("✅ 这张卡是真的，也是最新的")
    here.clock.advance(hours=1)
    zhou.tap("接单", await zhou.hears(code))
    await lin.hears("已经接单")
    stranger.start(link_in(card))
    older = await stranger.hears("不过是 2026年5月20日 12:00 的情况")
    assert "现在：处理中" in older.words


async def test_made_up_and_unknown_answer_alike(here: Town) -> None:
    """Whoever guesses hears the same, whether or not there is such a code."""
    lin, stranger = await here.known(LIN), here.stranger(7001)
    code = await here.reported(lin)
    genuine = link_in(await carded(lin, code))
    wrong = genuine[:-1] + ("0" if genuine[-1] != "0" else "1")
    heard = set()
    for link in (
        wrong,
        f"k_{code}_",
        f"k_{code}",
        "k_",
        "k_H-0000-0000_00000000",
        f"k_{code}_{'0' * 40}",
        f"k_{code}_-_-",
    ):
        stranger.start(link)
        heard.add((await stranger.hears("")).words)
    assert len(heard) == 1
    assert UNKNOWN in heard.pop()


@pytest.mark.parametrize(
    ("tampering", "undoing"),
    [
        ("UPDATE report_events SET at = at - 1", "UPDATE report_events SET at = at + 1"),
        ("UPDATE reports SET tip = 'x' || tip", "UPDATE reports SET tip = substr(tip, 2)"),
    ],
)
async def test_a_history_that_was_changed_is_not_genuine(here: Town, tampering: str, undoing: str) -> None:
    """Whoever can write in the database cannot make it look as if nothing was."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    zhou.tap("接单", await zhou.hears(code))
    await lin.hears("已经接单")
    link = link_in(await carded(lin, code))
    async with here.parts.database.write() as store:
        await store._conn.run(tampering)
    lin.start(link)
    await lin.hears(UNKNOWN)
    async with here.parts.database.write() as store:
        await store._conn.run(undoing)
    lin.start(link)
    await lin.hears("✅ 这张卡是真的")


async def test_not_of_somebody_else_s_report(here: Town) -> None:
    """A forged tap gets no card."""
    lin, he = await here.known(LIN), await here.known(HE)
    code = await here.reported(lin)
    he.forge(f"passport:{code}", he.last)
    await here.quiet()
    assert not any("进度卡" in one.words for one in he.from_bot)


async def test_an_overdue_case_says_so(here: Town) -> None:
    lin = await here.known(LIN)
    code = await here.reported(lin)
    here.clock.advance(hours=25)
    assert "已经超时" in (await carded(lin, code)).words


async def test_a_long_history_fits(here: Town) -> None:
    """The first step and the last ones, below what a caption may have."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await lin.hears("已经接单")
    for _ in range(7):
        await finished(zhou, card)
        asked = await lin.hears("解决了吗")
        lin.tap("没有解决", asked)
        await zhou.hears("还没解决")
        await here.quiet()
    words = (await carded(lin, code)).words
    assert "中间还有" in words
    assert len(words) < 1024


async def test_of_a_report_by_name(here: Town) -> None:
    """The name that staff see, the words, the exact place: none of it is on a card, or in what its link says."""
    lin = await named(here)
    zhou = await here.staff(ZHOU, ZH_STAFF)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    assert NAME in card.words
    zhou.tap("进度卡", card)
    passed_on = await zhou.hears("办理进度卡")
    zhou.start(link_in(passed_on))
    for words in (passed_on.words, (await zhou.hears("✅")).words):
        assert NAME not in words
        assert "amap" not in words


async def test_of_what_joined_another_case(here: Town) -> None:
    """Under their own code, as they do not know the other; how things stand is how the case stands. Taken apart again, it is only older."""
    zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
    first = await here.reported(lin)
    card = await zhou.hears(first)
    here.clock.advance(hours=1)
    second = await joined(here, he)
    zhou.tap("接单", card)
    await he.hears("已经接单")
    passed_on = await carded(he, second)
    assert first not in passed_on.words
    for said in (second, "现在：处理中", "13:00　和另一条是同一件事", "13:00　工作人员接单"):
        assert said in passed_on.words
    lin.start(link_in(passed_on))
    assert first not in (await lin.hears("✅ 这张卡是真的，也是最新的")).words
    await finished(zhou, card)
    await he.hears("解决了吗")
    lin.start(link_in(passed_on))
    assert "现在：已处理" in (await lin.hears("✅ 这张卡是真的，不过是")).words


async def test_of_what_was_taken_apart_again(here: Town) -> None:
    """A card that was genuine stays so, and is older."""
    lin, he = await here.known(LIN), await neighbour(here)
    await here.reported(lin)
    second = await joined(here, he)
    link = link_in(await carded(he, second))
    he.tap("不是同一个，分开")
    await here.quiet()
    lin.start(link)
    assert second in (await lin.hears("✅ 这张卡是真的，不过是")).words
