"""The page in a browser, as somebody uses it: by what stands on buttons."""

import itertools
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo.assets import WEB
from bot.demo.people import Actor
from bot.demo.server import DemoServer
from tests.town import CODE

NARROW = 390
HEIGHT = {1440: 900, NARROW: 844}
TAGS = {"zh-Hans": ("zh", "zh-CN", "zh-hans"), "en": ("en", "en-GB", "en")}
PATIENCE_MS = 20_000

_strangers = itertools.count(5001)


class Screen:
    """One browser window. `wrong` collects what the console and the network complain of."""

    def __init__(self, page: Page, language: str, width: int) -> None:
        self.page = page
        self.narrow = width == NARROW
        self.wrong: list[str] = []
        self._words = json.loads((WEB / "words" / f"{TAGS[language][0]}.json").read_text(encoding="utf8"))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("requestfailed", lambda request: self.wrong.append(f"{request.url} {request.failure}"))
        page.on(
            "response",
            lambda answer: self.wrong.append(f"{answer.url} {answer.status}") if answer.status >= 400 else None,
        )

    def say(self, key: str, **given: Any) -> str:
        """The page's own words."""
        return str(self._words[key]).format(**given)

    async def goes(self, view: str) -> None:
        """To people, chat or map, which stand side by side where there is room."""
        if self.narrow:
            await self.page.locator(f"#tabs [data-to={view}]").click()

    async def takes(self, name: str, *, beside: bool = False) -> "Handset":
        """Somebody's phone, into the hand."""
        await self.goes("people")
        entry = self.page.locator("#people li", has_text=name)
        await (entry.locator(".beside") if beside and not self.narrow else entry.locator(".who")).click()
        return Handset(self, self.page.get_by_role("region", name=self.say("phone_of", name=name), exact=True))

    async def shows_report(self, code: str, state: str) -> None:
        """On the map, and in words in the list below it."""
        await self.goes("map")
        await expect(self.page.locator("#map li", has_text=code).locator(".state")).to_have_text(
            self.say(f"state.{state}")
        )
        await expect(self.page.locator("#map .report")).not_to_have_count(0)

    async def is_accessible(self) -> None:
        """By axe-core's checks, good practice among them."""
        await self.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))")
        found = await Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()


class Handset:
    """One of the open phones."""

    def __init__(self, screen: Screen, box: Locator) -> None:
        self.screen = screen
        self.box = box

    async def sends_photo(self, sample: str, *, looked_at: bool = False) -> None:
        """From the picker; while it is open its page may be looked at by axe."""
        screen = self.screen
        await self.box.get_by_role("button", name=screen.say("photos"), exact=True).click()
        dialog = screen.page.get_by_role("dialog")
        await dialog.get_by_role("button", name=screen.say(f"photo.{sample}")).click()
        if looked_at:
            await screen.is_accessible()
        await dialog.get_by_role("button", name=screen.say("send_photo"), exact=True).click()
        await expect(self.box.locator(".bubble.mine img")).not_to_have_count(0)

    async def hears(self, words: str) -> None:
        """The bot's words stand in the chat."""
        await expect(self.box.locator(".bubble.theirs", has_text=words).last).to_be_visible()

    async def hears_code(self, words: str) -> str:
        """The same, and the code of a report that is said there."""
        await self.hears(words)
        found = CODE.search(await self.box.locator(".bubble.theirs", has_text=words).last.inner_text())
        assert found is not None
        return found.group()

    async def taps(self, label: str) -> None:
        """The latest button that says this, in capitals and small letters as here."""
        await self.box.locator(".keys").get_by_role("button", name=re.compile(re.escape(label))).last.click()

    async def presses(self, label: str) -> None:
        """A key of the keyboard below."""
        await self.box.locator(".keyboard").get_by_role("button", name=label).click()


@asynccontextmanager
async def opened(browser: Browser, server: DemoServer, language: str, width: int) -> AsyncIterator[Screen]:
    """A window on the page, which must not complain of anything until it is closed."""
    size: Any = {"width": width, "height": HEIGHT[width]}
    context = await browser.new_context(viewport=size, locale=TAGS[language][1], reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    screen = Screen(await context.new_page(), language, width)
    await screen.page.goto(server.url)
    await expect(screen.page.locator(".composer").first).to_be_visible()
    yield screen
    assert screen.wrong == []
    await context.close()


def stranger(server: DemoServer, language: str) -> str:
    """The name of a new resident, who lives where Lin and Emily do."""
    number = next(_strangers)
    name = f"{'邻居' if language == 'zh-Hans' else 'Neighbour'}{number}"
    point = (30.6607, 104.0580) if language == "zh-Hans" else (30.6586, 104.0643)
    server.world.add_person(Actor(number, name, TAGS[language][2], "resident", *point))
    return name
