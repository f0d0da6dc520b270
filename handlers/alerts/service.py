"""Use cases of warnings, one function each, in the transaction they are given."""

from handlers import rights
from handlers.alerts import audience, people, rules
from handlers.alerts.rules import Refusal
from handlers.codes import new_digits, read_digits
from handlers.context import Work
from handlers.rights import Deed
from handlers.units.own import number_of
from storage.alert import Alert, AlertState, Content, MessageType, Way
from storage.store import Store
from storage.units import Unit

_PREFIX = "W"


async def draft(work: Work, person_id: int | None, unit: Unit, content: Content, *, origin: str | None = None) -> Alert:
    """A new event, of which nobody knows yet; of one that comes from elsewhere nobody here is the author."""
    alert = await work.store.alerts.add(
        await _unused_number(work.store), content, origin=origin, unit_id=unit.id, author_id=person_id, now=work.now
    )
    await audience.set_area(work, alert)
    return alert


async def change(work: Work, alert: Alert, person_id: int | None, content: Content) -> Alert:
    """Other words, area, level or audience: whatever was asked for is void, and whoever changed it is its author from now on."""
    changed = rules.edited(alert, person_id).model_copy(update={"content": content})
    await work.store.alerts.save(changed)
    await audience.set_area(work, changed)
    return changed


async def theirs(store: Store, person_id: int, alert_id: str) -> Alert | None:
    """The message, if this person may write warnings for its unit. Unknown and not theirs cannot be told apart."""
    alert = await _by_number(store, alert_id)
    if alert is None or not await rights.may(store, person_id, Deed.WRITE_ALERT, alert.unit_id):
        return None
    return alert


async def approvable(work: Work, person_id: int, alert_id: str) -> Alert | None:
    """The message, if this person may approve it. Unknown and not theirs cannot be told apart."""
    alert = await _by_number(work.store, alert_id)
    return alert if alert is not None and await people.may_approve(work, person_id, alert) else None


async def submit(work: Work, alert: Alert, person_id: int, digest: str) -> Alert | Refusal:
    """Hands in what this person has seen, who answers for it from now on: blue goes, what is graver waits for the second one."""
    refusal = rules.submit_refusal(alert, work.now)
    if refusal is None and digest != alert.content.digest:
        refusal = Refusal.CHANGED
    if refusal is not None:
        return refusal
    alert = alert.model_copy(update={"author_id": person_id})
    if rules.needs_second(alert.level):
        return await _saved(work, rules.submitted(alert, person_id, work.now))
    return await _saved(work, rules.let_go(alert, Way.ONE, work.now))


async def approve(work: Work, alert: Alert, person_id: int, digest: str) -> Alert | Refusal:
    """The second one lets it go, exactly as they have seen it."""
    refusal = rules.approve_refusal(alert, person_id, digest, work.now)
    if refusal is not None:
        return refusal
    return await _saved(work, rules.let_go(alert, Way.TWO, work.now, approver_id=person_id))


async def send_alone(work: Work, alert: Alert, person_id: int, digest: str, reason: str) -> Alert | Refusal:
    """The officer on duty lets it go, in an emergency; it is reviewed."""
    refusal = await alone_refusal(work, alert, digest)
    if refusal is not None:
        return refusal
    approver = None if person_id == alert.author_id else person_id
    gone = rules.let_go(alert, Way.ALONE, work.now, approver_id=approver, reason=reason)
    return await _saved(work, gone.model_copy(update={"send_at": work.now}))


async def alone_refusal(work: Work, alert: Alert, digest: str) -> Refusal | None:
    """Why it cannot be sent alone now."""
    return rules.alone_refusal(alert, digest, work.now, is_standing=await is_standing(work.store, alert))


async def is_standing(store: Store, alert: Alert) -> bool:
    """Whether two people of its unit, or of one above, have agreed beforehand that it cannot wait."""
    for unit in await store.units.upwards(alert.unit_id):
        agreed = await store.alerts.standing(unit.id)
        if any(one.kind is alert.kind and one.second_by is not None for one in agreed):
            return True
    return False


async def discard(work: Work, alert: Alert) -> bool:
    """Nobody gets it; False where somebody may have it."""
    if not rules.can_be_edited(alert):
        return False
    await _saved(work, rules.edited(alert, alert.author_id).model_copy(update={"state": AlertState.DISCARDED}))
    return True


async def follow_up(work: Work, alert: Alert, person_id: int | None) -> Alert:
    """A draft of what changes it; of one event there is one such draft at a time."""
    event = await work.store.alerts.of_event(alert.event)
    newest = event[-1]
    if rules.can_be_edited(newest) and newest.message is MessageType.UPDATE:
        return newest
    new = await work.store.alerts.add(
        alert.event,
        alert.content,
        serial=newest.serial + 1,
        message=MessageType.UPDATE,
        unit_id=alert.unit_id,
        author_id=person_id,
        now=work.now,
    )
    await audience.set_area(work, new)
    return new


async def take_back(work: Work, alert: Alert, person_id: int, message: MessageType) -> Alert | None:
    """The all clear, or that it was a mistake: written beforehand, so that one person suffices. None where it has ended already."""
    event = await work.store.alerts.of_event(alert.event)
    if any(one.message.ends_event for one in event) or not any(one.state.is_released for one in event):
        return None
    for one in event:
        if not await discard(work, one):
            await stop(work, one)  # what waits for its hour must not come after the end
    new = await work.store.alerts.add(
        alert.event,
        alert.content,
        serial=event[-1].serial + 1,
        message=message,
        unit_id=alert.unit_id,
        author_id=person_id,
        now=work.now,
    )
    return await _saved(work, rules.let_go(new, Way.ONE, work.now).model_copy(update={"send_at": work.now}))


async def stop(work: Work, alert: Alert) -> Alert | None:
    """Nothing more of it goes, but for what is being sent at this moment. None where nothing is on its way."""
    if not rules.can_be_stopped(alert):
        return None
    if alert.state is AlertState.APPROVED:
        return await _saved(work, alert.model_copy(update={"state": AlertState.STOPPED, "ended_at": work.now}))
    await work.store.outbox.withdraw(alert.batch, limit=rules.AHEAD)
    return await _saved(work, alert.model_copy(update={"state": AlertState.STOPPED}))


def read_number(words: str) -> str | None:
    """The number of a warning that somebody typed; None when it is none."""
    typed = words.strip().upper().replace(" ", "").replace("-", "")
    digits = read_digits(typed[1:]) if typed.startswith(_PREFIX) else None
    return None if digits is None else _number(digits)


def _number(digits: str) -> str:
    return f"{_PREFIX}-{digits[:4]}-{digits[4:]}"


async def _unused_number(store: Store) -> str:
    while True:
        number = _number(new_digits())
        if not await store.alerts.of_event(number):
            return number


async def _by_number(store: Store, alert_id: str) -> Alert | None:
    number = number_of(alert_id)
    return None if number is None else await store.alerts.by_id(number)


async def _saved(work: Work, alert: Alert) -> Alert:
    await work.store.alerts.save(alert)
    return alert
