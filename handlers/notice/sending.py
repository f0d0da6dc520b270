"""From [send] on: the notice's copies, its author's card, and taking it back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.buttons import button
from handlers.context import Context
from handlers.messages import Button, Message, Text, text
from handlers.notice.rules import UNDO, is_night
from handlers.report.card import unit_name
from storage.notices import Notice, NoticeState
from storage.outbox import Lane, Owed, Worth
from storage.store import Store
from storage.tally import Tally
from storage.units import Unit

AT_ONCE = 50  # rows in one transaction, so that an answer never waits long for it


def wording(unit: Unit, words: str) -> Text:
    """What people read: from whom, and the words as they were written."""
    return text("notice-text", unit=unit_name(unit), words=words)


def copy_for(person_id: int, notice: Notice, unit: Unit, zone: ZoneInfo) -> Owed:
    """One person's copy; owed twice it is owed once."""
    message = Message(text=wording(unit, notice.words), silent=is_night(notice.send_at, zone))
    return Owed(
        person_id=person_id,
        payload=message.model_dump(mode="json"),
        lane=Lane.BULK,
        worth=Worth.ONCE,
        dedupe=f"{notice.batch}:{person_id}",
        batch=notice.batch,
    )


async def send(ctx: Context, unit: Unit, words: str, people: int) -> None:
    """It goes in half a minute; until then nobody has it. Its author gets the card."""
    notice = await ctx.store.notices.add(
        unit.id, ctx.person.id, words, people=people, send_at=ctx.now + UNDO, now=ctx.now
    )
    await ctx.send(card(notice, unit, Tally()), slot=_slot(notice))


def can_be_stopped(notice: Notice) -> bool:
    """Whether any of it may still be on its way."""
    return notice.ended_at is None and notice.state is not NoticeState.CANCELLED


async def stop(ctx: Context, notice: Notice) -> None:
    """Nothing more of it goes, but for what is being sent at this moment."""
    tally = Tally()
    if notice.state is NoticeState.WAITING:
        stopped = notice.model_copy(update={"state": NoticeState.CANCELLED, "ended_at": ctx.now})
        ctx.answer_tap("notice-taken-back")
    else:
        stopped = notice.model_copy(update={"state": NoticeState.CANCELLED})
        await ctx.store.outbox.withdraw(notice.batch, limit=AT_ONCE)
        tally = await ctx.store.outbox.tally(notice.batch)
        ctx.answer_tap("notice-stopped", sent=tally.sent)
    await ctx.store.notices.save(stopped)
    await show_author(ctx.store, stopped, tally, now=ctx.now)


async def show_author(store: Store, notice: Notice, tally: Tally, *, now: datetime) -> None:
    """Brings the author's card up to date; of several changes that wait to be shown only the last is."""
    if notice.author_id is None:
        return
    unit = await store.units.by_id(notice.unit_id)
    message = card(notice, unit, tally).model_copy(update={"edits": "slot"})
    slot = _slot(notice)
    payload = message.model_dump(mode="json")
    await store.outbox.add(Owed(person_id=notice.author_id, payload=payload, slot=slot, latest=slot), now=now)


def card(notice: Notice, unit: Unit, tally: Tally) -> Message:
    """How far it is, the notice itself, and the button that stops it."""
    lines = [*_troubles(tally), wording(unit, notice.words)]
    return Message(text=_head(notice, unit, tally), lines=tuple(lines), buttons=_buttons(notice))


def _head(notice: Notice, unit: Unit, tally: Tally) -> Text:
    match notice.state:
        case NoticeState.WAITING:
            return text("notice-waiting", unit=unit_name(unit), people=notice.people, seconds=UNDO.seconds)
        case NoticeState.DONE:
            return text("notice-done", unit=unit_name(unit), people=notice.people, sent=tally.sent)
        case NoticeState.CANCELLED if notice.reached == 0 and tally == Tally():
            return text("notice-taken-back")
        case NoticeState.CANCELLED:
            return text("notice-stopped", sent=tally.sent)
        case _:
            return text("notice-going", unit=unit_name(unit), people=notice.people, sent=tally.sent)


def _troubles(tally: Tally) -> list[Text]:
    troubles = []
    if tally.failed or tally.blocked:
        troubles.append(text("notice-failed", count=tally.failed + tally.blocked))
    if tally.unknown:
        troubles.append(text("notice-unknown", count=tally.unknown))
    return troubles


def _buttons(notice: Notice) -> tuple[tuple[Button, ...], ...]:
    if not can_be_stopped(notice):
        return ()
    label = "notice-undo" if notice.state is NoticeState.WAITING else "notice-stop"
    return ((button(label, "unnotice", str(notice.id)),),)


def _slot(notice: Notice) -> str:
    return notice.batch
