"""What an error means for a message: the cause decides. A table; the errors themselves come over a real socket in test_errors.py."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.outcome import Verdict, judge


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """The error as python-telegram-bot raises it from another."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (RetryAfter(7), Verdict.WAIT),
        (NetworkError("Too Many Requests"), Verdict.WAIT),
        (Forbidden("bot was blocked by the user"), Verdict.UNREACHABLE),
        (Forbidden("user is deactivated"), Verdict.UNREACHABLE),
        (BadRequest("Chat not found"), Verdict.UNREACHABLE),
        (BadRequest("PEER_ID_INVALID"), Verdict.UNREACHABLE),
        (BadRequest("Message is not modified: specified new message content"), Verdict.UNCHANGED),
        (BadRequest("Can't parse entities: unsupported start tag"), Verdict.MARKUP),
        (BadRequest("Message to edit not found"), Verdict.NO_MESSAGE),
        (BadRequest("Message can't be edited"), Verdict.NO_MESSAGE),
        (BadRequest("There is no text in the message to edit"), Verdict.NO_MESSAGE),
        (BadRequest("Wrong file identifier/http url specified"), Verdict.NO_PICTURE),
        (BadRequest("FILE_REFERENCE_0_EXPIRED"), Verdict.NO_PICTURE),
        (BadRequest("Not enough rights to send photos to the chat"), Verdict.NO_PICTURE),
        (BadRequest("Not enough rights to send text messages to the chat"), Verdict.UNREACHABLE),
        (BadRequest("Message text is empty"), Verdict.REFUSED),
        (BadRequest("something new"), Verdict.REFUSED),
        (ChatMigrated(-100), Verdict.MOVED),
        (InvalidToken("Unauthorized"), Verdict.NOT_SENT),
        (caused(NetworkError("x"), httpx.ConnectError("refused")), Verdict.NOT_SENT),
        (caused(NetworkError("x"), httpx.ProxyError("refused")), Verdict.NOT_SENT),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), Verdict.NOT_SENT),
        (caused(TimedOut(), httpx.PoolTimeout("full")), Verdict.NOT_SENT),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), Verdict.UNSURE),
        (caused(TimedOut(), httpx.WriteTimeout("slow")), Verdict.UNSURE),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("cut")), Verdict.UNSURE),
        (NetworkError("Bad Gateway"), Verdict.UNSURE),
        (TelegramError("Invalid server response"), Verdict.UNSURE),
        (caused(Forbidden("a proxy's page"), TelegramError("Invalid server response")), Verdict.UNSURE),
        (RuntimeError("anything else"), Verdict.UNSURE),
    ],
    ids=lambda value: str(value)[:50],
)
def test_each_error_has_one_meaning(error: Exception, verdict: Verdict) -> None:
    """Never left → not sent; may have arrived → unsure; 400 and 403 → for good, if they are Telegram's."""
    assert judge(error).verdict is verdict


def test_the_pause_that_telegram_asks_for() -> None:
    """In seconds."""
    assert judge(RetryAfter(42)).wait == 42.0


@pytest.mark.parametrize("quotes", ['""', "''", "“”"])
def test_what_telegram_quotes_is_not_kept(quotes: str) -> None:
    """It may be somebody's words, and what is kept goes into the log."""
    outcome = judge(BadRequest(f"Can't parse entities: unsupported start tag {quotes[0]}林秀兰{quotes[1]} at byte 7"))
    assert outcome.error is not None
    assert "林秀兰" not in outcome.error
    assert "at byte 7" in outcome.error
