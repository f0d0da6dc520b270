"""How much one person, and everybody together, may send within an hour. Staff know no limits, and danger to life never does."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.alarms.notices import overrun
from handlers.alarms.service import sound
from handlers.context import Context
from handlers.messages import Moment, Text, text
from storage.uses import HOUR, Use

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """How many files may be kept, and what their sender is told about the others."""

    count: int
    told: Text | None = None


def free_at(times: Sequence[datetime], most: int) -> datetime | None:
    """When one more may follow what was done at these times within the hour, oldest first; None when it may now."""
    return None if len(times) < most else times[len(times) - most] + HOUR


async def report_waits_until(ctx: Context, words: str | None) -> datetime | None:
    """Until when one more report has to wait; None when it may go in now, as one that speaks of danger always may."""
    if ctx.is_staff or speaks_of_danger(ctx, words or ""):
        return None
    times = await ctx.store.uses.within_the_hour(ctx.person.id, Use.REPORT, now=ctx.now)
    return free_at(times, ctx.house.limits.reports_per_hour)


async def count_report(ctx: Context) -> None:
    """After a report went in; administrators hear of it when it is one too many."""
    await ctx.store.uses.add(ctx.person.id, Use.REPORT, now=ctx.now)
    if await _reports_within_the_hour(ctx) > ctx.house.limits.reports_per_hour_overall:
        await _alarm(ctx)


async def take_media(ctx: Context, count: int, *, danger: bool = False) -> Taken:
    """How many of so many files are taken now, which counts them. To be asked once for what comes together."""
    if ctx.is_staff or danger:
        return Taken(count)
    if await _reports_within_the_hour(ctx) >= ctx.house.limits.reports_per_hour_overall:
        return Taken(0, text("limit-overrun", left=count) if count else None)
    most = ctx.house.limits.media_per_hour
    times = await ctx.store.uses.within_the_hour(ctx.person.id, Use.MEDIA, now=ctx.now)
    taken = min(count, most - len(times)) if len(times) < most else 0
    if taken:
        await ctx.store.uses.add(ctx.person.id, Use.MEDIA, count=taken, now=ctx.now)
    if taken == count:
        return Taken(count)
    again = free_at((*times, *(ctx.now,) * taken), most)
    assert again is not None, "something had no room"
    return Taken(taken, text("limit-media", most=most, left=count - taken, at=Moment.of(again)))


def speaks_of_danger(ctx: Context, words: str) -> bool:
    """Words like fire or gas."""
    words = words.casefold()
    return any(word in words for word in ctx.house.texts.listed("emergency-words"))


async def _reports_within_the_hour(ctx: Context) -> int:
    return await ctx.store.reports.count_since(ctx.now - HOUR)


async def _alarm(ctx: Context) -> None:
    most = ctx.house.limits.reports_per_hour_overall
    if await sound(ctx.store, overrun(most), now=ctx.now):
        _log.error("%d reports within an hour: until there are fewer, only words and places are taken", most)
