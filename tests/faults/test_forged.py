"""Test 15 of the bar, for what is here: whoever forges, replays or steals a tap, a link or a code changes nothing that is not theirs."""

import random
import secrets
from typing import Any

import pytest

from bot.demo.state import Shown
from handlers.passport.check import entry_of
from handlers.report.codes import new_code
from handlers.rights import GIVES
from handlers.staff.rules import ASKED_FIRST
from storage.recipient import Recipient
from storage.roles import Role
from storage.seal import load_seal
from storage.wishes import Wishes
from tests.faults.forgery import ACTIONS, WORDS, demote, demoted, forged, reports_in_every_state
from tests.storage.makers import a_drill, a_session
from tests.town import EN_STAFF, FIRM, GAS, GRACE, HE, LIN, NOON, ZH_STAFF, ZHOU, Town, opened

_CHUNK = 500

# Everything but what forgers may say about themselves, such as their language, or that they ride.
_GUARDED = (
    "SELECT * FROM reports ORDER BY id",
    "SELECT * FROM report_events ORDER BY id",
    "SELECT id, report_id, file_id FROM report_media ORDER BY id",
    "SELECT * FROM authorship ORDER BY who, report",
    "SELECT * FROM roles WHERE NOT (role = 'rider' AND granted_via = 'self' AND unit_id IS NULL) ORDER BY id",
    "SELECT * FROM invites ORDER BY token_hash",
    "SELECT * FROM units ORDER BY id",
    "SELECT * FROM slots ORDER BY chat, slot",
    "SELECT * FROM whistles ORDER BY id",
    "SELECT * FROM summons ORDER BY whistle_id, team_id",
    "SELECT * FROM orphans ORDER BY report_id",
    "SELECT * FROM phrases ORDER BY id",
    "SELECT * FROM shifts ORDER BY id",
    "SELECT person_id, secret, confirmed_at FROM factors ORDER BY person_id",
    "SELECT * FROM drills ORDER BY id",
    "SELECT * FROM drill_copies ORDER BY drill_id, person_id",
    "SELECT * FROM sessions ORDER BY id",
    "SELECT * FROM enrolments ORDER BY session_id, person_id",
    "SELECT * FROM areas ORDER BY cell",
    "SELECT * FROM alerts ORDER BY id",
    "SELECT * FROM alert_answers ORDER BY event, person_id",
    "SELECT * FROM roll_calls ORDER BY alert_id, unit_id",
    "SELECT * FROM door_lists ORDER BY id",
    "SELECT * FROM doors ORDER BY list_id, place",
    "SELECT * FROM standing_alerts ORDER BY unit_id, kind",
    "SELECT * FROM groups ORDER BY id",
)
_ABOUT = "SELECT id, name, language, consented_at, home_unit_id, area, naming FROM people WHERE id = ?"
_DIALOGS = "SELECT * FROM dialogs WHERE chat = ?"


@pytest.mark.parametrize("payloads", [1_000, pytest.param(10_000, marks=pytest.mark.full)])
async def test_forged_payloads(here: Town, payloads: int) -> None:
    """Each tap is answered, none fails, nothing of anybody else changes, and nobody reads what is not theirs."""
    codes = await reports_in_every_state(here)
    here.stranger(80_004)
    forgers = [await demoted(here), here.stranger(80_002), await here.known(HE), await here.staff(GRACE, EN_STAFF)]
    forgers.append(await here.member(80_004, GAS))
    await _with_a_team(here, codes[1])
    codes += [await _with_a_drill(here), await _with_training(here)]
    victims = await _ids(here, (LIN, ZHOU))
    before, heard = _guarded(here, victims), [len(one.from_bot) for one in forgers]
    dice = random.Random(15)
    for start in range(0, payloads, _CHUNK):
        for _ in range(start, min(start + _CHUNK, payloads)):
            forger = dice.choice(forgers)
            forger.forge(
                forged(dice, codes), dice.choice(list(forger.chat.messages.values()) or [here.person(ZHOU).last])
            )
        await here.quiet()
    await here.server.world.until(lambda: not here.server.world.taps)
    assert _guarded(here, victims) == before
    assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
    for one, already in zip(forgers, heard, strict=True):
        assert [shown.words for shown in one.from_bot[already:] if _tells(shown, codes)] == []


async def _with_a_team(here: Town, code: str) -> None:
    """Another team was asked to deal with it, and is whistled for."""
    here.stranger(80_005)
    zhou, _ = here.person(ZHOU), await here.member(80_005, FIRM)
    zhou.forge(f"giveto:{code}:{FIRM}", zhou.last)
    await here.quiet()
    zhou.forge(f"whistle:{code}", zhou.last)
    zhou.tap("日常哨", await zhou.hears("吹哪一种哨"))
    await here.quiet()
    zhou.tap("物业公司", zhou.last)
    await zhou.hears("日常哨，")
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM summons") == [(1,)]


