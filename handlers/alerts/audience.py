"""Whom a warning is for. Whoever is treated in a way of their own is named one by one; the rest by a statement that covers many.

The preview counts by the same rules by which they are entered.
"""

from collections.abc import Container
from datetime import datetime, timedelta

from handlers.alerts import area as areas
from handlers.alerts.rules import MOST_RINGS, rings_anew
from handlers.context import Work
from handlers.rights import MAY, Deed
from handlers.wishes.rules import is_quiet, wants
from storage.alert import Alert, Audience, MessageType
from storage.copies import FIRST, STEP, Copy, CopyState
from storage.roles import Role

ON_DUTY, PASSING = 0, 1_000_000  # places: before everybody, after whoever lives there


async def set_area(work: Work, alert: Alert) -> None:
    """Writes down which units the area meets; of what is grave also the communities of which it meets only a part, whose people may live
    in it."""
    met = await areas.met_by(work.store, alert.content.area)
    rest = await areas.around(work.store, met) if alert.level.is_grave else ()
    await work.store.alerts.set_units(alert.id, [one.id for one in (*met, *rest)])


async def size(work: Work, alert: Alert) -> int:
    """How many people will get it; those who chose not to are not counted."""
    if alert.message.ends_event:
        return await work.store.copies.count_following(alert, living=False, without=())
    if spreads(alert):
        return await _spread_size(work, alert)
    named = await named_ones(work, alert)
    people = [one.person_id for one in named]
    following = await work.store.copies.count_following(alert, living=False, without=people)
    return following + sum(one.state is CopyState.WAITING for one in named)


async def _spread_size(work: Work, alert: Alert) -> int:
    """Whoever lives there is counted by an index. What they wish is opened one by one, which takes long among many: only where
    somebody may have chosen not to get it."""
    units = set(await work.store.alerts.units(alert.id))
    on_duty_there = await on_duty(work, alert)
    others = {one.person_id: one.unit_id for one in (*on_duty_there, *await passing(work, alert))}
    outside = [one for one, home in others.items() if home not in units]
    following = await work.store.copies.count_following(alert, living=True, without=outside)
    living = await work.store.copies.count_living(alert.id)
    muted = 0 if alert.level.is_grave else await _muted(work, alert, {one.person_id for one in on_duty_there})
    return len(outside) + following + living - muted


async def _muted(work: Work, alert: Alert, on_duty_there: Container[int]) -> int:
    """How many of those who live there chose not to get it, and do not get it as their work."""
    wishing_there = await work.store.wishes.living_in(await work.store.alerts.units(alert.id))
    return sum(
        one not in on_duty_there and not wants(wishes, alert.kind, alert.level) for one, _, wishes in wishing_there
    )


