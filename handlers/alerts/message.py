"""What people get: the warning itself, the same for everybody, with its number and what they can say to it."""

from handlers.alerts import area as areas
from handlers.alerts import rules
from handlers.alerts.picture import area_map
from handlers.alerts.wording import kind_name, title
from handlers.buttons import button, in_rows
from handlers.messages import Message, Moment, Named, Text, text
from handlers.report.card import unit_name
from storage.alert import Alert, MessageType
from storage.store import Store

NUMBER_LINK = "w"  # /start w_NUMBER shows the original


async def body(store: Store, alert: Alert) -> tuple[Text, ...]:
    """Its lines, the heading first."""
    unit = unit_name(await store.units.by_id(alert.unit_id))
    head = _head(alert)
    foot = text("alert-foot", unit=unit, number=alert.event)
    if alert.message is MessageType.CORRECTION:
        return head, text("alert-corrected"), foot
    if alert.message is MessageType.CLEAR:
        return head, text(f"alert-clear-{alert.kind.value}"), foot
    where = text("alert-where", area=await areas.words(store, alert.content.area))
    until = text("alert-until", until=Moment.of(alert.content.until))
    return head, where, until, *_own(alert.content.detail), _advice(alert), foot


def _head(alert: Alert) -> Text:
    match alert.message:
        case MessageType.CORRECTION:
            return text("alert-head-correction", kind=kind_name(alert.kind))
        case MessageType.CLEAR:
            return text("alert-head-clear", kind=kind_name(alert.kind))
        case MessageType.UPDATE:
            return text("alert-head-update", title=title(alert.kind, alert.level))
        case _:
            return text("alert-head", title=title(alert.kind, alert.level))


def _own(said: dict[str, str]) -> tuple[Text, ...]:
    """Somebody's own words, in each reader's language where there are any."""
    return (text("named", name=Named(names=said)),) if said else ()


def _advice(alert: Alert) -> Text:
    own = _own(alert.content.advice)
    return text("alert-advice", advice=own[0] if own else text(f"alert-advice-{alert.kind.value}"))


async def for_people(store: Store, alert: Alert) -> Message:
    """With the buttons of its level; data is the same for all, and says nothing about who taps."""
    head, *lines = await body(store, alert)
    said = rules.answers(alert.level, alert.message)
    buttons = [button(f"alert-answer-{one.value}", "wsay", alert.event, one.value) for one in said]
    return Message(text=head, lines=tuple(lines), buttons=in_rows(buttons))


async def for_groups(store: Store, alert: Alert) -> Message:
    """In a group or channel nobody taps for themselves; there the picture of the area is sent but once."""
    head, *lines = await body(store, alert)
    area = None if alert.message.ends_event else await area_map(store, alert.content.area.geometry, alert.level)
    return Message(text=head, lines=tuple(lines), map=area)
