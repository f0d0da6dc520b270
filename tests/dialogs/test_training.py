"""Training from making a course to the reminder: two taps to sign up, never one too many, a free seat to the next, a file for calendars."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from bot.demo.hands import Hands
from bot.demo.state import Shown
from tests.dialogs.test_notice import lives_in
from tests.town import EMILY, EN_STAFF, GRACE, HE, LIN, NOON, ZH_STAFF, ZHOU, Town

STARTS = datetime(2026, 5, 23, 6, 0, tzinfo=UTC)  # Saturday, 14:00 in Chengdu
_FIRST = 90_000


async def previewed(staff: Hands, *, seats: str = "2", when: str = "05-23 14:00", kind: str = "AED") -> Shown:
    """The look at a course for the whole community."""
    staff.text("/course")
    asked = await staff.hears("办什么培训")
    staff.tap(kind, asked)
    await staff.sees("给哪一片", asked)
    staff.tap("整个", asked)
    await staff.sees("哪一天", asked)
    for answer, next_question in ((when, "多长时间"), ("120", "在哪里"), ("二楼会议室 <A>", "多少个名额")):
        staff.text(answer)
        await staff.hears(next_question)
    staff.text(seats)
    return await staff.hears("大家看到的是这样")


async def opened(staff: Hands, **how: str) -> Shown:
    """A course that people can sign up for; its card."""
    staff.tap("开放报名", await previewed(staff, **how))
    return await staff.hears("人报名")


async def listed(hands: Hands, words: str = "🎓") -> Shown:
    """What /training shows."""
    hands.text("/training")
    return await hands.hears(words)


async def signs_up(hands: Hands, words: str = "报上名了：") -> Shown:
    """By one tap; what they are told."""
    hands.tap("1 ", await listed(hands))
    return await hands.hears(words)


async def looks(here: Town, **by: float) -> None:
    """The clock moves on, and what is due then is done and sent."""
    here.clock.advance(**by)
    await here.parts.jobs.training.look()
    await here.quiet()


def file_in(here: Town, shown: Shown) -> bytes:
    """The calendar file that somebody got."""
    assert shown.more["document"]["file_name"].endswith(".ics")
    content = here.server.world.files[shown.more["document"]["file_id"]]
    assert isinstance(content, bytes)
    return content


def parsed(here: Town, shown: Shown) -> tuple[str, Any]:
    """Its method and its one entry, as the library reads them."""
    calendar = icalendar.Calendar.from_ical(file_in(here, shown))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


async def crowd(here: Town, count: int) -> list[Hands]:
    """So many who live there and have consented some time ago."""
    hands = [here.stranger(_FIRST + number) for number in range(count)]
    async with here.parts.database.write() as store:
        unit = await store.units.by_code("QY-01-1")
        assert unit is not None
        for one in hands:
            person = await store.people.meet(one.chat.actor.id, "zh-Hans", now=here.clock.now)
            await store.people.consent(person.id, now=here.clock.now)
            await store.people.set_home(person.id, unit.id, now=here.clock.now)
    return hands


async def test_two_taps(either: Town) -> None:
    """A course is made, seen by whoever lives there, and signed up for; the file says the same to a calendar."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    lin = await either.known(LIN)
    await lives_in(either, lin, "QY-01-1")
    preview = await previewed(zhou)
    assert "AED 与心肺复苏 · 5月23日 14:00 开始，120 分钟 · 二楼会议室 <A>" in preview.words
    assert "2 个名额，「听蕉社区」的人都能报名" in preview.words
    zhou.tap("开放报名", preview)
    card = await zhou.hears("0/2 人报名，0 人排队")
    shown = await listed(lin)
    assert "1. AED 与心肺复苏 · 5月23日 14:00 开始，120 分钟 · 二楼会议室 <A>｜还有 2 个名额" in shown.words
    assert shown.labels == ["1 报名"]
    lin.tap("1 报名", shown)
    confirmed = await lin.hears("报上名了：")
    await lin.sees("✅ 您已报名", shown)
    assert shown.labels == ["1 不去了"]
    method, event = parsed(either, confirmed)
    assert (method, event["SUMMARY"], event["LOCATION"]) == ("PUBLISH", "AED 与心肺复苏", "二楼会议室 <A>")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (STARTS, STARTS + timedelta(hours=2))
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-1), timedelta(hours=-1)]
    zhou.tap("刷新", card)
    await zhou.sees("1/2 人报名", card)


