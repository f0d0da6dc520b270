"""What an error means for a message: the cause decides. A table, and what is written down for each."""

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.delivery.outcome import Outcome, Verdict, judge
from bot.delivery.settle import retry_after, settle
from handlers.messages import Message, text
from storage.outbox import Lane, Owed, Worth
from storage.store import Store
from tests.town import Town


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """The error as python-telegram-bot raises it from httpx's."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (RetryAfter(7), Verdict.WAIT),
        (Forbidden("bot was blocked by the user"), Verdict.UNREACHABLE),
        (Forbidden("user is deactivated"), Verdict.UNREACHABLE),
        (BadRequest("Chat not found"), Verdict.UNREACHABLE),
        (BadRequest("Message is not modified: specified new message content"), Verdict.UNCHANGED),
        (BadRequest("Can't parse entities: unsupported start tag"), Verdict.MARKUP),
        (BadRequest("Message to edit not found"), Verdict.NO_MESSAGE),
        (BadRequest("Wrong file identifier/http url specified"), Verdict.NO_PICTURE),
        (BadRequest("Message text is empty"), Verdict.REFUSED),
        (InvalidToken("Unauthorized"), Verdict.NOT_SENT),
        (caused(NetworkError("x"), httpx.ConnectError("refused")), Verdict.NOT_SENT),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), Verdict.NOT_SENT),
        (caused(TimedOut(), httpx.PoolTimeout("full")), Verdict.NOT_SENT),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), Verdict.UNSURE),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("cut")), Verdict.UNSURE),
        (NetworkError("Bad Gateway"), Verdict.UNSURE),
    ],
)
def test_each_error_has_one_meaning(error: TelegramError, verdict: Verdict) -> None:
    """Never left → not sent; may have arrived → unsure; 400 and 403 → for good."""
    assert judge(error).verdict is verdict


def test_the_pause_that_telegram_asks_for() -> None:
    """In seconds."""
    assert judge(RetryAfter(42)).wait == 42.0


def test_tries_grow_apart_to_half_a_minute() -> None:
    """And no further: Telegram's return must not go unnoticed."""
    waits = [retry_after(tries).total_seconds() for tries in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[-1] == 30.0


@pytest.mark.parametrize(
    ("verdict", "worth", "state", "repeat"),
    [
        (Verdict.SENT, Worth.MUST, "sent", 0),
        (Verdict.UNCHANGED, Worth.MUST, "sent", 0),
        (Verdict.WAIT, Worth.ONCE, "waiting", 0),
        (Verdict.NOT_SENT, Worth.ONCE, "waiting", 0),
        (Verdict.UNSURE, Worth.MUST, "waiting", 1),
        (Verdict.UNSURE, Worth.ONCE, "unknown", 0),
        (Verdict.REFUSED, Worth.MUST, "failed", 0),
        (Verdict.UNREACHABLE, Worth.MUST, "failed", 0),
        (Verdict.NO_MESSAGE, Worth.MUST, "failed", 0),
    ],
)
async def test_what_is_written_down(here: Town, verdict: Verdict, worth: Worth, state: str, repeat: int) -> None:
    """Must arrive: again, marked; at most once: listed as unknown; final: never again; unreachable people are marked so."""
    async with here.parts.database.write() as store:
        person = (await store.people.meet(77, "en", now=here.clock.now)).id
        await _owe(store, person, worth, here)
        (claimed,) = await store.outbox.claim(Lane.BULK, limit=1, busy=(), now=here.clock.now)
        await settle(store, claimed, Outcome(verdict, wait=3600.0), now=here.clock.now)
    assert here.rows("SELECT state, repeat FROM outbox") == [(state, repeat)]
    marked = here.rows("SELECT unreachable_at IS NOT NULL FROM people")
    assert marked == [(int(verdict is Verdict.UNREACHABLE),)]


async def _owe(store: Store, person: int, worth: Worth, here: Town) -> None:
    payload = Message(text=text("help")).model_dump(mode="json")
    await store.outbox.add(Owed(person_id=person, payload=payload, lane=Lane.BULK, worth=worth), now=here.clock.now)
