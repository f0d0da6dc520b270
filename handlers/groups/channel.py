"""Channels in which the bot may post. Whoever let it in is asked in private whose warnings are to go there.

What is posted there is not for us, and nothing is ever answered there.
"""

from collections.abc import Sequence

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberUpdated, Update

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Rows, Work
from handlers.groups.losing import lose
from handlers.messages import Message, Text, text
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.units.own import OFFERED, number_of, own_unit
from storage.groups import Group
from storage.outbox import Owed
from storage.store import Store
from storage.units import Unit


async def changed(work: Work, update: Update) -> None:
    """The bot was let into a channel, or may not post there any more."""
    change = update.my_chat_member
    if change is None:
        return
    known = await work.store.groups.by_chat(change.chat.id)
    could, can = may_post(change.old_chat_member), may_post(change.new_chat_member)
    if can and (known is None or known.unreachable_at is not None or not could):
        await _comes(work, change)
    elif not can and known is not None and (known.unreachable_at is None or could):
        await lose(work, known)


def may_post(member: ChatMember) -> bool:
    """Whether this is an administrator of a channel who has the right to. Pure."""
    return isinstance(member, ChatMemberAdministrator) and member.can_post_messages is True


async def bind(ctx: Context, group_id: str, unit_code: str) -> None:
    """Warnings of a unit go there, if it is theirs and they let the bot in; what is somebody else's looks as what is not there."""
    unit, number = await own_unit(ctx, Deed.BIND_GROUP, unit_code), number_of(group_id)
    if unit is None:
        return
    language, by = ctx.person.language, ctx.person.id
    if number is None or not await ctx.store.groups.bind_channel(number, unit.id, language, by=by, now=ctx.now):
        ctx.answer_tap("button-not-yours")
        return
    ctx.answer_tap("group-toast-bound")
    others = [*await rights.units(ctx.store, by, Deed.BIND_GROUP), *await ctx.store.units.children(unit.id)]
    others = [one for one in others if one != unit and one.retired_at is None]
    lines = (text("channel-or-else"),) if others else ()
    await ctx.show(_asking(text("channel-bound", unit=unit_name(unit)), number, others, lines))


async def _comes(work: Work, change: ChatMemberUpdated) -> None:
    """Whoever let it in is asked, if they are staff whom we can write to."""
    user, store = change.from_user, work.store
    person = await store.people.find(user.id)
    language = person.language if person else work.house.texts.language_for(user.language_code)
    channel = await store.groups.let_in(change.chat.id, language, by=person.id if person else None)
    units = () if person is None else await rights.units(store, person.id, Deed.BIND_GROUP)
    if person is not None and units:
        message = _asking(await _came(store, channel), channel.id, units)
        await work.owe([Owed(person_id=person.id, payload=message.model_dump(mode="json"))])


async def _came(store: Store, channel: Group) -> Text:
    """Where it was bound before, it goes on like that."""
    if channel.unit_id is None:
        return text("channel-choose")
    return text("channel-again", unit=unit_name(await store.units.by_id(channel.unit_id)))


def _asking(said: Text, group_id: int, units: Sequence[Unit], lines: tuple[Text, ...] = ()) -> Message:
    """A button for each unit of which warnings may go there."""
    buttons: Rows = tuple(
        (button("named", "channel", str(group_id), one.code, name=unit_name(one)),) for one in units[:OFFERED]
    )
    return Message(text=said, lines=lines, buttons=buttons)
