"""Test 16 of the bar: nobody sends a red warning alone outside the emergency path, whatever they tap, forge, replay, edit or type; and no
button of warnings tells what is not somebody's from what does not exist.
"""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.demo.hands import Hands
from handlers.alerts import service
from handlers.alerts.editing import FIELDS
from storage.alert import Alert, AlertKind, AlertState, Audience, Level
from storage.roles import Role, Via
from tests.dialogs.test_alerts import officer
from tests.dialogs.test_factor import code_of, scanned, wrong
from tests.dialogs.test_notice import neighbours
from tests.faults.forgery import demoted
from tests.faults.test_alike import Heard, heard_by
from tests.letting_go import a_content, a_unit, let_go_in
from tests.storage.makers import work_on
from tests.town import EMILY, EN_STAFF, GRACE, HE, ZH_STAFF, ZHOU, Town

_COLLEAGUE, _BARE, _DEMOTED = 85_001, 85_002, 85_003
_ODD, _SAME = 0.15, 0.95  # how likely something odd comes in between, and that the same one goes on
_SCRIPTS = (
    ("wsend", "walone", "reason", "code"),
    ("wsend", "wok", "code"),
    ("wsend", "edit", "wsend", "wok", "code"),
    ("wsend", "walone", "reason", "edit", "wsend", "code"),
    ("wok", "code", "wsend", "walone", "reason", "code"),
)
_RED_GOES = (
    "SELECT id, state, way FROM alerts WHERE level = 'red' AND message IN ('alert', 'update') "
    "AND state NOT IN ('draft', 'submitted', 'discarded')"
)
_NUMBER = "9" * 12
_VALUES = (
    *(one.value for one in Level),
    *(one.value for one in Audience),
    "spreading",
    "people",
    "none",
    "now",
    "+1",
    "+48",
    "same",
)


@dataclass
class Crew:
    """Whoever is at it. The officer has every right but that of a second one; the others have less, and none of them another red vote."""

    here: Town
    dice: random.Random
    members: list[Hands]
    drafted: Alert
    seen: list[str]
    codes: list[str]

    async def go(self) -> None:
        """Step by step as somebody would who has a second one beside them, or an emergency; with something else in between now and then."""
        hands = self.dice.choice((*self.members[:1] * 6, *self.members))
        for act in self.dice.choice(_SCRIPTS):
            if self.dice.random() < _ODD:
                await self._odd(self.dice.choice(self.members))
            await self._does(hands if self.dice.random() < _SAME else self.dice.choice(self.members), act)

    async def _does(self, hands: Hands, act: str) -> None:
        number, digest = self.drafted.id, self.seen[-1]
        match act:
            case "code":
                hands.text(await self._right(hands))
            case "reason":
                hands.forge("choose:alertgo:1:reason:spreading", hands.last)
            case "edit":
                hands.forge(f"wedit:{number}", hands.last)
            case _:
                hands.forge(f"{act}:{number}:{digest}", hands.last)
        await self._look()

    async def _odd(self, hands: Hands) -> None:
        acts: tuple[Callable[[Hands], Awaitable[None]], ...] = (self._tap, self._tap, self._answer, self._type)
        await self.dice.choice(acts)(hands)
        await self._look()

    async def _tap(self, hands: Hands) -> None:
        number = self.dice.choice((str(self.drafted.id),) * 6 + (str(self.drafted.id - 1), "0", "-1", _NUMBER))
        digest = self.dice.choice((*self.seen[-1:] * 3, *self.seen, "", "0" * 20))
        data = self.dice.choice(
            (
                *(f"{act}:{number}:{digest}" for act in ("wsend", "wok", "walone") * 3),
                *(f"wchange:{number}:{field}" for field in (*FIELDS, "area")),
                *(f"{act}:{number}" for act in ("wedit", "wupdate", "wclear", "wreview", "wstop", "wsheet")),
                *(f"wend:{number}:{how}" for how in ("clear", "wrong", "alert")),
                *(f"{act}:{ZH_STAFF}:{kind.value}" for act in ("wagree", "wdisagree") for kind in (AlertKind.GAS, self.drafted.kind)),
            )
        )  # fmt: skip
        if hands.chat.actor.id == _BARE and data.startswith("wagree"):
            return  # would be the second one who agrees beforehand
        hands.forge(data, self.dice.choice(list(hands.chat.messages.values())))

    async def _answer(self, hands: Hands) -> None:
        flow, step = self.dice.choice(
            (*(("alertgo", one) for one in ("reason", "code")), *(("alertedit", one) for one in (*FIELDS, "english")))
        )
        hands.forge(f"choose:{flow}:1:{step}:{self.dice.choice((*_VALUES, *self.codes[-1:]))}", hands.last)

    async def _type(self, hands: Hands) -> None:
        """The code that is right, a wrong one, one that was used; other words, or a time."""
        right = await self._right(hands)
        hands.text(
            self.dice.choice((right, right, right, wrong(right), self.dice.choice(self.codes), "洪水来了", "23:59"))
        )

    async def _right(self, hands: Hands) -> str:
        """The code on their phone, if they have one."""
        who = hands.chat.actor.id
        self.codes.append(wrong("") if who not in (ZHOU, _COLLEAGUE) else await code_of(self.here, who))
        return self.codes[-1]

    async def _look(self) -> None:
        """What the newest card of it says by now."""
        await self.here.quiet()
        async with self.here.parts.database.read() as store:
            newest = (await store.alerts.of_event(self.drafted.event))[-1]
        self.drafted = newest
        if newest.content.digest not in self.seen:
            self.seen.append(newest.content.digest)


