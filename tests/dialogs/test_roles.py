"""Roles in the conversation: what each invite does, who may make one, and what is left to somebody whose role was taken."""

import pytest

from bot.demo.hands import Hands
from handlers.staff import service
from storage.roles import Role, Via
from tests.town import EMILY, FIRM, GRACE, HE, LIN, ZH_STAFF, ZHOU, Town

GRID = "QY-01-1"


async def person_id(here: Town, hands: Hands) -> int:
    """Our number of somebody."""
    async with here.parts.database.read() as store:
        person = await store.people.find(hands.chat.actor.id)
    assert person is not None
    return person.id


async def revoke(here: Town, hands: Hands, role: Role) -> None:
    """As the command line does."""
    number = await person_id(here, hands)
    async with here.parts.database.write() as store:
        assert await service.revoke(store, number, role, via=Via.COMMAND, now=here.clock.now)
    here.parts.sender.poke()


def has_worklist(hands: Hands) -> bool:
    """Whether the menu below the chat has it."""
    return any("待办" in key["text"] for row in hands.chat.keyboard for key in row)


@pytest.mark.parametrize(
    ("role", "unit", "heard", "works"),
    [
        (Role.RIDER, None, "骑手朋友", False),
        (Role.RIDER, ZH_STAFF, "骑手朋友", False),
        (Role.VOLUNTEER, ZH_STAFF, "「听蕉社区」的志愿者", False),
        (Role.DEPARTMENT, FIRM, "「物业公司」的成员", True),
        (Role.STAFF, ZH_STAFF, "「听蕉社区」的工作人员", True),
        (Role.DUTY_OFFICER, ZH_STAFF, "「听蕉社区」的值班负责人", True),
        (Role.ADMINISTRATOR, ZH_STAFF, "「听蕉社区」的管理员", True),
        (Role.ADMINISTRATOR, None, "您现在是管理员", True),
    ],
)
async def test_each_invite(here: Town, role: Role, unit: str | None, heard: str, works: bool) -> None:
    """For whoever was here before: one tap, one message, the menu that goes with it; and once more it is said that they have it."""
    zhou, he = await here.known(ZHOU), await here.known(HE)
    link = await here.invite(unit, role)
    zhou.start(link)
    await zhou.hears(heard)
    assert has_worklist(zhou) is works
    zhou.start(link)
    await zhou.hears("已经用过了")
    he.start(link)
    await he.hears("不能用")
    number = await person_id(here, zhou)
    assert here.rows("SELECT person_id, role, granted_via, revoked_at FROM roles") == [(number, role, "invite", None)]
    assert here.rows("SELECT person_id FROM roles WHERE invite IN (SELECT token_hash FROM invites)") == [(number,)]
    assert here.rows("SELECT id FROM people WHERE name IS NOT NULL") == ([(number,)] if works else [])


async def test_a_residents_invite_sets_their_home(here: Town) -> None:
    """No role is written down. Again: they have it; somebody else: as unknown."""
    lin, he = await here.known(LIN), await here.known(HE)
    link = await here.invite(GRID, Role.RESIDENT)
    lin.start(link)
    await lin.hears("您住在「蕉园网格」")
    lin.start(link)
    await lin.hears("已经用过了")
    he.start(link)
    await he.hears("不能用")
    homes = here.rows("SELECT u.code FROM people p JOIN units u ON u.id = p.home_unit_id")
    assert (homes, here.rows("SELECT COUNT(*) FROM roles")) == ([(GRID,)], [(0,)])


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.RIDER, Role.VOLUNTEER])
async def test_a_stranger_agrees_first(here: Town, role: Role) -> None:
    """Such a link hangs on a wall. What they had sent before is not lost, and their report goes on after it."""
    lin = here.person(LIN)
    lin.photo()
    await lin.hears("请点一下")
    lin.start(await here.invite(GRID, role))
    asked = await lin.hears("请点一下")
    assert here.rows("SELECT uses_left FROM invites") == [(1,)]
    lin.tap("已满 14 岁", asked)
    await lin.hears("欢迎")
    await lin.hears("在哪里")
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT uses_left FROM invites") == [(0,)]


async def test_a_child_is_not_taken_in(here: Town) -> None:
    """Nothing of them is kept, and the invite is as good as before."""
    lin = here.person(LIN)
    lin.start(await here.invite(GRID, Role.RESIDENT))
    lin.tap("未满 14 岁", await lin.hears("请点一下"))
    await lin.hears("请发一张")
    assert here.rows("SELECT home_unit_id, consented_at FROM people") == [(None, None)]
    assert here.rows("SELECT uses_left FROM invites") == [(1,)]


