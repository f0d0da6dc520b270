"""A report from the photo to the reporter's word, on the page; and the bot killed in the middle of one."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, expect

from bot.demo import warned_words
from bot.demo.assets import WEB
from bot.demo.backstage import Backstage
from bot.demo.duty import NEIGHBOURS, OFFICERS
from bot.demo.hands import Hands
from bot.demo.run import CHANNELS, GROUP
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.demo.story import STAFF, WORDS
from tests.page.screen import NARROW, Handset, Screen, opened, stranger
from tests.town import query_file

Demo = tuple[DemoServer, Backstage]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def report(me: Handset, language: str, *, looked_at: bool = False) -> None:
    """A stranger's first report, up to the question for its place."""
    words = WORDS[language]
    await me.sends_photo("fire_lane", looked_at=looked_at)
    await me.taps(words.consent)
    await me.hears(words.ask_place)


@pytest.mark.parametrize("width", [1440, NARROW])
async def test_a_report_from_photo_to_verified(demo: Demo, browser: Browser, width: int) -> None:
    """In both languages at once, with a look by axe-core at every part of the page."""
    await asyncio.gather(*(story(demo[0], browser, language, width) for language in WORDS))


async def story(server: DemoServer, browser: Browser, language: str, width: int) -> None:
    """A stranger reports, staff deal with it, the stranger says that it is solved."""
    words, name = WORDS[language], stranger(server, language)
    async with opened(browser, server, language, width) as screen:
        await screen.is_accessible()
        me = await screen.takes(name)
        await report(me, language, looked_at=True)
        await me.presses(words.share)
        code = await me.hears_code(words.received)
        await me.taps(words.kind)
        await me.hears(words.kind_chosen)
        await screen.is_accessible()
        await screen.shows_report(code, "received")
        await deal_with_it(screen, name, server.world.phones[STAFF[language][0]].name, language)
        await (await screen.takes(name)).taps(words.solved)
        await me.hears(words.verified)
        await screen.shows_report(code, "verified")
        await screen.is_accessible()


async def deal_with_it(screen: Screen, reporter: str, staff: str, language: str) -> None:
    """Staff, side by side with the reporter where there is room; where there is none, a mark says that somebody rang."""
    words = WORDS[language]
    them = await screen.takes(staff, beside=True)
    await them.taps(words.accept)
    await them.taps(words.done)
    await them.hears(words.after_asked)
    await them.sends_photo("fire_lane")
    if not screen.narrow:
        await expect(
            screen.page.get_by_role("region", name=screen.say("phone_of", name=reporter), exact=True)
        ).to_be_visible()
        return
    await screen.goes("people")
    entry = screen.page.locator("#people li", has_text=reporter)
    await expect(entry.get_by_role("button").first).to_contain_text(screen.say("unread_rang"))
    await screen.is_accessible()


async def test_the_bot_is_killed_in_the_middle_and_goes_on(demo: Demo, browser: Browser) -> None:
    """By the page's own button; what is sent meanwhile waits, and is answered."""
    server, backstage = demo
    words, name = WORDS["zh-Hans"], stranger(server, "zh-Hans")
    async with opened(browser, server, "zh-Hans", 1440) as screen:
        me = await screen.takes(name)
        await report(me, "zh-Hans")
        before = backstage.bot.process
        kill = screen.page.get_by_role("button", name=screen.say("kill"))
        await kill.click()
        await expect(screen.page.get_by_role("status").filter(has_text=screen.say("bot.starting"))).to_be_visible()
        await me.presses(words.share)
        await me.hears(words.received)
        await expect(kill).to_be_enabled()
        back = screen.say("bot.back_with", seconds="@", said=1).split("@")[1]
        await expect(screen.page.locator("#engine")).to_contain_text(back)
        assert before is not None
        assert (before.returncode, backstage.state) == (-9, "ready")


async def test_everything_works_by_keyboard(demo: Demo, browser: Browser) -> None:
    """Choosing somebody, writing, a grid on the map, and away from a dialog by Esc."""
    server, _ = demo
    name = stranger(server, "en")
    async with opened(browser, server, "en", 1440) as screen:
        page = screen.page
        await page.locator("#people .who").first.focus()
        await page.keyboard.press("End")
        await page.keyboard.press("Home")
        for _ in range(
            [phone.name for phone in server.world.phones.values() if phone.actor.role == "resident"].index(name)
        ):
            await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        me = page.get_by_role("region", name=screen.say("phone_of", name=name), exact=True)
        await expect(me.get_by_role("textbox")).to_be_focused()
        await page.keyboard.type("a hole in the road")
        await page.keyboard.press("Enter")
        await expect(me.locator(".bubble.mine")).to_contain_text("a hole in the road")
        await page.keyboard.type("/pri")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(me.locator(".bubble.mine").last).to_contain_text("/privacy")
        await expect(me.get_by_role("textbox")).to_have_value("")
        await me.get_by_role("button", name=screen.say("photos")).press("Enter")
        await expect(page.get_by_role("dialog").get_by_role("button").first).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.locator("#map g.tap").first.focus()
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("Enter")
        await expect(page.locator("#map").get_by_role("status")).to_contain_text(f"{name}")
        await expect(me.locator(".bubble.mine .place-name")).to_have_text("Stone Bridge Grid")


