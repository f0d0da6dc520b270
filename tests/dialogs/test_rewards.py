"""兑换: what points buy, from the shelf to the counter; as everybody sees it."""

import csv
import io
import re

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.ledger import AccountKind, Moved, Reason, Transfer
from storage.units import Unit
from tests.dialogs.test_leaving import erased
from tests.dialogs.test_mydata import given
from tests.dialogs.test_teams import toasted
from tests.faults.forgery import demote
from tests.town import EN_STAFF, FIRM, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

CODE = re.compile(r"V-[0-9A-Z]{4}-[0-9A-Z]{4}")
NAME = "理发一次"


async def offered(
    hands: Hands, *, stock: str = "不限量", monthly: str = "每人每月不限", giver: str = "社区服务点"
) -> None:
    """Puts a haircut for 30 points on the shelf, by the dialog."""
    hands.text("/reward")
    hands.tap("上架一种", await hands.hears("奖品"))
    for asked, words in (("中文名", NAME), ("英文名", "One haircut"), ("多少积分", "30")):
        await hands.hears(asked)
        hands.text(words)
    question = await hands.hears("一共有多少份")
    for answer, asked in ((stock, "每人每月最多"), (monthly, "由谁兑现"), (giver, "什么时间可以去")):
        question = await answered(hands, question, answer, asked)
    hands.text("周一到周五 <9–17>")
    preview = await hands.hears("请看一眼")
    assert all(one in preview.words for one in (NAME, "One haircut", "30 分", "周一到周五"))
    hands.tap("上架", preview)
    await hands.hears(f"上架了：{NAME}")


async def answered(hands: Hands, question: Shown, answer: str, asked: str) -> Shown:
    """The next question: a new message after words, in the place of the one before after a tap."""
    if answer.isdecimal():
        hands.text(answer)
        return await hands.hears(asked)
    hands.tap(answer, question)
    await hands.sees(asked, question)
    return question


async def with_points(here: Town, person_id: int, points: int, unit: str = ZH_STAFF) -> Hands:
    """Somebody who lives there and has points."""
    hands = await here.known(person_id)
    async with here.parts.database.write() as store:
        person, found = await store.people.find(person_id), await store.units.by_code(unit)
        assert isinstance(found, Unit)
        assert person is not None
        await store.people.set_home(person.id, found.id, now=here.clock.now)
        issue = await store.ledger.of_unit(AccountKind.ISSUE, found.id)
        account = await store.ledger.open_person(person.id)
        ends = {"debit_id": issue.id, "credit_id": account.id, "amount": points, "reason": Reason.VERIFIED}
        earned = Transfer.model_validate(ends | {"operation": store.ledger.operation("test", person.id)})
        assert await store.ledger.move(earned, day=here.clock.now) is Moved.MADE
    return hands


async def bought(hands: Hands) -> tuple[str, Shown]:
    """Two taps: the code, and the message that has it."""
    hands.text("/rewards")
    hands.tap(NAME, await hands.hears("现在可以换"))
    hands.tap("换一份", await hands.hears("够换"))
    shown = await hands.hears("的兑换券：")
    found = CODE.search(shown.words)
    assert found is not None
    return found.group(), shown


async def is_right(here: Town) -> bool:
    """Whether the books are."""
    async with here.parts.database.read() as store:
        return (await store.ledger.audit()).is_right


def balance(here: Town) -> int:
    """Of the only person with points."""
    ((found,),) = here.rows("SELECT balance FROM accounts WHERE kind = 'person'")
    return int(found)


async def test_from_the_shelf_to_the_counter(either: Town) -> None:
    """Bought by two taps, scanned, given once; whoever had it hears of it; a second scan says when it was used. In both languages."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    await offered(zhou, stock="2")
    lin = await with_points(either, LIN, 50)
    lin.text("/rewards")
    listed = await lin.hears("您有 50 分")
    assert f"1. {NAME}：30 分，还剩 2 份" in listed.words
    code, shown = await bought(lin)
    assert shown.photo is not None or "V-" in shown.words
    assert "周一到周五 <9–17>" in shown.words
    zhou.start(f"v_{code.removeprefix('V-').replace('-', '')}")
    good = await zhou.hears("可以兑现")
    assert "林" not in good.words
    zhou.tap("已兑现，记下来", good)
    await zhou.sees("已兑现，记下了", good)
    assert code in (await lin.hears("刚刚用掉了")).words
    zhou.text(code.lower())
    assert "今天 12:00" in (await zhou.hears("已经用过了")).words or "2026" in zhou.last.words
    zhou.forge(f"voucheruse:{code.removeprefix('V-').replace('-', '')}", good)
    await either.server.world.until(lambda: toasted(zhou, "已经不能用了"))
    assert either.rows("SELECT state, code, holder FROM vouchers") == [("used", None, None)]
    assert balance(either) == 20
    assert await is_right(either)


async def test_given_back_before_it_is_used(here: Town) -> None:
    """Points and stock as before; a tap on the old message, and the counter, hear that it is over."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await offered(zhou, stock="1")
    lin = await with_points(here, LIN, 30)
    code, _ = await bought(lin)
    lin.text("/rewards")
    lin.tap("我的兑换券（1 张）", await lin.hears("您有 0 分"))
    again = await lin.hears(code)
    lin.tap("不要了，退回 30 分", again)
    await here.server.world.until(lambda: any("已退" in one.words for one in lin.from_bot))
    lin.forge("voucherback:1", lin.last)
    await here.server.world.until(lambda: toasted(lin, "已经不能用了"))
    zhou.text(code)
    await zhou.hears("已经退了")
    assert here.rows("SELECT stock FROM rewards") == [(1,)]
    assert balance(here) == 30
    assert await is_right(here)


