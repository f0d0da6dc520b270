"""动态码: staff set up a second factor by a QR code in chat, and what its codes are worth; as both sides see it."""

import io
import logging
from datetime import timedelta

import pyotp
import pytest
from PIL import Image

from bot.demo.hands import Hands
from bot.demo.state import Shown
from handlers.context import Work
from handlers.factor import rules, service
from handlers.factor.service import Verdict
from storage.roles import Role
from storage.store import Store
from tests.dialogs.test_leaving import erased
from tests.faults.forgery import demote
from tests.town import EN_STAFF, GRACE, HE, ZH_STAFF, ZHOU, Town

WRONG = "000000"


async def stored(here: Town, telegram_id: int) -> tuple[int, str]:
    """Our id of somebody, and the secret of their factor; empty where they have none."""
    async with here.parts.database.read() as store:
        person = await store.people.find(telegram_id)
        assert person is not None
        factor = await store.factors.get(person.id)
        return person.id, "" if factor is None else factor.secret


async def code_of(here: Town, telegram_id: int, *, ahead: float = 0) -> str:
    """What the app on somebody's phone shows, so many seconds ahead."""
    _, secret = await stored(here, telegram_id)
    return pyotp.TOTP(secret).at(here.clock.now + timedelta(seconds=ahead))


def wrong(code: str) -> str:
    """Another one."""
    return WRONG if code != WRONG else "111111"


async def scanned(here: Town, hands: Hands) -> Shown:
    """As far as the QR code; the message that has it."""
    hands.text("/factor")
    hands.tap("装好了", await hands.hears("先在手机上装一个验证器"))
    shown = await hands.hears("扫这个二维码")
    await hands.hears("现在是哪 6 位数字")
    return shown


async def with_factor(here: Town, person: int = ZHOU) -> Hands:
    """Staff who have one, half a minute after its first code."""
    hands = await here.staff(person, ZH_STAFF)
    await scanned(here, hands)
    hands.text(await code_of(here, person))
    await hands.hears("✅ 设好了")
    here.clock.advance(seconds=30)
    return hands


async def checked(here: Town, telegram_id: int, code: str) -> Verdict:
    """What another feature hears of a code, in a transaction of its own."""
    person, _ = await stored(here, telegram_id)
    async with here.parts.database.write() as store:
        return await service.check(_work(here, store), person, code)


def _work(here: Town, store: Store) -> Work:
    return Work(house=here.parts.house, store=store, now=here.clock.now)


async def has(here: Town, telegram_id: int) -> bool:
    person, _ = await stored(here, telegram_id)
    async with here.parts.database.read() as store:
        return await service.has(_work(here, store), person)


async def test_set_up(either: Town, caplog: pytest.LogCaptureFixture) -> None:
    """The picture leads an app to the secret, cannot be passed on, and goes; nothing of it is in any log."""
    caplog.set_level(logging.DEBUG)
    zhou = await either.staff(ZHOU, ZH_STAFF)
    shown = await scanned(either, zhou)
    person, secret = await stored(either, ZHOU)
    assert shown.protected
    assert rules.grouped(secret) in shown.words
    before = shown.photo or ""
    picture = either.server.world.files[before]
    assert isinstance(picture, bytes)
    assert Image.open(io.BytesIO(picture)).width > 500
    assert not await has(either, ZHOU)
    zhou.text(" ".join(await code_of(either, ZHOU)))
    await zhou.hears("✅ 设好了")
    await zhou.sees("收起来了", shown)
    await either.quiet()
    assert shown.photo != before
    assert rules.grouped(secret)[:9] not in repr(shown)
    assert await has(either, ZHOU)
    assert either.rows("SELECT person_id FROM factors WHERE confirmed_at IS NOT NULL") == [(person,)]
    assert either.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]
    # What others log is left out of the bot's own process; see bot/logs.py.
    ours = "".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("bot", "handlers", "storage"))
    )
    for said in (secret, rules.grouped(secret), "otpauth"):
        assert said not in ours


async def test_in_english(here: Town) -> None:
    grace = await here.staff(GRACE, EN_STAFF)
    grace.text("/factor")
    grace.tap("I have one", await grace.hears("authenticator app"))
    shown = await grace.hears("Scan this QR code")
    await grace.hears("Which six digits")
    good = await code_of(here, GRACE)
    grace.text(wrong(good))
    await grace.hears("not right")
    await grace.hears("Which six digits")
    grace.text(good)
    await grace.hears("✅ Done")
    await grace.sees("put away", shown)
    grace.text("/factor")
    await grace.hears("You have a second factor")


