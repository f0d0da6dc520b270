"""Channels: bound in private by whoever let the bot in, and by rights of theirs; lost, and found again; never spoken in."""

import asyncio
from typing import Any

import pytest
from telegram import ChatMember

from bot.demo.groups import Circle, Member
from bot.demo.hands import Hands
from bot.demo.shapes import CHANNEL_RIGHTS, RIGHTS, as_member
from bot.demo.state import BOT
from handlers.groups.channel import may_post
from storage.groups import Group
from storage.outbox import Owed
from storage.roles import Role, Via
from tests.town import EN_STAFF, GRACE, LIN, ZH_STAFF, ZHOU, Town

ASKED, BOUND, LOST, AGAIN = "我进您的频道了", "会先发在您的频道里", "频道里我已经不能发消息了", "我又进您的频道了"
NOT_YOURS = "没有找到，或者不归您处理。"


@pytest.fixture
async def channel(here: Town) -> Circle:
    """A channel without the bot, which Zhou and Grace run; she is staff elsewhere."""
    await here.staff(ZHOU, ZH_STAFF)
    await here.staff(GRACE, EN_STAFF)
    circle = here.server.channel("清波通知", [ZHOU, GRACE, LIN])
    circle.chat.members[GRACE] = "administrator"
    return circle


def at(here: Town, channel: Circle, person: int = ZHOU) -> Member:
    """Somebody in the channel; by default the member of staff who made it."""
    return here.person(person).at(channel)


async def bound(here: Town, channel: Circle) -> Hands:
    """As Zhou does it."""
    zhou = here.person(ZHOU)
    at(here, channel).adds_bot()
    asked = await zhou.hears(ASKED)
    zhou.tap("听蕉社区", asked)
    await zhou.sees(BOUND, asked)
    return zhou


async def owe(here: Town, channel: Group, messages: int = 1) -> None:
    """Something to be said there, so many times."""
    async with here.parts.database.write() as store:
        for _ in range(messages):
            await store.outbox.add(Owed(group_id=channel.id, payload={"text": {"key": "failed"}}), now=here.clock.now)
    here.parts.sender.poke()


async def channels(here: Town, *codes: str) -> tuple[Group, ...]:
    """Those in which warnings of these units are posted."""
    async with here.parts.database.read() as store:
        units = [await store.units.by_code(code) for code in codes]
        return await store.groups.channels([unit.id for unit in units if unit is not None])


async def test_whoever_lets_the_bot_in_says_whose_warnings_go_there(here: Town, channel: Circle) -> None:
    """In private and by one button; the channel hears nothing of it, and nobody keeps its name."""
    zhou = here.person(ZHOU)
    at(here, channel).adds_bot()
    asked = await zhou.hears(ASKED)
    assert (asked.labels, await channels(here, ZH_STAFF)) == (["听蕉社区"], ())
    zhou.tap("听蕉社区", asked)
    await zhou.sees(BOUND, asked)
    await here.quiet()
    assert zhou.chat.toasts[-1] == "绑定好了。"
    assert [one.language for one in await channels(here, ZH_STAFF, EN_STAFF)] == ["zh-Hans"]
    assert (channel.from_bot, here.rows("SELECT kind, bound_by = added_by FROM groups")) == ([], [("channel", 1)])
    assert "清波" not in "".join(one.words for one in zhou.from_bot)


async def test_a_message_goes_there(here: Town, channel: Circle) -> None:
    """As to a group."""
    await bound(here, channel)
    (found,) = await channels(here, ZH_STAFF)
    await owe(here, found)
    await channel.hears("没能处理好")


async def test_no_faster_than_to_a_group(here: Town, channel: Circle) -> None:
    """Ten at once, and then one after the other."""
    await bound(here, channel)
    (found,) = await channels(here, ZH_STAFF)
    await owe(here, found, 12)
    await here.server.world.until(lambda: len(channel.from_bot) == 10)
    await asyncio.sleep(0.5)
    assert len(channel.from_bot) == 10


async def test_a_slip_is_put_right_and_a_part_may_be_chosen(here: Town, channel: Circle) -> None:
    """Below what was bound: the units that are theirs, and those just below it."""
    zhou = await bound(here, channel)
    asked = zhou.last
    grids = asked.labels
    assert len(grids) > 1
    zhou.tap(grids[0], asked)
    await zhou.sees(f"「{grids[0]}」", asked)
    assert (asked.labels, await channels(here, ZH_STAFF)) == (["听蕉社区"], ())
    zhou.tap("听蕉社区", asked)
    await zhou.sees("「听蕉社区」", asked)
    assert len(await channels(here, ZH_STAFF)) == 1


