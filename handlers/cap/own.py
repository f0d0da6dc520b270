"""What all that we send out as CAP has in common: who we are, plain words, how grave it is, and outlines."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from shapely import get_parts
from shapely.geometry.base import BaseGeometry

from handlers.cap.build import as_identifier
from handlers.cap.mapping import CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES
from handlers.cap.records import CapUrgency, ResponseType
from handlers.messages import Argument, text
from handlers.texts import Texts
from storage.alert import AlertKind, Level
from storage.store import Store

UNIT_CODE, LEVEL = "SHAO-UNIT", "level"  # what geocodes and parameters of ours are called
_TAG = re.compile("<[^>]*>")

Words = Callable[[Argument], str]


async def sender_of(store: Store, named: str | None) -> str:
    """Who we are to others: as it is set, or after our topmost unit."""
    roots = await store.units.roots()
    return as_identifier(named or (f"shao-{roots[0].code}" if roots else "shao"))


def lasting_id(sender: str, identifier: str) -> str:
    """What a feed calls a message, wherever it moves."""
    return f"urn:shao:{sender}:{identifier}"


def in_seconds(time: datetime) -> datetime:
    """As CAP tells times."""
    return time.astimezone(UTC).replace(microsecond=0)


def graded(kind: AlertKind, level: Level, *, is_over: bool) -> dict[str, Any]:
    """What an info says of the kind and the level."""
    return {
        "categories": (CATEGORIES[kind],),
        "response_types": (ResponseType.ALL_CLEAR,) if is_over else (),
        "urgency": CapUrgency.PAST if is_over else URGENCIES[level],
        "severity": SEVERITIES[level],
        "certainty": CERTAINTIES[level],
        "parameters": ((LEVEL, level.value),),
    }


def outlines(shape: BaseGeometry) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Rings have no holes in CAP: what lies in one is meant too."""
    parts = [part for part in get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    return tuple(tuple((y, x) for x, y, *_ in part.exterior.coords) for part in parts)


def worder(texts: Texts, now: datetime, language: str) -> Words:
    """Says things in a language, as somebody reads them at that time."""
    return partial(_said, texts, now, language)


def _said(texts: Texts, now: datetime, language: str, words: Argument) -> str:
    """Plain words, without markup."""
    said = texts.render(text("named", name=words), language, now=now)
    return html.unescape(_TAG.sub("", said)).strip()
