"""For any input: HTML against what it was made from, and the queue of updates against a plain list."""

import asyncio
import html
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, MessageEntity
from telegram.constants import MessageLimit

from bot.demo.errors import ApiError
from bot.demo.markup import check_text, plain, units
from bot.demo.people import Actor
from bot.demo.server import DemoServer
from bot.demo.updates import MESSAGE_LIFE, TAP_LIFE, Updates
from tests.town import NOON, HandClock

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "blockquote"])
ANYTHING = st.text(st.one_of(st.sampled_from("<>&;/= \n\"'abipu"), st.characters()), max_size=60)


@given(WORDS)
def test_words_that_were_escaped_are_seen_as_they_were(words: str) -> None:
    """Whatever people write."""
    assert plain(html.escape(words), "HTML") == (words.strip(), [])


@given(WORDS, st.lists(st.tuples(TAGS, WORDS, WORDS), max_size=5))
def test_entities_hold_the_words_that_were_marked(first: str, parts: list[tuple[str, str, str]]) -> None:
    """In units of UTF-16, as python-telegram-bot counts them."""
    marked = html.escape(f"x{first}") + "".join(
        f"<{tag}>y{html.escape(inside)}y</{tag}>{html.escape(after)}" for tag, inside, after in parts
    )
    seen, entities = plain(f"{marked}x", "HTML")
    message = Message(1, NOON, None, text=seen, entities=[MessageEntity(**one) for one in entities])  # type: ignore[arg-type]
    assert sorted(message.parse_entities().values()) == sorted(f"y{inside}y" for _, inside, _ in parts)


@given(ANYTHING, st.sampled_from([None, "HTML"]))
def test_any_text_is_sent_or_refused(text: str, parse_mode: str | None) -> None:
    """With 400, and never with less than one unit or more than 4096; what it is marked with lies inside of it."""
    try:
        seen, entities = check_text(text, parse_mode)
    except ApiError as error:
        if error.code == 400:
            return
        raise
    assert 1 <= units(seen) <= MessageLimit.MAX_TEXT_LENGTH
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= units(seen) for one in entities)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a > b", 'Unsupported start tag "" at byte offset 2'),
        ("火 & b", 'Unsupported start tag "" at byte offset 4'),
        ("&nbsp;", 'Unsupported start tag "" at byte offset 0'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", 'Unmatched end tag at byte offset 1, expected "</>", found "</b>"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a<i>b</b></i>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("<b", 'Unsupported start tag "" at byte offset 0'),
        ("<!-- a -->", 'Unsupported start tag "" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<a href="x?a=1&b=2">a</a>', "unescaped character in an attribute at byte offset 0"),
    ],
)
def test_html_that_telegram_does_not_read(text: str, said: str) -> None:
    """Few tags, each closed in its order; `<`, `>` and `&` of people's words escaped."""
    with pytest.raises(ApiError) as caught:
        plain(text, "HTML")
    assert caught.value.description == f"Bad Request: can't parse entities: {said}"


@pytest.mark.parametrize(
    ("text", "seen", "entities"),
    [
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("  😀<b> a </b>  ", "😀 a", [("bold", 2, 2)]),
        ("<b><i>a</i>b</b>", "ab", [("bold", 0, 2), ("italic", 0, 1)]),
        ('<a href="https://example.org/?a=1&amp;b=2">map</a>', "map", [("text_link", 0, 3)]),
        ("<a>nowhere</a>", "nowhere", []),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1), ("code", 0, 1)]),
        ("&lt;b&gt; &amp;lt; &#20320; &#x4f60;", "<b> &lt; 你 你", []),
        ("a\x00b\tc\r\nd", "a b c\nd", []),
    ],
)
def test_html_that_telegram_reads(text: str, seen: str, entities: list[tuple[str, int, int]]) -> None:
    """Space around the whole is cut off, control characters become spaces."""
    found, marks = plain(text, "HTML")
    assert (found, [(one["type"], one["offset"], one["length"]) for one in marks]) == (seen, entities)


@dataclass
class Plain:
    """The queue as simply as can be."""

    held: list[tuple[int, datetime, timedelta]] = field(default_factory=list)
    newest: int = 700_000

    def confirm(self, offset: int) -> None:
        """Below the offset, or all but so many; an offset of another week is none."""
        if offset < 0:
            self.held = self.held[offset:]
        elif offset <= self.newest + 11:
            self.held = [one for one in self.held if one[0] >= offset]

    def expire(self, now: datetime) -> None:
        """Each by its own age."""
        self.held = [one for one in self.held if now - one[1] <= one[2]]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("message"), st.just(0)),
        st.tuples(st.just("callback_query"), st.just(0)),
        st.tuples(st.just("inject"), st.integers(699_990, 700_030)),
        st.tuples(st.just("confirm"), st.one_of(st.integers(-5, 5), st.integers(699_995, 700_060))),
        st.tuples(st.just("wait"), st.sampled_from([1, 100, 151, 50_000])),
    ),
    max_size=40,
)


@given(STEPS)
def test_the_queue_is_a_list_in_the_order_of_ids(steps: list[tuple[str, int]]) -> None:
    """Whatever comes, is confirmed or grows old, in any order."""
    clock, model = HandClock(), Plain()
    queue = Updates(clock)
    for step, number in steps:
        match step:
            case "wait":
                clock.advance(seconds=number)
            case "confirm":
                queue.confirm(number)
                model.confirm(number)
            case "inject":
                queue.inject({"update_id": number, "message": {}})
                _hold(model, number, clock.now, MESSAGE_LIFE)
            case kind:
                _hold(model, queue.queue(kind, {}), clock.now, TAP_LIFE if kind == "callback_query" else MESSAGE_LIFE)
        queue.expire()
        model.expire(clock.now)
        assert [one["update_id"] for one in queue.waiting(1000)] == [one[0] for one in model.held]


def _hold(model: Plain, update_id: int, now: datetime, life: timedelta) -> None:
    model.expire(now)
    model.newest = max(model.newest, update_id)
    model.held = sorted([one for one in model.held if one[0] != update_id] + [(update_id, now, life)])


def test_a_hundred_thousand_updates_are_fetched_in_linear_time() -> None:
    """CPU seconds, of which a queue that is searched from its start for each batch would need a hundred times as many."""
    queue = Updates(HandClock())
    started = time.process_time()
    for _ in range(100_000):
        queue.queue("message", {})
    while batch := queue.waiting(100):
        queue.expire()
        queue.confirm(batch[-1]["update_id"] + 1)
    assert time.process_time() - started < 5


async def test_a_thousand_people_who_wait_are_asked_for_their_own_news_alone() -> None:
    """Each about twice, not a thousand times."""
    server = DemoServer()
    everybody = [Actor(number, f"人{number}", "zh-hans", "resident", 30.66, 104.06) for number in range(50_001, 51_001)]
    for actor in everybody:
        server.world.add_person(actor)
    asked = 0

    async def waits(person: int) -> None:
        def heard() -> bool:
            nonlocal asked
            asked += 1
            return bool(server.person(person).chat.messages)

        await server.world.until(heard, 30, person)

    async with asyncio.TaskGroup() as group:
        for actor in everybody:
            group.create_task(waits(actor.id))
        await asyncio.sleep(0)
        for actor in everybody:
            server.person(actor.id).text("a")
            await asyncio.sleep(0)
    assert asked <= 2 * len(everybody)
