"""What an error of a call to Telegram means for the message. Pure; the cause decides, not the wording."""

import re
from dataclasses import dataclass
from enum import StrEnum

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError


class Verdict(StrEnum):
    """What became of a message."""

    SENT = "sent"
    WAIT = "wait"  # Telegram asked for a pause; it was not sent
    NOT_SENT = "not sent"  # it never reached Telegram
    UNSURE = "unsure"  # it may have arrived
    REFUSED = "refused"  # for good
    UNREACHABLE = "unreachable"  # for good: the person blocked the bot, or is gone
    MARKUP = "markup"  # refused for its markup; worth one try as plain text
    UNCHANGED = "unchanged"  # an edit to what it says already
    MOVED = "moved"  # not sent: the group has another id
    NO_MESSAGE = "no message"  # an edit of a message that is not there any more
    NO_PICTURE = "no picture"  # Telegram has lost or refuses the picture; the words can still go


@dataclass(frozen=True)
class Outcome:
    """A verdict; `wait` in seconds with WAIT, `message_id` and `form` (see compose.Call) with SENT where there are any, the new
    `chat_id` with MOVED."""

    verdict: Verdict
    error: str | None = None
    wait: float = 0.0
    message_id: int | None = None
    form: str | None = None
    chat_id: int | None = None


_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
_BAD_REQUESTS = (
    ("message is not modified", Verdict.UNCHANGED),
    ("can't parse entities", Verdict.MARKUP),
    ("message to edit not found", Verdict.NO_MESSAGE),
    ("message can't be edited", Verdict.NO_MESSAGE),
    ("message_id_invalid", Verdict.NO_MESSAGE),
    ("there is no text in the message", Verdict.NO_MESSAGE),
    ("there is no caption in the message", Verdict.NO_MESSAGE),
    ("wrong file identifier", Verdict.NO_PICTURE),
    ("wrong remote file", Verdict.NO_PICTURE),
    ("wrong file_id", Verdict.NO_PICTURE),
    ("file reference", Verdict.NO_PICTURE),
    ("file_reference", Verdict.NO_PICTURE),
    ("photo_invalid", Verdict.NO_PICTURE),
    ("media_empty", Verdict.NO_PICTURE),
    ("image_process_failed", Verdict.NO_PICTURE),
    ("can't use file of type", Verdict.NO_PICTURE),
    ("messages_forbidden", Verdict.NO_PICTURE),  # of voices, by whoever has Telegram refuse them
    ("not enough rights to send photos", Verdict.NO_PICTURE),
    ("not enough rights to send", Verdict.UNREACHABLE),
    ("have no rights to send", Verdict.UNREACHABLE),
    ("need administrator rights", Verdict.UNREACHABLE),
    ("chat not found", Verdict.UNREACHABLE),
    ("user not found", Verdict.UNREACHABLE),
    ("peer_id_invalid", Verdict.UNREACHABLE),
)
_QUOTED = re.compile(r"([\"'“]).*([\"'”])", re.DOTALL)


def judge(error: Exception) -> Outcome:
    """The outcome that an error stands for; one that nobody knows may have come before the call or after it."""
    match error:
        case TelegramError() if _is_not_telegrams(error):
            return Outcome(Verdict.UNSURE, "unreadable reply")
        case RetryAfter():
            return Outcome(Verdict.WAIT, "429", wait=seconds_to_wait(error))
        case ChatMigrated():
            return Outcome(Verdict.MOVED, chat_id=error.new_chat_id)
        case Forbidden():
            return Outcome(Verdict.UNREACHABLE, _said(error))
        case BadRequest():
            return Outcome(_bad_request(error.message), _said(error))
        case InvalidToken():
            return Outcome(Verdict.NOT_SENT, "Telegram does not know the token")
        case NetworkError():
            return _network(error)
        case TelegramError():
            return Outcome(Verdict.REFUSED, _said(error))
        case _:
            return Outcome(Verdict.UNSURE, type(error).__name__)


def seconds_to_wait(error: RetryAfter) -> float:
    """For how long Telegram wants to be left alone."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def _is_not_telegrams(error: TelegramError) -> bool:
    """A reply that is no JSON comes from something between Telegram and us; even a 403 of that kind is about nobody."""
    return error.message == "Invalid server response" or isinstance(error.__cause__, TelegramError)


def _bad_request(message: str) -> Verdict:
    lowered = message.lower()
    return next((verdict for words, verdict in _BAD_REQUESTS if words in lowered), Verdict.REFUSED)


def _network(error: NetworkError) -> Outcome:
    if "too many requests" in error.message.lower():  # a 429 that forgot to say how long
        return Outcome(Verdict.WAIT, "429", wait=1.0)
    cause = error.__cause__
    if isinstance(cause, _NEVER_LEFT):
        return Outcome(Verdict.NOT_SENT, type(cause).__name__)
    return Outcome(Verdict.UNSURE, type(cause).__name__ if cause is not None else "server error")


def _said(error: TelegramError) -> str:
    """Telegram's description without what it quotes, which may be somebody's words."""
    return _QUOTED.sub(r"\1…\2", error.message)[:200]