async def test_an_invite_that_ends_while_it_waits_for_consent(here: Town) -> None:
    lin, he = here.person(LIN), await here.known(HE)
    link = await here.invite(GRID, Role.VOLUNTEER)
    lin.start(link)
    asked = await lin.hears("请点一下")
    he.start(link)
    await he.hears("欢迎")
    lin.tap("已满 14 岁", asked)
    await lin.hears("不能用")
    assert here.rows("SELECT COUNT(*) FROM roles") == [(1,)]


async def test_who_lost_the_role_is_told_once(here: Town) -> None:
    """Plainly and with thanks; the worklist goes from the menu, from the command, and from the buttons of cards they still have."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    assert has_worklist(zhou)
    await revoke(here, zhou, Role.STAFF)
    told = await zhou.hears("不再是「听蕉社区」的工作人员")
    assert told.rang
    assert not has_worklist(zhou)
    zhou.tap("接单", card)
    zhou.text("/worklist")
    await zhou.hears("「待办」只给工作人员用")
    await here.quiet()
    assert zhou.chat.toasts[-1] == "没有找到，或者不归您处理。"
    assert sum("不再是" in one.words for one in zhou.from_bot) == 1
    assert here.rows("SELECT status FROM reports") == [("received",)]


async def test_the_multiple_invite_does_not_bring_it_back(here: Town) -> None:
    """Uses were left; to whom it was taken from the link is as unknown."""
    link = await here.invite(ZH_STAFF, uses=5)
    zhou = here.person(ZHOU)
    zhou.start(link)
    await zhou.hears("工作人员")
    await revoke(here, zhou, Role.STAFF)
    await zhou.hears("不再是")
    zhou.start(link)
    await zhou.hears("不能用")
    assert here.rows("SELECT uses_left FROM invites") == [(4,)]
    assert here.rows("SELECT COUNT(*) FROM roles WHERE revoked_at IS NULL") == [(0,)]


async def test_a_dialog_of_staff_ends_with_the_role(here: Town) -> None:
    """What they write is no reason any more, and no hazard either."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    card = await zhou.hears(await here.reported(lin))
    zhou.tap("不受理", card)
    await here.server.world.until(lambda: "上一步" in card.labels)
    zhou.tap("其他原因", card)
    await zhou.hears("请写一句")
    await revoke(here, zhou, Role.STAFF)
    await zhou.hears("不再是")
    zhou.text("不是我们这边的")
    await zhou.hears("要由工作人员来做")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
    assert here.rows("SELECT status FROM reports") == [("received",)]


async def test_one_role_of_two_is_left(here: Town) -> None:
    """The worklist stays for the other one's unit."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    zhou.start(await here.invite("QY-02", Role.DUTY_OFFICER))
    await zhou.hears("值班负责人")
    await revoke(here, zhou, Role.STAFF)
    await zhou.hears("不再是")
    assert has_worklist(zhou)
    zhou.text("/roles")
    shown = await zhou.hears("您在这里的身份")
    assert "值班负责人" in shown.words
    assert "工作人员" not in shown.words


async def test_own_roles(here: Town) -> None:
    """With where one lives; somebody without any needs none."""
    lin, boss = await here.known(LIN), await here.known(GRACE)
    lin.text("/roles")
    await lin.hears("还没有登记什么身份")
    lin.start(await here.invite(GRID, Role.RESIDENT))
    await lin.hears("欢迎")
    lin.text("/roles")
    assert (await lin.hears("您在这里的身份")).words.splitlines()[1:] == ["• 蕉园网格：居民"]
    boss.start(await here.invite(None, Role.ADMINISTRATOR))
    await boss.hears("administrator")
    boss.text("/roles")
    assert (await boss.hears("What you are here")).words.splitlines()[1:] == ["• administrator"]


async def test_an_administrator_invites_staff(here: Town) -> None:
    """Role, unit, link; for one person and a day, and who gave it is recorded."""
    boss, zhou, he = await here.known(GRACE), here.person(ZHOU), await here.known(HE)
    boss.start(await here.invite(None, Role.ADMINISTRATOR))
    await boss.hears("administrator")
    link = await _invites(here, boss, "staff", "QY", "QY-01", GRID)
    zhou.start(link)
    await zhou.hears("「蕉园网格」的工作人员")
    he.start(link)
    await he.hears("不能用")
    number = await person_id(here, boss)
    assert here.rows("SELECT granted_via, granted_by FROM roles WHERE role = 'staff'") == [("invite", number)]
    late = await _invites(here, boss, "staff", "QY", "QY-01", GRID)
    here.clock.advance(hours=24)
    he.start(late)
    await he.hears("不能用")


async def test_staff_invite_neighbours_of_their_own_unit(here: Town) -> None:
    """Residents and volunteers; not staff, and not where they are nothing."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    zhou.text("/invite")
    asked = await zhou.hears("邀请对方做什么")
    assert asked.labels == ["居民", "志愿者", "取消"]
    zhou.forge("choose:inviting:1:role:staff", asked)
    await here.server.world.until(lambda: "这个按钮已经不能用了。" in zhou.chat.toasts)
    zhou.tap("志愿者", asked)
    units = await zhou.sees("在哪一片", asked)
    assert units.labels == ["听蕉社区", "上一步", "取消"]
    zhou.forge("choose:inviting:1:unit:QY-02", units)
    await here.server.world.until(lambda: zhou.chat.toasts.count("这个按钮已经不能用了。") == 2)
    zhou.tap("听蕉社区", units)
    await here.server.world.until(lambda: any("整个" in label for label in units.labels))
    zhou.tap("整个", units)
    lin.start(_payload((await zhou.hears("做好了")).words))
    await lin.hears("「听蕉社区」的志愿者")


