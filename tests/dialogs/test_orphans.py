"""A place in no grid, or on a border: somebody has it at once, the other side sees it, and whoever is above says whose it is."""

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_teams import toasted
from tests.town import CODE, EMILY, EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

# Five metres inside Tingjiao Community, whose border with Shisui runs there; and fifty metres north of both.
BORDER = (30.65770, 104.05906)
NOWHERE = (30.66580, 104.05990)
INSIDE = (30.66300, 104.05600)


async def reported_at(here: Town, hands: Hands, point: tuple[float, float]) -> str:
    """A report by somebody known at a point; its code."""
    hands.photo()
    await hands.hears("在哪里")
    hands.place(*point)
    found = CODE.search((await hands.hears("编号")).words)
    assert found is not None
    await here.quiet()
    return found.group()


async def three(here: Town) -> tuple[Hands, Hands, Hands, Hands]:
    """Staff on both sides and above, and somebody who reports."""
    zhou, emily = await here.staff(ZHOU, ZH_STAFF), await here.staff(EMILY, EN_STAFF)
    above, lin = await here.staff(GRACE, "QY"), await here.known(LIN)
    return zhou, emily, above, lin


def owners(here: Town) -> list[tuple[str, str, str]]:
    return here.rows(
        "SELECT g.code, u.code, r.status FROM reports r JOIN units g ON g.id = r.grid_id JOIN units u ON u.id = r.unit_id ORDER BY r.id"
    )


def cards_of(hands: Hands, code: str) -> list[Shown]:
    return [one for one in hands.from_bot if code in one.words]


async def test_on_a_border_between_two_staffs(either: Town) -> None:
    """On either engine. The nearest has it and is rung, the other side may read it, whoever is above gives it away for good."""
    zhou, emily, above, lin = await three(either)
    code = await reported_at(either, lin, BORDER)
    card, theirs = await zhou.hears(code), await emily.hears(code)
    assert card.rang
    assert "在「Mill" not in card.words
    assert "归谁还没定" in card.words
    assert not theirs.rang
    assert "“Tingjiao Community” is seeing to it" in theirs.words
    assert theirs.labels == ["Map", "Progress card"]
    assert owners(either) == [("QY-01-3", "QY-01", "received")]
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    for forged in (
        f"accept:{code}",
        f"finish:{code}",
        f"give:{code}",
        f"take:{code}",
        f"orphan:{code}",
        f"settle:{code}:QY-01-3",
    ):
        emily.forge(forged, theirs)
    await either.quiet()
    assert owners(either) == [("QY-01-3", "QY-01", "accepted")]
    above.text("/orphans")
    above.tap(code, await above.hears("有 1 件还没定归谁"))
    asked = await above.hears("归谁管？")
    assert asked.labels[:2] == ["归灯笼巷网格", "归渡口网格"]
    above.tap("归渡口网格", asked)
    await above.sees("定了，归「渡口网格」", asked)
    assert owners(either) == [("QY-02-3", "QY-02", "received")]
    await zhou.sees("不归您处理", card)
    assert (await zhou.hears("不用您再办")).rang
    assert (await emily.hears("for good; please open the card")).rang
    await emily.sees("Waiting to be taken", theirs)
    assert "Accept" in theirs.labels
    await either.quiet()
    assert not [one for one in lin.from_bot if "渡口" in one.words]
