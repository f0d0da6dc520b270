"""The tour's first story: a stranger reports, staff accept and finish, it is not fixed, then it is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.demo.server import DemoServer
from bot.demo.state import Shown
from bot.demo.telling import Line, does, hears, says, sees, taps

REPORTERS = {"zh-Hans": 1001, "en": 1004}
STAFF = {"zh-Hans": (1007, "QY-01"), "en": (1008, "QY-02")}


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
    home_asked: str
    home: str
    home_set: str
    anonymous: str
    anonymous_set: str
    accept: str
    accepted: str
    done: str
    after_asked: str
    before: str
    after: str
    done_said: str
    not_solved: str
    reopened: str
    staff_reopened: str
    solved: str
    verified: str
    staff_verified: str
    my_reports: str
    my_reports_shown: str
    points: str
    points_shown: str


WORDS = {
    "zh-Hans": Words(
        title="一个居民第一次用，工作人员来处理", photo="［照片］", place="［位置］", consent="同意", consent_asked="请点一下",
        ask_place="在哪里", share="分享位置", received="编号", kind_asked="哪一类", kind="消防通道", kind_chosen="记下了",
        home_asked="您住在", home="是，我住这里", home_set="好的，记下了：您住", anonymous="匿名",
        anonymous_set="都是匿名", accept="接单", accepted="已经接单", done="处理好了",
        after_asked="请发一张处理后的照片", before="上报时的样子", after="处理后的样子",
        done_said="您看看，解决了吗", not_solved="没有解决", reopened="重新打开", staff_reopened="上报人说还没解决", solved="已解决",
        verified="确认已解决", staff_verified="上报人确认已解决", my_reports="我的上报", my_reports_shown="您最近的上报",
        points="给您记", points_shown="您有",
    ),
    "en": Words(
        title="A resident's first report, and the staff who deal with it", photo="[photo]", place="[place]",
        consent="14 or older", consent_asked="Tap once", ask_place="Where is it", share="Share my location", received="Code",
        kind_asked="What kind", kind="Blocked fire lane", kind_chosen="Noted", home_asked="do you live", home="Yes, I live here",
        home_set="Noted: you live", anonymous="Anonymous", anonymous_set="anonymous from now on",
        accept="Accept", accepted="has taken it on", done="Done",
        after_asked="send a photo of how it is now", before="how it was when", after="how it is now", done_said="Is it solved",
        not_solved="Not solved", reopened="is open again", staff_reopened="it is not solved", solved="Solved",
        verified="is solved", staff_verified="confirms", my_reports="My reports", my_reports_shown="Your latest reports",
        points="which makes", points_shown="You have",
    ),
}  # fmt: skip


class Story:
    """Told by two people."""

    def __init__(self, server: DemoServer, language: str) -> None:
        self.words = WORDS[language]
        self.title = self.words.title
        self.reporter = server.person(REPORTERS[language])
        self.staff = server.person(STAFF[language][0])
        self._card: Shown | None = None

    async def play(self) -> AsyncIterator[Line]:
        """Every line, in the order in which a reader follows it."""
        words = self.words
        for part in (self._report, self._accept_and_finish, self._not_fixed, self._fixed):
            async for line in part(words):
                yield line

    async def _report(self, words: Words) -> AsyncIterator[Line]:
        me, staff = self.reporter, self.staff
        yield does(me, words.photo, me.photo)
        yield await hears(me, words.consent_asked)
        yield taps(me, words.consent)
        yield await hears(me, words.ask_place)
        yield does(me, words.place, me.press, words.share)
        yield await hears(me, words.received)
        yield await hears(me, words.kind_asked)
        self._card = await staff.hears("H-")
        yield says(staff, self._card)
        yield taps(me, words.kind)
        yield await sees(me, words.kind_chosen, me.last)
        yield await sees(staff, words.kind, self._card)
        yield await hears(me, words.home_asked)
        yield taps(me, words.home)
        yield await sees(me, words.home_set, me.last)
        yield taps(me, words.anonymous)
        yield await sees(me, words.anonymous_set, me.last)

    async def _accept_and_finish(self, words: Words) -> AsyncIterator[Line]:
        me, staff, card = self.reporter, self.staff, self._card
        assert card is not None
        yield taps(staff, words.accept, card)
        yield await hears(me, words.accepted)
        yield await sees(staff, staff.chat.actor.first_name, card)
        async for line in self._done(words):
            yield line

    async def _done(self, words: Words) -> AsyncIterator[Line]:
        """Staff show what they have done; the reporter sees how it was and how it is."""
        me, staff, card = self.reporter, self.staff, self._card
        assert card is not None
        yield taps(staff, words.done, card)
        yield await hears(staff, words.after_asked)
        yield does(staff, words.photo, staff.photo)
        yield await hears(me, words.before)
        yield await hears(me, words.after)
        yield await hears(me, words.done_said)

    async def _not_fixed(self, words: Words) -> AsyncIterator[Line]:
        me, staff, card = self.reporter, self.staff, self._card
        assert card is not None
        yield taps(me, words.not_solved)
        yield await hears(staff, words.staff_reopened)
        yield await sees(me, words.reopened, me.last)
        await staff.world.until(lambda: any(words.done in label for label in card.labels))
        async for line in self._done(words):
            yield line

    async def _fixed(self, words: Words) -> AsyncIterator[Line]:
        me, staff, asked = self.reporter, self.staff, self.reporter.last
        yield taps(me, words.solved)
        yield await hears(staff, words.staff_verified)
        yield await sees(me, words.verified, asked)
        yield await hears(me, words.points)
        yield does(me, "/points", me.text, "/points")
        yield await hears(me, words.points_shown)
        yield does(me, f"[{words.my_reports}]", me.press, words.my_reports)
        yield await hears(me, words.my_reports_shown)
