"""What is not somebody's and what does not exist are answered alike: by no button, link or typed code can one tell which there is."""

import inspect
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pytest

from bot.demo.hands import Hands
from handlers.features import FEATURES
from handlers.report.codes import new_code
from handlers.report.settings import BUILT_IN
from tests.faults.forgery import demoted, reports_in_every_state
from tests.town import EN_STAFF, GAS, GRACE, HE, Town

_ACTS = dict(chain.from_iterable(feature.routes.buttons.items() for feature in FEATURES))
# Whose arguments are nobody's: a unit's code, a page of one's own list, a choice, what one had of one's own; and a notice or a rule,
# which have their tests among the notices and the rules; and a drill, which has its among the drills.
_NOBODYS = {
    "home",
    "worklist",
    "only",
    "view",
    "language",
    "naming",
    "choose",
    "unnotice",
    "erase",
    "unconsent",
    "unconsented",
}
_NOBODYS |= {"phrases", "phrasenew", "phrasegone", "roster", "shiftnew", "shiftgone"}  # theirs are among these
_NOBODYS |= {"mute", "unmute"}
# Those of warnings have their tests in tests/faults/test_solo.py.
_NOBODYS |= {
    "wsend",
    "wok",
    "walone",
    "wstop",
    "wclear",
    "wwrong",
    "wend",
    "wupdate",
    "wdrop",
    "wchange",
    "wedit",
    "wsay",
}
_NOBODYS |= {"whear", "wsheet", "wreview", "wkinds", "wagree", "wdisagree"}
_NOBODYS |= {
    "doors",
    "dsend",
    "dgo",
    "dknock",
    "dsaid",
    "dlist",
    "dback",
}  # which have their tests in dialogs/test_doors.py
_NOBODYS |= {"channel"}  # which has its tests among the channels
_NOBODYS |= {"drillend", "drillgot"}
_NOBODYS |= {
    "trainjoin",
    "trainleave",
    "trainnot",
    "traintake",
    "trainagain",
    "traincome",
}  # theirs are in dialogs/test_training.py
_NOBODYS |= {"course", "coursemove", "courseoff", "courseoffsure"}
_NOBODYS |= {"pointsback"}  # each sees their own, whatever it says; dialogs/test_points.py
_NOBODYS |= {
    "reward",
    "rewardnew",
    "rewardsof",
    "rewardstock",
    "rewardgone",
    "rewardsheet",
    "redeem",
    "voucherback",
    "voucheruse",
}  # theirs are in dialogs/test_rewards.py
_NOBODYS |= {"routesof", "routenew", "routeup", "routegone"}
ACTIONS = {
    name: tuple(inspect.signature(act).parameters)[1:]
    for name, act in _ACTS.items()
    if "code" in inspect.signature(act).parameters and name not in _NOBODYS
}
LINKS = sorted(chain.from_iterable(feature.routes.links for feature in FEATURES))
# What the others of an action's arguments are when they are right; one of a new name gets its line here.
RIGHT = {
    "category_code": BUILT_IN[0].code,
    "into": new_code(),
    "reason": "elsewhere",
    "choice": "anonymous",
    "unit_code": GAS,
    "taken": "acknowledged",
    "answer": "yes",
    "value": "QY-02-2",
}


def test_every_action_is_here() -> None:
    """A new one that names something of somebody's has to be tried below."""
    with_arguments = {name for name, act in _ACTS.items() if len(inspect.signature(act).parameters) > 1}
    assert ACTIONS.keys() | _NOBODYS == with_arguments


@dataclass(frozen=True)
class Heard:
    """All that somebody got in answer: toasts, new messages, and how the message looks that was tapped."""

    toasts: tuple[str, ...]
    messages: tuple[tuple[Any, ...], ...]
    tapped: tuple[Any, ...]


def _looks(shown: Any, code: str) -> tuple[Any, ...]:
    return shown.words.replace(code, "CODE"), tuple(shown.labels), shown.photo, shown.location


async def heard_by(here: Town, hands: Hands, code: str, words: str, *, typed: bool = False) -> Heard:
    """What somebody gets for a tap with these data, or for words that they type."""
    toasts, messages = len(hands.chat.toasts), len(hands.from_bot)
    message = hands.last
    if typed:
        hands.text(words)
    else:
        hands.forge(words, message)
    await here.quiet()
    await here.server.world.until(lambda: not here.server.world.taps)
    return Heard(
        toasts=tuple(hands.chat.toasts[toasts:]),
        messages=tuple(_looks(one, code) for one in hands.from_bot[messages:]),
        tapped=() if typed else _looks(message, code),
    )


async def _asker(here: Town, who: str) -> Hands:
    if who == "demoted":
        return await demoted(here)
    return await (here.staff(GRACE, EN_STAFF) if who == "staff elsewhere" else here.known(HE))


@pytest.mark.parametrize("who", ["resident", "staff elsewhere", "demoted"])
async def test_every_button(here: Town, who: str) -> None:
    """Whatever state the report is in."""
    codes, asker = await reports_in_every_state(here), await _asker(here, who)
    await here.quiet()
    for action, parameters in ACTIONS.items():
        answers = set()
        for code in (new_code(), *codes):
            data = ":".join((action, *(code if one == "code" else RIGHT[one] for one in parameters)))
            answers.add(await heard_by(here, asker, code, data))
        assert len(answers) == 1, (action, answers)
        (answer,) = answers
        assert answer.toasts, action


@pytest.mark.parametrize("prefix", ["", *(f"/start {prefix}_" for prefix in LINKS)])
async def test_every_link_and_a_typed_code(here: Town, prefix: str) -> None:
    codes, he = await reports_in_every_state(here), await here.known(HE)
    answers = {await heard_by(here, he, code, f"{prefix}{code}", typed=True) for code in (new_code(), *codes)}
    assert len(answers) == 1
    assert all(answer.messages for answer in answers)
