"""The methods that ask about a chat and who is in it, and the one that leaves it."""

from bot.demo.errors import bad_request
from bot.demo.params import Params, integer
from bot.demo.shapes import as_bot_change, as_chat, as_member, as_user, rights_in
from bot.demo.state import BOT, Channel, Chat, Group
from bot.demo.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
)  # fmt: skip
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


class Chatting:
    """What they return is what the Bot API returns."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def chat(self, params: Params) -> Params:
        """getChat, of persons also where they have blocked the bot."""
        chat = self._readable(params)
        pinned = [shown.message_id for shown in chat.messages.values() if shown.pinned]
        more = {"permissions": dict.fromkeys(_PERMISSIONS, True)} if _takes_all(chat) else {}
        return {
            **as_chat(chat),
            **more,
            **({"pinned_message": {"chat": as_chat(chat), "message_id": pinned[-1], "date": 0}} if pinned else {}),
            "accent_color_id": chat.id % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, True),
        }

    async def member(self, params: Params) -> Params:
        """getChatMember: somebody known who is not in the group has left it."""
        chat, user = self._readable(params), integer(params, "user_id")
        if user <= 0:
            raise bad_request("invalid user_id specified")
        return self._member(chat, user)

    async def administrators(self, params: Params) -> list[Params]:
        """getChatAdministrators, the bot among them if it is one."""
        group = self._group(params, "there are no administrators in the private chat")
        leading = [who for who, status in group.members.items() if status != "member"]
        bot = [BOT["id"]] if group.bot == "administrator" else []
        return [self._member(group, who) for who in (*leading, *bot)]

    async def count(self, params: Params) -> int:
        """getChatMemberCount, with the bot."""
        chat = self._readable(params)
        return len(chat.members) + 1 if isinstance(chat, Group) else 2

    async def leave(self, params: Params) -> bool:
        """leaveChat; the bot hears of it."""
        group = self._group(params, "can't leave private chats")
        old = as_member(BOT, group.bot, group.bot_rights)
        group.bot, group.bot_rights = "left", {}
        change = as_bot_change(group, BOT, self._world.clock(), old, as_member(BOT, "left"))
        self._world.queue("my_chat_member", change)
        self._world.tell("left", group.id)
        return True

    async def action(self, params: Params) -> bool:
        """sendChatAction."""
        self._world.may_write(params.get("chat_id"))
        if params.get("action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def _readable(self, params: Params) -> Chat:
        chat = self._world.chat(params.get("chat_id"))
        if isinstance(chat, Group):
            chat.check_bot()
        return chat

    def _group(self, params: Params, otherwise: str) -> Group:
        chat = self._readable(params)
        if not isinstance(chat, Group):
            raise bad_request(otherwise)
        return chat

    def _member(self, chat: Chat, user: int) -> Params:
        if user == BOT["id"]:
            return as_member(BOT, chat.bot, chat.bot_rights) if isinstance(chat, Group) else as_member(BOT, "member")
        phone = self._world.phones.get(user)
        if phone is None:
            raise bad_request("user not found")
        if isinstance(chat, Group) and chat.hides_members and chat.bot != "administrator":
            raise bad_request("CHAT_ADMIN_REQUIRED")
        here = chat.members.get(user, "left") if isinstance(chat, Group) else "member" if user == chat.id else "left"
        return as_member(as_user(phone.actor), here, rights_in(chat))


def _takes_all(chat: Chat) -> bool:
    """Whether every member may write, for which there are permissions."""
    return isinstance(chat, Group) and not isinstance(chat, Channel)