async def test_the_file_is_as_calendars_want_it(here: Town) -> None:
    """No line above 75 bytes, none broken within a character, everything escaped that means something."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    (lin,) = await crowd(here, 1)
    zhou.text("/course")
    asked = await zhou.hears("办什么培训")
    zhou.tap("其他", asked)
    await zhou.sees("叫什么名字", asked)
    title = "防溺水、防触电；家里老人孩子都能来，讲完可以动手练\\ a,b;c"
    zhou.text(title)
    zhou.tap("整个", await zhou.hears("给哪一片"))
    for answer, question in (("12-05 14:00", "多长时间"), ("45", "在哪里"), ("广场", "多少个名额")):
        zhou.text(answer)
        await zhou.hears(question)
    zhou.text("5")
    zhou.tap("开放报名", await zhou.hears("大家看到"))
    await zhou.hears("人报名")
    confirmed = await signs_up(lin)
    content = file_in(here, confirmed)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"a\\,b\\;c" in content.replace(b"\r\n ", b"")
    _, event = parsed(here, confirmed)
    assert event["SUMMARY"] == title
    assert event["DTSTART"].dt == datetime(2026, 12, 5, 6, 0, tzinfo=UTC)


async def test_full_then_waiting_then_a_free_seat(either: Town) -> None:
    """It is offered to the next, who says yes by one tap; the one after moves up."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    await opened(zhou, seats="1")
    lin, he, emily = await crowd(either, 3)
    confirmed = await signs_up(lin)
    shown = await listed(he)
    assert "满了，0 人在排队" in shown.words
    assert shown.labels == ["1 排队"]
    he.tap("1 排队", shown)
    await he.hears("您排在第 1：AED")
    await signs_up(emily, "您排在第 2：AED")
    lin.tap("来不了", confirmed)
    offer = await he.hears("空出一个名额")
    assert "给您留到 5月20日 18:00" in offer.words or "给您留到 今天 18:00" in offer.words, (
        "six hours, three days before"
    )
    assert offer.labels == ["我要", "不要了"]
    assert "⏳ 您排第 1" in (await listed(emily)).words
    he.tap("我要", offer)
    _, event = parsed(either, await he.hears("报上名了："))
    assert event["DTSTART"].dt == STARTS
    await either.quiet()
    assert offer.labels == []
    assert either.rows("SELECT state FROM enrolments ORDER BY turn") == [("left",), ("enrolled",), ("waiting",)]


async def test_an_offer_runs_out_and_goes_on(either: Town) -> None:
    """Told to whoever let it go, who may wait again behind the others; nobody else gets the seat meanwhile."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    await opened(zhou, seats="1")
    lin, he, emily, wang = await crowd(either, 4)
    confirmed = await signs_up(lin)
    await signs_up(he, "您排在第 1")
    await signs_up(emily, "您排在第 2")
    lin.tap("来不了", confirmed)
    offer = await he.hears("空出一个名额")
    assert "排队" in (await listed(wang)).labels[0], "the seat is kept"
    await looks(either, hours=5, minutes=59)
    assert not any("空出一个名额" in one.words for one in emily.from_bot)
    await looks(either, minutes=1)
    over = await he.hears("已经让给下一位")
    assert not over.rang
    await emily.hears("空出一个名额")
    he.tap("我要", offer)
    await either.server.world.until(lambda: any("不再为您保留" in toast for toast in he.chat.toasts))
    he.tap("重新排队", over)
    await he.hears("您排在第 1：")
    emily.tap("不要了")
    await he.hears("空出一个名额")
    assert either.rows("SELECT COUNT(*) FROM enrolments WHERE state IN ('enrolled', 'offered')") == [(1,)]


async def test_the_clock_looks_by_itself(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await opened(zhou, seats="1")
    lin, he = await crowd(here, 2)
    await signs_up(lin)
    await signs_up(he, "您排在第 1")
    async with here.parts.database.write() as store:
        person = await store.people.find(lin.chat.actor.id)
        assert person is not None
        await store.people.delete(person.id)
    async with asyncio.timeout(20):
        await he.hears("空出一个名额")


async def test_two_hundred_for_twenty_seats(either: Town) -> None:
    """All at once: exactly twenty come, a hundred and eighty wait in the order of their taps, and each is told the truth."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    await opened(zhou, seats="20")
    people = await crowd(either, 200)
    for hands in people:
        hands.text("/training")
    lists = [await hands.hears("🎓", 60) for hands in people]
    for hands, shown in zip(people, lists, strict=True):
        hands.tap("1 报名", shown)
    said = [await hands.hears("二楼会议室 <A>", 60) for hands in people]
    await either.quiet()
    counted = "SELECT state, COUNT(*) FROM enrolments GROUP BY state ORDER BY state"
    assert either.rows(counted) == [("enrolled", 20), ("waiting", 180)]
    assert [one.words.startswith("✅ 报上名了") for one in said].count(True) == 20
    told = [int(place[1]) for one in said if (place := re.search(r"您排在第 (\d+)", one.words))]
    assert sorted(told) == list(range(1, 181))
    async with either.parts.database.read() as store:
        found = [await store.people.find(hands.chat.actor.id) for hands in people]
    ids = [one.id for one in found if one is not None]
    waiting = [row[0] for row in either.rows("SELECT person_id FROM enrolments WHERE state = 'waiting' ORDER BY turn")]
    position = {person_id: place for place, person_id in enumerate(waiting, start=1)}
    for person_id, one in zip(ids, said, strict=True):
        assert person_id not in position or f"您排在第 {position[person_id]}：" in one.words


