"""Warnings of others become drafts, which a person hands in and another one approves; nothing goes out by itself.

The same document twice is one draft. An update changes the draft, or begins one that changes what is out; a cancellation drops the
draft, or proposes the all clear.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from handlers import rights
from handlers.alerts import card, foreign, rules, service
from handlers.alerts.foreign import CapUnfit, Foreign, Unfit
from handlers.alerts.matching import Match
from handlers.buttons import button
from handlers.cap.own import sender_of
from handlers.context import Work
from handlers.messages import Button, Message, text
from handlers.rights import MAY, Deed
from handlers.roster import duty
from storage.alert import Alert, AlertState, Content
from storage.cap_sources import Source
from storage.outbox import Lane, Owed

_MOST_REFERENCES = 20  # that are looked up, the newest first


class Outcome(StrEnum):
    """What became of a document."""

    DRAFTED = "drafted"
    CHANGED = "changed"
    DROPPED = "dropped"  # a draft, which its sender has called off
    PROPOSED = "proposed"  # the all clear of what is out
    OVER = "over"  # what it calls off has ended here already
    KNOWN = "known"


@dataclass(frozen=True)
class Taken:
    """What became of it, and of which message of ours."""

    outcome: Outcome
    alert: Alert


async def take(work: Work, given: Foreign, found: Match | None, person_id: int | None, own: str | None) -> Taken:
    """`found` is where it holds; None for what calls another one off. `person_id` is of whoever sent it in chat: it is their draft. `own`
    is our name as it was set. CapUnfit with the reason."""
    source = Source(sender=given.cap.sender, identifier=given.cap.identifier, sent_at=given.cap.sent)
    if source.sender == await sender_of(work.store, own):
        raise CapUnfit(Unfit.OWN)
    known = await _of(work, source)
    if known is not None:
        return Taken(Outcome.KNOWN, known)
    event = await _referenced(work, given, person_id)
    if given.cancels:
        taken = await _cancelled(work, event)
    else:
        assert found is not None
        taken = await _entered(work, given, found, person_id, event)
    await work.store.cap_sources.add(source, taken.alert.id)
    await _tell(work, given, taken, person_id)
    return taken


async def writers(work: Work, unit_id: int) -> tuple[int, ...]:
    """Who hears of what comes by itself: those on duty now, else whoever may write at the nearest unit upwards, else administrators."""
    on_duty = [one.person_id for one in await duty.shifts_now(work, unit_id)]
    may = [one for one in on_duty if await rights.may(work.store, one, Deed.WRITE_ALERT, unit_id)]
    if may:
        return tuple(dict.fromkeys(may))
    for place in (*(one.id for one in await work.store.units.upwards(unit_id)), None):
        found = [one for role in MAY[Deed.WRITE_ALERT] for one in await work.store.roles.holders(role, place)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


async def _of(work: Work, source: Source) -> Alert | None:
    alert_id = await work.store.cap_sources.alert_of(source)
    return None if alert_id is None else await work.store.alerts.by_id(alert_id)


async def _referenced(work: Work, given: Foreign, person_id: int | None) -> tuple[Alert, ...]:
    """All messages of the event that it goes on with: of the same sender, and where this person may write. CapUnfit for what came late."""
    listed = sorted(given.cap.references, key=lambda one: one.sent, reverse=True)
    for one in [one for one in listed if one.sender == given.cap.sender][:_MOST_REFERENCES]:
        alert = await _of(work, Source(sender=one.sender, identifier=one.identifier, sent_at=one.sent))
        if alert is None or not await _may(work, person_id, alert.unit_id):
            continue
        newest = await work.store.cap_sources.newest(alert.event)
        if newest is not None and newest > given.cap.sent:
            raise CapUnfit(Unfit.OLDER)
        return await work.store.alerts.of_event(alert.event)
    return ()


async def _may(work: Work, person_id: int | None, unit_id: int) -> bool:
    return person_id is None or await rights.may(work.store, person_id, Deed.WRITE_ALERT, unit_id)


async def _entered(work: Work, given: Foreign, found: Match, person_id: int | None, event: tuple[Alert, ...]) -> Taken:
    """A new draft, or a changed one where its event goes on and is that of the same place."""
    said = foreign.content(given.cap, found.area, work.house.texts, work.now)
    if not _goes_on(event) or event[-1].unit_id not in await _upwards(work, found):
        return Taken(Outcome.DRAFTED, await service.draft(work, person_id, found.unit, said))
    return Taken(Outcome.CHANGED, await _changed(work, event[-1], said, person_id))


async def _upwards(work: Work, found: Match) -> tuple[int, ...]:
    return tuple([one.id for one in await work.store.units.upwards(found.unit.id)])


async def _changed(work: Work, newest: Alert, said: Content, person_id: int | None) -> Alert:
    """Whatever was asked for by then is void."""
    draft = newest if rules.can_be_edited(newest) else await service.follow_up(work, newest, person_id)
    said = said.model_copy(update={"audience": draft.content.audience})
    return await service.change(work, draft, person_id, said)


def _goes_on(event: tuple[Alert, ...]) -> bool:
    live = [one for one in event if one.state is not AlertState.DISCARDED]
    return bool(live) and live[-1] == event[-1] and not any(one.message.ends_event for one in event)


async def _cancelled(work: Work, event: tuple[Alert, ...]) -> Taken:
    """Nothing goes out by itself: of what is out the all clear is a person's."""
    if not event:
        raise CapUnfit(Unfit.UNKNOWN)
    out = [one for one in event if not rules.can_be_edited(one) and one.state is not AlertState.DISCARDED]
    if not out:
        dropped = [one for one in event if await service.discard(work, one)]
        if not dropped:
            return Taken(Outcome.OVER, event[-1])
        return Taken(Outcome.DROPPED, await _again(work, dropped[-1]))
    is_over = any(one.message.ends_event for one in event) or out[-1].content.until <= work.now
    return Taken(Outcome.OVER if is_over else Outcome.PROPOSED, out[-1])


