"""What follows from what became of a message: a table of decisions, and what is written down for each kind."""

from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.outcome import Outcome, Verdict
from bot.delivery.settle import Again, Ended, Landed, decide, retry_after, settle
from handlers.messages import AreaMap, Message, text
from storage.alert import Level
from storage.engine import Database
from storage.outbox import Claimed, Lane, Slot, Worth
from tests.delivery.parts import NOON, a_person, owe
from tests.storage.makers import a_claimed

MUST, ONCE = Worth.MUST, Worth.ONCE
WORDS = Message(text=text("help"))
MAP = AreaMap(title=text("help"), level=Level.RED, area="{}")


def claimed(message: Message = WORDS, worth: Worth = MUST, repeat: int = 0) -> Claimed:
    payload = message.model_dump(mode="json")
    return a_claimed(lane=Lane.BULK, worth=worth, payload=payload, repeat=repeat)


@pytest.mark.parametrize(
    ("verdict", "worth", "repeat", "decision"),
    [
        (Verdict.SENT, MUST, 0, Ended("sent")),
        (Verdict.UNCHANGED, MUST, 0, Ended("sent")),
        (Verdict.WAIT, MUST, 0, Again(timedelta(seconds=7), "429")),
        (Verdict.WAIT, ONCE, 0, Again(timedelta(seconds=7), "429")),
        (Verdict.NOT_SENT, MUST, 0, Again(timedelta(seconds=0.5), "why")),
        (Verdict.NOT_SENT, ONCE, 0, Again(timedelta(seconds=0.5), "why")),
        (Verdict.UNSURE, MUST, 0, Again(timedelta(seconds=0.5), "why", unsure=True)),
        (Verdict.UNSURE, MUST, 19, Again(timedelta(seconds=30), "why", unsure=True)),
        (Verdict.UNSURE, MUST, 20, Ended("unknown", "why")),
        (Verdict.UNSURE, ONCE, 0, Ended("unknown", "why")),
        (Verdict.UNREACHABLE, MUST, 0, Ended("blocked", "why")),
        (Verdict.REFUSED, MUST, 0, Ended("failed", "why")),
        (Verdict.NO_MESSAGE, MUST, 0, Ended("failed", "why")),  # not an edit: nothing else to try
        (Verdict.NO_PICTURE, MUST, 0, Ended("failed", "why")),
    ],
)
def test_the_verdict_and_the_worth_decide(verdict: Verdict, worth: Worth, repeat: int, decision: Any) -> None:
    """Must arrive: again, marked; at most once: listed as unknown; final: never again; not sent: again, whatever it is worth."""
    assert decide(claimed(worth=worth, repeat=repeat), Outcome(verdict, "why", wait=7.0)) == decision


@pytest.mark.parametrize(
    ("verdict", "message", "changed"),
    [
        (Verdict.MARKUP, WORDS, {"markup": False}),
        (Verdict.MARKUP, Message(text=text("help"), markup=False), None),
        (Verdict.NO_MESSAGE, Message(text=text("help"), edits=7), {"edits": None}),
        (Verdict.NO_MESSAGE, Message(text=text("help"), edits="slot", photos=("a",)), {"edits": None}),
        (Verdict.NO_PICTURE, Message(text=text("help"), photos=("a",)), {"photos": ()}),
        (Verdict.NO_PICTURE, Message(text=text("help"), photos=("a", "b")), {"photos": ()}),
        (Verdict.NO_PICTURE, Message(text=text("help"), map=MAP), {"map": None}),
        (Verdict.NO_PICTURE, Message(text=text("help"), map=MAP, edits="slot"), {"map": None}),
        (Verdict.NO_PICTURE, Message(map=MAP), None),
        (Verdict.NO_PICTURE, Message(photos=("a", "b")), None),  # there are no words that could go instead
    ],
)
def test_another_way_is_tried_once(verdict: Verdict, message: Message, changed: dict[str, Any] | None) -> None:
    """At once, and as a call of its own; the message says what is different."""
    decision = decide(claimed(message), Outcome(verdict, "why"))
    if changed is None:
        assert decision == Ended("failed", "why")
    else:
        payload = message.model_copy(update=changed).model_dump(mode="json")
        assert decision == Again(timedelta(0), "why", payload=payload)
        assert isinstance(decide(claimed(Message.model_validate(payload)), Outcome(verdict)), Ended), "only once"


def test_buttons_of_a_vanished_message_need_no_change() -> None:
    """And no new message, which would have no words."""
    assert decide(claimed(Message(edits=7)), Outcome(Verdict.NO_MESSAGE, "gone")) == Ended("sent", "gone")


def test_tries_grow_apart_to_half_a_minute() -> None:
    """And no further: Telegram's return must not go unnoticed."""
    waits = [retry_after(times).total_seconds() for times in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[-1] == 30.0


async def test_the_slot_names_what_was_sent(database: Database) -> None:
    """An edit of it later finds it; an edit's own outcome changes nothing."""
    async with database.write() as store:
        lin = await a_person(store)
        await owe(store, lin, WORDS, slot="card")
        (one,) = await store.outbox.claim(Lane.ANSWERS, limit=1, busy=(), now=NOON)
        assert one.slot is not None
        for outcome in (Outcome(Verdict.SENT, message_id=9, form="caption"), Outcome(Verdict.SENT, message_id=9)):
            await settle(store, Landed(one, outcome, NOON), now=NOON)
            assert await store.outbox.slot(one) == Slot(message_id=9, form="caption")


async def test_who_has_written_since_the_call_is_not_unreachable(database: Database) -> None:
    """They unblocked the bot while the refusal was on its way."""
    reached = {}
    async with database.write() as store:
        for telegram_id, comes_back in ((1, False), (2, True)):
            person = await a_person(store, telegram_id)
            await owe(store, person, WORDS)
            (one,) = await store.outbox.claim(Lane.ANSWERS, limit=1, busy=(), now=NOON)
            heard = (await store.people.address(person)).heard
            if comes_back:
                await store.people.meet(telegram_id, "en", now=NOON)
            await settle(store, Landed(one, Outcome(Verdict.UNREACHABLE), NOON, heard), now=NOON)
            reached[telegram_id] = (await store.people.address(person)).reachable
    assert reached == {1: False, 2: True}
