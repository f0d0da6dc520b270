"""What is still on its way of a warning when it ends, and of others beside it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from storage.alert import AlertState, Level, MessageType, Way
from storage.copies import Copy
from tests.dialogs.test_alerts import BOSS, drafted, goes, officer, sent_yellow
from tests.dialogs.test_factor import code_of
from tests.dialogs.test_notice import neighbours
from tests.storage.makers import a_content
from tests.town import EN_STAFF, GRACE, ZHOU, Town


async def test_what_waits_for_its_hour_does_not_come_after_the_end(here: Town) -> None:
    """An update that was let go for later dies with the all clear."""
    zhou, grace, lin, card, _ = await sent_yellow(here)
    zhou.tap("更新", card)
    zhou.tap("补充情况", await zhou.hears("预警草稿"))
    await zhou.hears("补充一句情况")
    zhou.text("明天接着下")
    zhou.tap("就用这一句", await zhou.hears("英文怎么说"))
    zhou.tap("定时发", await zhou.hears("明天接着下"))
    await zhou.hears("什么时候发")
    zhou.text((here.clock.now + timedelta(hours=1)).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%H:%M"))
    zhou.tap("送去批准", await zhou.hears("批准后等到"))
    grace.tap("Approve and send", await grace.hears("明天接着下"))
    await here.quiet()
    zhou.tap("解除", card)
    zhou.tap("确定解除", await zhou.hears("解除预警"))
    await here.quiet()
    await goes(here)
    here.clock.advance(hours=1, minutes=5)
    await goes(here)
    await lin.hears("暴雨预警解除")
    assert not [one for one in lin.from_bot if "明天接着下" in one.words]


async def test_what_was_shared_is_void_when_it_is_over(here: Town) -> None:
    """Nobody next door lets go any more what has ended where it came from."""
    await neighbours(here)
    here.stranger(BOSS)
    zhou, boss = await officer(here, ZHOU), await officer(here, BOSS, "QY")
    grace = await officer(here, GRACE, EN_STAFF)
    card = await drafted(zhou, level="红色")
    zhou.tap("送去批准", card)
    boss.tap("批准，发出", await boss.hears("等第二个人批准"))
    await boss.hears("6 位动态码")
    boss.text(await code_of(here, BOSS))
    await here.quiet()
    await goes(here)
    shared = await grace.hears("waits for the second person")
    seen = shared.buttons[0][0]["callback_data"]
    zhou.tap("解除", card)
    zhou.tap("确定解除", await zhou.hears("解除预警"))
    await here.quiet()
    await goes(here)
    await grace.sees("was dropped", shared)
    grace.forge(seen, shared)
    await here.quiet()
    assert here.rows("SELECT state FROM alerts WHERE origin IS NOT NULL") == [("discarded",)]


async def test_what_takes_a_warning_back_waits_for_no_graver_one(here: Town) -> None:
    """Red has more people to go to than the sender's queue holds; the all clear of a yellow one begins to go all the same."""
    async with here.parts.database.write() as store:
        unit = await store.units.by_code("QY-01-1")
        assert unit is not None
        people = [(await store.people.meet(50_000 + one, "en", now=here.clock.now)).id for one in range(300)]
        for event, level, message in (("W-0", Level.RED, MessageType.ALERT), ("W-1", Level.YELLOW, MessageType.CLEAR)):
            content = a_content(level=level).model_copy(update={"until": here.clock.now + timedelta(hours=3)})
            alert = await store.alerts.add(
                event, content, message=message, unit_id=unit.id, author_id=None, now=here.clock.now
            )
            going = {"state": AlertState.SENDING, "way": Way.TWO, "released_at": here.clock.now}
            await store.alerts.save(alert.model_copy(update=going))
            await store.copies.put(alert.id, [Copy(person_id=one, unit_id=unit.id) for one in people])
    await here.parts.jobs.alerts.send_alerts()
    owed = (
        "SELECT COUNT(*) FROM alert_copies c JOIN alerts a ON a.id = c.alert_id WHERE c.state = 'owed' AND a.event = "
    )
    assert here.rows(owed + "'W-0'")[0][0] >= 50
    assert here.rows(owed + "'W-1'")[0][0] > 0
