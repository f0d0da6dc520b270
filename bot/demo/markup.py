"""Telegram's HTML and its lengths, as strictly as the real one. Source: the Bot API's "Formatting options" and "Available methods"."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from bot.demo.errors import bad_request

_TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "tg-spoiler",
    "span",
    "a",
    "code",
    "pre",
    "blockquote",
}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
_STRAY = re.compile(r"<(?!/?[a-zA-Z])")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_BUTTONS = 100
_DATA_BYTES = 64


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Reader(HTMLParser):
    """Collects the text; raises where Telegram does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad_request(f'can\'t parse entities: Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_entityref(self, name: str) -> None:
        self.text.append(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.text.append(html.unescape(f"&#{name};"))


def plain(text: str, parse_mode: str | None) -> tuple[str, list[str]]:
    """(the text as people see it, the addresses of its links); 400 when the markup cannot be parsed."""
    if parse_mode is None:
        return text.strip(), []
    if parse_mode != "HTML":
        raise bad_request("unsupported parse_mode")
    if _STRAY.search(text) or _ENTITY.search(text):
        raise bad_request("can't parse entities: unescaped character")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{reader.open[-1]}\"")
    return "".join(reader.text).strip(), reader.links


def check_text(text: str, parse_mode: str | None) -> tuple[str, list[str]]:
    """Of a message: 1 to 4096 units."""
    seen, links = plain(text, parse_mode)
    if not seen:
        raise bad_request("message text is empty")
    if units(seen) > 4096:
        raise bad_request("message is too long")
    return seen, links


def check_caption(text: str, parse_mode: str | None) -> tuple[str, list[str]]:
    """Of a photo: 0 to 1024 units."""
    seen, links = plain(text, parse_mode)
    if units(seen) > 1024:
        raise bad_request("message caption is too long")
    return seen, links


def check_reply_markup(markup: Any) -> dict[str, Any]:
    """An inline keyboard or a reply keyboard, each with its own rules."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    inline = "inline_keyboard" in markup
    rows: Any = markup["inline_keyboard"] if inline else markup.get("keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > _MOST_BUTTONS:
        raise bad_request("reply markup has too many buttons")
    check = _check_inline if inline else _check_key
    for button in buttons:
        check(button)
    return markup


def check_commands(commands: Any) -> None:
    """Names of 1 to 32 of a-z, 0-9 and _, descriptions of 1 to 256."""
    for command in commands:
        if not _COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _check_inline(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad_request("button text is empty")
    actions = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    if "request_location" in actions:
        raise bad_request("location request is not allowed in inline keyboards")
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions and not 1 <= len(button["callback_data"].encode()) <= _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_key(button: Any) -> None:
    text = button if isinstance(button, str) else button.get("text")
    if not text:
        raise bad_request("button text is empty")
    if isinstance(button, dict) and "callback_data" in button:
        raise bad_request("can't parse keyboard button: callback_data belongs to inline keyboards")
