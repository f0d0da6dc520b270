"""How the Bot API shows what the small Telegram knows."""

from typing import Any

from bot.demo.files import kind_of, path_of, size_of
from bot.demo.params import Params
from bot.demo.state import BOT, Phone, Shown, World


def as_message(world: World, phone: Phone, shown: Shown) -> Params:
    """A message."""
    said = "text" if shown.text is not None else "caption"
    shapes = {
        "edit_date": shown.edited_at and int(shown.edited_at.timestamp()),
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
        "chat": as_chat(phone),
        "from": BOT if shown.sender == "bot" else as_user(phone),
        **{name: value for name, value in shapes.items() if value},
        **shown.more,
    }


def as_photo(world: World, file_id: str) -> list[Params]:
    """The sizes of a photo, the largest last; each has an id of its own."""
    largest = size_of(world.content(file_id))
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
    return {**_file(file_id, size_of(world.content(file_id))), "file_path": path_of(file_id)}


def as_attachment(world: World, file_id: str, **about: Any) -> Params:
    """What a message carries other than a photo, under the name of its kind."""
    return {kind_of(file_id): {**_file(file_id, size_of(world.content(file_id))), **about}}


def as_user(phone: Phone) -> Params:
    """A person."""
    actor = phone.actor
    return {"id": actor.id, "is_bot": False, "first_name": actor.first_name, "language_code": actor.language_code}


def as_chat(phone: Phone) -> Params:
    """A person's private chat."""
    return {"id": phone.actor.id, "type": "private", "first_name": phone.actor.first_name}


def _file(file_id: str, size: int) -> Params:
    return {"file_id": file_id, "file_unique_id": f"u{file_id[-9:]}", "file_size": size}
