"""What a knocker is shown: that there is a list, its doors once it is theirs, and what can be said of one. None of it can be forwarded."""

from collections.abc import Iterable

from handlers.alerts.wording import title
from handlers.buttons import button, in_rows
from handlers.context import Rows
from handlers.doors import rules
from handlers.messages import Button, Message, text
from handlers.report.card import unit_name
from storage.alert import Alert
from storage.doors import Door, DoorList, DoorRung
from storage.units import Unit


def offer_slot(event: str, unit_id: int) -> str:
    """The name of the message by which somebody is asked to knock in a unit."""
    return f"dooroffer:{event}:{unit_id}"


def list_slot(list_id: int) -> str:
    """The name of the one message that has the doors of a list."""
    return f"doorlist:{list_id}"


def offer(alert: Alert, unit: Unit, rung: DoorRung, count: int, *, may_go: bool) -> Message:
    """How many doors in which building, and no more than that."""
    if rung is DoorRung.STAFF:
        asked = text("doors-untaken", unit=unit_name(unit), count=count, number=alert.event)
    else:
        warned = title(alert.kind, alert.level)
        asked = text("doors-offer", unit=unit_name(unit), count=count, title=warned)
    go = button("doors-go", "dgo", str(alert.id), str(unit.id))
    if not may_go:
        return Message(text=asked, protected=True)
    return Message(text=asked, lines=(text("doors-offer-how", most=rules.MOST),), buttons=((go,),), protected=True)


def whole(one: DoorList, unit: Unit, doors: Iterable[Door]) -> Message:
    """The list as it is now: each door that can be knocked at is a button."""
    shown = [door for door in doors if rules.is_shown(door)]
    left = sum(rules.is_left(door) for door in shown)
    said = (
        text("doors-list", unit=unit_name(unit), left=left) if left else text("doors-list-done", unit=unit_name(unit))
    )
    rows: Rows = tuple((_door(door),) for door in shown)
    back = button("doors-back", "dback", str(one.id))
    return Message(text=said, lines=(text("doors-list-how"),), buttons=(*rows, (back,)), protected=True)


def asked(door: Door) -> Message:
    """How they are who live there."""
    where, place = str(door.list_id), str(door.place)
    results = [
        button(f"doors-result-{one.value}", "dsaid", where, place, one.value) for one in rules.offered_results(door)
    ]
    rows = in_rows([*results, button("doors-return", "dlist", where)])
    return Message(text=text("doors-ask", door=door.door or ""), buttons=rows, protected=True)


def _door(door: Door) -> Button:
    """With what was found there."""
    where, place, name = str(door.list_id), str(door.place), door.door or ""
    if door.result is None:
        return button("doors-door", "dknock", where, place, door=name)
    return button(f"doors-door-{door.result.value}", "dknock", where, place, door=name)