async def _with_a_drill(here: Town) -> str:
    """One is on, and somebody has it; its code."""
    async with here.parts.database.write() as store:
        zhou, lin = await store.people.find(ZHOU), await store.people.find(LIN)
        unit = await store.units.by_code(ZH_STAFF)
        assert zhou is not None
        assert lin is not None
        assert unit is not None
        drill = await a_drill(store, unit, zhou.id, send_at=NOON)
        await store.people.set_home(lin.id, unit.id, now=NOON)
        await store.wishes.save(lin.id, Wishes(drills=True))
    await here.parts.jobs.drills.go_on()
    await here.person(LIN).hears("这是演练")
    await here.quiet()
    await here.parts.jobs.drills.tell_authors()
    await here.quiet()
    assert here.rows("SELECT state, shown FROM drills") == [("sending", 1)]
    return drill.code


async def _with_training(here: Town) -> str:
    """Somebody comes; its code."""
    async with here.parts.database.write() as store:
        zhou, lin = await store.people.find(ZHOU), await store.people.find(LIN)
        unit = await store.units.by_code(ZH_STAFF)
        assert zhou is not None
        assert lin is not None
        assert unit is not None
        session = await a_session(store, unit, zhou.id)
        assert await store.training.enrol(session.id, lin.id, remind_at=None, now=NOON)
    return session.code


async def test_every_action_is_forged(here: Town) -> None:
    """Each action of ours once, with the code of somebody else's report in each state, by staff who are staff no more."""
    codes = await reports_in_every_state(here)
    forger = await demoted(here)
    await here.quiet()
    victims = await _ids(here, (LIN, ZHOU))
    codes += [await _with_a_drill(here), await _with_training(here)]
    before = _guarded(here, victims)
    for action, count in ACTIONS.items():
        for code in codes:
            forger.forge(":".join((action, *(code,) * count)), forger.last)
    await here.quiet()
    await here.server.world.until(lambda: not here.server.world.taps)
    assert _guarded(here, victims) == before
    assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]


async def test_demoted_staff_tap_an_old_card(here: Town) -> None:
    """What was honest yesterday is refused today, and the card that they still have shows nothing new."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    code = await here.reported(lin)
    card = await zhou.hears(code)
    await demote(here, ZHOU)
    for label in ("接单", "不受理", "地图"):
        zhou.tap(label, card)
    zhou.text("/worklist")
    zhou.text(code)
    await zhou.hears("没有找到")
    await here.quiet()
    assert here.rows("SELECT status, holder_id FROM reports") == [("received", None)]
    assert zhou.chat.toasts[-3:] == ["没有找到，或者不归您处理。"] * 3
    assert not [one for one in zhou.from_bot if one.location]


async def test_a_stolen_cards_buttons(here: Town) -> None:
    """A stranger who sends what the buttons of somebody else's card send, in a chat of their own."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    stranger = here.stranger(80_003)
    for row in card.buttons:
        for button in row:
            stranger.forge(button["callback_data"], card)
    await here.server.world.until(lambda: len(stranger.chat.toasts) == len(card.labels))
    assert here.rows("SELECT COUNT(*) FROM report_events") == [(1,)]
    assert stranger.from_bot == []


@pytest.mark.parametrize("people", [20, pytest.param(1_000, marks=pytest.mark.full)])
@pytest.mark.parametrize("role", Role)
async def test_reused_invites(here: Town, role: Role, people: int) -> None:
    """An invite for one takes one person in, whoever else opens it, and however often; an old one nobody."""
    link, old = await here.invite(ZH_STAFF, role), await here.invite(ZH_STAFF, role, hours=1)
    here.clock.advance(hours=2)
    first = here.stranger(81_000)
    first.start(link)
    if role in ASKED_FIRST:
        first.tap("已满 14 岁", await first.hears("请点一下"))
    await first.hears("听蕉社区" if role is not Role.RIDER else "骑手朋友")
    others = [here.stranger(81_001 + number) for number in range(people)]
    for number, one in enumerate((first, *others)):
        one.start(link if number % 2 == 0 else old)
    await first.hears("已经用过了")
    for one in others:
        await one.hears("邀请链接不能用", 60)
    assert here.rows("SELECT COUNT(*) FROM roles") == [(int(role is not Role.RESIDENT),)]
    assert here.rows("SELECT COUNT(*) FROM people WHERE home_unit_id IS NOT NULL") == [(int(role is Role.RESIDENT),)]
    assert here.rows("SELECT COUNT(*) FROM people WHERE consented_at IS NOT NULL") == [(1,)]