async def test_reports_never_go_there(here: Town, channel: Circle) -> None:
    """Nor what becomes of them."""
    zhou, lin = await bound(here, channel), await here.known(LIN)
    code = await here.reported(lin)
    lin.tap("⚠️ 现在有人有生命危险")
    zhou.tap("接单", await zhou.hears(code))
    await here.quiet()
    assert channel.from_bot == []


async def test_nobody_elses_tap_binds_it(here: Town, channel: Circle) -> None:
    """Not of other staff, to a unit of theirs or not; nor of who let the bot in to a unit that is not theirs, or to what is no channel."""
    zhou, grace, lin = here.person(ZHOU), here.person(GRACE), await here.known(LIN)
    at(here, channel).adds_bot()
    asked = await zhou.hears(ASKED)
    (data,) = [one["callback_data"] for row in asked.buttons for one in row]
    action, number, code = data.split(":")
    for forger in (grace, lin):
        for unit in (code, EN_STAFF, "NOWHERE"):
            forger.forge(f"{action}:{number}:{unit}", forger.last)
    for other in (EN_STAFF, "NOWHERE", "QY"):
        zhou.forge(f"{action}:{number}:{other}", asked)
    for other in ("999", "0", "-1", "x", "9" * 30):
        zhou.forge(f"{action}:{other}:{code}", asked)
    await here.server.world.until(lambda: not here.server.world.taps)
    await here.quiet()
    assert here.rows("SELECT unit_id FROM groups") == [(None,)]
    assert zhou.chat.toasts == [NOT_YOURS] * 8
    assert [len(set(one.chat.toasts[-3:])) for one in (grace, lin)] == [1, 1]


async def test_a_group_is_not_bound_like_that(here: Town, channel: Circle) -> None:
    """It has its own way; and nothing leads from a channel to a group."""
    group = here.server.group("清波值班群", [ZHOU])
    at(here, group).adds_bot()
    await group.hears("发 /bind")
    zhou = here.person(ZHOU)
    zhou.forge(f"channel:1:{ZH_STAFF}", zhou.last)
    await here.server.world.until(lambda: NOT_YOURS in zhou.chat.toasts)
    assert here.rows("SELECT kind, unit_id FROM groups") == [("group", None)]


async def test_staff_no_more_bind_nothing(here: Town, channel: Circle) -> None:
    """Rights are looked up when the button acts."""
    zhou = here.person(ZHOU)
    at(here, channel).adds_bot()
    asked = await zhou.hears(ASKED)
    async with here.parts.database.write() as store:
        person = await store.people.find(ZHOU)
        assert person is not None
        await store.roles.revoke(person.id, Role.STAFF, via=Via.COMMAND, now=here.clock.now)
    zhou.tap("听蕉社区", asked)
    await here.server.world.until(lambda: NOT_YOURS in zhou.chat.toasts)
    assert here.rows("SELECT unit_id FROM groups") == [(None,)]


@pytest.mark.parametrize("known", [True, False])
async def test_who_is_not_staff_is_not_asked(here: Town, known: bool) -> None:
    """The channel is noted all the same; whoever is a stranger stays one."""
    lin = await here.known(LIN) if known else here.person(LIN)
    circle = here.server.channel("广场舞", [LIN])
    heard = len(lin.from_bot)
    lin.at(circle).adds_bot()
    await here.quiet()
    assert (len(lin.from_bot), circle.from_bot) == (heard, [])
    assert here.rows("SELECT unit_id, added_by IS NOT NULL FROM groups") == [(None, known)]
    assert here.rows("SELECT COUNT(*) FROM people") == [(known,)]


async def test_without_the_right_to_post_it_is_no_channel_of_ours(here: Town, channel: Circle) -> None:
    """Until that is given."""
    zhou = here.person(ZHOU)
    at(here, channel).promotes_bot(can_post_messages=False)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM groups") == [(0,)]
    at(here, channel).promotes_bot()
    zhou.tap("听蕉社区", await zhou.hears(ASKED))
    await zhou.sees(BOUND, zhou.last)


