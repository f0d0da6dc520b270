"""The methods of the Bot API, as strict as the real ones."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.chatting import Chatting
from bot.demo.editing import Editing
from bot.demo.errors import ApiError, bad_request
from bot.demo.faults import Faults
from bot.demo.markup import units
from bot.demo.media import Media
from bot.demo.menus import Menus
from bot.demo.params import Params
from bot.demo.polling import Polling
from bot.demo.sending import Sending
from bot.demo.shapes import as_file
from bot.demo.state import BOT
from bot.demo.webhooks import Webhooks
from bot.demo.world import World

_DOWNLOAD_BYTES = 20 << 20
_TOAST_UNITS = 200


class Methods:
    """call() answers a method by its name; ApiError where Telegram would refuse."""

    def __init__(self, world: World, webhooks: Webhooks | None = None) -> None:
        self.world = world
        webhooks = webhooks or Webhooks(world, Faults(), {})
        sending, editing, chatting = Sending(world), Editing(world), Chatting(world)
        media, menus = Media(world), Menus(world)
        self._by_name: dict[str, Callable[[Params], Awaitable[Any]]] = {
            "getme": self._get_me,
            "getupdates": Polling(world).get_updates,
            "setwebhook": webhooks.set,
            "deletewebhook": webhooks.delete,
            "getwebhookinfo": webhooks.info,
            "sendmessage": sending.message,
            "sendphoto": media.photo,
            "sendvideo": media.video,
            "sendvoice": media.voice,
            "sendaudio": media.audio,
            "sendvideonote": media.video_note,
            "senddocument": media.document,
            "sendmediagroup": media.album,
            "sendlocation": sending.location,
            "copymessage": sending.copy,
            "editmessagetext": editing.text,
            "editmessagecaption": editing.caption,
            "editmessagemedia": editing.media,
            "editmessagereplymarkup": editing.reply_markup,
            "deletemessage": editing.delete,
            "pinchatmessage": editing.pin,
            "getchat": chatting.chat,
            "getchatmember": chatting.member,
            "getchatadministrators": chatting.administrators,
            "getchatmembercount": chatting.count,
            "leavechat": chatting.leave,
            "sendchataction": chatting.action,
            "answercallbackquery": self._answer_callback_query,
            "getfile": self._get_file,
            "setmycommands": menus.set,
            "getmycommands": menus.get,
            "deletemycommands": menus.delete,
        }

    async def call(self, name: str, params: Params) -> Any:
        """The result; 404 for a method that there is not."""
        method = self._by_name.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        return await method(params)

    async def _get_me(self, _params: Params) -> Params:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": not self.world.privacy}

    async def _answer_callback_query(self, params: Params) -> bool:
        toast = params.get("text")
        if toast is not None and units(str(toast)) > _TOAST_UNITS:
            raise bad_request("MESSAGE_TOO_LONG")
        self.world.answer_tap(str(params.get("callback_query_id")), toast)
        return True

    async def _get_file(self, params: Params) -> Params:
        file_id = str(params.get("file_id"))
        if self.world.files.content(file_id) is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if self.world.files.size(file_id) > _DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        self.world.files.open(file_id, self.world.clock())
        return as_file(self.world, file_id)
