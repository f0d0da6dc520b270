"""Door-knock lists, on either engine."""

from storage.alert import Alert
from storage.copies import Answer, Copy, CopyState
from storage.doors import Door, DoorList, DoorResult, DoorRung, Silent
from storage.store import Store
from storage.units import Unit
from storage.wishes import Wishes
from tests.storage.makers import NOW, a_person, a_unit, after, an_alert

DOOR = "3栋2单元501"


async def warned(store: Store, wished: Wishes | None = None, *, telegram_id: int, unit: Unit, alert: Alert) -> int:
    """The id of somebody who lives there, and has it."""
    person = await a_person(store, telegram_id)
    await store.people.set_home(person, unit.id, now=NOW)
    if wished is not None:
        await store.wishes.save(person, wished)
    await store.copies.put(alert.id, [Copy(person_id=person, unit_id=unit.id, state=CopyState.OWED)])
    return person


async def an_area(store: Store) -> tuple[Unit, Alert]:
    """A unit, and a warning of it."""
    unit = await a_unit(store, "G1")
    alert = await an_alert(store, unit, None)
    await store.alerts.set_units(alert.id, (unit.id,))
    return unit, alert


async def listed(store: Store, *doors: str) -> tuple[DoorList, list[int]]:
    """A list of these doors, and who lives there."""
    unit, alert = await an_area(store)
    people = [
        await warned(store, Wishes(needs_help=True, door=door), telegram_id=3000 + number, unit=unit, alert=alert)
        for number, door in enumerate(doors)
    ]
    return await store.doors.add(alert.id, unit.id, people, now=NOW), people


class TestDoors:
    async def test_who_is_silent_and_needs_help(self, store: Store) -> None:
        """Of those who live in the area, and have it."""
        unit, alert = await an_area(store)
        other = await a_unit(store, "G2")
        told = await warned(store, Wishes(needs_help=True, door=DOOR), telegram_id=1, unit=unit, alert=alert)
        untold = await warned(store, Wishes(needs_help=True), telegram_id=2, unit=unit, alert=alert)
        answered = await warned(store, Wishes(needs_help=True, door=DOOR), telegram_id=3, unit=unit, alert=alert)
        await warned(store, Wishes(would_help=True), telegram_id=4, unit=unit, alert=alert)
        await warned(store, None, telegram_id=5, unit=unit, alert=alert)
        await warned(store, Wishes(needs_help=True, door=DOOR), telegram_id=6, unit=other, alert=alert)
        await store.copies.answer(alert, answered, Answer.READ, now=NOW)
        assert await store.doors.silent(alert) == (
            Silent(person_id=told, unit_id=unit.id, has_door=True),
            Silent(person_id=untold, unit_id=unit.id, has_door=False),
        )

    async def test_one_has_it(self, store: Store) -> None:
        made, _ = await listed(store, DOOR)
        zhou, li = await a_person(store, 1), await a_person(store, 2)
        alert = await store.alerts.by_id(made.alert_id)
        assert alert is not None
        assert await store.doors.by_id(made.id) == made
        assert await store.doors.of_event(alert.event) == (made,)
        assert await store.doors.events() == (alert.event,)
        offered = made.model_copy(
            update={"rung": DoorRung.NEAR, "offered_at": NOW, "next_at": after(minutes=5), "shown": "x"}
        )
        await store.doors.save(offered)
        assert await store.doors.by_id(made.id) == offered
        assert await store.doors.take(made.id, zhou, now=after(minutes=1))
        assert not await store.doors.take(made.id, li, now=after(minutes=1))
        (held,) = await store.doors.held(zhou)
        assert (held.taken_by, held.taken_at, held.next_at) == (zhou, after(minutes=1), None)
        assert await store.doors.held(li) == ()
        assert await store.personal.work(zhou) != await store.personal.work(li)
        await store.people.delete(zhou)
        (lost,) = await store.doors.of_event(alert.event)
        assert (lost.taken_by, lost.taken_at) == (None, after(minutes=1))

    async def test_a_door_is_read_from_the_wishes(self, store: Store) -> None:
        """What they have changed is so at once; who lives elsewhere or needs no help has none; who is gone is not there."""
        made, (lin, emily, he) = await listed(store, DOOR, "502", "503")
        before = await store.doors.doors(made.id)
        assert [(one.place, one.person_id, one.door) for one in before] == [
            (0, lin, DOOR),
            (1, emily, "502"),
            (2, he, "503"),
        ]
        await store.wishes.save(lin, Wishes(needs_help=True, door="101"))
        await store.people.set_home(emily, None, now=NOW)
        await store.wishes.save(he, Wishes())
        changed = await store.doors.doors(made.id)
        assert [one.door for one in changed] == ["101", None, None]
        alert = await store.alerts.by_id(made.alert_id)
        assert alert is not None
        assert await store.doors.all_doors(alert.event) == {made.id: changed}
        assert await store.doors.listed(alert.event) == {lin, emily, he}
        assert store.doors.mark(before) != store.doors.mark(changed) == store.doors.mark(changed)
        assert DOOR not in store.doors.mark(before)
        await store.people.delete(lin)
        assert [one.person_id for one in await store.doors.doors(made.id)] == [emily, he]

    async def test_what_was_found(self, store: Store) -> None:
        made, (lin,) = await listed(store, DOOR)
        alert = await store.alerts.by_id(made.alert_id)
        assert alert is not None
        (door,) = await store.doors.doors(made.id)
        await store.doors.note(door, DoorResult.ABSENT, now=after(minutes=1))
        await store.copies.answer(alert, lin, Answer.SAFE, now=NOW)
        found = Door(
            list_id=made.id,
            place=0,
            person_id=lin,
            door=DOOR,
            result=DoorResult.ABSENT,
            at=after(minutes=1),
            answer=Answer.SAFE,
        )
        assert await store.doors.doors(made.id) == (found,)
        assert await store.personal.doors(lin) == [{"result": "absent", "at": after(minutes=1)}]

    async def test_closed_it_knows_nobody(self, store: Store) -> None:
        made, (lin,) = await listed(store, DOOR)
        zhou = await a_person(store, 1)
        await store.doors.close(made.id, now=NOW)
        assert await store.doors.doors(made.id) == ()
        assert await store.personal.doors(lin) == []
        assert await store.doors.events() == ()
        assert not await store.doors.take(made.id, zhou, now=NOW)
        await store.doors.save(made.model_copy(update={"taken_by": zhou}))
        closed = await store.doors.by_id(made.id)
        assert closed is not None
        assert (closed.taken_by, closed.closed_at, closed.next_at) == (None, NOW, None)
