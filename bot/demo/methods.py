"""The methods of the Bot API, as strict as the real ones."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.errors import ApiError, bad_request
from bot.demo.markup import check_caption, check_commands, check_reply_markup, check_text, units
from bot.demo.polling import Polling
from bot.demo.state import BOT, Phone, Shown, World

Params = dict[str, Any]

_PHOTO_BYTES = 10 << 20
_DOWNLOAD_BYTES = 20 << 20


class Methods:
    """call() answers a method by its name; ApiError where Telegram would refuse."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._polling = Polling(world)
        self._by_name: dict[str, Callable[[Params], Awaitable[Any]]] = {
            "getme": self._get_me,
            "getupdates": self._polling.get_updates,
            "sendmessage": self._send_message,
            "sendphoto": self._send_photo,
            "sendmediagroup": self._send_media_group,
            "sendlocation": self._send_location,
            "editmessagetext": self._edit_text,
            "editmessagecaption": self._edit_caption,
            "editmessagereplymarkup": self._edit_reply_markup,
            "deletemessage": self._delete_message,
            "answercallbackquery": self._answer_callback_query,
            "getfile": self._get_file,
            "setmycommands": self._set_my_commands,
            "deletewebhook": self._delete_webhook,
        }

    async def call(self, name: str, params: Params) -> Any:
        """The result; 404 for a method that there is not."""
        method = self._by_name.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        return await method(params)

    async def _get_me(self, _params: Params) -> Params:
        return BOT

    async def _delete_webhook(self, params: Params) -> bool:
        if params.get("drop_pending_updates"):
            self.world.pending.clear()
        return True

    async def _send_message(self, params: Params) -> Params:
        text, links = check_text(str(params.get("text", "")), params.get("parse_mode"))
        return self._show(params, text=text, links=links)

    async def _send_photo(self, params: Params) -> Params:
        caption, links = check_caption(str(params.get("caption", "")), params.get("parse_mode"))
        return self._show(params, photo=self._photo(params.get("photo")), caption=caption or None, links=links)

    async def _send_media_group(self, params: Params) -> list[Params]:
        media = params.get("media", [])
        if not 2 <= len(media) <= 10:
            raise bad_request("wrong number of media in the group")
        if "reply_markup" in params:
            raise bad_request("reply markup is not supported for albums")
        return [self._show(params, photo=self._photo(item.get("media"))) for item in media]

    async def _send_location(self, params: Params) -> Params:
        latitude, longitude = float(params["latitude"]), float(params["longitude"])
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise bad_request("wrong location")
        return self._show(params, location=(latitude, longitude))

    async def _edit_text(self, params: Params) -> Params:
        text, links = check_text(str(params.get("text", "")), params.get("parse_mode"))
        shown = self._editable(params)
        if shown.text is None:
            raise bad_request("there is no text in the message to edit")
        return self._edit(params, shown, text=text, links=links)

    async def _edit_caption(self, params: Params) -> Params:
        caption, links = check_caption(str(params.get("caption", "")), params.get("parse_mode"))
        shown = self._editable(params)
        if shown.photo is None:
            raise bad_request("there is no caption in the message to edit")
        return self._edit(params, shown, caption=caption, links=links)

    async def _edit_reply_markup(self, params: Params) -> Params:
        return self._edit(params, self._editable(params))

    async def _delete_message(self, params: Params) -> bool:
        phone = self.world.may_write(params.get("chat_id"))
        if phone.messages.pop(int(params.get("message_id", 0)), None) is None:
            raise bad_request("message to delete not found")
        self.world.tell("deleted", phone.actor.id, message_id=int(params["message_id"]))
        return True

    async def _answer_callback_query(self, params: Params) -> bool:
        toast = params.get("text")
        if toast is not None and units(str(toast)) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        self.world.answer_tap(str(params.get("callback_query_id")), toast)
        return True

    async def _get_file(self, params: Params) -> Params:
        file_id = str(params.get("file_id"))
        content = self.world.files.get(file_id)
        if content is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        size = content if isinstance(content, int) else len(content)
        if size > _DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": file_id[-8:],
            "file_size": size,
            "file_path": f"photos/{file_id}.jpg",
        }

    async def _set_my_commands(self, params: Params) -> bool:
        check_commands(params.get("commands", []))
        self.world.commands[str(params.get("language_code", ""))] = params.get("commands")
        return True

    def _photo(self, photo: Any) -> str:
        if isinstance(photo, bytes):
            if len(photo) > _PHOTO_BYTES:
                raise ApiError(413, "Request Entity Too Large")
            return self.world.keep_file(photo)
        if photo not in self.world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return str(photo)

    def _show(self, params: Params, **content: Any) -> Params:
        phone = self.world.may_write(params.get("chat_id"))
        markup = check_reply_markup(params["reply_markup"]) if params.get("reply_markup") else {}
        rang = not params.get("disable_notification", False)
        shown = Shown(next(self.world.next_message), "bot", self.world.clock(), rang=rang, **content)
        shown.buttons = markup.get("inline_keyboard", [])
        if "keyboard" in markup:
            phone.keyboard = [
                [key if isinstance(key, dict) else {"text": key} for key in row] for row in markup["keyboard"]
            ]
        phone.messages[shown.message_id] = shown
        self.world.tell("sent", phone.actor.id, rang=rang, message_id=shown.message_id, text=shown.words)
        return as_message(phone, shown)

    def _editable(self, params: Params) -> Shown:
        phone = self.world.may_write(params.get("chat_id"))
        shown = phone.messages.get(int(params.get("message_id", 0)))
        if shown is None:
            raise bad_request("message to edit not found")
        if shown.sender != "bot":
            raise bad_request("message can't be edited")
        return shown

    def _edit(self, params: Params, shown: Shown, **content: Any) -> Params:
        markup = check_reply_markup(params["reply_markup"]) if params.get("reply_markup") else {}
        if "keyboard" in markup:
            raise bad_request("inline keyboard expected")
        wanted = {**content, "buttons": markup.get("inline_keyboard", [])}
        if all(getattr(shown, name) == value for name, value in wanted.items()):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same as a current "
                "content and reply markup of the message"
            )
        for name, value in wanted.items():
            setattr(shown, name, value)
        shown.edited = True
        phone = self.world.phone(params["chat_id"])
        self.world.tell("edited", phone.actor.id, rang=False, message_id=shown.message_id, text=shown.words)
        return as_message(phone, shown)


