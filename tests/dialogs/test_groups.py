"""Groups: bound by staff alone, told of reports by kind, code and grid, and never of anything personal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.groups import Circle, Member
from bot.demo.state import BOT_NAME
from handlers.context import Work
from handlers.groups import tell
from handlers.messages import Message, text
from storage.recipient import Recipient
from storage.roles import Role, Via
from tests.storage.makers import a_report
from tests.town import EN_STAFF, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

OPEN = "私聊打开"


@pytest.fixture
async def group(here: Town) -> Circle:
    """A group with the bot in it; Zhou is staff, Grace is not."""
    await here.staff(ZHOU, ZH_STAFF)
    circle = here.server.group("清波值班群", [ZHOU, GRACE, LIN])
    at(here, circle).adds_bot()
    await circle.hears("发 /bind")
    return circle


def at(here: Town, group: Circle, person: int = ZHOU) -> Member:
    """Somebody in the group; by default the member of staff."""
    return here.person(person).at(group)


async def bound(here: Town, group: Circle) -> None:
    """As Zhou does it."""
    at(here, group).text("/bind")
    await group.hears("有新上报，会在这个群里说一声")


async def test_a_group_hears_of_a_report_and_of_what_becomes_of_it(here: Town, group: Circle) -> None:
    """One message, which changes without a sound; the link opens the card for staff, and nothing for others."""
    await bound(here, group)
    lin = await here.known(LIN)
    code = await here.reported(lin)
    shown = await group.hears(code)
    assert "待接单" in shown.words
    assert [(one["text"], one["url"]) for row in shown.buttons for one in row] == [
        (OPEN, f"https://t.me/{BOT_NAME}?start=c_{code}")
    ]
    zhou, grace = here.person(ZHOU), await here.known(GRACE)
    zhou.start(f"c_{code}")
    card = await zhou.hears("答复期限")
    zhou.tap("接单", card)
    await group.sees("处理中", shown)
    grace.start(f"c_{code}")
    stolen = (await grace.hears("do not find")).words
    grace.start("c_H-0000-0000")
    assert (await grace.hears("H-0000-0000")).words == stolen.replace(code, "H-0000-0000")
    assert [one.words for one in group.from_bot if code in one.words] == [shown.words]


async def test_danger_to_life_is_a_new_message(here: Town, group: Circle) -> None:
    await bound(here, group)
    lin = await here.known(LIN)
    code = await here.reported(lin)
    await group.hears(code)
    lin.tap("⚠️ 现在有人有生命危险")
    await group.hears("有生命危险")


async def test_nothing_personal(here: Town, group: Circle) -> None:
    """Not the photo, the point, the words, the place in words; not who reported, nor who took it."""
    await bound(here, group)
    lin = await here.known(LIN)
    lin.photo(caption="找林桂芳，电话 13800138000")
    await lin.hears("在哪里")
    lin.text("3 幢 2 单元 501")
    lin.tap("听蕉社区", await lin.hears("属于哪个社区"))
    await lin.hears("编号")
    await here.quiet()
    zhou = here.person(ZHOU)
    zhou.tap("接单", await zhou.hears("位置说明"))
    await here.quiet()
    said = "\n".join(one.words for one in group.from_bot)
    assert "H-" in said
    secrets = ("桂芳", "13800138000", "501", lin.chat.actor.first_name, zhou.chat.actor.first_name, "30.6", "104.0")
    assert [one for one in secrets if one in said] == []
    assert [one for one in group.from_bot if one.photo or one.location] == []


@pytest.mark.parametrize("words", ["/bind", f"/bind {ZH_STAFF}", "/unbind"])
async def test_only_staff_can_bind(here: Town, group: Circle, words: str) -> None:
    """By our own roles: who made the group does not matter."""
    await bound(here, group)
    before = here.rows("SELECT unit_id, bound_by FROM groups")
    at(here, group, GRACE).text(words)
    await group.hears("只有工作人员")
    assert here.rows("SELECT unit_id, bound_by FROM groups") == before
    assert here.rows("SELECT COUNT(*) FROM people") == [(1,)], "whoever speaks in a group is not written down"


async def test_several_units_are_chosen_by_button(here: Town, group: Circle) -> None:
    """Whoever presses it acts by rights of their own, and what is not theirs looks as what is not there."""
    zhou = here.person(ZHOU)
    zhou.start(await here.invite(EN_STAFF))
    await zhou.hears("工作人员")
    at(here, group).text("/bind")
    offer = await group.hears("要收哪一片")
    data = [one["callback_data"] for row in offer.buttons for one in row]
    grace = at(here, group, GRACE)
    for forged in (*data, "bindto:NOWHERE", "accept:H-0000-0000", "bindto:a:b"):
        grace.forge(forged, offer)
    await here.quiet()
    assert here.rows("SELECT unit_id FROM groups") == [(None,)]
    at(here, group).tap(offer.labels[1], offer)
    await group.hears("会在这个群里说一声")
    assert here.rows("SELECT u.code FROM groups g JOIN units u ON u.id = g.unit_id") == [(data[1].split(":")[1],)]


async def test_a_unit_that_is_not_theirs_looks_as_one_that_is_not_there(here: Town, group: Circle) -> None:
    for code in (EN_STAFF, "NOWHERE"):
        at(here, group).text(f"/bind {code}")
        await group.hears("没有找到这个单位，或者不归您管")
    assert here.rows("SELECT unit_id FROM groups") == [(None,)]


async def test_unbound_it_hears_nothing_more(here: Town, group: Circle) -> None:
    await bound(here, group)
    at(here, group).text("/unbind")
    await group.hears("不再收到上报")
    at(here, group).text("/unbind")
    await group.hears("没有绑定")
    code = await here.reported(await here.known(LIN))
    await here.quiet()
    assert [one for one in group.from_bot if code in one.words] == []


async def test_unbound_what_it_has_heard_stays_as_it_was(here: Town, group: Circle) -> None:
    await bound(here, group)
    code = await here.reported(await here.known(LIN))
    said = await group.hears(code)
    before = said.words
    at(here, group).text("/unbind")
    await group.hears("不再收到上报")
    zhou = here.person(ZHOU)
    card = await zhou.hears(code)
    zhou.tap("接单", card)
    await zhou.sees("处理中", card)
    await here.quiet()
    assert said.words == before


async def test_a_demoted_member_of_staff_binds_nothing(here: Town, group: Circle) -> None:
    async with here.parts.database.write() as store:
        person = await store.people.find(ZHOU)
        assert person is not None
        await store.roles.revoke(person.id, Role.STAFF, via=Via.COMMAND, now=here.clock.now)
    at(here, group).text("/bind")
    await group.hears("只有工作人员")


async def test_put_out_of_the_group(here: Town, group: Circle) -> None:
    """Staff hear of it once; a report afterwards is nobody's error; let in again, it goes on as it was bound."""
    await bound(here, group)
    at(here, group).removes_bot()
    await here.person(ZHOU).hears("不能发消息")
    lin = await here.known(LIN)
    await here.reported(lin)
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM outbox WHERE state = 'failed'") == [(0,)]
    at(here, group).adds_bot()
    await group.hears("发 /bind")
    await group.hears(await here.reported(lin))


