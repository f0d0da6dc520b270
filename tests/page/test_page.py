"""A report from the photo to the reporter's word, on the page; and the bot killed in the middle of one."""

import pytest
from playwright.async_api import Browser, expect

from bot.demo.backstage import Backstage
from bot.demo.server import DemoServer
from bot.demo.story import STAFF, WORDS
from tests.page.screen import NARROW, Handset, Screen, opened, stranger

Demo = tuple[DemoServer, Backstage]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def report(me: Handset, language: str, *, looked_at: bool = False) -> None:
    """A stranger's first report, up to the question for its place."""
    words = WORDS[language]
    await me.sends_photo("fire_lane", looked_at=looked_at)
    await me.taps(words.consent)
    await me.hears(words.ask_place)


@pytest.mark.parametrize("width", [1440, NARROW])
@pytest.mark.parametrize("language", WORDS)
async def test_a_report_from_photo_to_verified(demo: Demo, browser: Browser, language: str, width: int) -> None:
    """With a look by axe-core at every part of the page."""
    server, _ = demo
    words, name = WORDS[language], stranger(server, language)
    staff_name = server.world.phones[STAFF[language][0]].name
    async with opened(browser, server, language, width) as screen:
        await screen.is_accessible()
        me = await screen.takes(name)
        await report(me, language, looked_at=True)
        await me.presses(words.share)
        await me.hears(words.received)
        await me.taps(words.kind)
        await me.hears(words.kind_chosen)
        await screen.is_accessible()
        await screen.shows_report("received")
        await deal_with_it(screen, name, staff_name, language)
        await (await screen.takes(name)).taps(words.solved)
        await me.hears(words.verified)
        await screen.shows_report("verified")
        await screen.is_accessible()


async def deal_with_it(screen: Screen, reporter: str, staff: str, language: str) -> None:
    """Staff, side by side with the reporter where there is room; where there is none, a mark says that somebody rang."""
    words = WORDS[language]
    them = await screen.takes(staff, beside=True)
    await them.taps(words.accept)
    await them.taps(words.done)
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
        await me.get_by_role("button", name=screen.say("photos")).press("Enter")
        await expect(page.get_by_role("dialog").get_by_role("button").first).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.locator("#map g.tap").first.focus()
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("Enter")
        await expect(page.locator("#map").get_by_role("status")).to_contain_text(f"{name}")
        await expect(me.locator(".bubble.mine .place-name")).to_have_text("Stone Bridge Grid")
