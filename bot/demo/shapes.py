"""How the Bot API shows what the small Telegram knows."""

from datetime import datetime

from bot.demo.files import kind_of, path_of
from bot.demo.params import Params
from bot.demo.people import Actor
from bot.demo.state import ANONYMOUS, BOT, Channel, Chat, Group, Shown
from bot.demo.world import World

RIGHTS = dict.fromkeys(
    (
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
        "can_change_info", "can_invite_users", "can_pin_messages", "can_post_stories", "can_edit_stories",
        "can_delete_stories",
    ),
    True,
)  # fmt: skip
CHANNEL_RIGHTS = {name: True for name in RIGHTS if name != "can_pin_messages"} | {
    "can_post_messages": True,
    "can_edit_messages": True,
}


def rights_in(chat: Chat) -> dict[str, bool]:
    """What administrators may do there, if nothing is kept from them."""
    return CHANNEL_RIGHTS if isinstance(chat, Channel) else RIGHTS


def as_message(world: World, chat: Chat, shown: Shown, *, alone: bool = False) -> Params:
    """A message, with the one that it answers; `alone` without."""
    said = "text" if shown.text is not None else "caption"
    answered = None if alone else shown.reply_to
    shapes = {
        "from": None if isinstance(chat, Channel) else _author(shown),
        "sender_chat": as_chat(chat) if shown.anonymous or isinstance(chat, Channel) else None,
        "edit_date": shown.edited_at and int(shown.edited_at.timestamp()),
        "forward_origin": shown.origin,
        "reply_to_message": answered and as_message(world, chat, answered, alone=True),
        "media_group_id": shown.media_group,
        said: shown.words,
        "entities" if said == "text" else "caption_entities": shown.entities,
        "photo": shown.photo and as_photo(world, shown.photo),
        "location": shown.location and {"latitude": shown.location[0], "longitude": shown.location[1]},
        "has_protected_content": shown.protected,
        "reply_markup": shown.buttons and {"inline_keyboard": shown.buttons},
    }
    return {
        "message_id": shown.message_id,
        "date": int(shown.at.timestamp()),
        "chat": as_chat(chat),
        **{name: value for name, value in shapes.items() if value},
        **shown.more,
    }


def as_tapped(world: World, chat: Chat, shown: Shown) -> Params:
    """The message under which a button was tapped; of one that is gone only its number is left."""
    if chat.messages.get(shown.message_id) is shown:
        return as_message(world, chat, shown)
    return {"chat": as_chat(chat), "message_id": shown.message_id, "date": 0}


def as_photo(world: World, file_id: str) -> list[Params]:
    """The sizes of a photo, the largest last; each has an id of its own."""
    largest = world.files.size(file_id)
    sizes = ((90, 67, f"{file_id}s"), (320, 240, f"{file_id}m"), (1280, 960, file_id))
    return [
        {
            **_file(name, largest if name == file_id else min(largest, width * height // 8)),
            "width": width,
            "height": height,
        }
        for width, height, name in sizes
    ]


def as_file(world: World, file_id: str) -> Params:
    """A file, with its path."""
    return {**_file(file_id, world.files.size(file_id)), "file_path": path_of(file_id)}


def as_attachment(world: World, file_id: str) -> Params:
    """What a message carries other than a photo, under the name of its kind; animations are documents as well, as they were once."""
    about = world.files.about.get(file_id, {})
    shape = {**_file(file_id, world.files.size(file_id)), **about}
    kind = kind_of(file_id)
    if kind != "animation":
        return {kind: shape}
    return {kind: shape, "document": {name: shape[name] for name in shape.keys() - {"width", "height", "duration"}}}


def as_user(actor: Actor) -> Params:
    """A person."""
    return {"id": actor.id, "is_bot": False, "first_name": actor.first_name, "language_code": actor.language_code}


def as_chat(chat: Chat) -> Params:
    """A person's private chat, a group or a channel."""
    if isinstance(chat, Group):
        return {"id": chat.id, "type": chat.kind, "title": chat.title}
    return {"id": chat.id, "type": "private", "first_name": chat.name}


def as_member(user: Params, status: str, rights: dict[str, bool] | None = None) -> Params:
    """Somebody as a member of a chat, or as one no longer; `rights` are an administrator's, if not those of groups."""
    more: Params = {}
    if status == "administrator":
        more = {"can_be_edited": False, "is_anonymous": False, **(rights or RIGHTS)}
    elif status == "creator":
        more = {"is_anonymous": False}
    elif status == "kicked":
        more = {"until_date": 0}
    return {"user": user, "status": status, **more}


def as_bot_change(chat: Chat, by: Params, at: datetime, old: Params, new: Params) -> Params:
    """What somebody, or the bot itself, made of the bot in a chat: my_chat_member."""
    return {
        "chat": as_chat(chat),
        "from": by,
        "date": int(at.timestamp()),
        "old_chat_member": old,
        "new_chat_member": new,
    }


def _author(shown: Shown) -> Params:
    if shown.anonymous:
        return ANONYMOUS
    return BOT if shown.author is None else as_user(shown.author)


def _file(file_id: str, size: int) -> Params:
    return {"file_id": file_id, "file_unique_id": f"u{file_id[-9:]}", "file_size": size}
