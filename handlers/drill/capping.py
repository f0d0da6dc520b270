"""A drill as CAP 1.2, for whoever reads that: an Exercise, which no reader may take for a warning. Nothing of it says who holds it, who
takes part, or what was answered."""

from datetime import datetime, timedelta

import shapely

from handlers.cap.feed import Entry
from handlers.cap.mapping import event_text
from handlers.cap.own import UNIT_CODE, Words, graded, in_seconds, lasting_id, outlines, worder
from handlers.cap.records import CapAlert, CapArea, CapInfo, CapScope, CapStatus, MsgType, Reference
from handlers.drill.rules import LASTS
from handlers.drill.wording import ending_words, parts
from handlers.messages import Text, text
from handlers.report.card import unit_name
from handlers.texts import Texts
from storage.alert import AlertKind
from storage.drills import Drill, DrillState
from storage.store import Store
from storage.units import Unit

BEGINNING, ENDING = 1, 2  # the messages that there can be of one

_FEED_DAYS = timedelta(days=7)
_MOST = 50  # drills in the feed
_SHOWN_IN = (DrillState.SENDING, DrillState.DONE)


def serials(drill: Drill) -> tuple[int, ...]:
    """Which of its messages are out. That it is over has a time only once all have been told. Whoever was looked for in a drill may be
    described in it, as in a warning: nobody has to read that any more when it is over."""
    if drill.state not in _SHOWN_IN:
        return ()
    is_left_alone = drill.kind is AlertKind.MISSING and drill.state is DrillState.DONE
    beginning = () if is_left_alone else (BEGINNING,)
    return beginning if drill.ended_at is None else (*beginning, ENDING)


def identifier_of(drill: Drill, serial: int) -> str:
    """What others call a message of it."""
    return f"{drill.code}.{serial}"


async def find(store: Store, code: str, serial: int) -> Drill | None:
    """The drill, if this message of it is out."""
    drill = await store.drills.by_code(code)
    return drill if drill is not None and serial in serials(drill) else None


async def newest(store: Store, now: datetime) -> tuple[tuple[Drill, int], ...]:
    """What went out in the last days, the newest message first."""
    drills = await store.drills.gone_out(since=now - _FEED_DAYS, limit=_MOST)
    found = [(drill, serial) for drill in drills for serial in serials(drill)]
    return tuple(sorted(found, key=lambda one: (_sent(*one), one[0].id, one[1]), reverse=True))


async def as_cap(store: Store, texts: Texts, drill: Drill, serial: int, *, sender: str) -> CapAlert:
    """A message that is out."""
    unit = await store.units.by_id(drill.unit_id)
    first = Reference(sender=sender, identifier=identifier_of(drill, BEGINNING), sent=_sent(drill, BEGINNING))
    is_over = serial == ENDING
    return CapAlert(
        identifier=identifier_of(drill, serial),
        sender=sender,
        sent=_sent(drill, serial),
        status=CapStatus.EXERCISE,
        msg_type=MsgType.CANCEL if is_over else MsgType.ALERT,
        scope=CapScope.PUBLIC,
        note=_note(texts, drill, serial),
        references=(first,) if is_over else (),
        infos=tuple(_info(texts, drill, serial, unit, language) for language in texts.languages),
    )


async def entry(store: Store, texts: Texts, drill: Drill, serial: int, *, sender: str, address: str) -> Entry:
    """The message as a line of the drills' feed, in the language of most."""
    info = _info(texts, drill, serial, await store.units.by_id(drill.unit_id), texts.languages[0])
    return Entry(
        id=lasting_id(sender, identifier_of(drill, serial)),
        updated=_sent(drill, serial),
        title=info.headline or "",
        summary="\n".join(filter(None, (info.description, info.instruction))),
        author=info.sender_name or "",
        address=address,
    )


def feed_title(texts: Texts, sender: str, now: datetime) -> str:
    """What the drills' feed is called, in the language of most."""
    return worder(texts, now, texts.languages[0])(text("drill-feed", sender=sender))


def _sent(drill: Drill, serial: int) -> datetime:
    if serial == BEGINNING:
        return in_seconds(drill.send_at)
    assert drill.ended_at is not None, "nobody can be told yet"
    return in_seconds(drill.ended_at)


def _note(texts: Texts, drill: Drill, serial: int) -> str:
    """CAP has an exercise named here, for people; in all languages, since a note has none."""
    said = text("drill-note-over" if serial == ENDING else "drill-note", code=drill.code)
    return "\n".join(worder(texts, _sent(drill, serial), one)(said) for one in texts.languages)


def _info(texts: Texts, drill: Drill, serial: int, unit: Unit, language: str) -> CapInfo:
    """Even the event bears the marks: some readers show nothing else."""
    is_over = serial == ENDING
    words = worder(texts, _sent(drill, serial), language)
    headline, description, instruction = _read(drill, serial, unit)
    return CapInfo(
        language=language,
        event=words(_marked(event_text(drill.kind, language, texts))),
        effective=_sent(drill, serial),
        expires=None if is_over else in_seconds(drill.send_at + LASTS),
        sender_name=words(unit_name(unit)),
        headline=words(headline),
        description=words(description),
        instruction=None if instruction is None else words(instruction),
        areas=(_area(unit, words),),
        **graded(drill.kind, drill.level, is_over=is_over),
    )


def _read(drill: Drill, serial: int, unit: Unit) -> tuple[Text, Text, Text | None]:
    """What people read, each part between marks of its own: headline, description, instruction."""
    head, safe, todo = parts(drill.kind, drill.level, unit, drill.words)
    if serial == ENDING:
        return ending_words(drill, unit), _marked(safe), None
    return _marked(head), _marked(safe), _marked(todo)


def _marked(said: Text | str) -> Text:
    return text("drill-marked", said=said)


def _area(unit: Unit, words: Words) -> CapArea:
    """The whole unit; one without land, by its code alone."""
    return CapArea(
        description=words(unit_name(unit)),
        polygons=outlines(shapely.from_geojson(unit.geometry)),
        geocodes=((UNIT_CODE, unit.code),),
    )
