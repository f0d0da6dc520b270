"""CAP 1.2 as XML, from records."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from pydantic import BaseModel
from pydantic.alias_generators import to_camel

from handlers.cap.records import DIGITS, LONGEST_ID, CapAlert, CapArea, CapInfo, Reference

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
FARTHEST = timedelta(hours=14)  # from UTC, in XML Schema
_NO_IDENTIFIER = re.compile(r"[\s,<&\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def to_xml(alert: CapAlert) -> bytes:
    """The message in UTF-8, its elements in the order of the schema."""
    root = Element("alert", {"xmlns": NAMESPACE})
    _put(root, alert, "identifier", "sender", "sent", "status", "msg_type", "scope", "note")
    if alert.references:
        _line(root, "references", " ".join(_reference(one) for one in alert.references))
    for info in alert.infos:
        _info(SubElement(root, "info"), info)
    return written(root)


def written(root: Element) -> bytes:
    """As a file says it."""
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def written_time(time: datetime) -> str:
    """With a numeric offset, as CAP wants it; UTC is -00:00."""
    offset = time.utcoffset()
    if not offset or offset % timedelta(minutes=1) or abs(offset) > FARTHEST:
        return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S}-00:00"
    return time.isoformat(timespec="seconds")


def as_identifier(words: str) -> str:
    """The words as CAP lets a sender or an identifier be; hyphens stand for what it forbids."""
    return _NO_IDENTIFIER.sub("-", words)[:LONGEST_ID]


def _info(parent: Element, info: CapInfo) -> None:
    _put(parent, info, "language")
    _lines(parent, "category", info.categories)
    _put(parent, info, "event")
    _lines(parent, "responseType", info.response_types)
    _put(parent, info, "urgency", "severity", "certainty")
    _pairs(parent, "eventCode", info.event_codes)
    _put(parent, info, "effective", "onset", "expires", "sender_name", "headline", "description", "instruction", "web")
    _pairs(parent, "parameter", info.parameters)
    for area in info.areas:
        _area(SubElement(parent, "area"), area)


def _area(parent: Element, area: CapArea) -> None:
    _line(parent, "areaDesc", area.description)
    _lines(parent, "polygon", (" ".join(_position(*one) for one in ring) for ring in area.polygons))
    _lines(parent, "circle", (f"{_position(north, east)} {_number(km)}" for north, east, km in area.circles))
    _pairs(parent, "geocode", area.geocodes)


def _put(parent: Element, record: BaseModel, *fields: str) -> None:
    """Those of these fields that there are."""
    for field in fields:
        value = getattr(record, field)
        if value is not None:
            _line(parent, to_camel(field), written_time(value) if isinstance(value, datetime) else value)


def _lines(parent: Element, name: str, values: Iterable[str]) -> None:
    for value in values:
        _line(parent, name, value)


def _pairs(parent: Element, name: str, pairs: Iterable[tuple[str, str]]) -> None:
    for key, value in pairs:
        pair = SubElement(parent, name)
        _line(pair, "valueName", key)
        _line(pair, "value", value)


def _line(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = value


def _reference(one: Reference) -> str:
    return f"{one.sender},{one.identifier},{written_time(one.sent)}"


def _position(north: float, east: float) -> str:
    return f"{_number(north)},{_number(east)}"


def _number(value: float) -> str:
    """Never with an exponent."""
    return f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