async def test_not_used_in_time(either: Town) -> None:
    """The points come back by themselves, once, and its holder hears of it; the counter says so even before."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    await offered(zhou)
    lin = await with_points(either, LIN, 30)
    code, _ = await bought(lin)
    either.clock.advance(days=30)
    zhou.text(code)
    await zhou.hears("过期了")
    for _ in range(2):
        await either.parts.jobs.rewards.expire()
    await lin.hears("过期没用，30 分已经退回")
    await either.quiet()
    assert sum("30 分已经退回" in one.words for one in lin.from_bot) == 1
    assert balance(either) == 30
    assert await is_right(either)


async def test_what_is_in_the_way(here: Town) -> None:
    """Too few points, sold out and withdrawn while somebody chooses, the month's limit, many taps: said, and nothing is taken."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await offered(zhou, stock="5", monthly="1")
    lin = await with_points(here, LIN, 89)
    lin.text("/rewards")
    lin.tap(NAME, await lin.hears("现在可以换"))
    first = await lin.hears("够换")
    redeem = first.buttons[0][0]["callback_data"]
    for _ in range(5):
        lin.forge(redeem, first)
    await lin.hears("的兑换券：")
    await here.server.world.until(lambda: toasted(lin, "这一份已经换过了"))
    other = "redeem:1:00000000"
    lin.forge(other, first)
    await here.server.world.until(lambda: toasted(lin, "这个月您换够份数了"))
    zhou.text("/reward")
    zhou.tap("下架 1", await zhou.hears("上架的奖品"))
    await here.server.world.until(
        lambda: here.rows("SELECT COUNT(*) FROM rewards WHERE withdrawn_at IS NULL") == [(0,)]
    )
    lin.forge(other, first)
    await here.server.world.until(lambda: toasted(lin, "这一项已经下架"))
    for forged in ("redeem:1:x", "redeem:x:00000000", "redeem:99:00000000", "reward:1", "reward:x", "voucherback:7"):
        lin.forge(forged, first)
    await here.quiet()
    assert balance(here) == 59
    assert await is_right(here)


async def test_too_dear(here: Town) -> None:
    """It is said how many are missing, and there is no button."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await offered(zhou)
    lin = await with_points(here, LIN, 29)
    lin.text("/rewards")
    lin.tap(NAME, await lin.hears("现在可以换"))
    assert not (await lin.hears("还差 1 分")).labels


async def test_the_partner_gives_it(here: Town) -> None:
    """A member of the team that it is from; another's code is like one that was made up, and nobody takes their own."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await offered(zhou, giver="物业公司")
    firm, he = await here.member(1009, FIRM), await here.known(HE)
    lin, grace = await with_points(here, LIN, 30), await here.staff(GRACE, EN_STAFF)
    code, shown = await bought(lin)
    assert "由「物业公司」提供" in shown.words
    digits = code.removeprefix("V-").replace("-", "")
    for hands, unknown in ((he, "没有查到"), (grace, "no such voucher")):
        hands.text(code)
        await hands.hears(unknown)
        hands.forge(f"voucheruse:{digits}", hands.last)
    lin.start(f"v_{digits}")
    await lin.hears(code)
    lin.forge(f"voucheruse:{digits}", lin.last)
    await here.quiet()
    assert here.rows("SELECT state FROM vouchers") == [("open",)]
    firm.text(code)
    firm.tap("已兑现，记下来", await firm.hears("可以兑现"))
    await lin.hears("刚刚用掉了")
    firm.start("v_nonsense")
    await firm.hears("没有查到")
    firm.text("/reward")
    firm.tap("结算表：物业公司", await firm.hears("看结算表"))
    assert "合计：1 份，30 分" in (await firm.hears("一张券一行")).words
    firm.forge(f"rewardsheet:{ZH_STAFF}", firm.last)
    before = len(he.from_bot)
    he.forge(f"rewardsheet:{FIRM}", he.last)
    await here.server.world.until(lambda: bool(firm.chat.toasts and he.chat.toasts))
    assert firm.chat.toasts[-1] == he.chat.toasts[-1] == "没有找到，或者不归您处理。"
    assert len(he.from_bot) == before


