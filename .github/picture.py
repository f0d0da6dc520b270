"""Makes README's pictures of the demo: `python .github/picture.py`. Needs the test extra, chromium, fonts-noto-cjk and
fonts-noto-color-emoji."""

import asyncio
import shutil
from pathlib import Path

from playwright.async_api import async_playwright

from bot.demo import hand_to_hand, warned_words
from bot.demo.assets import sample_photo
from bot.demo.duty import OFFICERS
from bot.demo.hand_to_hand import FIRMS
from bot.demo.run import community
from bot.demo.server import DemoServer
from bot.demo.story import REPORTERS, STAFF, WORDS

HERE = Path(__file__).parent
NEIGHBOUR, RIDER = 1002, 1006
_GOT_IT, _STOP = "收到", "停止发送"
_HALF_SECONDS = 24.0  # in which about half of a community has a warning
PHONES = {"resident": NEIGHBOUR, "staff": STAFF["zh-Hans"][0], "team": FIRMS["zh-Hans"][0]}


async def report(server: DemoServer, person_id: int, photo: str, kind: str) -> None:
    """Somebody's first report, by their own hands; some have consented long ago."""
    words, me = WORDS["zh-Hans"], server.person(person_id)
    is_known = me.chat.started
    me.photo(content=sample_photo(photo))
    if not is_known:
        me.tap(words.consent, await me.hears(words.consent_asked))
    await me.hears(words.ask_place)
    me.press(words.share)
    asked = await me.hears(words.kind_asked)
    me.tap(kind, asked)
    await me.sees(words.kind_chosen, asked)


async def warned(server: DemoServer) -> None:
    """A yellow warning of rain, written by one and approved by another, is half out."""
    words, officer = warned_words.WORDS["zh-Hans"], server.person(OFFICERS["zh-Hans"][0])
    me = server.person(STAFF["zh-Hans"][0])
    me.text("/alert")
    asked = await me.hears(words.kind_asked)
    for label, then in ((words.rain, words.level_asked), (words.yellow, words.area_asked)):
        me.tap(label, asked)
        await me.sees(then, asked)
    me.tap(words.whole, asked)
    me.tap(words.submit, await me.hears(words.draft))
    officer.tap(words.approve, await officer.hears(words.waits))
    await asyncio.sleep(_HALF_SECONDS)


async def spread() -> None:
    """One picture shows how a warning goes out: the card of who wrote it, that of who approved it, the map."""
    async with community(0, crowd=2000) as (server, _), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", reduced_motion="reduce")
        await page.goto(server.url)
        name = server.person(OFFICERS["zh-Hans"][0]).chat.name
        await page.locator(".composer").first.wait_for()
        await page.locator("#people li", has_text=name).locator(".who").click()
        await warned(server)
        for phone in await page.locator(".phone").all():
            card = phone.locator(".message", has=page.get_by_role("button", name=_STOP))
            await card.last.evaluate("one => one.scrollIntoView({ block: 'center' })")
        await page.evaluate("document.activeElement.blur()")
        await page.screenshot(path=HERE / "warning.png")
        await browser.close()


async def main() -> None:
    """Two neighbours and a resident report; the property firm takes one on. One picture shows the page, the others a phone each."""
    words = WORDS["zh-Hans"]
    async with community(0) as (server, _), async_playwright() as playwright:
        firm, team = server.person(FIRMS["zh-Hans"][0]), hand_to_hand.WORDS["zh-Hans"]
        await report(server, NEIGHBOUR, "manhole", "井盖")
        firm.tap(_GOT_IT, await firm.hears("H-"))
        await server.person(NEIGHBOUR).hears(team.taken)
        await report(server, RIDER, "tree", "树木")
        await report(server, REPORTERS["zh-Hans"], "fire_lane", words.kind)
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", reduced_motion="reduce")
        await page.goto(server.url)
        await page.locator("#map li").nth(4).wait_for()
        await page.locator(".phone").nth(1).get_by_text(words.kind).last.wait_for()
        await page.evaluate("document.activeElement.blur()")
        await page.screenshot(path=HERE / "demo.png")
        for file, person_id in PHONES.items():
            name = server.person(person_id).chat.name
            await page.locator("#people li", has_text=name).locator(".who").click()
            phone = page.get_by_role("region", name=f"{name}的手机", exact=True)
            await phone.get_by_text("H-").last.wait_for()
            await page.evaluate("document.activeElement.blur()")
            await phone.screenshot(path=HERE / f"{file}.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
    asyncio.run(spread())
