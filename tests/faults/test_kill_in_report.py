"""Test 1 of the bar: kill -9 before and after every commit and every send on the way of a report, and the conversation goes on."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from storage.clock import utc_now
from tests.faults.lives import Lives, lives, newcomer
from tests.faults.places import Place
from tests.town import CODE, ZH_STAFF, ZHOU, copy_files, invite, opened

_CAPTION = "消防通道，找雀名先生，电话 13800138000"
_REPEATED = "\n（网络不稳，这条可能重复）"
_FIRST_REPORTER = 50_001


@dataclass
class Case:
    """One report from its photo to "solved", step by step, as its people see it."""

    life: Lives
    reporter: Hands
    staff: Hands
    code: str = ""

    async def photo(self) -> None:
        """A stranger sends a photo."""
        self.reporter.photo(caption=_CAPTION)
        await self.reporter.hears("请点一下", 30)

    async def consent(self) -> None:
        """One tap, and the report goes on where it was."""
        self.reporter.tap("已满 14 岁")
        await self.reporter.hears("在哪里", 30)

    async def place(self) -> None:
        """It is in, and staff have it."""
        await self.life.server.world.until(lambda: self.reporter.chat.keyboard)
        self.reporter.press("分享位置")
        self.code = _code_in((await self.reporter.hears("编号", 30)).words)
        await self.staff.hears(self.code, 30)

    async def accept(self) -> None:
        """Staff take it."""
        await self._staff_taps("接单")
        await self.reporter.hears("已经接单", 30)

    async def finish(self) -> None:
        """Staff have dealt with it."""
        await self._staff_taps("处理好了")
        await self.staff.hears("处理后的照片", 30)
        self.staff.photo()
        await self.reporter.hears("解决了吗", 30)

    async def verify(self) -> None:
        """The reporter says that it is fixed."""
        self.reporter.tap("已解决")
        await self.life.server.world.until(lambda: any("确认已解决" in one.words for one in self.reporter.from_bot), 30)

    async def _staff_taps(self, label: str) -> None:
        def card() -> Shown | None:
            cards = [one for one in self.staff.from_bot if self.code in one.words]
            return next((one for one in reversed(cards) if any(label in button for button in one.labels)), None)

        self.staff.tap(label, await self.life.server.world.until(card, 30))


Step = Callable[[Case], Awaitable[None]]
STEPS: tuple[Step, ...] = (Case.photo, Case.consent, Case.place, Case.accept, Case.finish, Case.verify)

# During which step it dies; in the full form the others follow in turn, except where a picture is fetched only once.
DYING: dict[Place, Step] = {
    Place.INTAKE_BEFORE: Case.photo,
    Place.INTAKE_AFTER: Case.place,
    Place.HANDLING_BEFORE: Case.place,
    Place.HANDLING_AFTER: Case.accept,
    Place.CLAIM_BEFORE: Case.consent,
    Place.CLAIM_AFTER: Case.place,
    Place.CALL_BEFORE: Case.finish,
    Place.CALL_AFTER: Case.place,
    Place.SETTLING_BEFORE: Case.place,
    Place.SETTLING_AFTER: Case.consent,
    Place.PICTURE_BEFORE: Case.place,
    Place.PICTURE_AFTER: Case.place,
}


# Where an engine matters: before and after a commit of each kind of work. The full form goes to every place on both.
_MOST_DIFFERENT = (
    Place.INTAKE_AFTER,
    Place.HANDLING_BEFORE,
    Place.HANDLING_AFTER,
    Place.CLAIM_AFTER,
    Place.SETTLING_BEFORE,
)


@pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.full)])
async def test_kill_in_a_report(prepared: Path, tmp_path: Path, base: str | None, times: int) -> None:
    """On either engine, whatever was accepted is there once, the dialog goes on at its step, and whoever may hear something twice is
    told so."""
    copy_files(prepared, tmp_path / "start", ("shao.db", "shao.key"))
    async with opened(tmp_path / "start", base) as database:
        link = await invite(database, ZH_STAFF, now=utc_now())
    async with lives(tmp_path / "start", tmp_path, base) as life:
        staff = life.server.person(ZHOU)
        staff.start(link)
        await staff.hears("工作人员", 30)
        places = Place if base is None or times > 1 else _MOST_DIFFERENT
        cases = [await _report(life, staff, place, turn) for turn in range(times) for place in places]
        _assert_each_once(life, cases)
    print(f"\nkill in a report: {len(cases)} reports, {life.figures()}")
    assert max(life.ready_after) < 15, "5 s on a machine of its own"


async def _report(life: Lives, staff: Hands, place: Place, turn: int) -> Case:
    """One report, and one death on its way."""
    deaths = life.deaths
    reporter = newcomer(life.server, _FIRST_REPORTER + deaths)
    case = Case(life, life.server.person(reporter.id), staff)
    for step in STEPS:
        if step is _dying_step(place, turn):
            life.dies_at(place, _passage(place, step, turn))
        await step(case)
    await life.died(deaths + 1)
    await life.quiet()
    return case


def _dying_step(place: Place, turn: int) -> Step:
    step = DYING[place]
    return step if "picture" in place else STEPS[(STEPS.index(step) + turn) % len(STEPS)]


def _passage(place: Place, step: Step, turn: int) -> int:
    """Later ones too, as long as enough of them are still to come."""
    enough = "picture" not in place and STEPS.index(step) <= STEPS.index(Case.accept)
    return 1 + (turn // len(STEPS)) % 3 if enough else 1


def _assert_each_once(life: Lives, cases: list[Case]) -> None:
    assert life.deaths == len(cases)
    updates = 1 + len(cases) * (len(STEPS) + 1)  # the invite; staff finish with a tap and a photo
    assert life.rows("SELECT state, COUNT(*) FROM inbox GROUP BY state") == [("done", updates)]
    told = sorted(case.code for case in cases)
    assert life.rows("SELECT code FROM reports WHERE status = 'verified' ORDER BY code") == [(code,) for code in told]
    assert life.rows("SELECT COUNT(*) FROM reports") == [(len(cases),)]
    events = defaultdict(list)
    for report, event in life.rows("SELECT report_id, event FROM report_events ORDER BY id"):
        events[report].append(event)
    assert all(each == ["received", "accepted", "done", "verified"] for each in events.values())
    _assert_two_pictures_each(life, len(cases))
    for case in cases:
        _assert_repeats_are_marked(life, case)


def _assert_two_pictures_each(life: Lives, reports: int) -> None:
    """How it was, and how it is."""
    kept = life.rows("SELECT DISTINCT report_id, stage FROM report_media WHERE state = 'kept'")
    files = [path for path in (life.bot.home / "media").rglob("*") if path.is_file()]
    assert len(kept) == len(files) == 2 * reports


def _assert_repeats_are_marked(life: Lives, case: Case) -> None:
    """Each message came once unmarked at most; with the mark, as often as it was unsure."""
    sent: list[dict[str, Any]] = [one for one in life.server.world.events if one["kind"] == "sent"]
    mine = [one["text"] for one in sent if one["chat"] == case.reporter.chat.actor.id]
    theirs = [one["text"] for one in sent if one["chat"] == ZHOU and case.code in one["text"]]
    for said in (mine, theirs):
        twice = [words for words, times in Counter(said).items() if times > 1 and not words.endswith(_REPEATED)]
        assert twice == []


def _code_in(words: str) -> str:
    found = CODE.search(words)
    assert found is not None
    return found.group()