async def _crew(here: Town, dice: random.Random) -> Crew:
    """An officer and a colleague with second factors, an officer who has none, staff elsewhere, one who was an officer, a resident."""
    for one in (_COLLEAGUE, _BARE, _DEMOTED):
        here.stranger(one)
    zhou = await officer(here, ZHOU)
    colleague = await here.staff(_COLLEAGUE, ZH_STAFF)
    await scanned(here, colleague)
    colleague.text(await code_of(here, _COLLEAGUE))
    await colleague.hears("✅")
    bare = await officer(here, _BARE, factor=False)
    gone = await officer(here, _DEMOTED, factor=False)
    async with here.parts.database.write() as store:
        person = await store.people.find(_DEMOTED)
        assert person is not None
        await store.roles.revoke(person.id, Role.DUTY_OFFICER, via=Via.COMMAND, now=here.clock.now)
    members = [zhou, colleague, bare, await here.staff(GRACE, EN_STAFF), gone, here.person(HE)]
    return Crew(here, dice, members, await _red(here, ZHOU), [], [wrong("")])


async def _red(here: Town, author: int, **fields: Any) -> Alert:
    """A draft of the officer's, or of the colleague's, which the officer may change."""
    async with here.parts.database.write() as store:
        unit, person = await a_unit(store, ZH_STAFF), await store.people.find(author)
        assert person is not None
        content = a_content(unit, Level.RED, here.clock.now, **fields)
        return await service.draft(work_on(store, here.clock.now), person.id, unit, content)


@pytest.mark.parametrize("ways", [60, pytest.param(1_000, marks=pytest.mark.full)])
async def test_ways_to_send_red_alone(here: Town, ways: int) -> None:
    """Each way is over before those who may approve have been called for two minutes; what has been drafted on it is dropped then."""
    dice = random.Random(16)
    lin, *_ = await neighbours(here)
    crew = await _crew(here, dice)
    for _ in range(ways):
        here.clock.advance(seconds=31)
        crew.drafted = await _red(here, dice.choice((ZHOU, ZHOU, _COLLEAGUE)))
        crew.seen = [crew.drafted.content.digest]
        await crew.go()
        await here.parts.jobs.alerts.send_alerts()
        assert here.rows(_RED_GOES) == []
        await _drop(here)
    await here.quiet()
    assert [one.words for one in lin.from_bot if "红色" in one.words] == []
    assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]
    print("\n", here.rows("SELECT message, level, state, way, COUNT(*) FROM alerts GROUP BY 1, 2, 3, 4"))


async def _drop(here: Town) -> None:
    """And no factor stays locked, or every later way would end at that."""
    async with here.parts.database.write() as store:
        for (number,) in here.rows("SELECT id FROM alerts WHERE state IN ('draft', 'submitted')"):
            alert = await store.alerts.by_id(number)
            assert alert is not None
            await service.discard(work_on(store, here.clock.now), alert)
        await store._conn.run("UPDATE factors SET failures = 0, locked_until = NULL")