async def test_called_off(either: Town) -> None:
    """After a second tap; everybody concerned is told once, with what takes it out of their calendar; it is not listed any more."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    card = await opened(zhou, seats="1")
    lin, he, emily = await crowd(either, 3)
    await signs_up(lin)
    await signs_up(he, "您排在第 1")
    zhou.tap("取消培训", card)
    await zhou.sees("0/1 人报名", card) if "0/1" in card.words else await zhou.sees("1/1 人报名，1 人排队", card)
    await either.quiet()
    assert card.labels == ["确定取消，通知 2 人", "不取消"]
    for _ in range(2):
        zhou.tap("确定取消", card)
    told = await lin.hears("培训取消了")
    method, event = parsed(either, told)
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event.walk("VALARM") == []
    assert "document" not in (await he.hears("培训取消了")).more
    await either.quiet()
    assert [sum("培训取消了" in one.words for one in hands.from_bot) for hands in (lin, he, emily)] == [1, 1, 0]
    assert "最近没有培训" in (await listed(emily)).words
    assert card.labels == []
    await looks(either, days=4)
    assert not any("别忘了" in one.words for one in lin.from_bot)


async def test_moved(either: Town) -> None:
    """Everybody concerned is told once; the calendar's entry changes, whoever said that they come is asked anew, and reminders follow."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    card = await opened(zhou, seats="1")
    lin, he, emily = await crowd(either, 3)
    _, before = parsed(either, await signs_up(lin))
    await signs_up(he, "您排在第 1")
    zhou.tap("改时间", card)
    await zhou.hears("哪一天")
    zhou.text("05-24 09:30")
    zhou.tap("确定改", await zhou.hears("5月24日 09:30 开始，120 分钟"))
    await zhou.hears("1/1 人报名，1 人排队")
    method, after = parsed(either, await lin.hears("改时间了"))
    assert (method, after["UID"], after["SEQUENCE"]) == ("PUBLISH", before["UID"], 1)
    assert after["DTSTART"].dt == datetime(2026, 5, 24, 1, 30, tzinfo=UTC)
    assert "document" not in (await he.hears("改时间了")).more
    await either.quiet()
    assert [sum("改时间了" in one.words for one in hands.from_bot) for hands in (lin, he, emily)] == [1, 1, 0]
    either.clock.now = STARTS - timedelta(days=1)
    await looks(either)
    assert not any("别忘了" in one.words for one in lin.from_bot)
    either.clock.now = datetime(2026, 5, 23, 1, 30, tzinfo=UTC)
    await looks(either)
    await lin.hears("别忘了")


async def test_reminders(either: Town) -> None:
    """A day and an hour before, to who comes; whoever has said so is not asked again, whoever cannot frees the seat."""
    zhou = await either.staff(ZHOU, ZH_STAFF)
    await opened(zhou, seats="2")
    lin, he, emily = await crowd(either, 3)
    for hands in (lin, he):
        await signs_up(hands)
    await signs_up(emily, "您排在第 1")
    either.clock.now = STARTS - timedelta(days=1, seconds=1)
    await looks(either)
    assert not any("别忘了" in one.words for one in lin.from_bot)
    await looks(either, seconds=1)
    first, second = await lin.hears("别忘了"), await he.hears("别忘了")
    assert first.labels == ["我会来", "来不了"]
    lin.tap("我会来", first)
    he.tap("来不了", second)
    offer = await emily.hears("空出一个名额")
    emily.tap("我要", offer)
    await emily.hears("报上名了：")
    await either.quiet()
    assert (first.labels, second.labels) == ([], [])
    either.clock.now = STARTS - timedelta(hours=1)
    await looks(either)
    assert (await lin.hears("等您来")).labels == ["来不了"]
    assert (await emily.hears("您来吗")).labels == ["我会来", "来不了"]
    await looks(either, hours=4)
    assert [sum("别忘了" in one.words for one in hands.from_bot) for hands in (lin, he, emily)] == [2, 1, 1]
    assert either.rows("SELECT state FROM sessions") == [("over",)]


