"""The card of a warning that staff have: exactly what people will read, for whom, how long it takes, and what can be done about it."""

from handlers.alerts import audience, people, progress, rules
from handlers.alerts.message import body
from handlers.alerts.picture import area_map
from handlers.alerts.wording import audience_name, card_slot, reason_name
from handlers.buttons import button
from handlers.context import Work
from handlers.messages import Button, Message, Moment, Text, text
from handlers.pace import time_to_send
from handlers.report.card import unit_name
from storage.alert import Alert, AlertState
from storage.outbox import Lane, Owed

Rows = tuple[tuple[Button, ...], ...]


async def send(work: Work, alert: Alert, person_id: int, *, lane: Lane = Lane.ANSWERS) -> None:
    """A new message, the one that changes from now on; while it is to be approved with a picture of the area above it."""
    if not (alert.state.is_released or alert.message.ends_event):
        area = await area_map(work.store, alert.content.area.geometry, alert.level)
        picture = Message(text=text("alert-card-area", number=alert.event), map=area, silent=True)
        await work.owe([Owed(person_id=person_id, payload=picture.model_dump(mode="json"), lane=lane)])
    payload = (await card(work, alert, person_id)).model_dump(mode="json")
    await work.owe([Owed(person_id=person_id, payload=payload, lane=lane, slot=card_slot(alert))])


async def refresh(work: Work, alert: Alert) -> None:
    """Every card that somebody has of it, without a sound."""
    for one in await work.store.outbox.holders(card_slot(alert)):
        payload = (await card(work, alert, one)).model_copy(update={"edits": "slot"}).model_dump(mode="json")
        await work.owe([Owed(person_id=one, payload=payload, slot=card_slot(alert), latest=card_slot(alert))])


async def card(work: Work, alert: Alert, person_id: int) -> Message:
    """As it stands; before it is let go with everything that is to be known for that, in both languages."""
    if alert.state.is_released or alert.state is AlertState.APPROVED:
        return await progress.card(work, alert)
    if alert.state is AlertState.DISCARDED:
        return Message(text=text("alert-card-discarded", number=alert.event))
    lines = [*await _both_languages(work, alert), *await _facts(work, alert)]
    return Message(text=await _head(work, alert), lines=tuple(lines), buttons=await _buttons(work, alert, person_id))


async def _head(work: Work, alert: Alert) -> Text:
    unit = unit_name(await work.store.units.by_id(alert.unit_id))
    return text(f"alert-card-{alert.state.value}", number=alert.event, unit=unit)


async def _both_languages(work: Work, alert: Alert) -> list[Text]:
    """What people read, word for word."""
    lines = await body(work.store, alert)
    said: list[Text] = []
    for language in work.house.texts.languages:
        said += [text("alert-card-line"), *(one.model_copy(update={"language": language}) for one in lines)]
    return [*said, text("alert-card-line")]


async def _facts(work: Work, alert: Alert) -> list[Text]:
    people = await audience.size(work, alert)
    around = await work.store.alerts.around(alert.id)
    facts = [
        text("alert-card-audience", audience=audience_name(alert.content.audience)),
        text(
            "alert-card-size",
            people=people,
            channels=len(await work.store.groups.channels(around)),
            groups=len(await work.store.groups.of_units(around)),
            time=time_to_send(people, work.house.bulk_per_second),
        ),
    ]
    often = await audience.third_ring(work, alert)
    if often:
        facts.append(text("alert-card-often", people=often, rings=rules.MOST_RINGS))
    if alert.send_at is not None and alert.send_at > work.now:
        facts.append(text("alert-card-scheduled", at=Moment.of(alert.send_at)))
    if alert.state is AlertState.DRAFT:
        facts.append(text("alert-card-one" if not rules.needs_second(alert.level) else "alert-card-two"))
    return facts


async def _buttons(work: Work, alert: Alert, person_id: int) -> Rows:
    number, digest = str(alert.id), alert.content.digest
    match alert.state:
        case AlertState.DRAFT:
            first = "alert-submit" if rules.needs_second(alert.level) else "alert-send"
            return (
                (button(first, "wsend", number, digest),),
                *_editing(alert),
                (button("alert-drop", "wdrop", number),),
            )
        case AlertState.SUBMITTED if person_id == alert.author_id:
            edit = (button("alert-edit", "wedit", number), button("alert-drop", "wdrop", number))
            return *await _alone(work, alert, person_id), edit
        case AlertState.SUBMITTED if await people.may_approve(work, person_id, alert):
            return ((button("alert-approve", "wok", number, digest),),)
        case AlertState.SUBMITTED:
            return await _alone(work, alert, person_id)
        case _:
            return ()


async def _alone(work: Work, alert: Alert, person_id: int) -> Rows:
    """The emergency path, for whoever may take it and has no shorter one."""
    if not await people.may_send_alone(work, person_id, alert):
        return ()
    return ((button("alert-send-alone", "walone", str(alert.id), alert.content.digest),),)


def _editing(alert: Alert) -> Rows:
    number = str(alert.id)
    fields = ("level", "until", "area", "more", "words", "advice", "audience", "time")
    made = [button(f"alert-edit-{field}", "wchange", number, field) for field in fields]
    return tuple(tuple(made[start : start + 2]) for start in range(0, len(made), 2))


async def review(work: Work, alert: Alert, person_id: int) -> Owed:
    """To everybody who might have approved it: somebody has sent it alone, why, and that it has to be looked at."""
    unit = unit_name(await work.store.units.by_id(alert.unit_id))
    head, *_ = await body(work.store, alert)
    told = text(f"alert-review-{alert.rung.value}", number=alert.event, unit=unit, reason=reason_name(alert.reason))
    hold = (
        ()
        if person_id in (alert.author_id, alert.approver_id)
        else ((button("alert-review-hold", "wreview", str(alert.id)),),)
    )
    message = Message(text=told, lines=(head,), buttons=hold)
    return Owed(person_id=person_id, payload=message.model_dump(mode="json"), slot=f"alertreview:{alert.id}")