def as_message(phone: Phone, shown: Shown) -> Params:
    """A message as the Bot API shows it."""
    sender = BOT if shown.sender == "bot" else as_user(phone)
    message: Params = {
        "message_id": shown.message_id,
        "date": int(shown.at.timestamp()),
        "chat": {"id": phone.actor.id, "type": "private", "first_name": phone.actor.first_name},
        "from": sender,
    }
    if shown.text is not None:
        message["text"] = shown.text
    if shown.caption:
        message["caption"] = shown.caption
    if shown.photo is not None:
        message["photo"] = as_photo(shown.photo)
    if shown.location is not None:
        message["location"] = {"latitude": shown.location[0], "longitude": shown.location[1]}
    if shown.buttons:
        message["reply_markup"] = {"inline_keyboard": shown.buttons}
    return message


def as_photo(file_id: str) -> list[Params]:
    """The sizes of a photo, the largest last."""
    sizes = ((90, 67, f"{file_id}s"), (320, 240, f"{file_id}m"), (1280, 960, file_id))
    return [
        {
            "file_id": name,
            "file_unique_id": f"u{name[-9:]}",
            "width": width,
            "height": height,
            "file_size": width * height // 8,
        }
        for width, height, name in sizes
    ]


def as_user(phone: Phone) -> Params:
    """A person as the Bot API shows them."""
    actor = phone.actor
    return {"id": actor.id, "is_bot": False, "first_name": actor.first_name, "language_code": actor.language_code}
