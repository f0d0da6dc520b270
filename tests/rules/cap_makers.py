"""CAP messages to test with: one that is full, and any at all."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from handlers.cap.build import to_xml
from handlers.cap.records import (
    CapAlert,
    CapArea,
    CapInfo,
    CapScope,
    CapStatus,
    CapUrgency,
    Category,
    Certainty,
    MsgType,
    Reference,
    ResponseType,
    Severity,
)

WEATHER = "weather@example.org"
SENT = datetime(2026, 7, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))
RING = ((30.65, 104.05), (30.65, 104.06), (30.66, 104.06), (30.66, 104.05), (30.65, 104.05))
AREA = CapArea(
    description="青羊一网格", polygons=(RING,), circles=((30.66, 104.06, 0.5),), geocodes=(("行政区划", "510105"),)
)
EARLIER = Reference(sender="shao@example.org", identifier="shao-41", sent=SENT - timedelta(hours=1))


def info(**other: Any) -> CapInfo:
    """A rainstorm, with all that there can be."""
    said: dict[str, Any] = {
        "language": "zh-Hans", "categories": [Category.MET], "event": "暴雨", "response_types": ["Shelter", "Monitor"],
        "urgency": "Immediate", "severity": "Severe", "certainty": "Likely", "event_codes": [("国家预警", "11B03")],
        "effective": SENT, "onset": SENT, "expires": SENT + timedelta(hours=6), "sender_name": "青羊街道",
        "headline": "暴雨橙色预警 <&>", "description": "三小时内 50 毫米以上。\n低处会积水。", "instruction": "待在高处。",
        "web": "https://example.org/w?n=42&l=zh", "parameters": [("colour", "orange"), ("empty", "")], "areas": [AREA],
    }  # fmt: skip
    return CapInfo(**(said | other))


def alert(**other: Any) -> CapAlert:
    """A message in two languages."""
    said: dict[str, Any] = {
        "identifier": "shao-42", "sender": "shao@example.org", "sent": SENT, "status": CapStatus.ACTUAL,
        "msg_type": MsgType.ALERT, "scope": CapScope.PUBLIC, "infos": [info(), info(language="en", event="Rainstorm")],
    }  # fmt: skip
    return CapAlert(**(said | other))


WORDS = st.text(max_size=30)
NEEDED = st.text(max_size=20).map(lambda words: f"a{words}z")
IDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters=",<&\ufffe\uffff"), min_size=1
)
ZONES = st.just(UTC) | st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
TIMES = st.datetimes(datetime(1901, 1, 1), datetime(2998, 1, 1), timezones=ZONES)  # noqa: DTZ001 - the zones come on top
PAIRS = st.lists(st.tuples(NEEDED, WORDS), max_size=2)
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
RINGS = st.lists(POINTS, min_size=3, max_size=8).map(lambda ring: [*ring, ring[0]])
CIRCLES = st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 20_000))
AREAS = st.builds(
    CapArea,
    description=NEEDED,
    polygons=st.lists(RINGS, max_size=2),
    circles=st.lists(CIRCLES, max_size=2),
    geocodes=PAIRS,
)
LINKS = st.sampled_from([None, "https://example.org", "http://x.cn:80/%E4?a=b&c#d"])
INFOS = st.builds(
    CapInfo,
    language=st.sampled_from(["zh-Hans", "en", "en-US"]),
    categories=st.lists(st.sampled_from(Category), min_size=1, max_size=3),
    event=NEEDED,
    response_types=st.lists(st.sampled_from(ResponseType), max_size=2),
    urgency=st.sampled_from(CapUrgency),
    severity=st.sampled_from(Severity),
    certainty=st.sampled_from(Certainty),
    event_codes=PAIRS,
    effective=st.none() | TIMES,
    onset=st.none() | TIMES,
    expires=st.none() | TIMES,
    sender_name=WORDS,
    headline=WORDS,
    description=WORDS,
    instruction=st.none() | WORDS,
    web=LINKS,
    parameters=PAIRS,
    areas=st.lists(AREAS, max_size=2),
)
REFERENCES = st.builds(Reference, sender=IDS, identifier=IDS, sent=TIMES)
ALERTS = st.builds(
    CapAlert,
    identifier=IDS,
    sender=IDS,
    sent=TIMES,
    status=st.sampled_from(CapStatus),
    msg_type=st.sampled_from(MsgType),
    scope=st.sampled_from(CapScope),
    note=st.none() | WORDS,
    references=st.lists(REFERENCES, min_size=1, max_size=2),
    infos=st.lists(INFOS, max_size=2),
)


def document(
    unit: str = "QY-01", *, at: datetime, hours: float = 6, said: str = "两小时内 50 毫米", **other: Any
) -> bytes:
    """A warning of the weather service for one of our units, sent then."""
    area = CapArea(description="听蕉社区", geocodes=(("code", unit),))
    told = info(
        effective=at, onset=at, expires=at + timedelta(hours=hours), description=said, areas=[area], severity="Moderate"
    )
    cancels = other.get("msg_type") is MsgType.CANCEL
    return to_xml(alert(**({"sender": WEATHER, "sent": at, "infos": [] if cancels else [told]} | other)))


def reference(identifier: str = "shao-42", *, at: datetime) -> Reference:
    """To one of the weather service."""
    return Reference(sender=WEATHER, identifier=identifier, sent=at)