async def _again(work: Work, alert: Alert) -> Alert:
    found = await work.store.alerts.by_id(alert.id)
    assert found is not None
    return found


async def _tell(work: Work, given: Foreign, taken: Taken, person_id: int | None) -> None:
    """Whoever sent it, or whoever is to look at it; of a proposed all clear both."""
    alert, outcome = taken.alert, taken.outcome
    if outcome is Outcome.OVER:
        return
    whom = await writers(work, alert.unit_id) if person_id is None or outcome is Outcome.PROPOSED else ()
    people = dict.fromkeys((*whom, *(() if person_id is None else (person_id,))))
    lane = Lane.LIFE_SAFETY if alert.level.is_grave else Lane.ANSWERS
    told = text(f"cap-{outcome.value}", sender=given.sender, number=alert.event)
    await _owe(work, people, Message(text=told, buttons=_buttons(taken)), lane)
    if outcome in (Outcome.CHANGED, Outcome.DROPPED):
        await card.refresh(work, alert)
    if outcome in (Outcome.DRAFTED, Outcome.CHANGED):
        for one in people:
            await card.send(work, alert, one, lane=lane)


def _buttons(taken: Taken) -> tuple[tuple[Button, ...], ...]:
    """What can be done about what is out; of what has not begun yet, to stop it."""
    if taken.outcome is not Outcome.PROPOSED:
        return ()
    number = str(taken.alert.id)
    if taken.alert.state is AlertState.APPROVED:
        return ((button("alert-stop", "wstop", number),),)
    return ((button("alert-clear", "wclear", number),),)


async def _owe(work: Work, people: Iterable[int], message: Message, lane: Lane) -> None:
    payload = message.model_dump(mode="json")
    await work.owe([Owed(person_id=one, payload=payload, lane=lane) for one in people])
