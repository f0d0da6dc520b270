"""Several reports of the same: offered, joined, left again, merged and split, and what each of those concerned sees of it."""

import json

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from handlers.joining.ledger import contributions
from tests.faults.forgery import demote
from tests.town import EN_STAFF, GAS, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town, finished

NEIGHBOUR, ANOTHER = 83_001, 83_002  # at the very place where LIN is; HE is some 240 m away


async def neighbour(here: Town, person_id: int = NEIGHBOUR) -> Hands:
    """Somebody known who reports from where LIN does."""
    here.stranger(person_id)
    return await here.known(person_id)


async def joined(here: Town, hands: Hands) -> str:
    """A report that is made part of the first one that is offered; its code."""
    code = await here.reported(hands)
    hands.tap("同一个，加入", await offered(here, hands))
    await here.quiet()
    return code


def into(here: Town, code: str) -> str | None:
    """The code of the case that a report is part of."""
    found = here.rows(
        "SELECT c.code FROM reports r JOIN reports c ON c.id = r.merged_into WHERE r.status = 'merged' AND r.code = ?",
        code,
    )
    return found[0][0] if found else None


async def offered(here: Town, hands: Hands) -> Shown:
    """The newest offer, which came before the question of what kind it is."""
    await here.quiet()
    return offers(hands)[-1]


def offers(hands: Hands) -> list[Shown]:
    return [one for one in hands.from_bot if any("同一个" in label for label in one.labels)]


class TestOffers:
    async def test_what_is_near_is_offered_without_a_sound(self, here: Town) -> None:
        """Rough distance and age, kind, and nothing else: no word, no name, no code of the other."""
        lin, he = await here.known(LIN), await neighbour(here)
        lin.photo(caption="林家门口")
        await lin.hears("在哪里")
        first = await here.reported(lin, photos=0)
        here.clock.advance(hours=3)
        await here.reported(he)
        shown = await offered(here, he)
        assert shown.words == "离这里大约 10 米，3 小时前有人报过：未分类。是同一个吗？不是就不用管它。"
        assert shown.labels == ["同一个，加入"]
        assert not shown.rang
        assert shown.photo is None
        assert first not in shown.words
        assert he.last.words.startswith("这是哪一类"), "the question stays where it was"

    async def test_of_the_same_kind_further_away_and_not_twice(self, here: Town) -> None:
        """240 m: not before the kind is chosen, and only if it is the same."""
        lin, he = await here.known(LIN), await here.known(HE)
        near = await neighbour(here)
        await here.reported(lin)
        lin.tap("电梯")
        await here.reported(he)
        await here.quiet()
        assert offers(he) == []
        he.tap("燃气")
        await here.quiet()
        assert offers(he) == []
        await here.reported(he)
        he.tap("电梯")
        assert "大约 240 米" in (await offered(here, he)).words
        await here.reported(near)
        near.tap("电梯")
        await here.quiet()
        assert len(offers(near)) == 2, "the one at its place once, and of the others the one of the same kind"

    async def test_at_most_three(self, here: Town) -> None:
        lin, he = await here.known(LIN), await neighbour(here)
        for _ in range(4):
            await here.reported(lin)
        await here.reported(he)
        await here.quiet()
        assert len(offers(he)) == 3

    async def test_not_what_is_old_or_over(self, here: Town) -> None:
        lin, he = await here.known(LIN), await neighbour(here)
        await here.reported(lin)
        here.clock.advance(days=84, seconds=1)
        await here.reported(lin)
        lin.tap("撤回（10")
        await here.quiet()
        await here.reported(he)
        await here.quiet()
        assert offers(he) == []

    @pytest.mark.parametrize(("kind", "is_shown"), [("积水排水", True), ("电动车违规充电", False)])
    async def test_the_picture_of_what_belongs_to_everybody(self, here: Town, kind: str, is_shown: bool) -> None:
        """Our own copy; never of what may be somebody's doing, whose neighbours might learn from it who reported that."""
        lin, he = await here.known(LIN), await neighbour(here)
        await here.reported(lin)
        lin.tap(kind)
        await here.quiet()
        await here.parts.copies.fetch_due()
        await here.reported(he)
        shown = await offered(here, he)
        assert kind in shown.words
        sent = {one.photo for one in lin.chat.messages.values()} - {None}
        assert (shown.photo is not None) == is_shown
        assert shown.photo not in sent