async def third_ring(work: Work, alert: Alert) -> int:
    """For how many people of the area it would ring once more than is good in a day."""
    midnight = work.now.astimezone(work.house.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = max(midnight, work.now - timedelta(days=1))
    if len(await work.store.alerts.released(since=since, limit=MOST_RINGS)) < MOST_RINGS:
        return 0
    return await work.store.copies.rung_often(alert.id, rings=MOST_RINGS, since=since)


def spreads(alert: Alert) -> bool:
    """Whether it is for whoever lives in the area."""
    everybody = (Audience.ALL, Audience.RESIDENTS)
    return not alert.message.ends_event and any(one in everybody for one in alert.content.audience)


def is_for_homes(alert: Alert) -> bool:
    """Whether it is for anybody because of where they live."""
    return spreads(alert) or (not alert.message.ends_event and Audience.NEEDING_HELP in alert.content.audience)


async def earlier_ones(work: Work, alert: Alert) -> tuple[Alert, ...]:
    """The messages of its event that anybody may have."""
    event = await work.store.alerts.of_event(alert.event)
    return tuple(one for one in event if one.serial < alert.serial and one.state.is_released)


async def rings_for_all(work: Work, alert: Alert) -> bool:
    """Whether it rings for those who have an earlier message."""
    return rings_anew(alert, await earlier_ones(work, alert))


async def named_ones(work: Work, alert: Alert) -> tuple[Copy, ...]:
    """Each once, by the first that applies: on duty, who wishes something of their own, who passes."""
    found: dict[int, Copy] = {}
    for copy in (*await on_duty(work, alert), *await wishing(work, alert), *await passing(work, alert)):
        found.setdefault(copy.person_id, copy)
    return tuple(found.values())


async def is_somebody_new(work: Work, alert: Alert) -> bool:
    """Whether somebody whom it is for has come since it was entered."""
    if spreads(alert):
        if await work.store.copies.is_somebody_missing(alert.id):
            return True
        named = (*await on_duty(work, alert), *await passing(work, alert))
    else:
        named = await named_ones(work, alert)
    return any([await work.store.copies.state_of(alert.id, one.person_id) is None for one in named])


async def on_duty(work: Work, alert: Alert) -> tuple[Copy, ...]:
    """Whoever works for the place."""
    if alert.message.ends_event:
        return ()
    holders = await work.store.alerts.holders(alert.id, MAY[Deed.HANDLE])
    return tuple(Copy(person_id=one, unit_id=home, place=ON_DUTY) for one, home in holders)


async def wishing(work: Work, alert: Alert, *, after: int = 0, last: int | None = None) -> tuple[Copy, ...]:
    """Those of the area who need help go first in their unit; who wants no such warnings gets none, who has quiet hours hears nothing. Of
    people above `after` and up to `last`."""
    if not is_for_homes(alert):
        return ()
    units = await work.store.alerts.units(alert.id)
    places = {unit: FIRST + STEP * place for place, unit in enumerate(units)}
    moment = alert.send_at or work.now
    copies = []
    for person_id, unit_id, wishes in await work.store.wishes.living_in(units, after=after, last=last):
        is_meant = spreads(alert) or (wishes.needs_help and Audience.NEEDING_HELP in alert.content.audience)
        if not is_meant:
            continue
        state = CopyState.WAITING if wants(wishes, alert.kind, alert.level) else CopyState.MUTED
        rings = not is_quiet(wishes, alert.level, moment, work.house.zone)
        place = places[unit_id] - 1 if wishes.needs_help else places[unit_id]
        copies.append(Copy(person_id=person_id, unit_id=unit_id, place=place, state=state, rings=rings))
    return tuple(copies)


async def passing(work: Work, alert: Alert) -> tuple[Copy, ...]:
    """Riders who are there now, volunteers of the place, members of its teams; each where they are meant."""
    if alert.message.ends_event:
        return ()
    audience, units = alert.content.audience, await work.store.alerts.units(alert.id)
    people: dict[int, int | None] = {}
    if Audience.ALL in audience or Audience.RIDERS in audience:
        riders = await work.store.riders.within(units, now=work.now)
        people |= {one: await _home(work, one) for one in riders}
    if Audience.ALL in audience or Audience.VOLUNTEERS in audience:
        people |= dict(await work.store.alerts.holders(alert.id, (Role.VOLUNTEER,)))
    if Audience.FIRMS in audience:
        teams = {team.id for unit in units for team in await work.store.units.teams(unit)}
        members = [one for team in sorted(teams) for one in await work.store.roles.holders(Role.DEPARTMENT, team)]
        people |= {one: await _home(work, one) for one in members}
    return tuple(Copy(person_id=one, unit_id=home, place=PASSING) for one, home in people.items())


async def _home(work: Work, person_id: int) -> int | None:
    person = await work.store.people.by_id(person_id)
    return None if person is None else person.home_unit_id


def is_late(alert: Alert, now: datetime) -> bool:
    """Whether whoever comes now still gets it."""
    return alert.message in (MessageType.ALERT, MessageType.UPDATE) and alert.is_in_force(now)
