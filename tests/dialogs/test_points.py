"""积分: for what is verified, once, to everybody whose due it is; and the books are right after all of it."""

import pytest

from bot.demo.hands import Hands
from handlers.points.earning import pay
from storage.ledger import AccountKind, Reason, Transfer
from storage.roles import Role
from tests.dialogs.test_claims import claim_of, solved
from tests.dialogs.test_joining import joined, neighbour
from tests.dialogs.test_leaving import erased
from tests.dialogs.test_teams import toasted
from tests.storage.makers import work_on
from tests.town import LIN, ZH_STAFF, ZHOU, Town, finished


async def books_are_right(here: Town) -> None:
    async with here.parts.database.read() as store:
        assert (await store.ledger.audit()).is_right


async def spends(here: Town, person: int, points: int) -> None:
    """For something else."""
    async with here.parts.database.write() as store:
        known, unit = await store.people.find(person), await store.units.by_code(ZH_STAFF)
        assert known is not None
        assert unit is not None
        ends = {
            "debit_id": (await store.ledger.open_person(known.id)).id,
            "credit_id": (await store.ledger.of_unit(AccountKind.REWARDS, unit.id)).id,
        }
        what = {"operation": f"spent {points}", "amount": points, "reason": Reason.REDEEMED}
        await store.ledger.move(Transfer.model_validate(ends | what), day=here.clock.now)


async def test_for_what_is_verified(either: Town) -> None:
    """Not before; and the page says what for, when, and until when."""
    zhou, lin = await either.staff(ZHOU, ZH_STAFF), await either.known(LIN)
    code = await either.reported(lin)
    lin.text("/points")
    assert "还有 1 件正在处理" in (await lin.hears("您还没有积分")).words
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    asked = await lin.hears("解决了吗")
    lin.text("/points")
    await lin.hears("等人看过就记分")
    assert either.rows("SELECT COUNT(*) FROM transfers") == [(0,)]
    lin.tap("已解决", asked)
    told = await lin.hears(f"{code} 解决了，给您记 10 分")
    assert not told.rang
    lin.text("/points")
    page = await lin.hears("您有 10 分")
    assert f"+10　您报的 {code} 解决了" in page.words
    assert "10 分要在 2028-01-01 之前用" in page.words
    await books_are_right(either)
    assert not [one for one in zhou.from_bot if "积分" in one.words], "staff learn nothing of anybody's points"


async def test_once(either: Town) -> None:
    """However often it is paid."""
    _, lin, code = await solved(either)
    await lin.hears("给您记 10 分")
    async with either.parts.database.write() as store:
        report = await store.reports.by_code(code)
        assert report is not None
        await pay(work_on(store, either.clock.now), report)
    await either.quiet()
    assert either.rows("SELECT amount FROM transfers") == [(10,)]
    assert len([one for one in lin.from_bot if "给您记" in one.words]) == 1


async def test_those_who_joined_get_a_part(here: Town) -> None:
    zhou, lin, he = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN), await neighbour(here)
    code = await here.reported(lin)
    await joined(here, he)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    lin.tap("已解决", await lin.hears("解决了吗"))
    await lin.hears("给您记 10 分")
    await he.hears("给您记 3 分")
    await books_are_right(here)


async def test_nobody_earns_by_their_own_work(here: Town) -> None:
    """Whoever deals with the cases of a place is paid otherwise."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    lin.start(await here.invite(ZH_STAFF, Role.STAFF))
    await here.quiet()
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("经办：周敏", card)
    await finished(zhou, card)
    lin.tap("已解决", await lin.hears("解决了吗"))
    await here.quiet()
    assert here.rows("SELECT status FROM reports") == [("verified",)]
    assert here.rows("SELECT COUNT(*) FROM transfers") == [(0,)]


async def test_the_day_has_a_most(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is at it is told why there is no more."""
    settings = here.parts.house.points.model_copy(update={"most_a_day": 4})
    monkeypatch.setitem(here.parts.house.__dict__, "points", settings)
    _, lin, _ = await solved(here)
    assert "一天最多记 4 分" in (await lin.hears("给您记 4 分")).words