@pytest.mark.parametrize(("away", "reminders"), [(timedelta(hours=30), 1), (timedelta(days=3), 0)])
async def test_a_bot_that_was_down_reminds_once(here: Town, away: timedelta, reminders: int) -> None:
    """And not of what has begun."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await opened(zhou)
    (lin,) = await crowd(here, 1)
    await signs_up(lin)
    here.clock.now = STARTS - timedelta(hours=36)
    here.clock.advance(seconds=away.total_seconds())
    for _ in range(3):
        await looks(here)
    assert sum("别忘了" in one.words for one in lin.from_bot) == reminders


async def test_clashes_are_said(here: Town) -> None:
    """And stop nobody: they know best."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await opened(zhou, when="05-23 13:00", kind="急救")
    await opened(zhou, when="05-23 14:00")
    (lin,) = await crowd(here, 1)
    shown = await listed(lin)
    lin.tap("1 报名", shown)
    assert "同一时间" not in (await lin.hears("报上名了：")).words
    await lin.sees("✅", shown)
    lin.tap("2 报名", shown)
    assert "⚠️ 同一时间您还有：急救 · 5月23日 13:00" in (await lin.hears("报上名了：AED")).words


async def test_only_where_they_live(here: Town) -> None:
    """Neighbours of another community do not see it, and a forged button gets them nothing; whoever has no home is asked for it."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await opened(zhou)
    ((code,),) = here.rows("SELECT code FROM sessions")
    he, emily = await here.known(HE), await here.known(EMILY)
    await lives_in(here, he, EN_STAFF)
    assert "最近没有培训" in (await listed(he)).words
    assert (await listed(emily)).labels == ["Choose where I live"]
    shown, already = he.last, len(he.chat.toasts)
    for action in (
        "trainjoin",
        "trainleave",
        "traintake",
        "trainnot",
        "trainagain",
        "traincome",
        "course",
        "coursemove",
        "courseoffsure",
    ):
        for one in (code, "T-0000-0000"):
            he.forge(f"{action}:{one}", shown)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM enrolments") == [(0,)]
    assert here.rows("SELECT state FROM sessions") == [("open",)]
    assert set(he.chat.toasts[already:]) == {"没有找到，或者不归您处理。"}, "unknown and not theirs look the same"


async def test_who_makes_courses(here: Town) -> None:
    """Staff, for their own unit, as long as they are; others are told what they may do."""
    lin = await here.known(LIN)
    lin.text("/course")
    await lin.hears("只给工作人员用")
    zhou, grace = await here.staff(ZHOU, ZH_STAFF), await here.staff(GRACE, EN_STAFF)
    card = await opened(zhou)
    ((code,),) = here.rows("SELECT code FROM sessions")
    grace.forge(f"courseoffsure:{code}", grace.last)
    preview = await previewed(zhou)
    async with here.parts.database.write() as store:
        await store._conn.run("UPDATE roles SET unit_id = (SELECT id FROM units WHERE code = 'QY-02')")
    zhou.tap("开放报名", preview)
    await zhou.hears("不归您处理")
    zhou.tap("取消培训", card)
    await here.quiet()
    assert here.rows("SELECT COUNT(*), MAX(state) FROM sessions") == [(1, "open")]


async def test_times_that_make_no_sense_are_asked_again(here: Town) -> None:
    zhou = await here.staff(ZHOU, ZH_STAFF)
    zhou.text("/course")
    asked = await zhou.hears("办什么培训")
    zhou.tap("AED", asked)
    await zhou.sees("给哪一片", asked)
    zhou.tap("整个", asked)
    await zhou.sees("哪一天", asked)
    zhou.text("05-20 11:59")
    assert "已经过去" not in asked.words
    again = await zhou.hears("已经过去，或者太远了")
    zhou.tap("5月21日 周四", again)
    await zhou.sees("几点开始", again)
    zhou.tap("14:00", again)
    await zhou.sees("多长时间", again)
    zhou.tap("90 分钟", again)
    await zhou.sees("在哪里", again)
    zhou.place(accuracy=None)
    await zhou.hears("位置记下了")
    zhou.text("广场")
    asked = await zhou.hears("多少个名额")
    zhou.tap("10 人", asked)
    zhou.tap("开放报名", await zhou.sees("明天 14:00 开始，90 分钟 · 广场", asked))
    await zhou.hears("0/10 人报名")
    (lin,) = await crowd(here, 1)
    _, event = parsed(here, await signs_up(lin))
    assert event["GEO"].to_ical() is not None
    assert event["DTSTART"].dt == NOON + timedelta(days=1, hours=2)