LOSSES: dict[str, Any] = {
    "removed": lambda me: me.removes_bot(),
    "made less": lambda me: me.demotes_bot(),
    "without the right": lambda me: me.promotes_bot(can_post_messages=False),
    "one after the other": lambda me: (me.promotes_bot(can_post_messages=False), me.removes_bot()),
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_lost_and_let_in_again(here: Town, channel: Circle, loss: str) -> None:
    """Staff of the unit hear of it once; let in again, it goes on as it was bound, and may be bound anew."""
    zhou = await bound(here, channel)
    LOSSES[loss](at(here, channel))
    await zhou.hears(LOST)
    await here.quiet()
    assert [one.words for one in zhou.from_bot if LOST in one.words] == [zhou.last.words]
    assert await channels(here, ZH_STAFF) == ()
    zhou.forge(f"channel:1:{ZH_STAFF}", zhou.last)
    await here.server.world.until(lambda: zhou.chat.toasts[-1] == NOT_YOURS)
    at(here, channel).promotes_bot()
    again = await zhou.hears(AGAIN)
    assert "听蕉社区" in again.words
    assert len(await channels(here, ZH_STAFF)) == 1
    zhou.tap("听蕉社区", again)
    await zhou.sees(BOUND, again)
    assert channel.from_bot == []


async def test_somebody_else_lets_it_in_again(here: Town, channel: Circle) -> None:
    """The button is theirs now; who had it before has it no more."""
    zhou, grace = await bound(here, channel), here.person(GRACE)
    at(here, channel).removes_bot()
    await zhou.hears(LOST)
    at(here, channel, GRACE).adds_bot()
    asked = await grace.hears("back in your channel")
    zhou.forge(f"channel:1:{ZH_STAFF}", zhou.last)
    await here.server.world.until(lambda: zhou.chat.toasts[-1] == NOT_YOURS)
    grace.tap("Shisui", asked)
    await grace.sees("Done", asked)
    assert [len(await channels(here, code)) for code in (ZH_STAFF, EN_STAFF)] == [0, 1]


@pytest.mark.parametrize("loss", ["removed", "without the right"])
async def test_a_post_that_is_refused_loses_it_too(here: Town, channel: Circle, loss: str) -> None:
    """Before any update tells of it; staff hear of it as soon as one does, and once."""
    zhou = await bound(here, channel)
    (found,) = await channels(here, ZH_STAFF)
    await here.quiet()
    LOSSES[loss](at(here, channel))
    late = here.server.world.waiting(9)
    here.server.world.pending.clear()
    await owe(here, found)
    await here.quiet()
    assert (await channels(here, ZH_STAFF), LOST in zhou.last.words) == ((), False)
    for update in late:
        here.server.world.inject(update)
    await zhou.hears(LOST)
    assert len([one for one in zhou.from_bot if LOST in one.words]) == 1


async def test_other_rights_change_nothing(here: Town, channel: Circle) -> None:
    """As long as it may post: nobody is asked or told anything, and it stays whose it was."""
    zhou = await bound(here, channel)
    heard = len(zhou.from_bot)
    at(here, channel, GRACE).promotes_bot(can_delete_messages=False)
    await here.quiet()
    assert len(zhou.from_bot) == heard
    assert here.rows("SELECT bound_by = added_by FROM groups") == [(1,)]
    assert len(await channels(here, ZH_STAFF)) == 1


async def test_what_is_posted_there_is_not_for_us(here: Town, channel: Circle) -> None:
    """Whether it comes in or not: no answer, no report; taps below it neither."""
    zhou = await bound(here, channel)
    heard, me = len(zhou.from_bot), at(here, channel)
    post = {
        "message_id": 9,
        "date": 0,
        "chat": {"id": channel.id, "type": "channel", "title": "x"},
        "text": "/bind QY-01",
    }
    for number, kind in enumerate(("channel_post", "edited_channel_post")):
        here.server.world.allowed = None
        here.server.world.inject({"update_id": 800_000 + number, kind: post})
    me.text("着火了")
    me.photo()
    at(here, channel, LIN).forge("bindto:QY-01", next(iter(channel.chat.messages.values())))
    await here.quiet()
    await here.server.world.until(lambda: not here.server.world.taps)
    assert (len(zhou.from_bot), channel.from_bot) == (heard, [])
    assert here.rows("SELECT COUNT(*) FROM reports") == [(0,)]
    assert here.rows("SELECT DISTINCT state, tries FROM inbox") == [("done", 0)]


async def test_in_private_bind_says_how(here: Town, channel: Circle) -> None:
    """Of groups and of channels."""
    zhou = here.person(ZHOU)
    zhou.text("/bind")
    await zhou.hears("频道管理员")


def test_who_may_post() -> None:
    """An administrator with the right to, and nobody else."""
    rights = [{**CHANNEL_RIGHTS, "can_post_messages": may} for may in (True, False)]
    administrators = [as_member(BOT, "administrator", one) for one in (*rights, RIGHTS)]
    others = [as_member(BOT, status) for status in ("creator", "member", "left", "kicked")]
    found = [may_post(ChatMember.de_json(one, None)) for one in (*administrators, *others)]
    assert found == [True] + [False] * 6
