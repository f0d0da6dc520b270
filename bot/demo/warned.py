"""The tour's third story: a warning of rain, approved by a second one; it turns red, and nobody is there to approve it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.demo.duty import NEIGHBOURS, OFFICERS, WORKERS
from bot.demo.groups import Circle
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.demo.story import REPORTERS, STAFF
from bot.demo.telling import Line, does, hears, says, sees, taps, told

Later = Callable[[float], None]  # so many seconds pass

_AGAIN, _ALONE = 90, 31  # seconds until somebody is called again, and from there until one may send alone
_NEXT_CODE = 30


@dataclass(frozen=True)
class Words:
    """What the story listens for and taps, in one language."""

    title: str
    app_asked: str
    app_there: str
    scan: str
    scanned: str
    code_asked: str
    digits: str
    code_set: str
    kind_asked: str
    rain: str
    level_asked: str
    yellow: str
    area_asked: str
    whole: str
    draft: str
    submit: str
    waits: str
    approve: str
    through: str
    yellow_rain: str
    update: str
    level: str
    red: str
    red_draft: str
    alone: str
    too_early: str
    why: str
    reason: str
    alone_code: str
    sent_alone: str
    red_rain: str
    call: str
    heard: str
    to_review: str
    help: str
    where: str
    needs_help: str
    share: str
    found: str
    safe: str
    answered: str
    call_again: str
    call_deputy: str
    silent: str
    sheet: str
    sheet_shown: str
    power: str
    blue: str
    grid: str
    send: str
    blue_power: str
    wrong: str
    wrong_asked: str
    wrong_sure: str
    corrected: str
    clear: str
    clear_asked: str
    clear_sure: str
    cleared: str
    review: str
    review_asked: str
    review_words: str
    review_kept: str
    reviewed: str


WORDS = {
    "zh-Hans": Words(
        title="暴雨预警：两个人批准；变成红色时叫不到人，一个人发；叫应、更正、解除、复核",
        app_asked="先在手机上装一个验证器", app_there="装好了", scan="扫这个二维码", scanned="［用验证器扫码］",
        code_asked="现在是哪 6 位数字",
        digits="［验证器上的 6 位数字］", code_set="设好了", kind_asked="预警什么？", rain="暴雨", level_asked="什么等级？", yellow="黄色",
        area_asked="哪一片？", whole="整个", draft="预警草稿", submit="送去批准", waits="等第二个人批准", approve="批准，发出",
        through="发完了", yellow_rain="黄色 🟡预警 · 暴雨", update="更新", level="改等级", red="红色", red_draft="红色 🔴预警",
        alone="我一个人发", too_early="正在叫批准的人", why="为什么不等第二个人", reason="情况变得太快", alone_code="6 位动态码",
        sent_alone="一个人发的", red_rain="红色 🔴预警 · 暴雨", call="叫应", heard="收到", to_review="一个人发出了预警",
        help="需要帮助", where="您在哪里", needs_help="收到预警", share="分享位置", found="位置告诉他们了", safe="我安全",
        answered="平安 1，需要帮助 1", call_again="再叫一次", call_deputy="请您顶上", silent="没有人答，请打电话", sheet="叫应表",
        sheet_shown="叫应表", power="停电", blue="蓝色", grid="灯笼巷网格", send="发出", blue_power="蓝色 🔵预警 · 停电",
        wrong="发错了，更正", wrong_asked="更正预警", wrong_sure="确定更正", corrected="停电预警发错了", clear="解除",
        clear_asked="解除预警", clear_sure="确定解除", cleared="暴雨预警解除", review="写复核意见", review_asked="该不该这样发",
        review_words="该发。我在地下室抢险，手机没信号；下次先叫副手。", review_kept="复核记下了", reviewed="复核了",
    ),
    "en": Words(
        title="A warning of rain: approved by two; red, sent by one alone; roll call, correction, all clear, review",
        app_asked="authenticator app", app_there="I have one", scan="Scan this QR code", scanned="[scans it with the authenticator]",
        code_asked="Which six digits", digits="[6 digits from the authenticator]", code_set="Done.", kind_asked="A warning of what",
        rain="Rainstorm", level_asked="Which level", yellow="Yellow", area_asked="Where?", whole="All of", draft="Draft of warning",
        submit="Hand in", waits="waits for the second person", approve="Approve and send", through="is through",
        yellow_rain="Rainstorm warning, yellow", update="Update", level="Level", red="Red", red_draft="warning, red",
        alone="I send it alone",
        too_early="are being called", why="Why not wait", reason="It spreads too fast", alone_code="6 digits",
        sent_alone="Sent by one person alone", red_rain="Rainstorm warning, red", call="Roll call", heard="Heard",
        to_review="somebody has sent warning", help="I need help", where="Where are you", needs_help="after warning",
        share="Share my location", found="They know where you are", safe="I am safe", answered="1 safe, 1 need help",
        call_again="Once more", call_deputy="Please step in", silent="please telephone", sheet="Roll call", sheet_shown="Roll call W-",
        power="Power cut", blue="Blue", grid="Old Mill Grid", send="Send", blue_power="Power cut warning, blue", wrong="It was a mistake",
        wrong_asked="Correct warning", wrong_sure="Yes, correct it", corrected="was a mistake", clear="All clear",
        clear_asked="All clear for warning", clear_sure="Yes, all clear", cleared="All clear: Rainstorm", review="Write the review",
        review_asked="Was it right", review_words="It was right. I was in a basement without a signal; next time ring the deputy first.",
        review_kept="they have been told", reviewed="was reviewed",
    ),
}  # fmt: skip


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
        """Every line, in the order in which a reader follows it."""
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


def says_in(channel: Circle, shown: Shown) -> Line:
    """What is posted in a channel."""
    return Line(f"哨 → {channel.chat.title} {'🔔' if shown.rang else '🔕'}", shown.words)
