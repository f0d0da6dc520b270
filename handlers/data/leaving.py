"""Somebody leaves: their reports stay as hazards that nobody made, and they themselves become a stranger again."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.context import Context, Wake
from handlers.data.silence import Traces, silenced
from handlers.groups import tell
from handlers.messages import Message, Point
from handlers.report import card, changes, rules
from storage.case import Report, Status
from storage.leaving import GONE_BY
from storage.media import Stage
from storage.people import Person
from storage.store import Store


@dataclass(frozen=True)
class Belongings:
    """How much there is that would go: reports, those of them that are open, and roles."""

    reports: int
    open: int
    roles: int

    @property
    def state(self) -> str:
        """Short enough for a button."""
        return f"{self.reports}-{self.open}-{self.roles}"


async def belongings(store: Store, person: Person) -> Belongings:
    """What somebody has now."""
    reports = await store.reports.by_reporter(person.id)
    return Belongings(len(reports), sum(one.is_open for one in reports), len(await store.roles.of(person.id)))


async def leave(ctx: Context, *, erases: bool) -> None:
    """From now on they are somebody new, who is forgotten as soon as they have the last message. With `erases` what they said, showed and
    where exactly they were goes from their reports too; without it that stays, as nobody's."""
    person, store = ctx.person, ctx.store
    telegram_id = (await store.people.address(person.id)).chat_id
    reports, worked = await store.reports.by_reporter(person.id), await _worked_on(store, person)
    traces = await _traces(store, reports, erases=erases)
    as_staff = await _traces_of_work(store, person, worked)
    for report in reports:
        await _cut_off(store, report, erases=erases, now=ctx.now)
    await _silence(store, traces)
    await _silence(store, as_staff)
    await store.parcels.withdraw(person.id, now=ctx.now)
    await store.leaving.forget(person.id, telegram_id, now=ctx.now)
    await store.people.delete(person.id)
    for report in reports:
        await changes.refresh_cards(ctx, await store.reports.by_id(report.id), covers_picture=erases)
        if report.status is Status.WAITING:
            await tell.update(ctx, await store.reports.by_id(report.id))
    for report in worked:
        await changes.refresh_cards(ctx, await store.reports.by_id(report.id))
    ctx.person = await store.people.meet(telegram_id, person.language, now=GONE_BY)
    ctx.is_staff = False
    ctx.wakes.add(Wake.GONE)


async def _worked_on(store: Store, person: Person) -> tuple[Report, ...]:
    """The reports whose cards show something of them as staff."""
    return tuple([await store.reports.by_id(one) for one in await store.leaving.worked_on(person.id)])


async def _cut_off(store: Store, report: Report, *, erases: bool, now: datetime) -> None:
    """Nobody can be asked any more, so nothing waits for them. No time is noted: all their reports would have the same. What staff showed
    is not theirs to erase, and goes with time."""
    if report.status is Status.WAITING:
        goes_on = report.model_copy(update={"status": rules.standing(report), "waits_until": None})
        await store.reports.save(goes_on, now=report.updated_at)
    await store.traces.disown(report.id)
    if erases:
        await store.traces.blur(report.id)
        await store.traces.forget_words(report.id)
        await store.traces.forget_media(report.id, (Stage.BEFORE,), now=now)


async def _traces(store: Store, reports: tuple[Report, ...], *, erases: bool) -> Traces:
    """What of theirs may stand in messages that are still owed; a name in any case."""
    words, files, points = {one.reporter_name for one in reports}, set(), []
    for report in reports if erases else ():
        words |= {report.words, report.place.words, *(one.note for one in await store.reports.events(report.id))}
        for media in await store.media.of_report(report.id):
            if media.stage is Stage.AFTER:
                continue
            files |= {media.file_id, *((media.path,) if media.path else ())}
        latitude, longitude = report.place.latitude, report.place.longitude
        if latitude is not None and longitude is not None:
            words.add(card.amap_link(latitude, longitude))
            points.append((_point(latitude, longitude), _point(round(latitude, 3), round(longitude, 3))))
    cases = [await store.reports.case_of(one) for one in reports]  # where what they added is told of
    codes = frozenset(one.code for one in (*reports, *cases))
    return Traces(codes, frozenset(one for one in words if one), frozenset(files), tuple(points))


async def _traces_of_work(store: Store, person: Person, worked: tuple[Report, ...]) -> Traces:
    """What of theirs as staff may stand in messages that are still owed."""
    words, shown = {await store.people.name(person.id)}, await store.media.by_staff(person.id)
    for report in worked:
        words |= {
            report.reason,
            *(one.note for one in await store.reports.events(report.id) if one.staff_id == person.id),
        }
    return Traces(
        codes=frozenset(one.code for one in worked),
        words=frozenset(one for one in words if one),
        files=frozenset(one.file_id for one in shown),
    )


async def _silence(store: Store, traces: Traces) -> None:
    """Opens no more of what is owed, which may be much while Telegram is slow, than it has to."""
    if not traces.marks:
        return
    signs = re.compile("|".join(map(re.escape, traces.marks)))

    def change(payload: dict[str, object]) -> dict[str, object] | None:
        changed = silenced(Message.model_validate(payload), traces)
        return None if changed is None else changed.model_dump(mode="json")

    await store.outbox.rewrite(change, signs.search)


def _point(latitude: float, longitude: float) -> Point:
    return Point(latitude=latitude, longitude=longitude)
