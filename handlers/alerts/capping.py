"""A warning of ours as CAP 1.2, for whoever reads that."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import shapely

from handlers.alerts import area as areas
from handlers.alerts.message import body
from handlers.cap.build import as_identifier
from handlers.cap.feed import Entry
from handlers.cap.mapping import CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES, event_text
from handlers.cap.records import (
    CapAlert,
    CapArea,
    CapInfo,
    CapScope,
    CapStatus,
    CapUrgency,
    MsgType,
    Reference,
    ResponseType,
)
from handlers.messages import Argument, text
from handlers.report.card import unit_name
from handlers.texts import Texts
from storage.alert import Alert, Area, AreaSource, MessageType
from storage.store import Store

UNIT_CODE, LEVEL = "SHAO-UNIT", "level"  # what geocodes and parameters of ours are called
_TAG = re.compile("<[^>]*>")
_METRES = 1000
_TYPES = {MessageType.ALERT: MsgType.ALERT, MessageType.UPDATE: MsgType.UPDATE}
_NOTES = {
    MessageType.CORRECTION: "The warning was a mistake.",
    MessageType.CLEAR: "All clear: the danger is over.",
}

_Words = Callable[[Argument], str]


async def sender_of(store: Store, named: str | None) -> str:
    """Who we are to others: as it is set, or after our topmost unit."""
    roots = await store.units.roots()
    return as_identifier(named or (f"shao-{roots[0].code}" if roots else "shao"))


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
        id=f"urn:shao:{sender}:{identifier_of(alert)}",
        updated=_sent(alert),
        title=lines[0],
        summary="\n".join(filter(None, _parts(alert, lines))),
        author=words(unit_name(await store.units.by_id(alert.unit_id))),
        address=address,
    )


def _sent(alert: Alert) -> datetime:
    assert alert.released_at is not None, "nobody has it"
    return alert.released_at.astimezone(UTC).replace(microsecond=0)


async def _info(
    store: Store, texts: Texts, alert: Alert, area: dict[str, CapArea], language: str, web: str | None
) -> CapInfo:
    words = _worder(texts, alert, language)
    lines = [words(one) for one in await body(store, alert)]
    description, instruction = _parts(alert, lines)
    ends = alert.message.ends_event
    return CapInfo(
        language=language,
        categories=(CATEGORIES[alert.kind],),
        event=event_text(alert.kind, language, texts),
        response_types=(ResponseType.ALL_CLEAR,) if ends else (),
        urgency=CapUrgency.PAST if ends else URGENCIES[alert.level],
        severity=SEVERITIES[alert.level],
        certainty=CERTAINTIES[alert.level],
        effective=_sent(alert),
        expires=alert.content.until.astimezone(UTC),
        sender_name=words(unit_name(await store.units.by_id(alert.unit_id))),
        headline=lines[0],
        description=description,
        instruction=instruction,
        web=web,
        parameters=((LEVEL, alert.level.value),),
        areas=(area[language],),
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
    """Of a circle its middle and kilometres. Rings have no holes in CAP: what lies in one is warned too."""
    shape = shapely.from_geojson(area.geometry)
    if area.source is AreaSource.CIRCLE and area.metres:
        return {"circles": ((shape.centroid.y, shape.centroid.x, area.metres / _METRES),)}
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return {"polygons": tuple(tuple((y, x) for x, y in part.exterior.coords) for part in parts)}


def _worder(texts: Texts, alert: Alert, language: str) -> _Words:
    return partial(_said, texts, _sent(alert), language)


def _said(texts: Texts, now: datetime, language: str, words: Argument) -> str:
    """Plain words, without markup."""
    said = texts.render(text("named", name=words), language, now=now)
    return html.unescape(_TAG.sub("", said)).strip()