async def test_a_phone_shows_whatever_is_sent(demo: Demo, browser: Browser) -> None:
    """An album as one grid, a voice, a film, a file, a picture of one's own; then the page in the other language."""
    server, _ = demo
    name = stranger(server, "en")
    async with opened(browser, server, "en", 1440) as screen:
        page, me = screen.page, await screen.takes(name)
        await me.box.get_by_role("button", name=screen.say("photos")).click()
        for sample in ("gas", "tree", "wires"):
            await page.get_by_role("dialog").get_by_role("button", name=screen.say(f"photo.{sample}")).click()
        await page.get_by_role("dialog").get_by_role("button", name=screen.say("send_album", count=3)).click()
        await expect(me.box.locator(".pictures.of-3 img")).to_have_count(3)
        for kind, shown in (("voice", ".voice"), ("video", ".film"), ("document", ".paper"), ("sticker", ".carried")):
            await me.box.get_by_role("button", name=screen.say("more"), exact=True).click()
            await me.box.get_by_role("button", name=screen.say(f"send.{kind}")).click()
            await expect(me.box.locator(f".bubble.mine {shown}")).to_have_count(1)
        await me.box.get_by_role("button", name=screen.say("photos")).click()
        await page.locator("dialog input[type=file]").set_input_files(WEB / "photos" / "gas.jpg")
        await expect(me.box.locator(".bubble.mine .of-1 img")).to_have_count(1)
        await me.box.locator(".log").press("Home")
        await me.box.get_by_role("button", name=screen.say("latest")).click()
        await expect(me.box.locator(".bubble").last).to_be_in_viewport()
        await me.box.get_by_role("button", name=screen.say("more"), exact=True).click()
        await me.box.get_by_role("button", name=screen.say("send.command")).click()
        await expect(
            me.box.get_by_role("group", name=screen.say("commands")).get_by_role("button").first
        ).to_be_visible()
        await screen.is_accessible()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name=screen.say("other_language")).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("哨 · 社区安全演示")
        await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


async def test_a_group_is_opened_beside(demo: Demo, browser: Browser) -> None:
    """Somebody lets the bot in, and speaks as one of those who are in it."""
    server, _ = demo
    async with opened(browser, server, "zh-Hans", 1440) as screen:
        await screen.page.get_by_role("button", name=screen.say("beside", name=GROUP)).click()
        phone = screen.page.locator(".phone", has_text=GROUP)
        await phone.get_by_role("button", name=screen.say("door.group.add_bot")).click()
        await expect(phone.locator(".service").last).to_have_text(screen.say("service.new_chat_members", names="哨"))
        await phone.get_by_role("combobox", name=screen.say("speak_as")).select_option(screen.say("as", name="马骏"))
        await phone.get_by_role("textbox").fill("大家好")
        await phone.get_by_role("textbox").press("Enter")
        await expect(phone.locator(".bubble.mine")).to_contain_text("大家好")
        await screen.is_accessible()


async def test_a_channel_is_read_and_posted_in(demo: Demo, browser: Browser) -> None:
    """It is bound from the beginning; who follows it reads, who runs it writes and may take the bot out."""
    server, backstage = demo
    database = backstage.bot.home / "data" / "shao.db"
    whose = "SELECT u.code FROM groups g JOIN units u ON u.id = g.unit_id WHERE g.kind = 'channel'"
    assert query_file(database, f"{whose} ORDER BY u.code") == [(unit,) for _, unit in STAFF.values()]
    title, _ = CHANNELS["zh-Hans"]
    async with opened(browser, server, "zh-Hans", 1440) as screen:
        await screen.page.get_by_role("button", name=screen.say("beside", name=title)).click()
        phone = screen.page.locator(".phone", has_text=title)
        await expect(phone).to_contain_text(screen.say("only_read"))
        await expect(phone.get_by_role("textbox")).to_have_count(0)
        await screen.is_accessible()
        as_whom = phone.get_by_role("combobox", name=screen.say("read_as"))
        await as_whom.select_option(screen.say("as", name="周敏"))
        await expect(phone.get_by_role("button", name=screen.say("door.channel.remove_bot"))).to_be_visible()
        await phone.get_by_role("textbox").fill("明天停水")
        await phone.get_by_role("textbox").press("Enter")
        await expect(phone.locator(".bubble.theirs").last).to_contain_text("明天停水")
        await as_whom.select_option(screen.say("as", name="林秀兰"))
        await expect(phone.locator(".bubble.theirs").last).to_contain_text("明天停水")
        await screen.is_accessible()