async def test_a_wrong_code_first(here: Town) -> None:
    """It is asked for again, with the same secret; what is no code is not understood."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await scanned(here, zhou)
    good = await code_of(here, ZHOU)
    zhou.text("在哪里看？")
    await zhou.hears("现在是哪 6 位数字")
    zhou.text(wrong(good))
    await zhou.hears("这 6 位不对")
    await zhou.hears("现在是哪 6 位数字")
    assert not await has(here, ZHOU)
    zhou.text(good)
    await zhou.hears("✅ 设好了")


@pytest.mark.parametrize("how", ["cancelled", "too late", "begun again"])
async def test_what_was_not_finished_is_covered(here: Town, how: str) -> None:
    """And counts for nothing, whoever has a picture of it."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    shown = await scanned(here, zhou)
    code = await code_of(here, ZHOU)
    if how == "cancelled":
        zhou.text("/cancel")
    elif how == "too late":
        here.clock.advance(minutes=16)
        zhou.text(code)
    else:
        again = await scanned(here, zhou)
        assert rules.grouped((await stored(here, ZHOU))[1]) in again.words
    await zhou.sees("收起来了", shown)
    await here.quiet()
    if how == "begun again":
        zhou.text(code)
        await zhou.hears("这 6 位不对")
    assert not await has(here, ZHOU)
    assert await checked(here, ZHOU, code) is Verdict.NONE


async def test_good_once(here: Town) -> None:
    """Not the one that set it up, not one twice, not an older one after a newer one."""
    await with_factor(here)
    assert await checked(here, ZHOU, await code_of(here, ZHOU, ahead=-30)) is Verdict.USED
    code, next_one = await code_of(here, ZHOU), await code_of(here, ZHOU, ahead=30)
    assert await checked(here, ZHOU, next_one) is Verdict.OK
    assert await checked(here, ZHOU, next_one) is Verdict.USED
    assert await checked(here, ZHOU, code) is Verdict.USED
    here.clock.advance(seconds=60)
    assert await checked(here, ZHOU, await code_of(here, ZHOU)) is Verdict.OK


