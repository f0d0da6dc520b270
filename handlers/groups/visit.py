"""What happens in a group: the bot comes and goes, somebody binds it, the group moves. Everything else people say there is not for us.

No dialog runs in a group, and nobody who speaks there is written down. Whoever presses a button acts by rights of their own.
"""

from dataclasses import dataclass
from datetime import datetime

from telegram import ChatMemberUpdated, Update
from telegram import Message as Said

from handlers import rights
from handlers.buttons import button, parse
from handlers.context import House, Work
from handlers.groups.losing import lose
from handlers.messages import Argument, Button, LinkButton, Message, Text, text
from handlers.report.card import unit_name
from handlers.rights import Deed
from storage.groups import Group
from storage.outbox import Owed, Worth
from storage.people import Person
from storage.store import Store
from storage.units import Unit

_BIND = "bindto"
_OFFERED = 8
_COMMANDS = ("bind", "unbind", "start", "help")
_AWAY = ("left", "kicked")

Buttons = tuple[tuple[Button | LinkButton, ...], ...]


@dataclass(frozen=True)
class Visit:
    """One update in a group. `person` is whoever caused it, if they are known to us."""

    house: House
    store: Store
    group: Group
    person: Person | None
    language: str
    now: datetime

    async def say(self, key: str, *, buttons: Buttons = (), **args: Argument) -> None:
        """An answer in the group."""
        message = Message(text=text(key, **args), buttons=buttons)
        await self.store.outbox.add(
            Owed(group_id=self.group.id, payload=message.model_dump(mode="json"), worth=Worth.ONCE), now=self.now
        )


async def answer(house: House, store: Store, update: Update, now: datetime) -> Text | None:
    """Answers an update in a group; what a tap is to be answered with."""
    chat, user = update.effective_chat, update.effective_user
    assert chat is not None
    message = update.message
    if message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id):
        await _moves(store, message)
        return None
    if not (update.my_chat_member or update.callback_query or _command(message)[0] in _COMMANDS):
        return None  # for another bot, or for nobody
    person = None if user is None else await store.people.find(user.id)
    language = person.language if person else house.texts.language_for(user.language_code if user else None)
    group = await store.groups.meet(chat.id, language)
    visit = Visit(house, store, group, person, language, now)
    if update.my_chat_member is not None:
        await _comes_or_goes(visit, update.my_chat_member)
        return None
    if update.callback_query is not None:
        return await _tapped(visit, update.callback_query.data or "")
    await _commanded(visit, *_command(message))
    return None


async def _moves(store: Store, message: Said) -> None:
    """Both chats say so, in either order."""
    old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
    group = await store.groups.by_chat(old)
    if group is not None:
        await store.groups.moved(group.id, new)


async def _comes_or_goes(visit: Visit, change: ChatMemberUpdated) -> None:
    new, old = change.new_chat_member, change.old_chat_member
    if new.status in _AWAY or getattr(new, "can_send_messages", True) is False:
        await lose(Work(visit.house, visit.store, visit.now), visit.group)
    elif old.status in _AWAY:
        await visit.say("group-hello")


def _command(message: Said | None) -> tuple[str, str]:
    """(name, the words after it) of a command; ('', '') of anything else."""
    words = (message.text if message else None) or ""
    if not words.startswith("/"):
        return "", ""
    name, _, rest = words[1:].partition(" ")
    return name.partition("@")[0].lower(), rest.strip()


async def _commanded(visit: Visit, name: str, words: str) -> None:
    match name:
        case "bind":
            await _bind(visit, words)
        case "unbind":
            await _unbind(visit)
        case _:
            await visit.say("group-hello")


async def _bind(visit: Visit, code: str) -> None:
    """To the unit of a code, to the only one there is, or by a button of each."""
    units = await _own_units(visit)
    if not units:
        await visit.say("group-staff-only")
    elif code:
        if not await _bound(visit, code):
            await visit.say("group-unit-unknown")
    elif len(units) == 1:
        await _bound(visit, units[0].code)
    else:
        buttons = tuple((button("named", _BIND, one.code, name=unit_name(one)),) for one in units[:_OFFERED])
        await visit.say("group-choose", buttons=buttons)


async def _unbind(visit: Visit) -> None:
    if visit.group.unit_id is None:
        await visit.say("group-not-bound")
    elif await _may(visit, visit.group.unit_id):
        await visit.store.groups.unbind(visit.group.id)
        await visit.say("group-unbound")
    else:
        await visit.say("group-staff-only")


async def _tapped(visit: Visit, data: str) -> Text:
    action, args = parse(data)
    if action != _BIND or len(args) != 1:
        return text("button-gone")
    return text("group-toast-bound") if await _bound(visit, args[0]) else text("button-not-yours")


async def _bound(visit: Visit, code: str) -> bool:
    """Binds the group, where whoever asks may; unknown and not theirs cannot be told apart."""
    unit = await visit.store.units.by_code(code)
    if unit is None or visit.person is None or not await _may(visit, unit.id):
        return False
    await visit.store.groups.bind(visit.group.id, unit.id, visit.language, by=visit.person.id, now=visit.now)
    await visit.say("group-bound", unit=unit_name(unit))
    return True


async def _own_units(visit: Visit) -> tuple[Unit, ...]:
    return () if visit.person is None else await rights.units(visit.store, visit.person.id, Deed.BIND_GROUP)


async def _may(visit: Visit, unit_id: int) -> bool:
    return visit.person is not None and await rights.may(visit.store, visit.person.id, Deed.BIND_GROUP, unit_id)
