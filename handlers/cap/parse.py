"""CAP from XML that anybody may have written: a record, or one reason why not."""

from typing import Any, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from handlers.cap.build import NAMESPACE
from handlers.cap.problems import CapProblem, CapRefused
from handlers.cap.records import CapAlert, Certainty, is_link

MOST_BYTES = 512 * 1024
DEEPEST = 32  # elements in one another; a signature is the deepest that is of any use
MOST_ELEMENTS = 20_000
MOST_POINTS = 10_000
MOST = {
    "info": 16, "area": 256, "polygon": 500, "circle": 500, "geocode": 5_000, "parameter": 1_000, "eventCode": 500,
    "category": 200, "responseType": 200,
}  # fmt: skip
MOST_REFERENCES = 500
NAMESPACES = (NAMESPACE, "urn:oasis:names:tc:emergency:cap:1.1")
SHAPES, TIMES = {"polygons", "circles"}, {"sent", "effective", "onset", "expires"}
REFERENCE = ("sender", "identifier", "sent")
VERY_LIKELY = "Very Likely"  # as CAP 1.0 had it; the standard says what it means now
Raw = dict[str, Any]


class _Small(TreeBuilder):
    """A tree that grows neither deep nor wide."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.elements = 0

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST:
            _refuse(CapProblem.MALFORMED, f"more than {DEEPEST} elements in one another")
        if self.elements > MOST_ELEMENTS:
            _refuse(CapProblem.TOO_MANY, f"more than {MOST_ELEMENTS} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse(data: bytes) -> CapAlert:
    """The message; CapRefused with the reason, and never anything else."""
    alert = _plain(_tree(data))
    _count(alert)
    try:
        return CapAlert.model_validate(_alert(alert))
    except ValidationError as error:
        raise _refusal(error) from None


def _tree(data: bytes) -> Element:
    if len(data) > MOST_BYTES:
        _refuse(CapProblem.TOO_LARGE, f"{len(data)} bytes, of at most {MOST_BYTES}")
    parser = DefusedXMLParser(target=_Small(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        _refuse(CapProblem.UNSAFE, type(error).__name__)
    except (SyntaxError, ValueError, LookupError) as error:
        _refuse(CapProblem.MALFORMED, f"is no XML that can be read: {error}")
    return root


def _plain(root: Element) -> Element:
    """CAP's own elements by their bare names; those of others keep theirs, and so are not found."""
    space, _, name = root.tag.rpartition("}")
    if name != "alert" or space.removeprefix("{") not in NAMESPACES:
        _refuse(CapProblem.NOT_CAP, f"begins with {root.tag}, not with an alert of CAP 1.1 or 1.2")
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{space}}}")
    return root


def _count(alert: Element) -> None:
    """Before anything is made of it."""
    counts = {name: sum(1 for _ in alert.iter(name)) for name in MOST}
    counts["point"] = sum(len((ring.text or "").split()) for ring in alert.iter("polygon"))
    counts["reference"] = sum(len((one.text or "").split()) for one in alert.iter("references"))
    for name, most in (MOST | {"point": MOST_POINTS, "reference": MOST_REFERENCES}).items():
        if counts[name] > most:
            _refuse(CapProblem.TOO_MANY, f"{counts[name]} of {name}, of at most {most}")


def _alert(alert: Element) -> Raw:
    words = _fields(alert, "identifier", "sender", "sent", "status", "msg_type", "scope", "note")
    references = [_reference(one) for one in (_word(alert, "references") or "").split()]
    return words | {"references": references, "infos": [_info(one) for one in alert.findall("info")]}


def _info(info: Element) -> Raw:
    raw = _fields(info, "language", "event", "urgency", "severity", "certainty", "effective", "onset", "expires")
    raw |= _fields(info, "sender_name", "headline", "description", "instruction", "web")
    if "web" in raw and not is_link(raw["web"]):
        del raw["web"]  # nobody is left unwarned because of an odd link
    if raw.get("certainty") == VERY_LIKELY:
        raw["certainty"] = Certainty.LIKELY
    return raw | {
        "categories": _words(info, "category"),
        "response_types": _words(info, "responseType"),
        "event_codes": _pairs(info, "eventCode"),
        "parameters": _pairs(info, "parameter"),
        "areas": [_area(area) for area in info.findall("area")],
    }


def _area(area: Element) -> Raw:
    return {
        "description": _word(area, "areaDesc"),
        "polygons": [[point.split(",") for point in ring.split()] for ring in _words(area, "polygon")],
        "circles": [circle.replace(",", " ").split() for circle in _words(area, "circle")],
        "geocodes": _pairs(area, "geocode"),
    }


def _reference(words: str) -> Raw:
    parts = words.split(",")
    if len(parts) != len(REFERENCE):
        _refuse(CapProblem.WRONG_VALUE, f"reference {words} is not {','.join(REFERENCE)}")
    return dict(zip(REFERENCE, parts, strict=True))


def _fields(parent: Element, *fields: str) -> Raw:
    """Those of these fields that there are."""
    words = {field: _word(parent, to_camel(field)) for field in fields}
    return {field: word for field, word in words.items() if word is not None}


def _pairs(parent: Element, name: str) -> list[tuple[str | None, str]]:
    return [(_word(pair, "valueName"), _word(pair, "value") or "") for pair in parent.findall(name)]


def _word(parent: Element, name: str) -> str | None:
    """What stands there once; None where nothing does."""
    words = _words(parent, name)
    if len(words) > 1:
        _refuse(CapProblem.WRONG_VALUE, f"{name} stands there {len(words)} times")
    return words[0] if words else None


def _words(parent: Element, name: str) -> list[str]:
    """Those that are not blank."""
    return [words for one in parent.findall(name) if (words := _text(one))]


def _text(element: Element) -> str:
    if len(element):
        _refuse(CapProblem.WRONG_VALUE, f"{element.tag} has elements where words belong")
    return (element.text or "").strip()


def _refusal(error: ValidationError) -> CapRefused:
    """The first of its flaws."""
    flaw = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in flaw["loc"])
    return CapRefused(_problem(flaw["type"], {*map(str, flaw["loc"])}), f"{place or 'alert'}: {flaw['msg']}")


def _problem(kind: str, place: set[str]) -> CapProblem:
    if place & SHAPES:
        return CapProblem.WRONG_SHAPE
    if kind in ("missing", "too_short", "string_type") or not place:
        return CapProblem.MISSING
    return CapProblem.WRONG_TIME if place & TIMES else CapProblem.WRONG_VALUE


def _refuse(reason: CapProblem, detail: str) -> NoReturn:
    raise CapRefused(reason, detail)
