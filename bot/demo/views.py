"""What the chat page shows, as plain data."""

from typing import Any

from bot.demo.authenticator import can_scan
from bot.demo.links import payload_in
from bot.demo.state import Channel, Chat, Group, Phone, Shown
from bot.demo.world import World

_TOLD = ("file_name", "title", "question", "first_name", "emoji", "duration", "length", "value", "file_size")
_CHANGES = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)  # fmt: skip - of what a message of service says, what people read


def as_everything(world: World) -> dict[str, Any]:
    """Everybody, the groups with those who are in them, what was said in each chat, and the menu of commands by language ('' for others).

    A group that moved is seen where it is now.
    """
    groups = [group for group in world.groups.values() if group.moved_to is None]
    return {
        "people": [_person(phone) for phone in world.phones.values()],
        "groups": [_group(world, group) for group in groups],
        "chats": {chat.id: as_chat_view(chat) for chat in (*world.phones.values(), *groups)},
        "commands": {language: menu for (scope, language), menu in world.commands.items() if "default" in scope},
    }


def as_chat_view(chat: Chat) -> dict[str, Any]:
    """A chat as anybody in it sees it: which messages are their own, the page knows by their authors."""
    return {"messages": [as_message_view(chat, shown) for shown in chat.messages.values()], "keyboard": keys(chat)}


def keys(chat: Chat) -> list[list[dict[str, str]]]:
    """The keyboard below the chat."""
    return [[{"text": key["text"]} for key in row] for row in chat.keyboard]


def _person(phone: Phone) -> dict[str, Any]:
    actor = phone.actor
    point = [actor.latitude, actor.longitude]
    return {
        "id": actor.id,
        "name": actor.first_name,
        "role": actor.role,
        "language": actor.language_code,
        "point": point,
    }


def _group(world: World, group: Group) -> dict[str, Any]:
    members = [
        {"id": who, "name": world.phones[who].name, "writes": not isinstance(group, Channel) or group.runs(who)}
        for who in group.members
    ]
    kind = "channel" if isinstance(group, Channel) else "group"
    return {"id": group.id, "kind": kind, "title": group.title, "has_bot": group.has_bot, "members": members}


def as_message_view(chat: Chat, shown: Shown) -> dict[str, Any]:
    """A message; `by` is its author's id, and absent where the bot, or somebody under the group's name, wrote it. Channels speak alone."""
    author = None if shown.anonymous else shown.author
    in_its_name = shown.anonymous or isinstance(chat, Channel)
    return {
        "id": shown.message_id,
        "from": shown.sender,
        "by": author and author.id,
        "name": chat.name if in_its_name else author and author.first_name,
        "words": shown.words,
        "entities": shown.entities,
        "photo": shown.photo,
        "location": shown.location,
        "carries": [] if shown.service else [_carried(kind, one) for kind, one in shown.more.items()],
        "service": _happened(shown) if shown.service else None,
        "album": shown.media_group,
        "answers": shown.reply_to and shown.reply_to.words,
        "forwarded": _origin(shown),
        "protected": shown.protected,
        "scannable": can_scan(shown),
        "pinned": shown.pinned,
        "buttons": [[_button(one) for one in row] for row in shown.buttons],
        "edited": shown.edited,
        "rang": shown.rang,
        "at": shown.at.isoformat(),
    }


def _carried(kind: str, one: Any) -> dict[str, Any]:
    """What a message carries, by its kind and what is to be read about it."""
    about = {name: one[name] for name in _TOLD if name in one} if isinstance(one, dict) else {}
    return {"kind": kind, "file": one.get("file_id") if isinstance(one, dict) else None, **about}


def _happened(shown: Shown) -> dict[str, Any]:
    (kind,) = [name for name in _CHANGES if name in shown.more]
    what = shown.more[kind]
    people = what if isinstance(what, list) else [what] if isinstance(what, dict) else []
    return {"kind": kind, "names": [one["first_name"] for one in people]}


def _origin(shown: Shown) -> str | None:
    if shown.origin is None:
        return None
    if "chat" in shown.origin:
        return str(shown.origin["chat"]["title"])
    return str(shown.origin.get("sender_user_name") or shown.origin["sender_user"]["first_name"])


def _button(button: dict[str, Any]) -> dict[str, Any]:
    """With what a link to the bot carries, which opens the private chat with it."""
    return {**button, "start": payload_in(button.get("url", ""))}