async def test_at_the_counter_without_a_name(either: Town) -> None:
    """By the claim code: the points leave the account into which they went, once."""
    zhou, lin, code = await solved(either)
    zhou.text(f"/claim {await claim_of(lin, code)}")
    right = await zhou.hears("值 10 分")
    zhou.tap("已发，记下来", right)
    await zhou.sees("奖励已发", right)
    lin.text("/points")
    assert "−10　兑换" in (await lin.hears("您有 0 分")).words
    await books_are_right(either)


async def test_what_is_spent_is_not_paid_at_the_counter(here: Town) -> None:
    zhou, lin, code = await solved(here)
    zhou.text(f"/claim {await claim_of(lin, code)}")
    right = await zhou.hears("值 10 分")
    await spends(here, LIN, 1)
    zhou.tap("已发，记下来", right)
    await here.server.world.until(lambda: toasted(zhou, "已经用掉了"))
    assert here.rows("SELECT COUNT(*) FROM reports WHERE claimed_at IS NOT NULL") == [(0,)]


async def test_older_pages(here: Town) -> None:
    """In the same message; nobody sees another's by its button."""
    _, lin, _ = await solved(here)
    for points in range(1, 4):
        await spends(here, LIN, points)
    await _earned(here, LIN, 9)
    lin.text("/points")
    page = await lin.hears("您有 13 分")
    lin.tap("更早的", page)
    await lin.sees("您报的 H-", page)
    he = await here.known(1003)
    asked = he.last
    he.forge("pointsback:99", asked)
    await he.sees("您还没有积分", asked)
    lin.forge("pointsback:x", lin.last)
    await here.server.world.until(lambda: toasted(lin, "按钮"))


async def _earned(here: Town, person: int, times: int) -> None:
    async with here.parts.database.write() as store:
        known, unit = await store.people.find(person), await store.units.by_code(ZH_STAFF)
        assert known is not None
        assert unit is not None
        account = await store.ledger.open_person(known.id)
        issue = await store.ledger.of_unit(AccountKind.ISSUE, unit.id)
        for one in range(times):
            ends = {"debit_id": issue.id, "credit_id": account.id, "amount": 1, "reason": Reason.LOOKED}
            await store.ledger.move(Transfer.model_validate(ends | {"operation": f"look {one}"}), day=here.clock.now)


async def test_what_nobody_spends_in_time_goes(either: Town) -> None:
    """Once, however often it is looked for."""
    _, lin, _ = await solved(either)
    await spends(either, LIN, 4)
    await either.parts.jobs.points.expire()
    assert either.rows("SELECT COUNT(*) FROM transfers WHERE reason = 'expired'") == [(0,)]
    either.clock.advance(days=800)
    for _ in range(2):
        await either.parts.jobs.points.expire()
    assert either.rows("SELECT amount FROM transfers WHERE reason = 'expired'") == [(6,)]
    lin.text("/points")
    assert "−6　到期没用" in (await lin.hears("您有 0 分")).words
    await books_are_right(either)


async def test_wrong_books_are_told(here: Town) -> None:
    """To operators, once a day, and that they are right again."""
    await solved(here)
    boss = here.stranger(1090)
    boss.start(await here.invite(None, Role.ADMINISTRATOR))
    await here.quiet()
    await here.parts.jobs.points.audit()
    await _change_balances(here, 1)
    for _ in range(2):
        await here.parts.jobs.points.audit()
        await here.quiet()
    assert len(_alarms(boss)) == 1
    assert "总和是 1" in _alarms(boss)[0]
    await _change_balances(here, -1)
    await here.parts.jobs.points.audit()
    await boss.hears("积分账又对上了")


def _alarms(boss: Hands) -> list[str]:
    return [one.words for one in boss.from_bot if "积分账对不上" in one.words]


async def _change_balances(here: Town, by: int) -> None:
    async with here.parts.database.write() as store:
        await store._conn.run(f"UPDATE accounts SET balance = balance + {by} WHERE kind = 'person'")


async def test_whoever_is_erased_leaves_books_that_are_right(either: Town) -> None:
    _, lin, _ = await solved(either)
    await lin.hears("给您记 10 分")
    await erased(either, lin)
    assert either.rows("SELECT kind, balance FROM accounts WHERE owner IS NOT NULL") == []
    assert either.rows("SELECT balance FROM accounts WHERE kind = 'expiry'") == [(10,)]
    await books_are_right(either)
