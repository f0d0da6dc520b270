"""Makes .github/demo.png, README's picture of the demo. Needs `pip install playwright` and Chromium; run it with .venv's python."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import async_playwright

from bot.demo.run import community
from bot.demo.story import REPORTERS, WORDS

TARGET = Path(__file__).with_name("demo.png")


async def main(chromium: str) -> None:
    """Reports a blocked fire lane with the people's own hands, and takes the picture of the reporter's phone."""
    words = WORDS["zh-Hans"]
    async with community(0) as (server, _bot), async_playwright() as playwright:
        me = server.person(REPORTERS["zh-Hans"])
        me.photo()
        me.tap(words.consent, await me.hears(words.consent_asked))
        await me.hears(words.ask_place)
        me.press(words.share)
        await me.hears(words.kind_asked)
        me.tap(words.kind)
        await me.hears(words.home_asked)
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1100, "height": 1000})
        await page.goto(server.url)
        await page.get_by_text(words.home).wait_for()
        await page.screenshot(path=TARGET)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium"))
