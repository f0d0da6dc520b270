"""A warning of ours as CAP 1.2, for whoever reads that."""

from datetime import UTC, datetime
from typing import Any

import shapely

from handlers.alerts import area as areas
from handlers.alerts.message import body
from handlers.cap.feed import Entry
from handlers.cap.mapping import event_text
from handlers.cap.own import UNIT_CODE, Words, graded, in_seconds, lasting_id, outlines, worder
from handlers.cap.records import CapAlert, CapArea, CapInfo, CapScope, CapStatus, MsgType, Reference
from handlers.report.card import unit_name
from handlers.texts import Texts
from storage.alert import Alert, Area, AreaSource, MessageType
from storage.store import Store

_METRES = 1000
_TYPES = {MessageType.ALERT: MsgType.ALERT, MessageType.UPDATE: MsgType.UPDATE}
_NOTES = {
    MessageType.CORRECTION: "The warning was a mistake.",
    MessageType.CLEAR: "All clear: the danger is over.",
}


def identifier_of(alert: Alert) -> str:
    """What others call a message of ours."""
    return f"{alert.event}.{alert.serial}"


async def as_cap(
    store: Store, texts: Texts, alert: Alert, event: tuple[Alert, ...], *, sender: str, web: str | None = None
) -> CapAlert:
    """A message that is out; `event` are all messages of its event."""
    area = await _area(store, texts, alert)
    earlier = [one for one in event if one.serial < alert.serial and one.released_at is not None]
    return CapAlert(
        identifier=identifier_of(alert),
        sender=sender,
        sent=_sent(alert),
        status=CapStatus.ACTUAL,
        msg_type=_TYPES.get(alert.message, MsgType.CANCEL),
        scope=CapScope.PUBLIC,
        note=_NOTES.get(alert.message),
        references=tuple(Reference(sender=sender, identifier=identifier_of(one), sent=_sent(one)) for one in earlier),
        infos=tuple([await _info(store, texts, alert, area, language, web) for language in texts.languages]),
    )


async def entry(store: Store, texts: Texts, alert: Alert, *, sender: str, address: str) -> Entry:
    """The message as a line of the feed, in the language of most."""
    words = _worder(texts, alert, texts.languages[0])
    lines = [words(one) for one in await body(store, alert)]
    return Entry(
        id=lasting_id(sender, identifier_of(alert)),
        updated=_sent(alert),
        title=lines[0],
        summary="\n".join(filter(None, _parts(alert, lines))),
        author=words(unit_name(await store.units.by_id(alert.unit_id))),
        address=address,
    )


def _sent(alert: Alert) -> datetime:
    assert alert.released_at is not None, "nobody has it"
    return in_seconds(alert.released_at)


async def _info(
    store: Store, texts: Texts, alert: Alert, area: dict[str, CapArea], language: str, web: str | None
) -> CapInfo:
    words = _worder(texts, alert, language)
    lines = [words(one) for one in await body(store, alert)]
    description, instruction = _parts(alert, lines)
    return CapInfo(
        language=language,
        event=event_text(alert.kind, language, texts),
        effective=_sent(alert),
        expires=alert.content.until.astimezone(UTC),
        sender_name=words(unit_name(await store.units.by_id(alert.unit_id))),
        headline=lines[0],
        description=description,
        instruction=instruction,
        web=web,
        areas=(area[language],),
        **graded(alert.kind, alert.level, is_over=alert.message.ends_event),
    )


def _parts(alert: Alert, lines: list[str]) -> tuple[str, str | None]:
    """Description and instruction, of the lines that people read: heading, where, until when, own words, advice, number. CAP has elements
    of its own for area, end and number."""
    if alert.message.ends_event:
        return lines[1], None
    own = lines[3:-2]
    return "\n".join(own) or lines[1], lines[-2]


async def _area(store: Store, texts: Texts, alert: Alert) -> dict[str, CapArea]:
    """By language."""
    area = alert.content.area
    described = await areas.words(store, area)
    drawn = _drawn(area)
    codes = area.units if area.source is AreaSource.UNITS else ()  # in CAP the area is all that is listed, together
    pairs = tuple((UNIT_CODE, one) for one in codes)
    return {
        one: CapArea(description=_worder(texts, alert, one)(described), geocodes=pairs, **drawn)
        for one in texts.languages
    }


def _drawn(area: Area) -> dict[str, Any]:
    """Of a circle its middle and kilometres."""
    shape = shapely.from_geojson(area.geometry)
    if area.source is AreaSource.CIRCLE and area.metres:
        return {"circles": ((shape.centroid.y, shape.centroid.x, area.metres / _METRES),)}
    return {"polygons": outlines(shape)}


def _worder(texts: Texts, alert: Alert, language: str) -> Words:
    return worder(texts, _sent(alert), language)
