"""Test 1 of the bar, on the way of a case: kill -9 while it is passed on, whistled for, done, found not fixed, done again and verified."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.clock import utc_now
from storage.roles import Role
from tests.faults.lives import Lives, lives, newcomer
from tests.faults.places import Place
from tests.town import CODE, FIRM, HE, ZH_STAFF, ZHOU, copy_files, invite, opened

_FIRST_REPORTER = 60_001
_TEAMS = f'''
[[teams]]
code = "{FIRM}"
unit = "{ZH_STAFF}"
name = "物业公司"
name_en = "Property firm"
'''
_SECONDS = 30.0


@dataclass
class Case:
    """A case from the report to the end, step by step, as its people see it."""

    life: Lives
    reporter: Hands
    staff: Hands
    team: Hands
    code: str = ""

    async def report(self) -> None:
        """Somebody new; the way of the report itself is another test's."""
        self.reporter.photo()
        self.reporter.tap("已满 14 岁", await self.reporter.hears("请点一下", _SECONDS))
        await self.reporter.hears("在哪里", _SECONDS)
        await self.life.server.world.until(lambda: self.reporter.chat.keyboard)
        self.reporter.press("分享位置")
        found = CODE.search((await self.reporter.hears("编号", _SECONDS)).words)
        assert found is not None
        self.code = found.group()
        await self.staff.hears(self.code, _SECONDS)

    async def pass_on(self) -> None:
        """Staff ask the property firm."""
        await self._taps(self.staff, "转给…")
        await self._taps(self.staff, "物业公司")
        await self.team.hears(self.code, _SECONDS)

    async def whistle(self) -> None:
        """And blow for it; one of the firm says that they come."""
        await self._taps(self.staff, "吹哨…")
        question = await self.staff.hears("吹哪一种哨", _SECONDS)
        self.staff.tap("日常哨", question)
        await self.staff.sees("叫哪一家", question)
        self.staff.tap("物业公司", question)
        self.team.tap("收到，马上去", await self.team.hears("吹哨：", _SECONDS))
        await self.reporter.hears("已经接手", _SECONDS)

    async def finish(self) -> None:
        """The firm shows that it is done."""
        await self._taps(self.team, "完成")
        await self.team.hears("处理后的照片", _SECONDS)
        self.team.photo()
        await self.reporter.hears("解决了吗", _SECONDS)

    async def object(self) -> None:
        """It is not, says who reported it."""
        self.reporter.tap("没有解决")
        await self.team.hears("重新打开", _SECONDS)

    async def verify(self) -> None:
        """Done again, and now it is."""
        await self.finish()
        self.reporter.tap("已解决")
        await self.life.server.world.until(
            lambda: any("确认已解决" in one.words for one in self.reporter.from_bot), _SECONDS
        )

    async def _taps(self, hands: Hands, label: str) -> None:
        def card() -> Shown | None:
            cards = [one for one in hands.from_bot if self.code in one.words]
            return next((one for one in reversed(cards) if any(label in button for button in one.labels)), None)

        hands.tap(label, await self.life.server.world.until(card, _SECONDS))


Step = Callable[[Case], Awaitable[None]]
STEPS: tuple[Step, ...] = (Case.report, Case.pass_on, Case.whistle, Case.finish, Case.object, Case.verify)
# Where it dies during each, in the short form; in the full one everywhere.
DYING: dict[Step, Place] = {
    Case.pass_on: Place.HANDLING_BEFORE,
    Case.whistle: Place.HANDLING_AFTER,
    Case.finish: Place.CLAIM_AFTER,
    Case.object: Place.SETTLING_BEFORE,
    Case.verify: Place.CALL_AFTER,
}
_ANYWHERE = tuple(one for one in Place if "picture" not in one)


@pytest.mark.parametrize("times", [0, pytest.param(3, marks=pytest.mark.full)])
async def test_kill_in_a_case(prepared: Path, tmp_path: Path, base: str | None, times: int) -> None:
    """On either engine, each step was made once, and its history is whole."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    async with opened(tmp_path / "start", base) as database:
        link = await invite(database, ZH_STAFF, now=utc_now())
        firm = await invite(database, FIRM, Role.DEPARTMENT, now=utc_now())
    deaths = [(step, place) for _ in range(times) for step in STEPS for place in _ANYWHERE] or list(DYING.items())
    async with lives(tmp_path / "start", tmp_path, base, more=_TEAMS) as life:
        staff, team = life.server.person(ZHOU), life.server.person(HE)
        for hands, opens in ((staff, link), (team, firm)):
            hands.start(opens)
            await hands.hears("", _SECONDS)
        for number, (dying, place) in enumerate(deaths):
            reporter = newcomer(life.server, _FIRST_REPORTER + number)
            case = Case(life, life.server.person(reporter.id), staff, team)
            for step in STEPS:
                if step is dying:
                    life.dies_at(place)
                await step(case)
            await life.died(number + 1)
            await life.quiet()
        _assert_each_once(life, len(deaths))
    async with opened(tmp_path, base) as database, database.read() as store:
        assert await store.reports.changed_histories() == ()


def _assert_each_once(life: Lives, cases: int) -> None:
    wanted = ["received", "assigned", "whistled", "acknowledged", "done", "reopened", "done", "verified"]
    events: dict[int, list[str]] = {}
    for report, event in life.rows("SELECT report_id, event FROM report_events ORDER BY id"):
        events.setdefault(report, []).append(event)
    assert list(events.values()) == [wanted] * cases
    assert life.rows("SELECT COUNT(*) FROM whistles") == [(cases,)]
    assert life.rows("SELECT COUNT(*) FROM summons WHERE confirmed_at IS NOT NULL") == [(cases,)]
    assert life.rows("SELECT COUNT(*) FROM reports WHERE status = 'verified'") == [(cases,)]
