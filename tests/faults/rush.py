"""Many people: those whom a notice or a warning is for, and those who report in five steps, with a photo, while it goes out."""

import asyncio
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.demo.hands import Hands
from bot.demo.people import Actor
from storage.clock import utc_now
from storage.notices import Notice
from storage.roles import Role, Via
from tests.faults.lives import POINT, Lives
from tests.town import ZH_STAFF, ZHOU, opened

FIRST_RESIDENT = 200_001
FIRST_REPORTER = 500_001
_JPEG = b"\xff\xd8\xff\xe0 nothing that is looked at"
# What they do, with which key or button, and what they hear or see then.
STEPS = (
    ("photo", "", "在哪里"),
    ("press", "分享位置", "编号"),
    ("tap", "消防通道", "记下了"),
    ("tap", "我住这里", "记下了：您住"),
    ("press", "我的上报", "您最近的上报"),
)


@dataclass
class Rush:
    """Reporters whom the bot knows. `think` is how many seconds they take between two steps, at least and at most; `waits` are the seconds
    until each answer, `missed` the steps that had none within `patience`."""

    life: Lives
    people: int
    think: tuple[float, float] = (3.0, 10.0)
    patience: float = 60.0
    waits: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    async def report(self, within: float) -> None:
        """All of them, each beginning at some moment of so many seconds."""
        dice = random.Random(18)
        async with asyncio.TaskGroup() as group:
            for number in range(self.people):
                group.create_task(self._one(FIRST_REPORTER + number, dice.uniform(0, within), dice))

    async def _one(self, person_id: int, begins: float, dice: random.Random) -> None:
        await asyncio.sleep(begins)
        me = self.life.server.person(person_id)
        for number, (act, label, words) in enumerate(STEPS):
            if number:
                await asyncio.sleep(dice.uniform(*self.think))
            await self._step(me, act, label, words)

    async def _step(self, me: Hands, act: str, label: str, words: str) -> None:
        """A button is tapped as soon as it is there."""
        world, here = me.world, me.chat.id
        try:
            await world.until(lambda: act != "tap" or _offers(me, label), self.patience, here)
            before = _said(me)
            began = time.monotonic()
            _do(me, act, label)
            await world.until(lambda: any(words in one[1] for one in _said(me) - before), self.patience, here)
        except TimeoutError:
            self.missed.append(words)
        else:
            self.waits.append(time.monotonic() - began)


def _do(me: Hands, act: str, label: str) -> None:
    match act:
        case "photo":
            me.photo(content=_JPEG)
        case "press":
            me.press(label)
        case _:
            me.tap(label)


def _offers(me: Hands, label: str) -> bool:
    return any(label in one for shown in me.from_bot for one in shown.labels)


def _said(me: Hands) -> set[tuple[int, str]]:
    return {(one.message_id, one.words) for one in me.from_bot}


def come(life: Lives, ids: Iterable[int]) -> None:
    """People who have written to the bot before; so have the made-up ones."""
    for one in ids:
        life.server.world.add_person(Actor(one, "雀名", "zh-hans", "resident", *POINT))
    for phone in life.server.world.phones.values():
        phone.started = True


async def settle(folder: Path, url: str | None, *, residents: int, reporters: int) -> None:
    """Residents of the community of the Chinese-speaking staff, its member of staff, and reporters who consented."""
    now = utc_now()
    async with opened(folder, url) as database, database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        zhou = await store.people.meet(ZHOU, "zh-Hans", now=now)
        await store.roles.grant(zhou.id, Role.STAFF, unit.id, via=Via.COMMAND, now=now)
        for number in range(residents):
            person = await store.people.meet(FIRST_RESIDENT + number, "zh-Hans", now=now)
            await store.people.set_home(person.id, unit.id, now=now)
        for number in range(reporters):
            person = await store.people.meet(FIRST_REPORTER + number, "zh-Hans", now=now)
            await store.people.consent(person.id, now=now)


async def announce(folder: Path, url: str | None, people: int, send_at: datetime) -> Notice:
    """A notice to those residents, which is due then."""
    async with opened(folder, url) as database, database.write() as store:
        unit, zhou = await store.units.by_code(ZH_STAFF), await store.people.meet(ZHOU, "zh-Hans", now=send_at)
        assert unit is not None
        return await store.notices.add(unit.id, zhou.id, "明天停水", people=people, send_at=send_at, now=send_at)
