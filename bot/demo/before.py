"""What happened in the demo's community before it begins: a case that nobody has taken in time, one that was not fixed, channels that were
bound, and a roster that was written."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.app import house_of
from bot.config import load_settings
from bot.demo.duty import set_up
from bot.demo.process import BotProcess
from bot.demo.story import STAFF
from bot.operate import opened
from handlers.context import House, Work
from handlers.report import making, service
from handlers.report.flow import Draft
from handlers.report.rules import Action
from storage.case import Actor, Place, PlaceSource, Report
from storage.people import Person
from storage.store import Store
from storage.votes import Answer

REPORTER = 1003
_LATE = ("blocked_fire_lane", "三号楼后门的消防通道又堆了旧家具", 30.6626, 104.0538)
_AGAIN = ("road", "石桥边的井盖翘起来了，骑车容易摔", 30.6581, 104.0536)


async def happened(bot: BotProcess, now: datetime, channels: Mapping[str, int]) -> None:
    """Written as it would have been, three days and two days ago; nobody hears of it but by the clocks of the cases."""
    settings = load_settings(bot.config)
    house = house_of(settings)
    async with opened(settings) as database, database.write() as store:
        resident = await store.people.meet(REPORTER, "zh-Hans", now=now)
        await store.people.consent(resident.id, now=now)
        staff = await store.people.find(STAFF["zh-Hans"][0])
        assert staff is not None, "staff have opened their invites"
        await _reported(house, store, resident, now - timedelta(days=3), *_LATE)
        again = await _reported(house, store, resident, now - timedelta(days=2), *_AGAIN)
        await _not_fixed(house, store, staff, again, now - timedelta(days=1))
        await set_up(store, now - timedelta(days=9))
        await bind(store, channels, now - timedelta(days=9))


async def _reported(
    house: House, store: Store, who: Person, at: datetime, kind: str, words: str, latitude: float, longitude: float
) -> Report:
    place = Place(source=PlaceSource.PIN, latitude=latitude, longitude=longitude)
    work = Work(house, store, at)
    made = await making.submit(work, Draft(words=words, place=place, no_photo=True), who)
    category = next(one for one in house.categories if one.code == kind)
    report = await service.set_category(work, who, made.report.code, category)
    assert report is not None, "it is theirs, and open"
    return report


async def _not_fixed(house: House, store: Store, staff: Person, report: Report, at: datetime) -> None:
    """Staff have taken it and say that it is done; who reported it says that it is not."""
    for action, hours in ((Action.ACCEPT, 0), (Action.FINISH, 5)):
        await service.act_as_staff(Work(house, store, at + timedelta(hours=hours)), staff, report.code, action)
    done = await store.reports.by_id(report.id)
    reopened = await service.reopen(Work(house, store, at + timedelta(hours=8)), done, Actor.REPORTER, Answer.NO)
    assert reopened is not None, "it was done"


async def bind(store: Store, channels: Mapping[str, int], at: datetime) -> None:
    """Staff have let the bot into the channel of each community, by language, and said that its warnings go there."""
    for language, chat_id in channels.items():
        person, code = STAFF[language]
        staff, unit = await store.people.find(person), await store.units.by_code(code)
        assert staff is not None, "staff have opened their invites"
        assert unit is not None, "the area is loaded"
        channel = await store.groups.let_in(chat_id, staff.language, by=staff.id)
        bound = await store.groups.bind_channel(channel.id, unit.id, staff.language, by=staff.id, now=at)
        assert bound, "they let the bot in"
