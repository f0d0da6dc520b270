"""The tour's third story: a warning of rain, approved by a second one; it turns red, and nobody is there to approve it."""

from collections.abc import AsyncIterator, Callable

from bot.demo.duty import NEIGHBOURS, OFFICERS, WORKERS
from bot.demo.groups import Circle
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.demo.story import REPORTERS, STAFF
from bot.demo.telling import Line, does, hears, says, says_in, sees, taps, told
from bot.demo.warned_words import WORDS, Words

Later = Callable[[float], None]  # so many seconds pass

_AGAIN, _ALONE = 90, 31  # seconds until somebody is called again, and from there until one may send alone
_NEXT_CODE = 30


class Warned:
    """Told by staff, an officer, the worker of a grid, two residents and a channel."""

    def __init__(self, server: DemoServer, language: str, channel: Circle, later: Later) -> None:
        self.words = WORDS[language]
        self.title = self.words.title
        self.staff = server.person(STAFF[language][0])
        self.officer = server.person(OFFICERS[language][0])
        self.worker = server.person(WORKERS[language][0])
        self.resident = server.person(REPORTERS[language])
        self.neighbour = server.person(NEIGHBOURS[language][0])
        self.channel = channel
        self._app = server.authenticator
        self._later = later

    async def play(self) -> AsyncIterator[Line]:
        """Every line, in the order in which a reader follows it. What came from next door in the story before counts as read."""
        self.officer.catch_up()
        for part in (
            self._second_factor,
            self._yellow,
            self._red,
            self._nobody_answers,
            self._roll_call,
            self._answers,
            self._one_is_silent,
            self._mistake,
            self._all_clear,
            self._review,
        ):
            async for line in part(self.words):
                yield line

    async def _second_factor(self, words: Words) -> AsyncIterator[Line]:
        me = self.staff
        yield does(me, "/factor", me.text, "/factor")
        yield await hears(me, words.app_asked)
        yield taps(me, words.app_there)
        shown = await me.hears(words.scan)
        yield says(me, shown)
        yield await hears(me, words.code_asked)
        yield does(me, words.scanned, self._app.scan, me.chat.id, shown)
        yield self._digits(words)
        yield await hears(me, words.code_set)
        self._later(_NEXT_CODE)

    async def _yellow(self, words: Words) -> AsyncIterator[Line]:
        me, officer = self.staff, self.officer
        async for line in self._written(words.rain, words.yellow, words.whole):
            yield line
        yield taps(me, words.submit, self._card)
        yield await sees(me, words.waits, self._card)
        asked = await officer.hears(words.waits)
        yield says(officer, asked)
        yield taps(officer, words.approve, asked)
        yield says_in(self.channel, await self.channel.hears(words.yellow_rain))
        for hands in (self.resident, self.neighbour):
            yield await hears(hands, words.yellow_rain)
        yield await sees(me, words.through, self._card)

    async def _written(self, kind: str, level: str, area: str) -> AsyncIterator[Line]:
        """A draft in three taps; its card."""
        me, words = self.staff, self.words
        yield does(me, "/alert", me.text, "/alert")
        asked = await me.hears(words.kind_asked)
        yield says(me, asked)
        for label, then in ((kind, words.level_asked), (level, words.area_asked)):
            yield taps(me, label, asked)
            yield await sees(me, then, asked)
        yield taps(me, area, asked)
        self._card = await me.hears(words.draft)
        yield says(me, self._card)

    async def _red(self, words: Words) -> AsyncIterator[Line]:
        me = self.staff
        yield taps(me, words.update, self._card)
        draft = await me.hears(words.draft)
        yield taps(me, words.level, draft)
        asked = await me.hears(words.level_asked)
        yield says(me, asked)
        yield taps(me, words.red, asked)
        self._card = await me.hears(words.red_draft)
        yield says(me, self._card)
        yield taps(me, words.submit, self._card)
        yield await hears(self.officer, words.red_draft)
        await me.sees(words.waits, self._card)
        yield taps(me, words.alone, self._card)
        yield await told(me, words.too_early)

    async def _nobody_answers(self, words: Words) -> AsyncIterator[Line]:
        """The officer is called once more; then who is on duty may send it alone."""
        me = self.staff
        self._later(_AGAIN)
        yield await hears(self.officer, words.waits)
        self._later(_ALONE)
        self._card = await me.hears(words.waits)
        yield says(me, self._card)
        yield taps(me, words.alone, self._card)
        asked = await me.hears(words.why)
        yield says(me, asked)
        yield taps(me, words.reason, asked)
        yield await sees(me, words.alone_code, asked)
        yield self._digits(words)
        await me.sees(words.sent_alone, self._card)
        self._review_asked = await self.officer.hears(words.to_review)
        yield says(self.officer, self._review_asked)

    async def _roll_call(self, words: Words) -> AsyncIterator[Line]:
        """For each grid and for the rest: three are theirs, one has a worker of its own."""
        me = self.staff
        for _ in range(3):
            called = await me.hears(words.call)
            yield says(me, called)
            yield taps(me, words.heard, called)
        yield await hears(self.worker, words.call)
        yield says_in(self.channel, await self.channel.hears(words.red_rain))

    async def _answers(self, words: Words) -> AsyncIterator[Line]:
        me = self.resident
        warned = await me.hears(words.red_rain)
        yield says(me, warned)
        yield taps(me, words.help, warned)
        yield await hears(me, words.where)
        yield await hears(self.staff, words.needs_help)
        yield does(me, f"[{words.share}]", me.press, words.share)
        yield await hears(me, words.found)
        safe = await self.neighbour.hears(words.red_rain)
        yield taps(self.neighbour, words.safe, safe)
        await self.staff.sees(words.answered, self._card)
        yield await sees(self.staff, words.through, self._card)

    async def _one_is_silent(self, words: Words) -> AsyncIterator[Line]:
        me = self.staff
        for hands, said in (
            (self.worker, words.call_again),
            (self.officer, words.call_deputy),
            (me, words.silent),
        ):
            self._later(_AGAIN)
            yield await hears(hands, said)
        yield taps(me, words.sheet, self._card)
        yield await hears(me, words.sheet_shown)

    async def _mistake(self, words: Words) -> AsyncIterator[Line]:
        """Another one, which should not have been sent."""
        me, red = self.staff, self._card
        async for line in self._written(words.power, words.blue, words.grid):
            yield line
        yield taps(me, words.send, self._card)
        yield await hears(self.resident, words.blue_power)
        await self._ready(self._card, words.wrong)
        async for line in self._taken_back(words.wrong, words.wrong_asked, words.wrong_sure):
            yield line
        yield await hears(self.resident, words.corrected)
        self._card = red

    async def _all_clear(self, words: Words) -> AsyncIterator[Line]:
        async for line in self._taken_back(words.clear, words.clear_asked, words.clear_sure):
            yield line
        yield says_in(self.channel, await self.channel.hears(words.cleared))
        for hands in (self.resident, self.neighbour):
            yield await hears(hands, words.cleared)

    async def _taken_back(self, how: str, asked: str, sure: str) -> AsyncIterator[Line]:
        me = self.staff
        yield taps(me, how, self._card)
        question = await me.hears(asked)
        yield says(me, question)
        yield taps(me, sure, question)

    async def _review(self, words: Words) -> AsyncIterator[Line]:
        me = self.officer
        yield taps(me, words.review, self._review_asked)
        yield await hears(me, words.review_asked)
        yield does(me, words.review_words, me.text, words.review_words)
        yield await hears(me, words.review_kept)
        yield await hears(self.staff, words.reviewed)

    def _digits(self, words: Words) -> Line:
        me = self.staff
        return does(me, words.digits, me.text, self._app.code(me.chat.id))

    async def _ready(self, card: Shown, label: str) -> None:
        await self.staff.world.until(lambda: any(label in one for one in card.labels))
