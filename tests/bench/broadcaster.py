"""The peer of the notice: a broadcast over AIORateLimiter, with its own numbers for Telegram's limits. /help is answered meanwhile."""

import asyncio
import sys
import tomllib
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CommandHandler, ContextTypes

from tests.bench.peer import help_

Context = ContextTypes.DEFAULT_TYPE
_WORDS = "📢 玉林社区通知：\n明天上午停水。"


def build(settings: Path, first: int, count: int) -> Application[Any, Any, Any, Any, Any, Any]:
    """Its subscribers are so many chats from the first one on."""
    telegram = tomllib.loads(settings.read_text(encoding="utf8"))["telegram"]
    api = telegram["api_url"]

    async def broadcast(_update: Update, context: Context) -> None:
        await asyncio.gather(*(context.bot.send_message(chat, _WORDS) for chat in range(first, first + count)))

    builder = ApplicationBuilder().token(telegram["token"]).base_url(f"{api}/bot").rate_limiter(AIORateLimiter())
    app = builder.build()
    app.add_handler(CommandHandler("broadcast", broadcast, block=False))
    app.add_handler(CommandHandler("help", help_, block=False))
    return app


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])).run_polling()