async def test_locked_and_open_again(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    """After five, also for a right one; after a quarter of an hour it is open, or where the clock is put right."""
    await with_factor(here)
    bad = wrong(await code_of(here, ZHOU))
    assert [await checked(here, ZHOU, bad) for _ in range(5)] == [Verdict.WRONG] * 4 + [Verdict.LOCKED]
    assert await checked(here, ZHOU, await code_of(here, ZHOU)) is Verdict.LOCKED
    assert caplog.text.count("is locked for a while") == 1
    here.clock.advance(minutes=15)
    assert await checked(here, ZHOU, await code_of(here, ZHOU)) is Verdict.OK
    here.clock.advance(days=365)
    bad = wrong(await code_of(here, ZHOU))
    assert [await checked(here, ZHOU, bad) for _ in range(5)] == [Verdict.WRONG] * 4 + [Verdict.LOCKED]
    here.clock.advance(days=-365, minutes=1)
    assert await checked(here, ZHOU, await code_of(here, ZHOU)) is Verdict.OK


async def test_used_by_a_clock_that_was_ahead(here: Town) -> None:
    """Once it is right, codes are good again."""
    await with_factor(here)
    here.clock.advance(days=365)
    assert await checked(here, ZHOU, await code_of(here, ZHOU)) is Verdict.OK
    here.clock.advance(days=-365, minutes=1)
    code = await code_of(here, ZHOU)
    assert [await checked(here, ZHOU, code) for _ in range(2)] == [Verdict.OK, Verdict.USED]


async def test_removed_by_a_last_code(here: Town) -> None:
    """A wrong one, or a used one, and it stays."""
    zhou = await with_factor(here)
    zhou.text("/factor")
    zhou.tap("停用", await zhou.hears("您的动态码在用"))
    await zhou.hears("停用前先输一次")
    zhou.text(await code_of(here, ZHOU, ahead=-30))
    await zhou.hears("用过了")
    await zhou.hears("停用前先输一次")
    good = await code_of(here, ZHOU)
    zhou.text(wrong(good))
    await zhou.hears("这 6 位不对")
    assert await has(here, ZHOU)
    zhou.text(good)
    await zhou.hears("停用了")
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM factors") == [(0,)]


async def test_locked_in_chat(here: Town) -> None:
    """Whoever guesses is asked no more, and cannot ask for more."""
    zhou = await with_factor(here)
    zhou.text("/factor")
    zhou.tap("停用", await zhou.hears("您的动态码在用"))
    bad = wrong(await code_of(here, ZHOU))
    for words in ("这 6 位不对",) * 4 + ("先锁 15 分钟",):
        await zhou.hears("停用前先输一次")
        zhou.text(bad)
        await zhou.hears(words)
    zhou.forge("factorgone", zhou.last)
    await zhou.hears("停用前先输一次")
    zhou.text(await code_of(here, ZHOU))
    await zhou.hears("先锁 15 分钟")
    assert await has(here, ZHOU)


async def test_set_up_anew(here: Town) -> None:
    """The old one counts until the new secret is shown, and never again."""
    zhou = await with_factor(here)
    _, old = await stored(here, ZHOU)
    zhou.text("/factor")
    zhou.tap("重新设", await zhou.hears("您的动态码在用"))
    await zhou.hears("先输旧的动态码")
    zhou.text(await code_of(here, ZHOU))
    question = await zhou.hears("先在手机上装一个验证器")
    assert await has(here, ZHOU)
    zhou.tap("装好了", question)
    shown = await zhou.hears("扫这个二维码")
    await zhou.hears("现在是哪 6 位数字")
    _, new = await stored(here, ZHOU)
    assert new != old
    here.clock.advance(seconds=30)
    zhou.text(pyotp.TOTP(old).at(here.clock.now))
    await zhou.hears("这 6 位不对")
    zhou.text(await code_of(here, ZHOU))
    await zhou.hears("✅ 设好了")
    await zhou.sees("收起来了", shown)


async def test_role_gone_in_the_meantime(here: Town) -> None:
    """Neither the last digits nor an old button do anything."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    await scanned(here, zhou)
    code = await code_of(here, ZHOU)
    await demote(here, ZHOU)
    zhou.text(code)
    await zhou.hears("您现在不再是了")
    assert not await has(here, ZHOU)
    for data in ("factornew", "factorgone"):
        zhou.forge(data, zhou.last)
    zhou.text("/factor")
    await zhou.hears("只给工作人员用")
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_whose_it_is_not(here: Town) -> None:
    """Residents and members of teams have none; who has none yet has none to remove."""
    he, zhou = await here.known(HE), await here.staff(ZHOU, ZH_STAFF)
    he.text("/factor")
    await he.hears("只给工作人员用")
    he.forge("factornew", he.last)
    zhou.forge("factorgone", zhou.last)
    await here.server.world.until(lambda: any("还没有动态码" in one for one in zhou.chat.toasts))
    await here.quiet()
    assert here.rows("SELECT COUNT(*) FROM factors") == [(0,)]
    assert here.rows("SELECT COUNT(*) FROM dialogs") == [(0,)]


async def test_an_officer_has_one_and_erases_all(here: Town) -> None:
    hands = here.person(ZHOU)
    hands.start(await here.invite(ZH_STAFF, Role.DUTY_OFFICER))
    await hands.hears("")
    await scanned(here, hands)
    hands.text(await code_of(here, ZHOU))
    await hands.hears("✅ 设好了")
    await erased(here, hands)
    assert here.rows("SELECT COUNT(*) FROM factors") == [(0,)]


async def test_reset_while_it_is_set_up(here: Town) -> None:
    """By whoever looks after the bot: told, and the digits that come after that find nothing."""
    zhou = await here.staff(ZHOU, ZH_STAFF)
    shown = await scanned(here, zhou)
    person, _ = await stored(here, ZHOU)
    code = await code_of(here, ZHOU)
    async with here.parts.database.write() as store:
        assert await service.reset(store, person, now=here.clock.now)
        assert not await service.reset(store, person, now=here.clock.now)
    here.parts.sender.poke()
    await zhou.hears("您的动态码被清掉了")
    zhou.text(code)
    await zhou.hears("您还没有动态码")
    await zhou.sees("收起来了", shown)
