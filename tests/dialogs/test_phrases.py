"""常用语: staff write ready sentences for their unit, and use them by one tap; as both sides see it."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from handlers.phrases.rules import MOST
from tests.faults.forgery import demote
from tests.town import EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

WHERE = "旁边有什么店？"
ELSEWHERE = "这里归邻近的街道管，已经转告他们"


async def written(hands: Hands, label: str, words: str) -> None:
    """Adds a sentence."""
    hands.text("/phrases")
    hands.tap(label, await hands.hears("常用语"))
    await hands.hears("直接写")
    hands.text(words)
    await hands.hears(f"加好了：{words}")


async def with_card(here: Town) -> tuple[Hands, Hands, str, Shown]:
    """Staff with the card of a case, and whoever reported it."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    return zhou, lin, code, await zhou.hears(code)


async def test_a_question_by_one_tap(either: Town) -> None:
    """Whoever reported it reads it as it was written; a slash or a colon in it means nothing."""
    zhou, lin, _, card = await with_card(either)
    await written(zhou, "加一句问话", WHERE)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    zhou.tap("问上报人", card)
    zhou.tap(WHERE, await zhou.hears("想问上报人什么"))
    asked = await lin.hears(WHERE)
    assert asked.rang
    assert either.rows("SELECT event FROM report_events ORDER BY id DESC LIMIT 1") == [("asked",)]


async def test_a_reason_by_two(here: Town) -> None:
    zhou, lin, _, card = await with_card(here)
    await written(zhou, "加一条不受理的理由", ELSEWHERE)
    zhou.tap("不受理", card)
    await here.server.world.until(lambda: any("其他" in one for one in card.labels))
    zhou.tap("其他", card)
    zhou.tap("这里归邻近的街道管", await zhou.hears("上报人会"))
    assert ELSEWHERE in (await lin.hears("没有受理")).words


async def test_those_above_count_too_and_those_beside_do_not(here: Town) -> None:
    """The nearest unit's first."""
    shen = await here.staff(1009, "QY")
    await written(shen, "加一句问话", "区里的问话")
    grace = await here.staff(GRACE, EN_STAFF)
    grace.text("/phrases")
    grace.tap("Add a question", await grace.hears("ready sentences"))
    await grace.hears("Just write it")
    grace.text("the other community's question")
    await grace.hears("Added")
    zhou, _, _, card = await with_card(here)
    await written(zhou, "加一句问话", WHERE)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    zhou.tap("问上报人", card)
    labels = (await zhou.hears("想问上报人什么")).labels
    assert labels.index(WHERE) < labels.index("区里的问话")
    assert not [one for one in labels if "community" in one]


async def test_removed_while_somebody_chooses(here: Town) -> None:
    """Nothing is asked, and they are told so."""
    zhou, lin, _, card = await with_card(here)
    await written(zhou, "加一句问话", WHERE)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    zhou.tap("问上报人", card)
    offered = await zhou.hears("想问上报人什么")
    ((number,),) = here.rows("SELECT id FROM phrases")
    zhou.forge(f"phrasegone:{number}", card)
    await here.server.world.until(lambda: here.rows("SELECT COUNT(*) FROM phrases") == [(0,)])
    zhou.tap(WHERE, offered)
    await here.server.world.until(lambda: "这个按钮已经不能用了。" in zhou.chat.toasts)
    assert not [one for one in lin.from_bot if WHERE in one.words]
    assert here.rows("SELECT status FROM reports") == [("accepted",)]


async def test_no_more_than_a_screen_holds(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    for number in range(MOST):
        await written(zhou, "加一句问话", f"第{number}句")
    zhou.text("/phrases")
    zhou.tap("加一句问话", await zhou.hears("的常用语"))
    await here.server.world.until(lambda: any("先删掉一句" in one for one in zhou.chat.toasts))


async def test_whose_they_are_not(here: Town) -> None:
    """Residents, staff of elsewhere and whoever was dismissed: no list, none added, none removed."""
    zhou, grace, he = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF), await here.known(HE)
    await written(zhou, "加一句问话", WHERE)
    he.text("/phrases")
    await he.hears("只给工作人员用")
    ((number,),) = here.rows("SELECT id FROM phrases")
    await demote(here, ZHOU)
    for hands in (zhou, grace, he):
        for data in (f"phrases:{ZH_STAFF}", f"phrasenew:{ZH_STAFF}:ask", f"phrasegone:{number}", "phrasegone:-1"):
            hands.forge(data, hands.last)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM phrases") == [(1,)]
    assert not [one for one in grace.from_bot if WHERE in one.words]
