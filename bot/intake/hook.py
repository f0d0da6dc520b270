"""What Telegram says of the webhook that is set for a token."""

from datetime import datetime

from pydantic import BaseModel
from telegram import Bot

from bot.delivery.telegram import call

_LONGEST_REASON = 200


class Hook(BaseModel):
    """`url` is empty where there is none; the last error stands there until the webhook is set anew, whatever went well since."""

    url: str
    pending_update_count: int = 0
    last_error_date: datetime | None = None
    last_error_message: str = ""

    def stuck(self, reached_at: datetime) -> str | None:
        """Why what waits is not brought: the last try failed after the last one of which we know. None where it is."""
        if self.pending_update_count == 0 or self.last_error_date is None or self.last_error_date <= reached_at:
            return None
        return self.last_error_message[:_LONGEST_REASON]


async def ask_for_hook(bot: Bot) -> Hook:
    """A TelegramError."""
    return Hook.model_validate(await call(bot, "getWebhookInfo", {}))
