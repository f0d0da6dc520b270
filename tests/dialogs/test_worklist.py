"""待办, as those see it who work: what comes first, what of it they look at, and from card to card."""

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_teams import asked
from tests.faults.forgery import demote
from tests.town import CODE, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town


async def three(here: Town) -> tuple[Hands, Hands, list[str]]:
    """Staff, and somebody with three cases, oldest first; the newest is overdue, which two were taken before they were."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    codes = [await here.reported(lin) for _ in range(3)]
    await here.quiet()
    for code in codes[:2]:
        card = next(one for one in zhou.from_bot if code in one.words)
        zhou.tap("接单", card)
        await zhou.sees("经办：周敏", card)
    here.clock.advance(hours=25)
    await here.parts.keeper.breaches_due()
    await here.quiet()
    return zhou, lin, codes


async def opened(hands: Hands) -> Shown:
    """The list, as the key gives it."""
    hands.press("待办")
    return await hands.hears("待办")


def listed(shown: Shown) -> list[str]:
    """The codes of its lines, in their order."""
    return [found.group() for line in shown.words.splitlines() if (found := CODE.search(line))]


async def looks(here: Town, hands: Hands, shown: Shown, *labels: str) -> None:
    """Taps one after the other on the same message."""
    for label in labels:
        await here.server.world.until(lambda: any(label in one for one in shown.labels))  # noqa: B023
        hands.tap(label, shown)
    await here.quiet()


async def test_what_is_overdue_comes_first(either: Town) -> None:
    zhou, _, codes = await three(either)
    shown = await opened(zhou)
    assert "共 3 件" in shown.words
    assert listed(shown) == [codes[2], codes[0], codes[1]]
    assert "⏰ 超时" in shown.words.splitlines()[1]


async def test_only_some_of_it(either: Town) -> None:
    """By one tap each; it stays so, says so, and one tap shows everything again."""
    zhou, _, codes = await three(either)
    shown = await opened(zhou)
    await looks(either, zhou, shown, "只看…", "我经办的")
    assert shown.words.startswith("待办（我经办的）共 2 件")
    assert listed(shown) == codes[:2]
    await looks(either, zhou, shown, "只看…", "急的")
    assert shown.words.startswith("待办（我经办的 · 急的）共 0 件")
    again = await opened(zhou)
    assert again.words == shown.words
    await looks(either, zhou, again, "只看…", "急的")
    assert again.words.startswith("待办（我经办的）共 2 件")
    await looks(either, zhou, again, "全部都看")
    assert again.words.startswith("待办共 3 件")


async def test_by_kind_and_place(here: Town) -> None:
    """Kinds and areas are asked for; whoever looks into an area that is not theirs gets nothing."""
    zhou, lin, codes = await three(here)
    lin.tap("电梯")
    await here.quiet()
    shown = await opened(zhou)
    await looks(here, zhou, shown, "只看…", "按类别…", "电梯")
    assert listed(shown) == [codes[2]]
    await looks(here, zhou, shown, "只看…", "按类别…", "未分类")
    assert listed(shown) == codes[:2]
    await looks(here, zhou, shown, "全部都看", "只看…", "按片区…", "听蕉社区", "灯笼巷网格")
    assert shown.words.startswith("待办（灯笼巷网格）共 3 件")
    await looks(here, zhou, shown, "全部都看", "只看…", "按片区…", "听蕉社区", "蕉园网格")
    assert shown.words.startswith("待办（蕉园网格）共 0 件")
    for forged in (
        "view:unit:QY-02",
        "view:kind:nonsense",
        "view:stand:?",
        "view:scope:everybody",
        "only:x",
        "view:x:y",
    ):
        zhou.forge(forged, shown)
    await here.quiet()
    assert here.rows("SELECT kind, stand, scope FROM worklist_views") == [(None, None, "all")]
    assert here.rows("SELECT u.code FROM worklist_views v JOIN units u ON u.id = v.unit_id") == [("QY-01-1",)]


async def test_from_card_to_card(either: Town) -> None:
    """In the order of what is looked at, without the list between; from the ends nothing leads on, and done cases lead on too."""
    zhou, _, codes = await three(either)
    first = next(one for one in reversed(zhou.from_bot) if codes[2] in one.words and "下一件 ▶" in one.labels)
    zhou.tap("下一件", first)
    second = await zhou.hears(codes[0])
    zhou.tap("下一件", second)
    third = await zhou.hears(codes[1])
    zhou.tap("下一件", third)
    await either.server.world.until(lambda: "后面没有了。" in zhou.chat.toasts)
    zhou.tap("上一件", third)
    again = await zhou.hears(codes[0])
    zhou.tap("上一件", again)
    front = await zhou.hears(codes[2])
    zhou.tap("上一件", front)
    await either.server.world.until(lambda: "前面没有了。" in zhou.chat.toasts)
    zhou.tap("不受理", front)
    await either.server.world.until(lambda: "现场没有发现隐患" in front.labels)
    zhou.tap("现场没有发现隐患", front)
    await zhou.sees("未受理", front)
    zhou.tap("下一件", front)
    await zhou.hears(codes[0])


async def test_a_team_has_one_too(here: Town) -> None:
    """Of its cases alone, without a word about anything else."""
    zhou, he, lin, code, _ = await asked(here)
    other = await here.reported(lin)
    await zhou.hears(other)
    shown = await opened(he)
    assert listed(shown) == [code]
    await looks(here, he, shown, "只看…", "我们队的")
    assert shown.words.startswith("待办（我们队的）共 1 件")
    theirs = next(one for one in he.from_bot if code in one.words and "下一件 ▶" in one.labels)
    he.tap("下一件", theirs)
    await here.server.world.until(lambda: "后面没有了。" in he.chat.toasts)


async def test_whoever_works_there_no_more_sees_nothing(here: Town) -> None:
    """Neither by the list, nor by the buttons of cards that they still have."""
    zhou, _, codes = await three(here)
    shown = await opened(zhou)
    card = next(one for one in reversed(zhou.from_bot) if codes[2] in one.words and "下一件 ▶" in one.labels)
    await demote(here, ZHOU)
    heard = len(zhou.from_bot)
    for data in ("worklist:0", "only:all", "view:all:-", f"cardnext:{codes[2]}"):
        zhou.forge(data, card if "card" in data else shown)
    await here.quiet()
    assert not [one for one in zhou.from_bot[heard:] if any(code in one.words for code in codes)]
    he = await here.known(HE)
    he.text("/worklist")
    await he.hears("只给工作人员用")


async def test_many_are_counted_so_far(here: Town) -> None:
    """More than a thousand are not counted to the end, but every page can be turned to."""
    grace, lin = await here.staff(GRACE, "QY"), await here.known(LIN)
    await here.reported(lin)
    ((report,),) = here.rows("SELECT id FROM reports")
    await copied(here, report, 1004)
    grace.press("Worklist")
    shown = await grace.hears("Worklist")
    assert "more than 1,000" in shown.words
    grace.forge("worklist:100", shown)
    await here.quiet()
    assert len(listed(shown)) == 5
    assert "Next page" not in shown.labels


async def copied(here: Town, report_id: int, times: int) -> None:
    """So many more like a case."""
    async with here.parts.database.write() as store:
        report = await store.reports.by_id(report_id)
        for number in range(times):
            new = {"code": f"H-{number:04}-0000", "pseudonym": f"R-{number}", "reporter_id": None}
            await store.reports.add(report.model_copy(update=new))
