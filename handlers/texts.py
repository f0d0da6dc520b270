"""Wording: Fluent catalogues, one file per language beside each feature. Escaping happens here, and only here."""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, Resource

from handlers.messages import Argument, Moment, Named, StartLink, Text

# Control characters, those that are invisible or turn the direction of writing, and halves of surrogate pairs.
_HALVES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class TextError(Exception):
    """A catalogue is broken, a key is missing, or an argument is: a mistake of ours that must not reach anybody half-rendered."""


def whole(value: Any) -> Any:
    """The same JSON without halves of surrogate pairs: Telegram sends none, and no database, file or message can hold one."""
    match value:
        case str():
            return _HALVES.sub("", value)
        case list():
            return [whole(one) for one in value]
        case dict():
            return {name: whole(one) for name, one in value.items()}
        case _:
            return value


def clean(words: str) -> str:
    """People's words without control characters, invisible ones and those that turn the direction of writing."""
    return _INVISIBLE.sub("", words).strip()


def units(words: str) -> int:
    """Length as Telegram counts, in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def shorten(words: str, most: int) -> str:
    """At most so many UTF-16 units, with an ellipsis where something was cut; never half a character."""
    if units(words) <= most:
        return words
    cut = words.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", errors="ignore")
    return f"{cut}…"


def start_link(payload: str, bot_name: str | None) -> str:
    """What opens the bot with this payload."""
    return f"/start {payload}" if bot_name is None else f"https://t.me/{bot_name}?start={payload}"


class Texts:
    """The catalogues of every language. The first language is what people get whose own there is not."""

    def __init__(self, bundles: Mapping[str, FluentBundle], zone: ZoneInfo) -> None:
        self._bundles = bundles
        self._zone = zone
        self.languages = tuple(bundles)

    def language_for(self, code: str | None) -> str:
        """The nearest language we have for an IETF tag such as zh-hans or en-GB."""
        wanted = (code or "").lower().split("-")[0]
        return next((one for one in self.languages if one.lower().split("-")[0] == wanted), self.languages[0])

    def render(self, text: Text, language: str, *, now: datetime, bot_name: str | None = None) -> str:
        """The text in HTML; `bot_name` is what links begin with. TextError when the key or an argument is missing."""
        language = text.language or language
        args = {name: self._argument(value, language, now, bot_name) for name, value in text.args.items()}
        return self._format(text.key, args, language)

    def plain(self, key: str, language: str) -> str:
        """A label without arguments, as it stands in the catalogue: for keys and toasts, where there is no markup."""
        return self._format(key, {}, language)

    def listed(self, key: str) -> frozenset[str]:
        """The words of a list with commas, of every language together, in lower case."""
        return frozenset(one.strip().casefold() for listed in self.in_every_language(key) for one in listed.split(","))

    def in_every_language(self, key: str) -> tuple[str, ...]:
        """A label in each language, to recognise it whoever typed it."""
        return tuple(self.plain(key, language) for language in self.languages)

    def _argument(self, value: Argument, language: str, now: datetime, bot_name: str | None) -> str | int:
        match value:
            case Moment():
                return self._moment(value, language, now)
            case Named():
                return html.escape(value.names.get(language, value.names[""]), quote=False)
            case Text():
                return self.render(value, language, now=now, bot_name=bot_name)
            case StartLink():
                return start_link(value.start, bot_name)
            case str():
                return html.escape(_INVISIBLE.sub("", value), quote=False)
            case _:
                return value

    def _moment(self, moment: Moment, language: str, now: datetime) -> str:
        local = moment.at.astimezone(self._zone)
        said: dict[str, Any] = {"clock": f"{local:%H:%M}", "month": local.month, "day": local.day}
        if moment.dated:
            return self._format("time-dated", said | {"year": str(local.year)}, language)
        days = (local.date() - now.astimezone(self._zone).date()).days
        key = {-1: "time-yesterday", 0: "time-today", 1: "time-tomorrow"}.get(days, "time-date")
        return self._format(key, said, language)

    def _format(self, key: str, args: Mapping[str, Any], language: str) -> str:
        bundle = self._bundles.get(language) or self._bundles[self.languages[0]]
        name, _, attribute = key.partition(".")
        if not bundle.has_message(name):
            raise TextError(f"no text {key} in {language}")
        message = bundle.get_message(name)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            raise TextError(f"no text {key} in {language}")
        formatted, errors = bundle.format_pattern(pattern, dict(args))
        if errors:
            raise TextError(f"text {key} in {language}: {errors[0]}")
        return str(formatted)


def load_texts(packages: Iterable[str], languages: Iterable[str], zone: ZoneInfo) -> Texts:
    """The catalogues of these packages. TextError when a file is missing or does not parse, or a key stands in two of them."""
    packages = tuple(packages)
    return Texts({language: _bundle(packages, language) for language in languages}, zone)


def catalogue(package: str, language: str) -> Resource:
    """One parsed file; TextError where Fluent would silently drop what it cannot read."""
    try:
        source = files(package).joinpath(f"{language}.ftl").read_text(encoding="utf8")
    except FileNotFoundError as error:
        raise TextError(f"{package} has no texts in {language}") from error
    resource = FluentParser().parse(source)
    for entry in resource.body:
        if isinstance(entry, Junk):
            place = (entry.content or "").strip()[:40]
            raise TextError(f"{package}/{language}.ftl: {entry.annotations[0].message}: {place}")
    return resource


@cache
def _bundle(packages: tuple[str, ...], language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for package in packages:
        resource = catalogue(package, language)
        for entry in resource.body:
            if isinstance(entry, Message) and bundle.has_message(entry.id.name):
                raise TextError(f"{package}/{language}.ftl: {entry.id.name} stands in two files")
        bundle.add_resource(resource)
    return bundle
