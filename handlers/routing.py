"""Which function answers what. Features declare routes; the router tries them with python-telegram-bot's handlers."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers import buttons
from handlers.context import Context
from handlers.dialog import Flow
from handlers.input import Input, Odd
from handlers.messages import Message
from handlers.reading import read
from handlers.texts import Texts, clean

Act = Callable[..., Awaitable[None]]

# A link of ours, typed or pasted; of which bot it says that it is is nothing to rely on.
_LINK = re.compile(
    r"(?:(?:https?://)?(?:t|telegram)\.me/\w+\?|tg://resolve/?\?domain=\w+&)start=(?P<payload>[A-Za-z0-9_-]{1,64})",
    re.IGNORECASE,
)
_AROUND = " \n.,!?~。，！？～…"  # what people put around a single word


@dataclass(frozen=True)
class Command:
    """A command; `listed` ones stand in Telegram's command menu, described by the text command-NAME."""

    name: str
    act: Act
    listed: bool


@dataclass
class Routes:
    """What a feature answers. Each name may be used by one feature only."""

    commands: list[Command] = field(default_factory=list)
    links: dict[str, Act] = field(default_factory=dict)
    buttons: dict[str, Act] = field(default_factory=dict)
    keys: dict[str, Act] = field(default_factory=dict)
    phrases: dict[str, Act] = field(default_factory=dict)
    notices: list[Act] = field(default_factory=list)
    flows: list[Flow[Any]] = field(default_factory=list)

    def include(self, other: "Routes") -> None:
        """Takes over what a part of the same feature answers."""
        self.commands += other.commands
        self.links |= other.links
        self.buttons |= other.buttons
        self.keys |= other.keys
        self.phrases |= other.phrases
        self.notices += other.notices
        self.flows += other.flows

    def command(self, name: str, *, listed: bool = True) -> Callable[[Act], Act]:
        """Answers /name; called with (context, words after the command)."""

        def add(act: Act) -> Act:
            self.commands.append(Command(name, act, listed))
            return act

        return add

    def link(self, prefix: str) -> Callable[[Act], Act]:
        """Answers a t.me link whose payload begins so, as PREFIX_REST; called with (context, the rest, which anyone can make up)."""
        return lambda act: self.links.setdefault(prefix, act)

    def button(self, action: str) -> Callable[[Act], Act]:
        """Answers a tap; called with (context, *arguments of the callback data)."""
        return lambda act: self.buttons.setdefault(action, act)

    def key(self, label: str) -> Callable[[Act], Act]:
        """Answers a key of the lasting menu, by its text's key; called with (context)."""
        return lambda act: self.keys.setdefault(label, act)

    def phrase(self, listed: str) -> Callable[[Act], Act]:
        """Answers a message that is nothing but one of a list of words, by the list's key; called with (context)."""
        return lambda act: self.phrases.setdefault(listed, act)

    def notice(self, act: Act) -> Act:
        """Sees every update before it is answered; called with (context)."""
        self.notices.append(act)
        return act


class Router:
    """Takes an update to the one function that answers it. `first` may take what was sent before any key or dialog does; `otherwise`
    answers what belongs to none, or is odd."""

    def __init__(
        self,
        features: Iterable[Routes],
        texts: Texts,
        first: Callable[[Context, Input], Awaitable[bool]],
        otherwise: Callable[[Context, Input | Odd], Awaitable[None]],
    ) -> None:
        features = tuple(features)
        self._first = first
        self._otherwise = otherwise
        self._notices = [act for routes in features for act in routes.notices]
        self._buttons = _merged(routes.buttons for routes in features)
        self._links = _merged(routes.links for routes in features)
        keys = _merged(routes.keys for routes in features)
        self._keys = {label.casefold(): act for key, act in keys.items() for label in texts.in_every_language(key)}
        phrases = _merged(routes.phrases for routes in features)
        self._keys |= {one: act for key, act in phrases.items() for one in texts.listed(key)}
        self._commands = _merged({command.name: command.act for command in routes.commands} for routes in features)
        self._handlers: list[Any] = [
            CallbackQueryHandler(self._tap),
            # Not CommandHandler: it needs the bot's own name, for which Telegram would have to be asked before the first update.
            MessageHandler(filters.COMMAND & filters.UpdateType.MESSAGE, self._command),
            MessageHandler(filters.StatusUpdate.ALL & filters.UpdateType.MESSAGE, self._nothing),
            MessageHandler(filters.UpdateType.MESSAGE, self._message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION), self._edited),
        ]

    async def handle(self, ctx: Context) -> None:
        """Answers one update. Where there was no tap to answer, its outcome becomes a message; where the menu has covered the keys of an
        open question, that is put again."""
        for notice in self._notices:
            await notice(ctx)
        for handler in self._handlers:
            found = handler.check_update(ctx.update)
            if found is not None and found is not False:
                await handler.callback(ctx.update, ctx)
                break
        if ctx.toast is not None and ctx.update.callback_query is None:
            await ctx.send(Message(text=ctx.toast))
        if ctx.menu_covers_keys:
            await ctx.house.engine.ask_again(ctx)

    async def _tap(self, _update: Update, ctx: Context) -> None:
        query = ctx.update.callback_query
        action, args = buttons.parse(clean((query and query.data) or ""))
        act = self._buttons.get(action)
        if act is None or not _takes(act, len(args)):
            ctx.answer_tap("button-gone")
            return
        await act(ctx, *args)

    async def _command(self, _update: Update, ctx: Context) -> None:
        message = ctx.update.message
        assert message is not None
        command, _, words = clean(message.text or "").partition(" ")
        name, words = command[1:].partition("@")[0].lower(), words.strip()
        if name == "start" and await self._followed(ctx, words):
            return
        if name in self._commands:
            await self._commands[name](ctx, words)
        else:
            await ctx.say("not-understood")

    async def _followed(self, ctx: Context, payload: str) -> bool:
        """Whether a link of ours was opened."""
        prefix, _, rest = payload.partition("_")
        act = self._links.get(prefix)
        if act is not None:
            await act(ctx, rest)
        return act is not None

    async def _message(self, _update: Update, ctx: Context) -> None:
        message = ctx.update.message
        assert message is not None
        words = clean(message.text or "")
        link = _LINK.fullmatch(words.strip())
        if link is not None and await self._followed(ctx, link["payload"]):
            return
        given = read(message)
        if not isinstance(given, Odd) and await self._first(ctx, given):
            return
        pressed = self._keys.get(words.strip(_AROUND).casefold())
        if pressed is not None:
            await pressed(ctx)
            return
        if not isinstance(given, Odd) and await ctx.house.engine.take(ctx, given):
            return
        if ctx.house.engine.is_a_key(ctx, words):
            await ctx.say_with_menu("dialog-nothing-to-cancel")
        else:
            await self._otherwise(ctx, given)

    async def _nothing(self, _update: Update, ctx: Context) -> None:
        """What Telegram says by itself, such as that a message was pinned, wants no answer."""

    async def _edited(self, _update: Update, ctx: Context) -> None:
        await ctx.say("edit-not-read")  # a live place that moves is an edit too, and is no news


def _takes(act: Act, count: int) -> bool:
    """Whether a function can be called with so many arguments after the context: forged data may carry any number."""
    return act.__code__.co_argcount == count + 1


def _merged(parts: Iterable[Mapping[str, Act]]) -> dict[str, Act]:
    merged: dict[str, Act] = {}
    for part in parts:
        twice = merged.keys() & part.keys()
        if twice:
            raise ValueError(f"two features answer {sorted(twice)}")
        merged.update(part)
    return merged