async def test_an_invite_is_forged(here: Town) -> None:
    """Staff who send every role and every unit to each step of their own /invite come by no more than they may give."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    async with here.parts.database.read() as store:
        units = [unit.code for unit in await store.units.everything()]
    wanted = [("role", role.value) for role in Role if role not in GIVES[Role.STAFF]]
    wanted += [("unit", f"{sign}{code}") for code in units for sign in ("", ">")]
    for opening in (None, "volunteer"):
        zhou.text("/invite")
        asked = await zhou.hears("邀请对方做什么")
        if opening is not None:
            zhou.forge(f"choose:inviting:1:role:{opening}", asked)
            await zhou.sees("在哪一片", asked)
        for step, value in wanted:
            if value != f">{ZH_STAFF}":
                zhou.forge(f"choose:inviting:1:{step}:{value}", asked)
        await here.quiet()
    assert here.rows("SELECT role FROM invites WHERE created_by IS NOT NULL") == []
    zhou.forge(f"choose:inviting:1:unit:>{ZH_STAFF}", asked)
    for step, value in wanted:
        if not value.lstrip(">").startswith(ZH_STAFF):
            zhou.forge(f"choose:inviting:1:{step}:{value}", asked)
    await here.quiet()
    assert here.rows("SELECT role FROM invites WHERE created_by IS NOT NULL") == []
    zhou.forge(f"choose:inviting:1:unit:{ZH_STAFF}", asked)
    await zhou.hears("做好了")
    made = here.rows("SELECT role, u.code FROM invites JOIN units u ON u.id = unit_id WHERE created_by IS NOT NULL")
    assert made == [("volunteer", ZH_STAFF)]


async def test_an_invite_for_three(here: Town) -> None:
    """Exactly three of ten who open it in the same moment."""
    link = await here.invite(ZH_STAFF, uses=3)
    for number in range(10):
        here.stranger(82_000 + number).start(link)
    await here.quiet()
    assert here.rows("SELECT COUNT(DISTINCT person_id), COUNT(*) FROM roles") == [(3, 3)]
    assert here.rows("SELECT uses_left FROM invites") == [(0,)]


@pytest.mark.parametrize("guesses", [5_000, pytest.param(500_000, marks=pytest.mark.full)])
async def test_guessed_codes(here: Town, guesses: int) -> None:
    """Half of them codes of reports, half of them invites."""
    await here.staff(ZHOU, ZH_STAFF)
    lin = await here.known(LIN)
    codes = [await here.reported(lin) for _ in range(3)]
    await here.invite(ZH_STAFF)
    async with opened(here.folder, here.url) as database:
        async with database.read() as store:
            assert await store.reports.by_code(codes[0]) is not None, "a real code is found in the same way"
            found = [1 for _ in range(guesses) if await store.reports.by_code(new_code()) is not None]
        async with database.write() as store:
            used = [1 for _ in range(guesses) if await store.roles.use_invite(secrets.token_urlsafe(16), now=NOON)]
    assert (found, used) == ([], [])
    assert here.rows("SELECT SUM(uses_left) FROM invites") == [(1,)]


@pytest.mark.parametrize("guesses", [5_000, pytest.param(1_000_000, marks=pytest.mark.full)])
async def test_guessed_cards(here: Town, guesses: int) -> None:
    """The code of a case is no secret, as groups see it; a card of it cannot be guessed for all that."""
    lin = await here.known(LIN)
    code = await here.reported(lin)
    async with here.parts.database.read() as store:
        report = await store.reports.by_code(code)
        assert report is not None
        history = await store.reports.history(report)
    assert entry_of(history, history.entries[0].short) is not None, "a real one is found in the same way"
    assert [1 for _ in range(guesses) if entry_of(history, secrets.token_hex(4)) is not None] == []


async def _ids(here: Town, telegram_ids: tuple[int, ...]) -> list[int]:
    async with here.parts.database.read() as store:
        people = [await store.people.find(one) for one in telegram_ids]
    return [person.id for person in people if person is not None]


def _guarded(here: Town, ids: list[int]) -> list[list[tuple[Any, ...]]]:
    """What belongs to others: all of it, and what is known of the people of these ids."""
    seal = load_seal(here.folder / "shao.key")
    about = [here.rows(_ABOUT, one) for one in ids]
    dialogs = [here.rows(_DIALOGS, Recipient(person_id=one).chat(seal)) for one in ids]
    return [here.rows(query) for query in _GUARDED] + about + dialogs


def _tells(shown: Shown, codes: list[str]) -> bool:
    """Whether a message lets something through of somebody else's report."""
    said = (WORDS, *codes)
    return shown.photo is not None or shown.location is not None or any(one in shown.words for one in said)