async def test_a_file_for_the_books(here: Town) -> None:
    """No formula, nobody's name; since the beginning of last month."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    zhou.text("/reward")
    empty = await zhou.hears("还没有上架奖品")
    zhou.tap("结算表", empty)
    await zhou.hears("还没有兑现过")
    await offered(zhou)
    async with here.parts.database.write() as store:
        await store._conn.run("UPDATE rewards SET name = '=1+1'")
    lin = await with_points(here, LIN, 30)
    lin.text("/rewards")
    lin.tap("=1+1", await lin.hears("现在可以换"))
    lin.tap("换一份", await lin.hears("够换"))
    found = CODE.search((await lin.hears("的兑换券：")).words)
    assert found is not None
    zhou.text(found.group())
    zhou.tap("已兑现，记下来", await zhou.hears("可以兑现"))
    await lin.hears("刚刚用掉了")
    zhou.tap("结算表", empty)
    shown = await zhou.hears("一张券一行")
    content = here.server.world.files[shown.more["document"]["file_id"]]
    assert isinstance(content, bytes)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["券号", "兑现时间", "奖品", "由谁兑现", "积分"]
    assert [row[2:] for row in rows[1:]] == [["'=1+1", "社区服务点", "30"]]
    here.clock.advance(days=62)
    zhou.tap("结算表", empty)
    await zhou.hears("还没有兑现过")


async def test_whose_it_is_not_to_say(here: Town) -> None:
    """Residents, staff of elsewhere and whoever was dismissed: nothing offered, nothing changed."""
    zhou, grace, he = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF), await here.known(HE)
    await offered(zhou, stock="3")
    he.text("/reward")
    await he.hears("只给工作人员管")
    await demote(here, ZHOU)
    for hands in (zhou, grace, he):
        for data in (f"rewardsof:{ZH_STAFF}", f"rewardnew:{ZH_STAFF}", "rewardgone:1", "rewardstock:1", "rewardgone:x"):
            hands.forge(data, hands.last)
    await here.quiet()
    assert here.rows("SELECT stock, withdrawn_at FROM rewards") == [(3, None)]


async def test_another_stock(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await offered(zhou, stock="3")
    zhou.text("/reward")
    zhou.tap("改 1 的数量", await zhou.hears("上架的奖品"))
    await zhou.hears("一共有多少份")
    zhou.text("12")
    await zhou.hears("还剩 12 份")
    assert here.rows("SELECT stock FROM rewards") == [(12,)]


async def test_whoever_leaves(here: Town) -> None:
    """Everything told before; afterwards the voucher is void, the next one can have it, and nothing says whose it was."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await offered(zhou, stock="1")
    lin = await with_points(here, LIN, 50)
    code, _ = await bought(lin)
    told, _ = await given(here, lin)
    assert [(one["name"], one["price"], one["state"]) for one in told["vouchers"]] == [(NAME, 30, "open")]
    await erased(here, lin)
    assert here.rows("SELECT state, code, holder FROM vouchers") == [("refunded", None, None)]
    assert here.rows("SELECT COUNT(*) FROM accounts WHERE owner IS NOT NULL") == [(0,)]
    zhou.text(code)
    await zhou.hears("已经退了")
    assert here.rows("SELECT stock FROM rewards") == [(1,)]
    assert await is_right(here)


async def test_residents_put_nothing_on_the_shelf(here: Town) -> None:
    """Nor take anything off it, with staff's buttons."""
    zhou, he = await here.staff(ZHOU, ZH_STAFF), await here.known(HE)
    await offered(zhou)
    stands = here.rows("SELECT * FROM rewards")
    toasts = len(he.chat.toasts)
    forged = [f"rewardsof:{ZH_STAFF}", f"rewardnew:{ZH_STAFF}", "rewardstock:1", "rewardgone:1", "rewardgone:99"]
    for data in forged:
        he.forge(data, he.last)
    await here.server.world.until(lambda: len(he.chat.toasts) == toasts + len(forged))
    assert set(he.chat.toasts[toasts:]) == {"没有找到，或者不归您处理。"}
    assert here.rows("SELECT * FROM rewards") == stands
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