async def test_who_changes_or_hands_in_what_a_colleague_wrote_cannot_approve_it(here: Town) -> None:
    """Or one could let go one's own words under another's name."""
    here.stranger(_COLLEAGUE)
    await here.staff(_COLLEAGUE, ZH_STAFF)
    zhou = await officer(here, ZHOU)
    for change in ("wchange:{}:words", "wedit:{}", None):
        draft = await _red(here, _COLLEAGUE)
        if change is not None:
            zhou.forge(change.format(draft.id), zhou.last)
            await here.quiet()
            zhou.text("洪水来了")
            zhou.forge("choose:alertedit:1:english:same", zhou.last)
            await here.quiet()
        async with here.parts.database.read() as store:
            now = await store.alerts.by_id(draft.id)
        assert now is not None
        zhou.forge(f"wsend:{draft.id}:{now.content.digest}", zhou.last)
        await here.quiet()
        zhou.forge(f"wok:{draft.id}:{now.content.digest}", zhou.last)
        await here.quiet()
        zhou.text(await code_of(here, ZHOU))
        await here.quiet()
        assert here.rows("SELECT state, approver_id FROM alerts WHERE id = ?", draft.id) == [("submitted", None)]
        assert zhou.chat.toasts[-1] == "自己写的不能自己批准，要另一个人。"
        here.clock.advance(seconds=31)


# Arguments of each button of warnings: of one that is there, and of one that is not.
_ONE = ("wdrop", "wedit", "wupdate", "wstop", "wclear", "wwrong", "wsheet", "wreview")
_ARGUMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_ONE, ("{id}",)),
    **dict.fromkeys(("wsend", "wok", "walone"), ("{id}", "{digest}")),
    "wchange": ("{id}", "words"),
    "wend": ("{id}", "clear"),
    "whear": ("{id}", "{unit}"),
    "wsay": ("{event}", "safe"),
    **dict.fromkeys(("wkinds",), ("{code}",)),
    **dict.fromkeys(("wagree", "wdisagree"), ("{code}", "gas")),
}
_STATES = (AlertState.DRAFT, AlertState.SUBMITTED, AlertState.SENDING, AlertState.DONE, AlertState.DISCARDED)
_BESIDE = ("wok", "wreview")  # theirs as well who are staff of the community beside it


async def _in_every_state(here: Town) -> list[dict[str, Any]]:
    """Warnings that may be named, and one that is none."""
    await here.staff(ZHOU, ZH_STAFF)
    made: list[Alert] = []
    async with here.parts.database.write() as store:
        for state in _STATES:
            alert = await let_go_in(work_on(store, here.clock.now), Level.YELLOW)
            changes = {"submitted_at": here.clock.now, "ended_at": here.clock.now, "released_at": here.clock.now}
            made.append(alert.model_copy(update={"state": state} | changes))
            await store.alerts.save(made[-1])
        unit = await a_unit(store, ZH_STAFF)
    named = [
        {"id": one.id, "digest": one.content.digest, "event": one.event, "unit": unit.id, "code": ZH_STAFF} for one in made
    ]  # fmt: skip
    none = {"id": 10_000, "digest": "0" * 20, "event": "W-0000-0000", "unit": 10_000, "code": "QY-99"}
    return [none, *named]


@pytest.mark.parametrize("who", ["resident", "staff elsewhere", "demoted"])
async def test_unknown_and_not_theirs_are_answered_alike(here: Town, who: str) -> None:
    """Whatever state the warning is in."""
    named = await _in_every_state(here)
    asker = await (
        demoted(here)
        if who == "demoted"
        else here.staff(GRACE, EN_STAFF)
        if who == "staff elsewhere"
        else here.known(EMILY)
    )
    await here.quiet()
    for action, arguments in _ARGUMENTS.items():
        if who == "staff elsewhere" and action in _BESIDE:
            continue
        answers: set[Heard] = set()
        for one in named:
            answers.add(await heard_by(here, asker, one["event"], ":".join((action, *arguments)).format(**one)))
        assert len(answers) == 1, (action, answers)
        (answer,) = answers
        assert answer.toasts, action
    assert here.rows("SELECT COUNT(*) FROM alert_answers UNION ALL SELECT COUNT(*) FROM standing_alerts") == [
        (0,),
        (0,),
    ]
