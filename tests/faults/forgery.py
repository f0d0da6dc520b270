"""Callback data as nobody's button has it: our own actions with whatever arguments, and anything else that a client can send."""

import random
from collections.abc import Sequence

from bot.demo.hands import Hands
from handlers.features import FEATURES
from handlers.report.rules import CONDUCT_REASONS, REASONS
from handlers.report.settings import BUILT_IN
from storage.roles import Role, Via
from tests.town import CODE, LIN, ZH_STAFF, ZHOU, Town

WORDS = "雀名的字条"  # in every report: whoever may not see it must never read it

# What each action takes after the context.
ACTIONS = {name: act.__code__.co_argcount - 1 for feature in FEATURES for name, act in feature.routes.buttons.items()}

_NUMBERS = ("0", "-1", "9" * 30, "²")
_ODD = (*_NUMBERS, "", "中文", "🚒", "\x00", "\u202e", "'; DROP TABLE reports; --", "%s{code}", "a" * 70, ">", "?")
_UNITS = ("QY", "QY-01", ">QY-01", "QY-01-1", "QY-02-2")
_FLOWS = (
    "consent",
    "report",
    "home",
    "more",
    "reason",
    "conduct",
    "whom",
    "what",
    "inviting",
    "role",
    "photo",
    "place",
    "area",
    "unit",
    "words",
    "1",
    "2",
)
_VALUES = ("adult", "minor", "no_photo", "done", "back", "cancel", "cannot_share", "zh-Hans", "en", "de")
_ROLES = tuple(role.value for role in Role)
_NAMES = (*_UNITS, *_ROLES, *_FLOWS, *_VALUES, *REASONS, *CONDUCT_REASONS, *(category.code for category in BUILT_IN))


def forged(dice: random.Random, codes: Sequence[str]) -> str:
    """One made-up payload, of which most get far: a known action, the right number of arguments, the code of a real report."""
    action = dice.choice(sorted(ACTIONS)) if dice.random() < 0.9 else dice.choice((*_ODD, *_NAMES))
    count = ACTIONS.get(action, 1) if dice.random() < 0.85 else dice.randint(0, 6)
    pools = (codes, codes, _NAMES, _ODD)
    return ":".join((action, *(dice.choice(dice.choice(pools)) for _ in range(count))))


# Of the question for a picture of what was done.
_WITHOUT, _GONE = "choose:finish:1:photo:without", "choose:finish:1:reason:gone"


async def reports_in_every_state(here: Town) -> list[str]:
    """Six reports of one person, at one member of staff, one in each state; and one about where that staff works, at the unit above."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    turns: tuple[tuple[str, ...], ...] = (
        (),
        ("accept:{}",),
        ("accept:{}", "finish:{}", _WITHOUT, _GONE),
        ("accept:{}", "finish:{}", _WITHOUT, _GONE, "vote:{}:yes"),
        ("because:{}:elsewhere",),
        ("withdraw:{}",),
    )
    codes = [await _report(here, lin) for _ in turns]
    for code, taps in zip(codes, turns, strict=True):
        for data in taps:
            hands = lin if data.startswith(("vote", "withdraw")) else zhou
            hands.forge(data.format(code), hands.last)
            await here.quiet()
    assert here.rows("SELECT COUNT(DISTINCT status) FROM reports") == [(len(turns),)]
    return [*codes, await _conduct(here, lin)]


async def _conduct(here: Town, reporter: Hands) -> str:
    """Made by the same taps that a forger has."""
    reporter.text("/conduct")
    asked = await reporter.hears("您要举报")
    for unit in (">QY", f">{ZH_STAFF}", ZH_STAFF):
        reporter.forge(f"choose:conduct:1:whom:{unit}", asked)
        await here.quiet()
    await reporter.sees("发生了什么事", asked)
    reporter.text(WORDS)
    found = CODE.search((await reporter.hears("举报已收到")).words)
    assert found is not None
    return found.group()


async def _report(here: Town, reporter: Hands) -> str:
    reporter.photo(caption=WORDS)
    return await here.reported(reporter)


async def demoted(here: Town) -> Hands:
    """Somebody who was staff of the unit, and has a card and a menu from that time."""
    here.stranger(80_001)
    hands = await here.staff(80_001, ZH_STAFF)
    await demote(here, 80_001)
    return hands


async def demote(here: Town, telegram_id: int) -> None:
    async with here.parts.database.write() as store:
        person = await store.people.find(telegram_id)
        assert person is not None
        for role in (Role.STAFF, Role.DEPARTMENT):
            await store.roles.revoke(person.id, role, via=Via.COMMAND, now=here.clock.now)
