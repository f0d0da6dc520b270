"""A warning of somebody else, read out of a CAP document, and what it would be among ours. Pure: time and wording are arguments."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import shapely
from shapely.geometry.base import BaseGeometry

from handlers.alerts.rules import LASTS, LONGEST, MOST_WORDS
from handlers.cap.mapping import info_for, kind_of, level_of, shape_of
from handlers.cap.parse import parse
from handlers.cap.records import CapAlert, CapInfo, CapScope, CapStatus, MsgType
from handlers.texts import Texts, clean, shorten
from storage.alert import Area, Content

_USED = (MsgType.ALERT, MsgType.UPDATE, MsgType.CANCEL)
_SENDER_UNITS = 80
_INTRICATE = 1000  # positions
_ROUGHLY = (1e-5, 1e-4, 1e-3)  # degrees


class Unfit(StrEnum):
    """Why a sound document becomes no draft."""

    NOT_ACTUAL = "not_actual"  # an exercise or a test: no way leads from there to people
    NOT_PUBLIC = "not_public"
    NO_WARNING = "no_warning"  # it only says that something was received, or nothing at all
    OWN = "own"
    EXPIRED = "expired"
    NOT_OURS = "not_ours"
    OLDER = "older"  # than what is here of the same warning
    UNKNOWN = "unknown"  # it calls off what never came


class CapUnfit(Exception):
    """Nothing of it is taken."""

    def __init__(self, reason: Unfit) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True)
class Foreign:
    """The document, its area as one shape (empty where it only has codes), and all codes of places in it."""

    cap: CapAlert
    shape: BaseGeometry
    codes: frozenset[str]

    @property
    def sender(self) -> str:
        """As people read it."""
        return shorten(clean(self.cap.sender), _SENDER_UNITS)

    @property
    def cancels(self) -> bool:
        """Whether it calls an earlier one off."""
        return self.cap.msg_type is MsgType.CANCEL

    @property
    def circle(self) -> tuple[float, float, float] | None:
        """Latitude, longitude and kilometres, where its area is one circle and nothing else."""
        areas = [area for info in self.cap.infos for area in info.areas]
        circles = {one for area in areas for one in area.circles}
        is_one = len(circles) == 1 and not any(area.polygons for area in areas)
        return circles.pop() if is_one else None


def read(data: bytes) -> Foreign:
    """CapRefused or CapUnfit with the reason, and never anything else. Slow for what is hostile: not for the loop."""
    cap = parse(data)
    reason = _unfit(cap)
    if reason is not None:
        raise CapUnfit(reason)
    areas = [area for info in cap.infos for area in info.areas]
    shapes = {(area.polygons, area.circles): area for area in areas}.values()
    shape = _simple(shapely.union_all([_simple(shape_of(area)) for area in shapes]))
    codes = frozenset(value for area in areas for _, value in area.geocodes)
    return Foreign(cap, shape, codes)


def _unfit(cap: CapAlert) -> Unfit | None:
    if cap.status is not CapStatus.ACTUAL:
        return Unfit.NOT_ACTUAL
    if cap.scope is not CapScope.PUBLIC:
        return Unfit.NOT_PUBLIC
    is_said = bool(cap.infos) or cap.msg_type is MsgType.CANCEL
    return None if cap.msg_type in _USED and is_said else Unfit.NO_WARNING


def _simple(shape: BaseGeometry) -> BaseGeometry:
    """Of few enough positions that nobody has to wait for it: a metre off, ten, a hundred, or all that lies between. Rather too much than
    nothing."""
    roughly = (shape.simplify(one) for one in _ROUGHLY)
    few = (one for one in itertools.chain((shape,), roughly) if shapely.get_num_coordinates(one) <= _INTRICATE)
    return next(few, shape.convex_hull)


def until(cap: CapAlert, now: datetime) -> datetime:
    """Until when it would hold here, and no longer than any of ours. CapUnfit where that is over."""
    level = max((level_of(info.severity) for info in cap.infos), key=lambda one: one.rank)
    ends = [info.expires for info in cap.infos if info.expires is not None]
    found = min(max(ends, default=now + LASTS[level]), now + LONGEST).astimezone(now.tzinfo)
    if found <= now:
        raise CapUnfit(Unfit.EXPIRED)
    return found


def content(cap: CapAlert, area: Area, texts: Texts, now: datetime) -> Content:
    """It in our words: as grave as its gravest part, each language as far as it is there. CapUnfit where it holds no more."""
    first = info_for(cap, texts.languages[0])
    assert first is not None, "it says something"
    return Content(
        kind=kind_of(first, texts),
        level=max((level_of(info.severity) for info in cap.infos), key=lambda one: one.rank),
        area=area,
        until=until(cap, now),
        detail=_said(cap, texts, lambda info: info.description or info.headline),
        advice=_said(cap, texts, lambda info: info.instruction),
    )


def _said(cap: CapAlert, texts: Texts, pick: Callable[[CapInfo], str | None]) -> dict[str, str]:
    """By language, with the default under ''; nothing where nothing is said."""
    found = {language: _short(pick(info)) for language in texts.languages if (info := info_for(cap, language))}
    said = {language: words for language, words in found.items() if words}
    return {"": next(iter(said.values())), **said} if said else {}


def _short(words: str | None) -> str:
    return shorten(clean(words or ""), MOST_WORDS)
