"""Telegram's HTML and its lengths. Source: the Bot API's "Formatting options".

Stricter than the real one where the documents are: `&` and `>` that nobody escaped pass there, and here they are errors.
"""

import html
import re
from typing import Any

from bot.demo.errors import bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ESCAPE = r"&(?:lt|gt|amp|quot|\#\d+|\#x[0-9a-f]+);"
_ATTRIBUTES = r"""(?:\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'|[\w.-]+))?)*"""
_TOKEN = re.compile(
    rf"<(?P<close>/?)(?P<tag>[a-z][a-z0-9-]*)(?P<attributes>{_ATTRIBUTES})\s*>|(?P<escape>{_ESCAPE})|(?P<stray>[<>&])",
    re.IGNORECASE,
)
_HREF = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)'|([\w.-]+))""", re.IGNORECASE)
_STRAY = re.compile(f"(?!{_ESCAPE})&", re.IGNORECASE)
_CONTROLS = {number: " " for number in range(32) if number not in (10, 13)} | {13: None}

Entity = dict[str, Any]


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_text(text: str, parse_mode: str | None) -> tuple[str, list[Entity]]:
    """Of a message: 1 to 4096 units."""
    seen, entities = plain(text, parse_mode)
    if not seen:
        raise bad_request("message text is empty")
    if units(seen) > 4096:
        raise bad_request("message is too long")
    return seen, entities


def check_caption(text: str, parse_mode: str | None) -> tuple[str, list[Entity]]:
    """Of a photo or a document: 0 to 1024 units."""
    seen, entities = plain(text, parse_mode)
    if units(seen) > 1024:
        raise bad_request("message caption is too long")
    return seen, entities


def plain(text: str, parse_mode: str | None) -> tuple[str, list[Entity]]:
    """(the text as people see it, its entities); 400 when the markup cannot be parsed. Of the modes only HTML is served."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    text = text.translate(_CONTROLS)
    if not parse_mode:
        return text.strip(), []
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    reader = _Reader(text)
    return _stripped(reader.seen, reader.entities)


class _Reader:
    """Reads HTML once, into `seen` and `entities`; raises where Telegram does."""

    def __init__(self, text: str) -> None:
        self.seen = ""
        self.entities: list[Entity] = []
        self._text = text
        self._open: list[tuple[str, Entity]] = []
        end = 0
        for token in _TOKEN.finditer(text):
            self.seen += text[end : token.start()]
            self._take(token)
            end = token.end()
        self.seen += text[end:]
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')

    def _take(self, token: re.Match[str]) -> None:
        tag = (token["tag"] or "").lower()
        if token["escape"]:
            self.seen += html.unescape(token["escape"])
        elif token["stray"]:
            raise _broken(f'Unsupported start tag "" at byte offset {self._bytes_before(token)}')
        elif token["close"]:
            self._close(tag, token)
        else:
            self._start(tag, token)

    def _start(self, tag: str, token: re.Match[str]) -> None:
        if tag not in _KINDS:
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {self._bytes_before(token)}')
        if tag == "span" and "tg-spoiler" not in token["attributes"]:
            raise _broken('Tag "span" must have class "tg-spoiler"')
        if _STRAY.search(token["attributes"]):
            raise _broken(f"unescaped character in an attribute at byte offset {self._bytes_before(token)}")
        entity: Entity = {"type": _KINDS[tag], "offset": units(self.seen)}
        href = _HREF.search(token["attributes"])
        if tag == "a" and href:
            entity["url"] = html.unescape("".join(href.groups("")))
        self._open.append((tag, entity))

    def _close(self, tag: str, token: re.Match[str]) -> None:
        expected, entity = self._open.pop() if self._open else ("", {})
        if tag != expected:
            raise _broken(
                f'Unmatched end tag at byte offset {self._bytes_before(token)}, expected "</{expected}>", found "</{tag}>"'
            )
        entity["length"] = units(self.seen) - entity["offset"]
        self.entities.append(entity)

    def _bytes_before(self, token: re.Match[str]) -> int:
        return len(self._text[: token.start()].encode())


def _stripped(seen: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without space around it; entities move along, and those that held nothing but space are gone."""
    cut = units(seen) - units(seen.lstrip())
    seen = seen.strip()
    kept = []
    for entity in reversed(entities):  # outermost first
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], units(seen))
        if end > start and (entity["type"] != "text_link" or entity.get("url")):
            kept.append({**entity, "offset": start, "length": end - start})
    return seen, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _broken(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")
