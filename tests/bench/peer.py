"""A small bot as python-telegram-bot's documentation would write it, to be measured beside ours.

Application with its Updater, ConversationHandler, PicklePersistence, messages sent from the handlers. It makes the same calls as ours for
the same dialog (which the benchmark checks): consent, a photo, a place; a code, a card for the nearest staff, the question of its kind.
"""

import json
import secrets
import sys
import tomllib
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.warnings import PTBUserWarning

Context = ContextTypes.DEFAULT_TYPE

CONSENT, PHOTO, PLACE = range(3)
_MENU = ReplyKeyboardMarkup([["报隐患", "我的上报"], ["我的", "帮助"]], resize_keyboard=True, is_persistent=True)
_KINDS = (
    "消防通道", "电动车充电", "燃气", "电线电气", "积水排水", "井盖路面", "高空坠物外墙", "电梯",
    "公共卫生", "治安", "三合一场所", "树木", "其他",
)  # fmt: skip
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


async def start(update: Update, _context: Context) -> int:
    """Asks for consent."""
    buttons = [
        [InlineKeyboardButton("已满 14 岁，同意", callback_data="consent:adult")],
        [InlineKeyboardButton("未满 14 岁", callback_data="consent:minor")],
    ]
    assert update.message is not None
    await update.message.reply_html(
        "👋 您好，看到身边的隐患，拍张照、发个位置给我。\n⚠️ 我不能代替 110、119、120。\n请点一下：",
        reply_markup=InlineKeyboardMarkup(buttons),
    )
    return CONSENT


async def consent(update: Update, context: Context) -> int:
    """Remembers it, and brings the menu."""
    query, user = update.callback_query, update.effective_user
    assert query is not None
    assert user is not None
    assert context.user_data is not None
    context.user_data["consented_at"] = datetime.now(UTC)
    await query.answer("谢谢，接着办。")
    await query.edit_message_reply_markup(None)
    await context.bot.send_message(user.id, "好了。以后看到隐患，直接发照片给我就行。", reply_markup=_MENU)
    return PHOTO


async def photo(update: Update, context: Context) -> int:
    """Keeps it, and asks where it is."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["photo"] = update.message.photo[-1].file_id
    keys: list[list[KeyboardButton | str]] = [
        [KeyboardButton("分享位置", request_location=True)],
        ["不能分享位置"],
        ["取消"],
    ]
    await update.message.reply_html(
        "照片收到了。<b>在哪里？</b>\n点「分享位置」，就是同意把准确位置用于处理这个隐患。",
        reply_markup=ReplyKeyboardMarkup(keys, resize_keyboard=True, is_persistent=True),
    )
    return PLACE


async def place(update: Update, context: Context) -> int:
    """Makes the report, tells who made it, and rings the staff."""
    message, user = update.message, update.effective_user
    assert message is not None
    assert message.location is not None
    assert user is not None
    assert context.user_data is not None
    point = (message.location.latitude, message.location.longitude)
    report = {
        "code": f"H-{_characters()}-{_characters()}",
        "photo": context.user_data.pop("photo"),
        "point": point,
        "reporter": user.id,
        "status": "received",
        "created_at": datetime.now(UTC),
    }
    context.bot_data.setdefault("reports", {})[report["code"]] = report
    await message.reply_html("位置收到了。", reply_markup=_MENU)
    await message.reply_html(
        f"✅ 收到了，编号 <b>{report['code']}</b>。\n工作人员会在 24 小时内答复。",
        reply_markup=_answer_buttons(report["code"]),
    )
    await _ring(context, report)
    await message.reply_html(
        "这是哪一类？选一个会更快，不选也行。", reply_markup=_kind_buttons(report["code"]), disable_notification=True
    )
    return ConversationHandler.END


async def help_(update: Update, _context: Context) -> None:
    """How it is used."""
    assert update.message is not None
    await update.message.reply_html(
        "<b>报隐患</b>：直接发一张照片，再点「分享位置」。\n⚠️ 火警 119，报警 110，急救 120。"
    )


async def cancel(update: Update, _context: Context) -> int:
    """Ends the conversation."""
    assert update.message is not None
    await update.message.reply_text("好的，已取消。", reply_markup=_MENU)
    return ConversationHandler.END


async def _ring(context: Context, report: dict[str, Any]) -> None:
    latitude, longitude = report["point"]
    posts = context.bot_data["posts"]
    staff = min(posts, key=lambda post: (post[2] - latitude) ** 2 + (post[3] - longitude) ** 2)[0]
    code = report["code"]
    acts = [
        InlineKeyboardButton("接单", callback_data=f"accept:{code}"),
        InlineKeyboardButton("不受理…", callback_data=f"reject:{code}"),
    ]
    link = f"https://uri.amap.com/marker?position={longitude:.6f},{latitude:.6f}&amp;coordinate=wgs84"
    await context.bot.send_photo(
        staff,
        report["photo"],
        caption=f"<b>{code}</b>\n待接单\n<a href='{link}'>高德地图</a>\n{report['created_at']:%H:%M}",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup([acts, [InlineKeyboardButton("地图", callback_data=f"map:{code}")]]),
    )


def _answer_buttons(code: str) -> InlineKeyboardMarkup:
    add, undo = (
        InlineKeyboardButton("补充", callback_data=f"add:{code}"),
        InlineKeyboardButton("撤销", callback_data=f"undo:{code}"),
    )
    return InlineKeyboardMarkup([[InlineKeyboardButton("有人有生命危险", callback_data=f"danger:{code}")], [add, undo]])


def _kind_buttons(code: str) -> InlineKeyboardMarkup:
    kinds = [InlineKeyboardButton(kind, callback_data=f"kind:{code}:{index}") for index, kind in enumerate(_KINDS)]
    return InlineKeyboardMarkup([kinds[start : start + 2] for start in range(0, len(kinds), 2)])


def _characters() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(4))


def build(settings: Path, pickle: Path, posts: list[Any]) -> Application[Any, Any, Any, Any, Any, Any]:
    """Put together as the documentation does."""
    telegram = tomllib.loads(settings.read_text(encoding="utf8"))["telegram"]
    api = telegram["api_url"]

    async def remember_posts(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        app.bot_data["posts"] = posts

    builder = ApplicationBuilder().token(telegram["token"]).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    app = builder.persistence(PicklePersistence(filepath=pickle)).post_init(remember_posts).build()
    conversation = ConversationHandler(
        entry_points=[CommandHandler("start", start), MessageHandler(filters.PHOTO, photo)],
        states={
            CONSENT: [CallbackQueryHandler(consent, pattern="^consent:")],
            PHOTO: [MessageHandler(filters.PHOTO, photo)],
            PLACE: [MessageHandler(filters.LOCATION, place)],
        },
        fallbacks=[CommandHandler("cancel", cancel)],
        name="report",
        persistent=True,
    )
    app.add_handler(conversation)
    app.add_handler(CommandHandler("help", help_))
    app.add_handler(MessageHandler(filters.ALL, help_))
    return app


if __name__ == "__main__":
    warnings.filterwarnings(
        "ignore", category=PTBUserWarning
    )  # a CallbackQueryHandler in a conversation per user is what is meant
    build(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])).run_polling()