class TestJoining:
    async def test_one_tap(self, either: Town) -> None:
        """Photo and words are with the older one, whose card shows them; no more taps than a report takes."""
        zhou, lin, he = await either.staff(ZHOU, ZH_STAFF), await either.known(LIN), await neighbour(either)
        first = await either.reported(lin)
        card = await zhou.hears(first)
        he.photo(caption="楼上也漏")
        await he.hears("在哪里")
        second = await either.reported(he, photos=0)
        old = await zhou.hears(second)
        shown = await offered(either, he)
        he.tap("同一个，加入", shown)
        await he.sees("加入了", shown)
        await zhou.sees("楼上也漏", card)
        assert second in card.words
        assert "全部照片（2）" in card.labels
        await zhou.sees(f"已并入 {first}", old)
        assert into(either, second) == first
        events = either.rows("SELECT event, actor FROM report_events WHERE event IN ('merged', 'joined') ORDER BY id")
        assert events == [("merged", "reporter"), ("joined", "neighbour")]
        assert not [one for one in lin.from_bot if "加入" in one.words], "nobody is rung for it"

    async def test_who_joined_hears_what_the_reporter_hears(self, here: Town) -> None:
        """Under their own code, and it stands in their own list."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        first = await here.reported(lin)
        card = await zhou.hears(first)
        second = await joined(here, he)
        zhou.tap("接单", card)
        assert first in (await lin.hears("已经接单")).words
        assert second in (await he.hears("已经接单")).words
        he.text(second)
        shown = await he.hears("合在一起的那件")
        assert "正在处理" in shown.words
        assert "工作人员接单" in shown.words
        assert first not in shown.words
        assert shown.labels == ["⚠️ 现在有人有生命危险", "补充照片或文字", "撤回", "不是同一个，分开", "进度卡"]

    async def test_what_they_add_goes_to_the_case(self, here: Town) -> None:
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        first = await here.reported(lin)
        card = await zhou.hears(first)
        await joined(here, he)
        he.tap("补充照片")
        await he.hears("请发要补充的")
        he.text("井盖也松了")
        he.tap("好了", await he.hears("会加到"))
        rung = await zhou.hears("补充了内容")
        assert first in rung.words
        await zhou.sees("井盖也松了", card)

    async def test_danger_to_life_goes_to_the_case(self, here: Town) -> None:
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        first = await here.reported(lin)
        card = await zhou.hears(first)
        await joined(here, he)
        he.tap("生命危险")
        await he.hears("有人有危险")
        assert first in (await zhou.hears("现在有人有生命危险")).words
        await zhou.sees("⚠️ 生命危险", card)
        assert here.rows("SELECT actor FROM report_events WHERE event = 'danger'") == [("neighbour",)]

    async def test_not_the_same_after_all(self, here: Town) -> None:
        """A slip of the thumb: on its own again, with what is its own, and whoever is near is rung as about a new one."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        card = await zhou.hears(await here.reported(lin))
        second = await joined(here, he)
        assert "全部照片（2）" in card.labels
        he.tap("不是同一个")
        await here.quiet()
        assert into(here, second) is None
        assert here.rows("SELECT status FROM reports WHERE code = ?", second) == [("received",)]
        assert "全部照片（2）" not in card.labels
        assert second not in card.words
        assert second in (await zhou.hears("不是重复的")).words

    async def test_withdrawn_after_joining(self, here: Town) -> None:
        """Their part goes, the case goes on, and they hear no more of it."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        card = await zhou.hears(await here.reported(lin))
        second = await joined(here, he)
        he.tap("撤回（10")
        await here.quiet()
        assert any("已撤回" in one.words for one in he.from_bot)
        assert second not in card.words
        assert here.rows("SELECT status FROM reports ORDER BY id") == [("received",), ("withdrawn",)]
        zhou.tap("接单", card)
        await lin.hears("已经接单")
        await here.quiet()
        assert not [one for one in he.from_bot if "已经接单" in one.words]

    async def test_the_first_withdraws_and_the_others_go_on(self, here: Town) -> None:
        """Those who joined are not withdrawn with it; whoever left is not told any more, nor known."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        card = await zhou.hears(await here.reported(lin))
        second = await joined(here, he)
        lin.tap("撤回（10")
        await here.quiet()
        assert any("已撤回" in one.words and "接着办" in one.words for one in lin.from_bot)
        zhou.tap("接单", card)
        assert second in (await he.hears("已经接单")).words
        await here.quiet()
        assert not [one for one in lin.from_bot if "已经接单" in one.words]
        assert here.rows("SELECT status, reporter IS NULL FROM reports ORDER BY id") == [("accepted", 1), ("merged", 0)]

    async def test_erased_after_joining(self, here: Town) -> None:
        """The card of the case loses their words and pictures, also where they are still owed; the case goes on."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        first = await here.reported(lin)
        card = await zhou.hears(first)
        he.photo(caption="楼上也漏")
        await he.hears("在哪里")
        await here.reported(he, photos=0)
        he.tap("同一个，加入", await offered(here, he))
        await zhou.sees("楼上也漏", card)
        he.text("/erase")
        he.tap("删除", await he.hears("不能恢复"))
        await here.quiet()
        assert "楼上也漏" not in card.words
        assert "全部照片（2）" not in card.labels
        assert here.rows("SELECT status FROM reports ORDER BY id") == [("received",), ("merged",)]

    async def test_the_order_counts(self, here: Town) -> None:
        """For the ledger: who was first, who joined and in which order, each person once."""
        lin, he, third = await here.known(LIN), await neighbour(here), await neighbour(here, ANOTHER)
        first = await here.reported(lin)
        codes = [first, *[await joined(here, hands) for hands in (he, third)]]
        await joined(here, he)
        async with here.parts.database.read() as store:
            case = await store.reports.by_code(first)
            assert case is not None
            counted = await contributions(store, case)
        assert [(one.report.code, one.place) for one in counted] == [(code, n) for n, code in enumerate(codes, start=1)]


class TestForged:
    async def test_only_what_is_offered_can_be_joined(self, here: Town) -> None:
        """A case elsewhere and one that does not exist are answered alike; so is somebody else's report."""
        lin, he = await here.known(LIN), await here.known(HE)
        far, mine = await here.reported(lin), await here.reported(he)
        await here.quiet()
        toasts = len(he.chat.toasts)
        for code, other in ((mine, far), (mine, "H-0000-0000"), (far, mine), (mine, mine)):
            he.forge(f"join:{code}:{other}", he.last)
        await here.server.world.until(lambda: len(he.chat.toasts) == toasts + 4)
        assert set(he.chat.toasts[-4:]) == {"没有找到，或者不归您处理。"}
        assert here.rows("SELECT COUNT(*) FROM reports WHERE status = 'merged'") == [(0,)]

    async def test_staff_s_buttons_by_who_is_none(self, here: Town) -> None:
        """Staff of elsewhere, and staff no more."""
        zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF)
        lin, he = await here.known(LIN), await neighbour(here)
        first = await here.reported(lin)
        second = await joined(here, he)
        await here.quiet()
        await demote(here, ZHOU)
        for hands in (zhou, grace):
            for action in ("same", "mergeinto", "gather", "split"):
                hands.forge(f"{action}:{first}", hands.last)
                hands.forge(f"{action}:{second}", hands.last)
        await here.quiet()
        assert into(here, second) == first
        assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]

    async def test_what_staff_put_together_reporters_leave(self, here: Town) -> None:
        """The button of a slip of the thumb is not theirs."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        first, second = await here.reported(lin), await here.reported(he)
        await merged(zhou, second, first)
        he.forge(f"notsame:{second}", he.last)
        await here.quiet()
        assert into(here, second) == first


async def merged(zhou: Hands, code: str, other: str) -> None:
    """Staff make one case part of another, by its code."""
    zhou.forge(f"mergeinto:{code}", zhou.last)
    await zhou.hears("和哪一件重复")
    zhou.text(other)
    await zhou.hears("已并入")


class TestMerging:
    async def test_into_one_near_it_and_apart_again(self, here: Town) -> None:
        """All concerned are told once; the old card leads to the case, and has the button that takes it apart."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await here.known(HE)
        first, second = await here.reported(lin), await here.reported(he)
        card, old = await zhou.hears(first), await zhou.hears(second)
        zhou.tap("重复", old)
        await here.server.world.until(lambda: len(old.labels) == 3)
        zhou.tap("并到另一件", old)
        asked = await zhou.hears("和哪一件重复")
        zhou.tap(first, asked)
        await zhou.hears("已并入")
        assert (await he.hears("是同一件事")).rang
        await here.quiet()
        assert into(here, second) == first
        assert "全部照片（2）" in card.labels
        assert old.labels[:2] == ["打开那个工单", "拆分"]
        zhou.tap("打开那个工单", old)
        await zhou.hears(second)
        zhou.tap("拆分", old)
        assert second in (await he.hears("不是同一件事")).words
        await here.quiet()
        assert into(here, second) is None
        assert old.labels[:2] == ["接单", "不受理…"]
        assert sum(second in one.words and "同一件事" in one.words for one in he.from_bot) == 2
        assert not [one for one in lin.from_bot if "同一件事" in one.words]

    async def test_all_duplicates_in_one_go(self, here: Town) -> None:
        """Ticked, one unticked again, and one by its code; a person with two of them is told once."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await here.known(HE)
        first = await here.reported(lin)
        card = await zhou.hears(first)
        codes = [await here.reported(he) for _ in range(3)]
        await here.quiet()
        zhou.forge(f"gather:{first}", card)
        asked = await zhou.hears("点一下打勾")
        for code in (*codes, codes[2]):
            zhou.tap(code, asked)
            await here.quiet()
        assert [label[0] == "✓" for label in asked.labels[:3]].count(True) == 2
        zhou.tap("合并打勾的 2 件", asked)
        await zhou.hears("2 件已并入")
        await here.quiet()
        assert [into(here, code) for code in codes] == [first, first, None]
        assert [one.words for one in he.from_bot if "同一件事" in one.words] == [
            "您的 2 条上报和另一条是同一件事，工作人员合在一起办了，有进展照样告诉您。"
        ]

    async def test_of_itself_in_a_circle_and_what_is_over(self, here: Town) -> None:
        """Refused with a word each, and nothing is different."""
        zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
        first, second, third = [await here.reported(lin) for _ in range(3)]
        await here.quiet()
        zhou.forge(f"mergeinto:{first}", zhou.last)
        await zhou.hears("和哪一件重复")
        zhou.text(first)
        await zhou.hears("这是同一件")
        await merged(zhou, first, second)
        zhou.forge(f"mergeinto:{second}", zhou.last)
        await zhou.hears("和哪一件重复")
        zhou.text(first)
        await zhou.hears("这是同一件")
        lin.forge(f"withdraw:{third}", lin.last)
        await here.quiet()
        zhou.forge(f"mergeinto:{second}", zhou.last)
        await zhou.hears("和哪一件重复")
        zhou.text(third)
        await zhou.hears("只有还没办完的")
        zhou.forge(f"mergeinto:{second}", zhou.last)
        await zhou.hears("和哪一件重复")
        zhou.text("H-0000-0000")
        await zhou.hears("没有找到这个编号")
        assert [into(here, code) for code in (first, second, third)] == [second, None, None]

    async def test_a_merge_of_a_merge_and_its_old_buttons(self, here: Town) -> None:
        """Everything leads to the last case; what was part of a part stays with it when that is split."""
        zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
        first, second, third = [await here.reported(lin) for _ in range(3)]
        old = await zhou.hears(first)
        await here.quiet()
        await merged(zhou, first, second)
        await merged(zhou, second, third)
        for data in (f"accept:{first}", f"accept:{second}", f"reject:{first}"):
            zhou.forge(data, old)
        await here.server.world.until(lambda: sum("已并入另一个" in one for one in zhou.chat.toasts) == 2)
        assert here.rows("SELECT COUNT(*) FROM reports WHERE status = 'accepted'") == [(0,)]
        zhou.text(first)
        shown = await zhou.hears(third)
        assert "全部照片（3）" in shown.labels
        zhou.forge(f"split:{second}", zhou.last)
        await here.quiet()
        assert [into(here, code) for code in (first, second, third)] == [second, None, None]

    async def test_who_had_a_part_has_the_case(self, here: Town) -> None:
        """A part that somebody accepted, and that a team was asked about: the case goes on with them, and is not nobody's again."""
        zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, ZH_STAFF)
        gas, lin, he = await here.member(HE, GAS), await here.known(LIN), await neighbour(here)
        first = await here.reported(lin)
        second = await here.reported(he)
        theirs = await grace.hears(second)
        grace.tap("Accept", theirs)
        await he.hears("已经接单")
        grace.forge(f"giveto:{second}:{GAS}", theirs)
        await gas.hears(second)
        await merged(zhou, second, first)
        assert (await gas.hears(first)).labels[:2] == ["收到", "不属于我方…"]
        assert first in (await lin.hears("已经接单")).words
        await here.quiet()
        rows = here.rows("SELECT status, holder_id, team_id FROM reports ORDER BY id")
        assert [status for status, _, _ in rows] == ["assigned", "merged"]
        assert rows[0][1:] == rows[1][1:]
        assert first in (await lin.hears("已经转给")).words

    async def test_an_old_offer_leads_to_the_case_it_became(self, here: Town) -> None:
        """Offered, then merged by staff, then joined."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        case, first = await here.reported(lin), await here.reported(lin)
        second = await here.reported(he)
        await here.quiet()
        found = [one for one in offers(he) if first in json.dumps(one.buttons)]
        await merged(zhou, first, case)
        he.tap("同一个，加入", found[0])
        await here.quiet()
        assert into(here, second) == case

    async def test_a_case_that_is_closed_takes_nobody_in(self, here: Town) -> None:
        """Done in the meantime: the new report goes on alone, and says so."""
        zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
        card = await zhou.hears(await here.reported(lin))
        zhou.tap("接单", card)
        await lin.hears("已经接单")
        await zhou.sees("处理中", card)
        second = await here.reported(he)
        shown = await offered(here, he)
        await finished(zhou, card)
        await lin.hears("解决了吗")
        he.tap("同一个，加入", shown)
        await here.server.world.until(lambda: any("已经办完了" in toast for toast in he.chat.toasts))
        assert into(here, second) is None


class TestRaces:
    async def test_two_join_at_once(self, either: Town) -> None:
        """Both are in, each once, however often they tap."""
        lin, he, third = await either.known(LIN), await neighbour(either), await neighbour(either, ANOTHER)
        first = await either.reported(lin)
        pairs = [(hands, await either.reported(hands)) for hands in (he, third)]
        found = [(hands, await offered(either, hands)) for hands, _ in pairs]
        for _ in range(3):
            for hands, shown in found:
                hands.forge(shown.buttons[0][0]["callback_data"], shown)
        await either.quiet()
        codes = {into(either, code) for _, code in pairs}
        assert codes <= {first, pairs[0][1]}
        assert either.rows("SELECT COUNT(*) FROM report_events WHERE event = 'merged'") == [(2,)]
        assert either.rows("SELECT COUNT(*) FROM reports WHERE merged_into IS NULL") == [(1,)]

    async def test_merged_while_another_accepts(self, either: Town) -> None:
        """Whoever was quicker: it is one case in the end, and nothing hangs between."""
        zhou, grace = await either.staff(ZHOU, ZH_STAFF), await either.staff(GRACE, ZH_STAFF)
        lin = await either.known(LIN)
        first, second = await either.reported(lin), await either.reported(lin)
        theirs = await grace.hears(second)
        zhou.forge(f"mergeinto:{second}", await zhou.hears(second))
        await zhou.hears("和哪一件重复")
        zhou.text(first)
        grace.tap("Accept", theirs)
        await zhou.hears("已并入")
        await either.quiet()
        assert into(either, second) == first
        ((holder,),) = either.rows("SELECT holder_id FROM reports WHERE code = ?", second)
        expected = [("received", None)] if holder is None else [("accepted", holder)]
        assert either.rows("SELECT status, holder_id FROM reports WHERE code = ?", first) == expected

    async def test_each_into_the_other_in_the_same_moment(self, either: Town) -> None:
        """One wins, the other hears that it is the same case already."""
        zhou, grace = await either.staff(ZHOU, ZH_STAFF), await either.staff(GRACE, ZH_STAFF)
        lin = await either.known(LIN)
        first, second = await either.reported(lin), await either.reported(lin)
        await either.quiet()
        zhou.forge(f"mergeinto:{first}", zhou.last)
        grace.forge(f"mergeinto:{second}", grace.last)
        await zhou.hears("和哪一件重复")
        await grace.hears("the same as")
        zhou.text(second)
        grace.text(first)
        await either.quiet()
        assert sorted([into(either, first) is None, into(either, second) is None]) == [False, True]
        assert either.rows("SELECT COUNT(*) FROM report_events WHERE event = 'merged'") == [(1,)]
