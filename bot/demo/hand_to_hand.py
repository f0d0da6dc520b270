"""The tour's second story: a rider reports, a neighbour joins, a team refuses, a whistle brings the next one, which does it twice."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.demo.hands import Hands
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.demo.story import REPORTERS, STAFF
from bot.demo.telling import Line, code_in, does, hears, says, sees, taps

RIDERS = {"zh-Hans": 1006, "en": 1016}
FIRMS = {"zh-Hans": (1010, "QY-01-FIRM"), "en": (1011, "QY-02-FIRM")}
URBAN = {"zh-Hans": (1012, "QY-URBAN"), "en": (1013, "QY-URBAN")}
BESIDE = {1009: ("QY", "staff"), 1014: ("QY-FIRE", "department"), 1015: ("QY-GAS", "department")}  # not in the story


@dataclass(frozen=True)
class Words:
    """What the story listens for and taps, in one language."""

    title: str
    photo: str
    place: str
    consent: str
    consent_asked: str
    ask_place: str
    share: str
    received: str
    kind_asked: str
    kind: str
    kind_chosen: str
    passed_on: str
    offer: str
    join: str
    joined: str
    refuse: str
    whose: str
    urban: str
    why: str
    reason: str
    to_urban: str
    whistle: str
    whistle_asked: str
    whistle_kind: str
    whom_asked: str
    sheet: str
    summoned: str
    coming: str
    come: str
    taken: str
    on_site: str
    there: str
    done: str
    after_asked: str
    before: str
    after: str
    done_said: str
    not_solved: str
    reopened: str
    solved: str
    verified: str
    told_verified: str
    passport: str
    passport_shown: str


WORDS = {
    "zh-Hans": Words(
        title="骑手上报，邻居加入，一家说不归他们管，吹哨叫来下一家办好", photo="［照片］", place="［位置］",
        consent="同意", consent_asked="请点一下", ask_place="在哪里", share="分享位置", received="编号", kind_asked="哪一类",
        kind="电线电路", kind_chosen="记下了", passed_on="已经转给负责的单位", offer="是同一个吗", join="同一个，加入", joined="加入了",
        refuse="不属于我方…", whose="应该归谁", urban="城管", why="为什么不归你们", reason="不在我们负责的范围",
        to_urban="已转给：城管", whistle="吹哨…", whistle_asked="吹哪一种哨", whistle_kind="日常哨",
        whom_asked="叫哪一家", sheet="日常哨，", summoned="吹哨：", coming="收到，马上去",
        come="说马上去", taken="已经接手", on_site="到场", there="已经到现场",
        done="完成", after_asked="请发一张处理后的照片", before="上报时的样子", after="处理后的样子", done_said="您看看，解决了吗",
        not_solved="没有解决", reopened="重新打开", solved="已解决", verified="确认已解决", told_verified="说解决了",
        passport="进度卡", passport_shown="办理进度卡",
    ),
    "en": Words(
        title="A rider reports, a neighbour joins, one team refuses, a whistle brings the next one, which mends it",
        photo="[photo]", place="[place]",
        consent="14 or older", consent_asked="Tap once", ask_place="Where is it", share="Share my location", received="Code",
        kind_asked="What kind", kind="Wiring", kind_chosen="Noted", passed_on="has been passed on",
        offer="Is it the same", join="The same, join it", joined="Joined",
        refuse="Not ours…", whose="Whose is", urban="Urban management", why="Why is", reason="It is not in our area",
        to_urban="Passed on to: Urban management", whistle="Whistle…", whistle_asked="Which whistle",
        whistle_kind="Daily", whom_asked="Which team for", sheet="daily whistle",
        summoned="Whistle:", coming="on our way", come="answered after", taken="have taken it", on_site="On site", there="are there now",
        done="Done", after_asked="send a photo of how it is now", before="how it was when", after="how it is now",
        done_said="Is it solved", not_solved="Not solved", reopened="open again", solved="Solved", verified="is solved",
        told_verified="says it is solved", passport="Progress card", passport_shown="Progress card",
    ),
}  # fmt: skip


class HandToHand:
    """Told by five people, of whom the neighbour has reported before."""

    def __init__(self, server: DemoServer, language: str) -> None:
        self.words = WORDS[language]
        self.title = self.words.title
        self.rider = server.person(RIDERS[language])
        self.neighbour = server.person(REPORTERS[language])
        self.staff = server.person(STAFF[language][0])
        self.firm = server.person(FIRMS[language][0])
        self.urban = server.person(URBAN[language][0])

    async def play(self) -> AsyncIterator[Line]:
        """Every line, in the order in which a reader follows it."""
        for part in (
            self._rider_reports,
            self._neighbour_joins,
            self._firm_refuses,
            self._staff_whistle,
            self._urban_mends,
            self._looked_at,
        ):
            async for line in part(self.words):
                yield line

    async def _rider_reports(self, words: Words) -> AsyncIterator[Line]:
        me = self.rider
        yield does(me, words.photo, me.photo)
        yield await hears(me, words.consent_asked)
        yield taps(me, words.consent)
        yield await hears(me, words.ask_place)
        yield does(me, words.place, me.press, words.share)
        received = await me.hears(words.received)
        self._code = code_in(received.words)  # cards of other cases may come meanwhile
        yield says(me, received)
        yield await hears(me, words.kind_asked)
        asked = me.last
        self._card = await self.staff.hears(self._code)
        yield taps(me, words.kind, asked)
        yield await sees(me, words.kind_chosen, asked)
        yield await hears(me, words.passed_on)
        self._theirs = await self.firm.hears(self._code)
        yield says(self.firm, self._theirs)

    async def _neighbour_joins(self, words: Words) -> AsyncIterator[Line]:
        me, there = self.neighbour, self.rider.chat.actor
        yield does(me, words.photo, me.photo)
        yield await hears(me, words.ask_place)
        yield does(me, words.place, me.place, there.latitude, there.longitude)
        yield await hears(me, words.received)
        offered = await me.hears(words.offer)
        yield says(me, offered)
        yield taps(me, words.join, offered)
        yield await sees(me, words.joined, offered)

    async def _firm_refuses(self, words: Words) -> AsyncIterator[Line]:
        me = self.firm
        yield taps(me, words.refuse, self._theirs)
        question = await me.hears(words.whose)
        yield says(me, question)
        yield taps(me, words.urban, question)
        yield await sees(me, words.why, question)
        yield taps(me, words.reason, question)
        yield await sees(self.staff, words.to_urban, self._card)

    async def _staff_whistle(self, words: Words) -> AsyncIterator[Line]:
        me = self.staff
        self._theirs = await self.urban.hears(self._code)
        yield says(self.urban, self._theirs)
        yield taps(me, words.whistle, self._card)
        question = await me.hears(words.whistle_asked)
        yield says(me, question)
        yield taps(me, words.whistle_kind, question)
        yield await sees(me, words.whom_asked, question)
        yield taps(me, words.urban, question)
        self._sheet = await me.hears(words.sheet)
        yield says(me, self._sheet)
        self._summons = await self.urban.hears(words.summoned)
        yield says(self.urban, self._summons)

    async def _urban_mends(self, words: Words) -> AsyncIterator[Line]:
        me = self.urban
        yield taps(me, words.coming, self._summons)
        yield await sees(self.staff, words.come, self._sheet)
        for hands in (self.rider, self.neighbour):
            yield await hears(hands, words.taken)
        yield await self._presses(me, words.on_site, self._summons)
        yield await hears(self.rider, words.there)
        async for line in self._done(words):
            yield line

    async def _done(self, words: Words) -> AsyncIterator[Line]:
        me = self.urban
        yield await self._presses(me, words.done, self._theirs)
        yield await hears(me, words.after_asked)
        yield does(me, words.photo, me.photo)
        for said in (words.before, words.after, words.done_said):
            yield await hears(self.rider, said)

    async def _looked_at(self, words: Words) -> AsyncIterator[Line]:
        me = self.rider
        yield taps(me, words.not_solved)
        yield await hears(self.urban, words.reopened)
        async for line in self._done(words):
            yield line
        yield taps(me, words.solved)
        yield await sees(me, words.verified, me.last)
        yield await hears(self.neighbour, words.told_verified)
        yield taps(self.staff, words.passport, self._card)
        yield await hears(self.staff, words.passport_shown)

    async def _presses(self, hands: Hands, label: str, card: Shown) -> Line:
        """As soon as the card has the button."""
        await hands.world.until(lambda: any(label in one for one in card.labels))
        return taps(hands, label, card)
