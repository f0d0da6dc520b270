"""/erase and /withdraw: what is said before, what is gone afterwards, what goes on."""

from typing import Any

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.roles import Role
from tests.town import BESIDE, EMILY, EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished

PEOPLE = "SELECT COUNT(*) FROM people"


async def erased(here: Town, hands: Hands) -> None:
    """Taps the one button, and hears that it is done."""
    hands.text("/erase")
    hands.tap("全部删除", await hands.hears("删除与您有关的一切"))
    await hands.hears("一分钟之内全部清除干净")
    await here.quiet()


async def words_added(here: Town, hands: Hands, code: str) -> None:
    """Adds words of theirs to a report."""
    hands.tap("补充照片")
    await hands.hears("请发要补充的")
    hands.text("三楼有人吸烟")
    hands.tap("好了", await hands.hears("会加到"))
    await hands.hears("已补充到")


async def reported(here: Town) -> tuple[Hands, Hands, str, Shown]:
    """Zhou, Lin, the code of Lin's report with words, its card."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    await words_added(here, lin, code)
    await zhou.sees("三楼有人吸烟", card)
    await here.parts.copies.fetch_due()
    return zhou, lin, code, card


class TestErase:
    async def test_what_is_said_before(self, here: Town) -> None:
        """How much would go, and what stays; nothing happens without the button."""
        _, lin, _, _ = await reported(here)
        lin.text("/erase")
        asked = await lin.hears("删除与您有关的一切")
        assert "您的 1 件上报" in asked.words
        assert "还没办完的 1 件照常处理" in asked.words
        lin.tap("先不删", asked)
        await lin.sees("什么都没有删", asked)
        assert here.rows("SELECT COUNT(*) FROM authorship") == [(1,)]

    async def test_the_hazard_stays_and_nothing_else(self, here: Town) -> None:
        """Kind, grid, rounded place and history; not who, what they said and showed, nor where exactly."""
        zhou, lin, code, card = await reported(here)
        lin.tap("消防通道")
        await here.quiet()
        await erased(here, lin)
        await here.parts.gone.now()
        columns = "reporter, reporter_name, words, place_words, accuracy, category, status"
        assert here.rows(f"SELECT {columns} FROM reports") == [
            (None, None, None, None, None, "blocked_fire_lane", "received")
        ]
        ((latitude, longitude),) = here.rows("SELECT latitude, longitude FROM reports")
        assert (latitude, longitude) == (round(latitude, 3), round(longitude, 3))
        assert here.rows("SELECT event FROM report_events ORDER BY id") == [("received",), ("added",), ("category",)]
        for table in ("authorship", "report_media", "dialogs", "uses"):
            assert here.rows(f"SELECT COUNT(*) FROM {table}") == [(0,)], table
        assert list((here.folder / "media").rglob("*.sealed")) == []
        await zhou.sees(code, card)
        assert "三楼有人吸烟" not in card.words
        zhou.tap("接单", card)
        await zhou.sees("处理中", card)
        await here.quiet()
        assert "已经接单" not in lin.from_bot[-1].words

    async def test_many_reports(self, here: Town) -> None:
        """They go a few at a time, each with its cards."""
        zhou, lin, _, _ = await reported(here)
        codes = [await here.reported(lin) for _ in range(6)]
        cards = [await zhou.hears(code) for code in codes]
        await here.quiet()
        await erased(here, lin)
        assert here.rows("SELECT COUNT(*) FROM reports WHERE accuracy IS NULL AND unlinked_at IS NOT NULL") == [(7,)]
        assert here.rows("SELECT COUNT(*) FROM report_media") == [(0,)]
        assert [card.labels for card in cards] == [
            ["接单", "不受理…", "转给…", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
        ] * 6

    async def test_the_card_loses_its_picture(self, here: Town) -> None:
        """A message that was sent with a picture cannot be one without: another picture, of nothing, takes its place."""
        zhou, lin, _, card = await reported(here)
        before = card.photo
        assert before is not None
        await erased(here, lin)
        await here.server.world.until(lambda: card.photo != before)
        assert here.server.world.files[card.photo or ""] != here.server.world.files[before]
        assert card.labels == ["接单", "不受理…", "转给…", "吹哨…", "重复…", "地图", "进度卡", *BESIDE]
        assert zhou.from_bot.count(card) == 1

    async def test_afterwards_they_are_a_stranger(self, here: Town) -> None:
        """Nothing of them is there a minute later; who writes again is asked for consent, and finds nothing of before."""
        _, lin, _, _ = await reported(here)
        await erased(here, lin)
        await here.parts.gone.now()
        assert here.rows(PEOPLE) == [(1,)]
        lin.photo()
        await lin.hears("请点一下")
        lin.tap("已满 14 岁")
        await lin.hears("在哪里")
        assert here.rows("SELECT COUNT(*) FROM authorship") == [(0,)]

    async def test_who_writes_at_once_stays_a_stranger(self, here: Town) -> None:
        """Before the last message is even seen."""
        _, lin, _, _ = await reported(here)
        lin.text("/erase")
        lin.tap("全部删除", await lin.hears("删除与您有关的一切"))
        lin.photo()
        await lin.hears("请点一下")
        for _ in range(3):
            await here.parts.gone.now()
            here.clock.advance(minutes=1)
        lin.tap("已满 14 岁")
        await lin.hears("在哪里")

    async def test_in_the_middle_of_a_report(self, here: Town) -> None:
        """What was begun goes too."""
        lin = await here.known(LIN)
        lin.photo(caption="三楼有人吸烟")
        await lin.hears("在哪里")
        await erased(here, lin)
        assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
        lin.place()
        await lin.hears("请点一下")

    @pytest.mark.parametrize("minutes", [11, 60 * 24 * 400])
    async def test_an_old_button_only_shows_it_again(self, here: Town, minutes: int) -> None:
        lin = await here.known(LIN)
        lin.text("/erase")
        asked = await lin.hears("删除与您有关的一切")
        here.clock.advance(minutes=minutes)
        lin.tap("全部删除", asked)
        again = await lin.hears("删除与您有关的一切")
        assert here.rows(PEOPLE) == [(1,)]
        lin.tap("全部删除", again)
        await lin.hears("全部清除干净")

    async def test_what_has_changed_since_is_shown_first(self, here: Town) -> None:
        """A report more, which nobody said would go."""
        lin = await here.known(LIN)
        lin.text("/erase")
        asked = await lin.hears("您的 0 件上报")
        await here.reported(lin)
        lin.tap("全部删除", asked)
        await lin.hears("您的 1 件上报")
        assert here.rows("SELECT COUNT(*) FROM authorship") == [(1,)]

    async def test_somebody_else_s_button_erases_nobody_else(self, here: Town) -> None:
        """A forged one concerns whoever taps it."""
        lin, he = await here.known(LIN), await here.known(HE)
        await here.reported(lin)
        lin.text("/erase")
        asked = await lin.hears("删除与您有关的一切")
        he.text("/help")
        he.forge(asked.buttons[0][0]["callback_data"], await he.hears("报隐患"))
        await he.hears("您的 0 件上报")
        assert here.rows("SELECT COUNT(*) FROM authorship") == [(1,)]

    async def test_staff(self, here: Town) -> None:
        """Role and name go, also from the cards of others; what they did stays, and the case is open to all."""
        zhou, grace, lin = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, ZH_STAFF), await here.known(LIN)
        code = await here.reported(lin)
        card = await grace.hears(code)
        zhou.tap("接单", await zhou.hears(code))
        await grace.sees("周敏", card)
        await erased(here, zhou)
        await here.server.world.until(lambda: "周敏" not in card.words)
        assert here.rows("SELECT event, staff_id FROM report_events ORDER BY id DESC LIMIT 1") == [("accepted", None)]
        assert here.rows("SELECT COUNT(*) FROM roles") == [(1,)]
        await finished(grace, card)
        await lin.hears("解决了吗")

    async def test_the_last_administrator_cannot(self, here: Town) -> None:
        """They are told what to do first; a second one makes it possible."""
        zhou, grace = here.person(ZHOU), here.person(GRACE)
        zhou.start(await here.administrator_invite())
        await zhou.hears("")
        zhou.text("/erase")
        await zhou.hears("最后一位管理员")
        zhou.text("/withdraw")
        zhou.tap("收回全部", await zhou.hears("您同意过的事"))
        zhou.tap("收回", await zhou.sees("像从来没有来过", zhou.from_bot[-1]))
        await zhou.hears("最后一位管理员")
        assert here.rows("SELECT role FROM roles") == [(Role.ADMINISTRATOR.value,)]
        grace.start(await here.administrator_invite())
        await grace.hears("")
        await erased(here, zhou)

    async def test_a_parcel_goes_too(self, here: Town) -> None:
        """What was packed for them is the most personal of all."""
        _, lin, _, _ = await reported(here)
        lin.text("/mydata")
        await lin.hears("与您有关的全部内容：照片")
        await here.quiet()
        await erased(here, lin)
        await here.parts.gone.now()
        assert list((here.folder / "media").rglob("*.sealed")) == []
        assert here.rows("SELECT COUNT(*) FROM parcels") == [(0,)]


class TestWithdraw:
    async def test_each_with_its_state(self, here: Town) -> None:
        """Those that were given can be taken back, the others are named."""
        lin = await here.known(LIN)
        lin.text("/withdraw")
        shown = await lin.hears("您同意过的事")
        assert shown.labels == ["收回全部"]
        assert "使用「哨」上报隐患：✅ 同意了" in shown.words
        assert "保存住处：— 没有" in shown.words
        lin.tap("收回全部", shown)
        await lin.sees("像从来没有来过", shown)
        lin.tap("不收回", shown)
        await lin.sees("您同意过的事", shown)
        assert here.rows("SELECT consented_at IS NOT NULL FROM people") == [(1,)]

    async def test_all_of_it(self, here: Town) -> None:
        """A stranger again; the report goes on as nobody's, with what is needed to deal with it."""
        zhou, lin, _, card = await reported(here)
        before = here.rows("SELECT words, latitude, accuracy FROM reports")
        lin.text("/withdraw")
        shown = await lin.hears("您同意过的事")
        lin.tap("收回全部", shown)
        await lin.sees("像从来没有来过", shown)
        lin.tap("收回", shown)
        await lin.sees("作为匿名隐患继续处理", shown)
        await here.quiet()
        await here.parts.gone.now()
        assert here.rows("SELECT reporter FROM reports") == [(None,)]
        assert here.rows("SELECT COUNT(*) FROM authorship") == [(0,)]
        assert here.rows(PEOPLE) == [(1,)]
        assert here.rows("SELECT words, latitude, accuracy FROM reports") == before
        assert here.rows("SELECT COUNT(*), COUNT(album) FROM report_media") == [(1, 0)]
        assert "三楼有人吸烟" in card.words
        zhou.tap("接单", card)
        await zhou.sees("处理中", card)

    async def test_home(self, here: Town) -> None:
        lin = await here.known(LIN)
        await here.reported(lin)
        lin.tap("消防通道")
        lin.tap("是，我住这里", await lin.hears("您住在"))
        await here.quiet()
        shown = await taken_back(lin, "收回住处", "住处马上删除")
        await lin.sees("住处已经删除", shown)
        assert here.rows("SELECT home_unit_id FROM people") == [(None,)]

    async def test_name(self, here: Town) -> None:
        """It goes from reports and cards; the report stays theirs."""
        zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
        lin.press("我的")
        lin.tap("匿名还是实名", await lin.hears("住"))
        lin.tap("实名", await lin.hears("要不要让工作人员知道"))
        await here.quiet()
        card = await zhou.hears(await here.reported(lin))
        assert lin.actor.first_name in card.words
        shown = await taken_back(lin, "收回名字", "名字从以前的上报里马上去掉")
        await lin.sees("名字已经去掉", shown)
        await here.server.world.until(lambda: lin.actor.first_name not in card.words)
        assert here.rows("SELECT reporter IS NOT NULL, reporter_name FROM reports") == [(1, None)]
        assert here.rows("SELECT naming, name FROM people WHERE naming IS NOT NULL") == [("anonymous", None)]

    async def test_forged(self, here: Town) -> None:
        """What was not given, and what there is not, are answered alike."""
        lin = await here.known(LIN)
        lin.text("/withdraw")
        shown = await lin.hears("您同意过的事")
        before = here.rows("SELECT * FROM people")
        for data in ("unconsent:home", "unconsented:home", "unconsented:x", "unconsent:", "unconsented:voice"):
            lin.forge(data, shown)
        await here.quiet()
        assert [row[:-2] for row in here.rows("SELECT * FROM people")] == [row[:-2] for row in before]

    async def test_in_english(self, here: Town) -> None:
        await here.staff(GRACE, EN_STAFF)
        emily = await here.known(EMILY)
        emily.text("/privacy")
        emily.tap("My consents", await emily.hears("What we keep"))
        await emily.hears("Reporting hazards through Shao: ✅ agreed")
        emily.text("/erase")
        emily.tap("Erase everything", await emily.hears("Erase everything about you"))
        await emily.hears("within a minute everything is gone")


async def taken_back(hands: Hands, label: str, before: str) -> Any:
    """Takes one consent back, after having read what follows."""
    hands.text("/withdraw")
    shown = await hands.hears("您同意过的事")
    hands.tap(label, shown)
    await hands.sees(before, shown)
    hands.tap("收回", shown)
    return shown
