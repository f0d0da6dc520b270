"""The tour: a stranger reports, staff accept and finish, it is not fixed, then it is. In Chinese, then in English."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from bot.demo.hands import Hands
from bot.demo.server import DemoServer
from bot.demo.state import Shown

REPORTERS = {"zh-Hans": 1001, "en": 1004}
STAFF = {"zh-Hans": (1007, "QY-01"), "en": (1008, "QY-02")}

_CODE = re.compile(r"H-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


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


WORDS = {
    "zh-Hans": Words(
        title="一个居民第一次用，工作人员来处理", photo="［照片］", place="［位置］", consent="同意", consent_asked="请点一下",
        ask_place="在哪里", share="分享位置", received="编号", kind_asked="哪一类", kind="消防通道", kind_chosen="记下了",
        home_asked="您住在", home="是，我住这里", home_set="好的，记下了：您住", anonymous="匿名",
        anonymous_set="都是匿名", accept="接单", accepted="已经接单", done="处理好了",
        after_asked="请发一张处理后的照片", before="上报时的样子", after="处理后的样子",
        done_said="您看看，解决了吗", not_solved="没有解决", reopened="重新打开", staff_reopened="上报人说还没解决", solved="已解决",
        verified="确认已解决", staff_verified="上报人确认已解决", my_reports="我的上报", my_reports_shown="您最近的上报",
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
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the dialogue. `code` stands for the report's random code."""

    who: str
    said: str

    def __str__(self) -> str:
        return f"{self.who}: {self.said}"


class Story:
    """Plays the story with two people; AssertionError when somebody does not hear what they should."""

    def __init__(self, server: DemoServer, language: str) -> None:
        self.words = WORDS[language]
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
        yield self._does(me, words.photo, me.photo)
        yield self._says(me, await me.hears(words.consent_asked))
        yield self._does(me, f"[{words.consent}]", me.tap, words.consent)
        yield self._says(me, await me.hears(words.ask_place))
        yield self._does(me, words.place, me.press, words.share)
        yield self._says(me, await me.hears(words.received))
        yield self._says(me, await me.hears(words.kind_asked))
        self._card = await staff.hears("H-")
        yield self._says(staff, self._card)
        yield self._does(me, f"[{words.kind}]", me.tap, words.kind)
        yield self._says(me, await me.sees(words.kind_chosen, me.last), edited=True)
        yield self._says(staff, await staff.sees(words.kind, self._card), edited=True)
        yield self._says(me, await me.hears(words.home_asked))
        yield self._does(me, f"[{words.home}]", me.tap, words.home)
        yield self._says(me, await me.sees(words.home_set, me.last), edited=True)
        yield self._does(me, f"[{words.anonymous}]", me.tap, words.anonymous)
        yield self._says(me, await me.sees(words.anonymous_set, me.last), edited=True)

    async def _accept_and_finish(self, words: Words) -> AsyncIterator[Line]:
        me, staff, card = self.reporter, self.staff, self._card
        assert card is not None
        yield self._does(staff, f"[{words.accept}]", staff.tap, words.accept, card)
        yield self._says(me, await me.hears(words.accepted))
        yield self._says(staff, await staff.sees(staff.chat.actor.first_name, card), edited=True)
        async for line in self._done(words):
            yield line

    async def _done(self, words: Words) -> AsyncIterator[Line]:
        """Staff show what they have done; the reporter sees how it was and how it is."""
        me, staff, card = self.reporter, self.staff, self._card
        assert card is not None
        yield self._does(staff, f"[{words.done}]", staff.tap, words.done, card)
        yield self._says(staff, await staff.hears(words.after_asked))
        yield self._does(staff, words.photo, staff.photo)
        yield self._says(me, await me.hears(words.before))
        yield self._says(me, await me.hears(words.after))
        yield self._says(me, await me.hears(words.done_said))

    async def _not_fixed(self, words: Words) -> AsyncIterator[Line]:
        me, staff, card = self.reporter, self.staff, self._card
        assert card is not None
        yield self._does(me, f"[{words.not_solved}]", me.tap, words.not_solved)
        yield self._says(staff, await staff.hears(words.staff_reopened))
        yield self._says(me, await me.sees(words.reopened, me.last), edited=True)
        await staff.world.until(lambda: any(words.done in label for label in card.labels))
        async for line in self._done(words):
            yield line

    async def _fixed(self, words: Words) -> AsyncIterator[Line]:
        me, staff = self.reporter, self.staff
        yield self._does(me, f"[{words.solved}]", me.tap, words.solved)
        yield self._says(staff, await staff.hears(words.staff_verified))
        yield self._says(me, await me.sees(words.verified, me.last), edited=True)
        yield self._does(me, f"[{words.my_reports}]", me.press, words.my_reports)
        yield self._says(me, await me.hears(words.my_reports_shown))

    def _does(self, hands: Hands, what: str, act: Callable[..., Any], *arguments: Any) -> Line:
        act(*arguments)
        return Line(hands.chat.actor.first_name, what)

    def _says(self, hands: Hands, shown: Shown, *, edited: bool = False) -> Line:
        bell = "✎" if edited else "🔔" if shown.rang else "🔕"
        labels = "".join(f" [{label}]" for label in shown.labels[:6])
        return Line(f"哨 → {hands.chat.actor.first_name} {bell}", f"{shown.words}{labels}")


def without_chance(text: str) -> str:
    """The same text on every day and for every report: codes and times become placeholders."""
    text = _CODE.sub("H-····-····", text)
    return re.sub(r"(今天|明天|today|tomorrow|\d+月\d+日|\d+/\d+) \d\d:\d\d", "⟨time⟩", text)
