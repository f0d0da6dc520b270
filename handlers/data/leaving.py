"""Somebody leaves: their reports stay as hazards that nobody made, and they themselves become a stranger again."""

from dataclasses import dataclass

from handlers.context import Context, Wake
from handlers.data.farewell import Farewell
from handlers.data.silence import Traces
from handlers.doors import lists
from handlers.messages import Message, text
from handlers.report import rules
from handlers.rewards import service as rewards
from storage.case import Report, Status
from storage.leaving import GONE_BY
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
    where exactly they were goes from their reports too; without it that stays, as nobody's. Only what is quick is done here: their
    reports, cards and messages still owed, which may be many, are a farewell (see there)."""
    person, store = ctx.person, ctx.store
    telegram_id = (await store.people.address(person.id)).chat_id
    reports = await store.reports.by_reporter(person.id)
    farewell = await _farewell(store, person, reports, erases=erases)
    for report in reports:
        await _cut_off(store, report)
    showing_doors = await lists.leave(ctx, person.id)
    await store.parcels.withdraw(person.id, now=ctx.now)
    await rewards.leave(store, person, zone=ctx.house.zone, now=ctx.now)
    await store.ledger.close(person.id, now=ctx.now)
    await store.leaving.forget(person.id, telegram_id, now=ctx.now)
    await store.people.delete(person.id)
    await store.farewells.add(farewell.model_dump(mode="json"))
    ctx.person = await store.people.meet(telegram_id, person.language, now=GONE_BY)
    ctx.is_staff = ctx.in_team = False
    ctx.wakes.add(Wake.GONE)
    for message_id in showing_doors:
        await ctx.send(Message(edits=message_id, text=text("doors-sheet-gone")))


async def _farewell(store: Store, person: Person, reports: tuple[Report, ...], *, erases: bool) -> Farewell:
    """What cannot be found out any more once they are gone."""
    names = frozenset(one.reporter_name for one in reports if one.reporter_name)
    cases = [await store.reports.case_of(one) for one in reports]  # where what they added is told of
    return Farewell(
        erases=erases,
        reports=tuple(one.id for one in reports),
        waited=tuple(one.id for one in reports if one.status is Status.WAITING),
        notes=await store.leaving.notes(person.id),
        worked=await store.leaving.worked_on(person.id),
        theirs=Traces(codes=frozenset(one.code for one in (*reports, *cases)), words=names),
        as_staff=Traces(
            words=frozenset(filter(None, (await store.people.name(person.id),))),
            files=frozenset(one.file_id for one in await store.media.by_staff(person.id)),
        ),
    )


async def _cut_off(store: Store, report: Report) -> None:
    """Nobody can be asked any more, so nothing waits for them. No time is noted: all their reports would have the same."""
    if report.status is Status.WAITING:
        goes_on = report.model_copy(update={"status": rules.standing(report), "waits_until": None})
        await store.reports.save(goes_on, now=report.updated_at)
    await store.traces.disown(report.id)
