"""How far a warning is: one card for staff, changed every few seconds, with what people answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from handlers.alerts import rules
from handlers.alerts.message import body
from handlers.alerts.wording import card_slot, reason_name
from handlers.buttons import button
from handlers.context import Work
from handlers.messages import Button, Message, Moment, Text, text
from handlers.pace import time_to_send
from handlers.report.card import unit_name
from storage.alert import Alert, AlertState, Way
from storage.copies import Answer
from storage.outbox import Owed
from storage.store import Store
from storage.tally import Tally

_LISTED = 12  # units
_SHOWN_FOR = timedelta(hours=1)  # after the last copy: answers still come in

Rows = tuple[tuple[Button, ...], ...]


class Counted(NamedTuple):
    """What became of the copies of each unit's people, and what they said."""

    tallies: Mapping[int | None, Tally]
    answers: Mapping[Answer, int]
    by_unit: Mapping[int | None, Mapping[Answer | None, int]]
    waiting: int

    @property
    def tally(self) -> Tally:
        """Of all together."""
        return sum(self.tallies.values(), Tally())

    @property
    def mark(self) -> int:
        """Another number when something has changed."""
        return self.tally.ended * 1_000 + sum(self.answers.values())


async def count(store: Store, alert: Alert) -> Counted:
    """As of now."""
    tallies = await store.outbox.tally_parts(alert.batch)
    answers = await store.copies.answered(alert.event)
    by_unit = await store.copies.answered_by_unit(alert) if answers else {}
    return Counted(tallies, answers, by_unit, await store.copies.waiting(alert.id))


async def to_show(store: Store, now: datetime) -> tuple[Alert, ...]:
    """Those whose card may have to change."""
    going = await store.alerts.under_way()
    lately = [
        one for one in await store.alerts.in_force(now=now) if one.state is AlertState.DONE and _is_fresh(one, now)
    ]
    return (*(one for one in going if one.state is not AlertState.APPROVED), *lately)


def _is_fresh(alert: Alert, now: datetime) -> bool:
    return alert.ended_at is None or now - alert.ended_at < _SHOWN_FOR


async def show(work: Work, seen: Alert, counted: Counted) -> None:
    """Changes the card when something has changed; ends what is through. Not where it is in another state by now than it was `seen` in."""
    alert = await work.store.alerts.by_id(seen.id)
    if alert is None or alert.state is not seen.state:
        return
    is_through = (
        alert.state in (AlertState.SENDING, AlertState.STOPPED)
        and alert.ended_at is None
        and counted.tally.owed == 0
        and counted.waiting == 0
    )
    if counted.mark == alert.shown and not is_through:
        return
    changes: dict[str, object] = {"shown": counted.mark}
    if is_through:
        state = AlertState.DONE if alert.state is AlertState.SENDING else AlertState.STOPPED
        changes |= {"state": state, "ended_at": work.now}
    changed = alert.model_copy(update=changes)
    await work.store.alerts.save(changed)
    await owe_cards(work, changed, await made(work, changed, counted))


async def owe_cards(work: Work, alert: Alert, message: Message) -> None:
    """To all who have one."""
    name = card_slot(alert)
    payload = message.model_copy(update={"edits": "slot"}).model_dump(mode="json")
    for one in await work.store.outbox.holders(name):
        await work.owe([Owed(person_id=one, payload=payload, slot=name, latest=name)])


async def card(work: Work, alert: Alert) -> Message:
    """The card as of now."""
    return await made(work, alert, await count(work.store, alert))


async def made(work: Work, alert: Alert, counted: Counted) -> Message:
    """Heading, how it was let go, the numbers, each unit, what people read."""
    lines = [
        *await _way(work, alert),
        *_numbers(alert, counted),
        *await _units(work, counted, ends=alert.message.ends_event),
    ]
    head, *_ = await body(work.store, alert)
    event = await work.store.alerts.of_event(alert.event)
    return Message(text=_head(work, alert, counted), lines=(head, *lines), buttons=_buttons(alert, event, work.now))


def _head(work: Work, alert: Alert, counted: Counted) -> Text:
    tally = counted.tally
    match alert.state:
        case AlertState.APPROVED:
            return text("alert-going-approved", number=alert.event, at=Moment.of(alert.send_at or work.now))
        case AlertState.STOPPED:
            return text("alert-going-stopped", number=alert.event, sent=tally.sent)
        case AlertState.DONE:
            return text("alert-going-done", number=alert.event, people=alert.people, sent=tally.sent)
        case _:
            left = tally.owed + counted.waiting
            time = time_to_send(left, work.house.bulk_per_second)
            return text("alert-going-sending", number=alert.event, sent=tally.sent, left=left, time=time)


async def _way(work: Work, alert: Alert) -> list[Text]:
    """Who let it go is on record; the card says only how."""
    return [text("alert-way-alone", reason=reason_name(alert.reason))] if alert.way is Way.ALONE else []


def _numbers(alert: Alert, counted: Counted) -> list[Text]:
    tally, said = counted.tally, counted.answers
    lines = []
    if tally.failed or tally.blocked or tally.unknown:
        lines.append(text("alert-number-troubles", failed=tally.failed, blocked=tally.blocked, unknown=tally.unknown))
    if rules.answers(alert.level, alert.message):
        safe, needing = said.get(Answer.SAFE, 0), said.get(Answer.HELP, 0)
        lines.append(text("alert-number-answers", read=sum(said.values()), safe=safe, help=needing))
    return lines


async def _units(work: Work, counted: Counted, *, ends: bool) -> list[Text]:
    """Each unit on a line, those with somebody who needs help first."""

    def needing(unit_id: int | None) -> int:
        return counted.by_unit.get(unit_id, {}).get(Answer.HELP, 0)

    units = sorted((one for one in counted.tallies if one is not None), key=lambda one: (-needing(one), one))
    lines = [
        await _unit(work, one, counted.tallies[one], counted.by_unit.get(one, {}), ends=ends) for one in units[:_LISTED]
    ]
    return [one for one in lines if one is not None]


async def _unit(
    work: Work, unit_id: int, tally: Tally, said: Mapping[Answer | None, int], *, ends: bool
) -> Text | None:
    """None where the unit is gone by now. What was said to the warning is not said to what `ends` it."""
    try:
        unit = await work.store.units.by_id(unit_id)
    except KeyError:
        return None
    if ends:
        return text("alert-unit-over", unit=unit_name(unit), sent=tally.sent)
    safe, needing = said.get(Answer.SAFE, 0), said.get(Answer.HELP, 0)
    return text("alert-unit-line", unit=unit_name(unit), sent=tally.sent, safe=safe, help=needing)


def _buttons(alert: Alert, event: tuple[Alert, ...], now: datetime) -> Rows:
    """Stop is first and alone, as long as there is something to stop."""
    number = str(alert.id)
    rows: list[tuple[Button, ...]] = []
    if rules.can_be_stopped(alert):
        rows.append((button("alert-stop", "wstop", number),))
    if _goes_on(alert, event):
        rows.append((button("alert-clear", "wclear", number), button("alert-wrong", "wwrong", number)))
        rows.append((button("alert-update", "wupdate", number), button("alert-sheet-open-it", "wsheet", number)))
        if rules.has_doors(alert, now):
            rows.append((button("doors-open", "doors", number),))
    return tuple(rows)


def _goes_on(alert: Alert, event: tuple[Alert, ...]) -> bool:
    """Whether it is the newest of an event that can still change or end."""
    released = [one for one in event if one.state.is_released]
    return bool(released) and released[-1].id == alert.id and not alert.message.ends_event