async def test_a_second_factor_is_scanned_and_typed(demo: Demo, browser: Browser) -> None:
    """By the officer's own authenticator, which stands above the chat from then on, and in every other window."""
    words, name = warned_words.WORDS["en"], demo[0].world.phones[OFFICERS["en"][0]].name
    async with opened(browser, demo[0], "en", 1440) as screen:
        me = await screen.takes(name)
        await expect(me.box.locator(".authenticator")).to_be_hidden()
        await me.box.get_by_role("textbox").fill("/factor")
        await me.box.get_by_role("textbox").press("Enter")
        await me.taps(words.app_there)
        await me.hears(words.code_asked)
        await screen.is_accessible()
        await me.box.get_by_role("button", name=screen.say("scan")).click()
        app = me.box.get_by_role("group", name=screen.say("authenticator"))
        await expect(app.locator("b")).to_have_text(re.compile(r"\d{3} \d{3}"))
        await expect(app).to_contain_text(re.compile(r"\d+ s left"))
        await expect(me.box.locator(".keys button").last).to_be_in_viewport(ratio=0.9)  # the chat stays at its end
        await screen.is_accessible()
        await app.get_by_role("button", name=screen.say("type_code")).click()
        await me.hears(words.code_set)
        await expect(me.box.get_by_role("button", name=screen.say("scan"))).to_have_count(0)
    async with opened(browser, demo[0], "en", NARROW) as screen:
        me = await screen.takes(name)
        await expect(me.box.locator(".authenticator b")).to_be_visible()
        await screen.is_accessible()


@pytest.mark.parametrize("width", [1440, NARROW])
async def test_buttons_and_commands_stand_as_in_telegram(demo: Demo, browser: Browser, width: int) -> None:
    """Below a short question they are as wide as what they say; a command after a comma can be tapped."""
    server, words = demo[0], warned_words.WORDS["zh-Hans"]
    zhou = server.person(STAFF["zh-Hans"][0])
    async with opened(browser, server, "zh-Hans", width) as screen:
        me = await screen.takes(zhou.chat.name)
        zhou.text("/alert")
        await me.hears(words.kind_asked)
        kinds = me.box.locator(".message", has_text=words.kind_asked).last.locator(".keys button")
        assert len(set(await kinds.evaluate_all("all => all.map(one => one.offsetHeight)"))) == 1, "one wraps"
        zhou.text("/cancel")
        zhou.press("帮助")
        await expect(me.box.locator(".command", has_text="/invite").last).to_be_visible()


@pytest.mark.parametrize("width", [1440, NARROW])
async def test_a_warning_fills_the_map(demo: Demo, browser: Browser, width: int) -> None:
    """Grid by grid, in numbers too; who needs help is said in words."""
    server, words = demo[0], warned_words.WORDS["zh-Hans"]
    me, neighbour = server.person(STAFF["zh-Hans"][0]), server.person(NEIGHBOURS["zh-Hans"][0])
    async with opened(browser, server, "zh-Hans", width) as screen:
        card = await written(me, words)
        me.tap(words.submit, card)
        officer = server.person(OFFICERS["zh-Hans"][0])
        officer.tap(words.approve, await officer.hears(words.waits))
        neighbour.tap(words.help, await neighbour.hears(words.yellow_rain))
        await screen.goes("map")
        part = screen.page.locator("#map .warning")
        await expect(part.locator("h2")).to_contain_text("暴雨")
        await expect(part.locator("li b")).to_have_text(screen.say("map_help", count=1))
        await expect(screen.page.locator("#map .fill")).not_to_have_count(0)
        await expect(screen.page.locator("#map .count.help")).to_have_text(screen.say("map_help", count=1))
        await screen.is_accessible()


async def written(me: Hands, words: warned_words.Words) -> Shown:
    """The card of a draft: rain, yellow, the whole community."""
    me.text("/alert")
    asked = await me.hears(words.kind_asked)
    for label, then in ((words.rain, words.level_asked), (words.yellow, words.area_asked)):
        me.tap(label, asked)
        await me.sees(then, asked)
    me.tap(words.whole, asked)
    return await me.hears(words.draft)