async def test_becomes_a_supergroup(here: Town, group: Circle) -> None:
    """Whether the bot learns of it by a message of the group or by the refusal of its own: it arrives once."""
    await bound(here, group)
    lin = await here.known(LIN)
    at(here, group).upgrades()
    new = at(here, group).chat.moved_to
    assert new is not None
    here.server.world.pending.clear()  # the messages that tell of it never come
    code = await here.reported(lin)
    await here.quiet()
    supergroup = Circle(here.server.world, here.server.world.groups[new])
    assert [one.words for one in supergroup.from_bot if code in one.words] != []
    assert [one.words for one in group.from_bot if code in one.words] == []


async def test_what_people_say_in_a_group_is_not_for_us(here: Town, group: Circle) -> None:
    """No answer, no report, nobody written down; photos neither."""
    heard = len(group.from_bot)
    at(here, group).promotes_bot()
    member = at(here, group, HE if HE in group.chat.members else GRACE)
    member.text("着火了")
    member.photo()
    member.text("/report")
    member.text("/nonsense")
    await here.quiet()
    assert len(group.from_bot) == heard
    assert here.rows("SELECT COUNT(*) FROM reports") == [(0,)]
    assert here.rows("SELECT DISTINCT state FROM inbox") == [("done",)]


async def test_what_comes_fast_is_condensed(here: Town, group: Circle) -> None:
    """Three messages by themselves, then one list, in which nothing is lost: it is named or counted."""
    await bound(here, group)
    await here.quiet()
    async with here.parts.database.write() as store:
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        work = Work(here.parts.house, store, here.clock.now)
        for number in range(40):
            await tell.tell(work, a_report(f"H-0000-{number:04}", grid_id=unit.id))
        owed = await store.outbox.owes(Recipient(group_id=1))
    assert owed == 4
    here.parts.sender.poke()
    listed = await group.hears("又有 37 件新上报")
    assert "还有 17 件" in listed.words
    assert [one for one in range(23) if not any(f"H-0000-{one:04}" in said.words for said in group.from_bot)] == []


@given(st.integers(1, 60))
def test_a_list_names_or_counts_each(count: int) -> None:
    """And stays short enough for one message."""
    message: Message | None = None
    for number in range(count):
        message = tell.extended(message, text("named", name=str(number)))
    assert message is not None
    assert message.text == text("group-list", count=count)
    named = [line.args["name"] for line in message.lines if line.key == "named"]
    counted = [line.args["count"] for line in message.lines if line.key == "group-list-more"]
    assert named == [str(number) for number in range(min(count, 20))]
    assert counted == ([count - 20] if count > 20 else [])