async def test_others_invite_nobody(here: Town) -> None:
    lin = await here.known(LIN)
    for role, unit in ((Role.RIDER, ZH_STAFF), (Role.VOLUNTEER, ZH_STAFF), (Role.DEPARTMENT, FIRM)):
        lin.start(await here.invite(unit, role))
    lin.text("/invite")
    await lin.hears("要由这一片的工作人员或管理员来做")
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_an_invite_is_worth_no_more_than_who_made_it(here: Town) -> None:
    """Whose role was taken lets nobody in any more, also by what was passed on before."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    link = await _invites(here, zhou, "volunteer", "QY-01", "QY-01")
    await revoke(here, zhou, Role.STAFF)
    lin.start(link)
    await lin.hears("不能用")
    assert here.rows("SELECT COUNT(*) FROM roles WHERE revoked_at IS NULL") == [(0,)]


async def test_a_riders_link_needs_no_place(here: Town) -> None:
    boss, emily = await here.known(GRACE), await here.known(EMILY)
    boss.start(await here.invite(ZH_STAFF, Role.ADMINISTRATOR))
    await boss.hears("administrator of")
    emily.start(await _invites(here, boss, "rider"))
    await emily.hears("Welcome, rider")
    assert here.rows("SELECT unit_id FROM roles WHERE role = 'rider'") == [(None,)]


async def test_the_last_administrator_blocks_the_bot(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """The operator's log says it, not before: another one who can be reached is enough."""
    grace, zhou = await here.known(GRACE), await here.known(ZHOU)
    for hands in (grace, zhou):
        hands.start(await here.invite(None, Role.ADMINISTRATOR))
        await hands.hears("dministrator" if hands is grace else "管理员")
    grace.block()
    await here.quiet()
    assert "no administrator can be reached" not in caplog.text
    zhou.block()
    await here.quiet()
    assert caplog.text.count("no administrator can be reached") == 1


async def _invites(here: Town, hands: Hands, *values: str) -> str:
    """Goes through /invite by the values of its buttons; what follows ?start= in the link."""
    hands.text("/invite")
    step = "role"
    for number, value in enumerate(values):
        below = ">" if step == "unit" and number < len(values) - 1 else ""
        await here.quiet()
        hands.forge(f"choose:inviting:1:{step}:{below}{value}", hands.last)
        step = "unit"
    said = await hands.hears("?start=")
    return _payload(said.words)


def _payload(words: str) -> str:
    return words.partition("?start=")[2].split()[0]


async def test_members_of_a_team_are_invited_from_the_chat(here: Town) -> None:
    """By whoever may, at teams alone: of what lies elsewhere they see none."""
    boss, lin = await here.known(ZHOU), await here.known(LIN)
    boss.start(await here.invite(ZH_STAFF, Role.ADMINISTRATOR))
    await boss.hears("管理员")
    boss.text("/invite")
    asked = await boss.hears("做什么")
    boss.tap("协同单位成员", asked)
    await boss.sees("加入哪个单位", asked)
    assert asked.labels == ["物业公司", "上一步", "取消"]
    boss.tap("物业公司", asked)
    lin.start(_payload((await boss.hears("做好了")).words))
    await lin.hears("「物业公司」的成员")
    joined = here.rows("SELECT u.code FROM roles r JOIN units u ON u.id = r.unit_id WHERE r.role = 'department'")
    assert joined == [(FIRM,)]
