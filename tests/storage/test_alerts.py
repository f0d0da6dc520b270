"""Warnings and the copies of each, on either engine."""

from typing import Any

import pytest

from storage.alert import Alert, AlertKind, AlertState, Level, MessageType, Rung, Way
from storage.copies import Answer, Copy, CopyState
from storage.engine import Database
from storage.roles import Role, Via
from storage.rollcalls import CallRung, RollCall
from storage.store import Store
from storage.units import Unit, UnitKind
from tests.storage.makers import NOW, a_content, a_person, a_unit, after, an_alert

OWED = CopyState.OWED


async def a_sent(store: Store, alert: Alert, **changes: Any) -> Alert:
    """It is let go."""
    sent = alert.model_copy(
        update={"state": AlertState.SENDING, "way": Way.TWO, "released_at": NOW, "send_at": NOW} | changes
    )
    await store.alerts.save(sent)
    return sent


async def residents(store: Store, count: int, unit_id: int, *, first: int = 2000) -> list[int]:
    """So many people who live there."""
    people = [await a_person(store, first + number) for number in range(count)]
    for one in people:
        await store.people.set_home(one, unit_id, now=NOW)
    return people


async def spread(store: Store, alert: Alert, *, limit: int = 2) -> None:
    """Enters it for everybody in its area, in pieces."""
    after_id: int = 0
    while (last := await store.copies.piece(alert.id, (), after=after_id, limit=limit)) is not None:
        await store.copies.spread(alert.id, after=after_id, last=last)
        after_id = last
    await store.copies.spread(alert.id, after=after_id, last=None)


async def hand_over(store: Store, alert: Alert) -> list[int]:
    """All that wait, in the order in which they go."""
    people = [one.person_id for one in await store.copies.next_ones(alert.id, limit=1000)]
    await store.copies.owed(alert.id, people)
    return people


class TestAlerts:
    async def test_gives_back_what_was_saved(self, store: Store) -> None:
        zhou, unit = await a_person(store), await a_unit(store, "G1")
        alert = await an_alert(store, unit, zhou, detail={"": "积水 <b>30</b> 厘米"})
        assert await store.alerts.by_id(alert.id) == alert
        assert alert.state is AlertState.DRAFT
        changed = alert.model_copy(
            update={
                "content": a_content(level=Level.RED),
                "state": AlertState.SUBMITTED,
                "rung": Rung.FIRST,
                "next_at": after(seconds=90),
                "submitted_at": NOW,
                "reason": "来不及",
                "people": 7,
                "review": "好",
                "reviewed_at": NOW,
                "reviewer_id": zhou,
            }
        )
        await store.alerts.save(changed)
        assert await store.alerts.of_event(alert.event) == (changed,)
        assert await store.alerts.by_id(alert.id + 1) is None
        assert await store.alerts.of_event("W-1111-1111") == ()

    async def test_its_digest_is_that_of_its_content_alone(self, store: Store) -> None:
        content = a_content()
        assert content.digest == a_content().digest
        others = (
            a_content(level=Level.RED),
            a_content(kind=AlertKind.GAS),
            a_content(until=after(hours=13)),
            a_content(detail={"": "x"}),
            a_content(audience=("riders",)),
        )
        assert len({content.digest, *(one.digest for one in others)}) == 1 + len(others)

    async def test_what_is_graver_than_blue_needs_two(self, database: Database) -> None:
        """Whatever the code above does."""
        async with database.write() as store:
            zhou, li, unit = await a_person(store), await a_person(store, 1002), await a_unit(store, "G1")
            alert = await an_alert(store, unit, zhou)
        for bad in ({"way": Way.ONE}, {"way": None}, {"way": Way.ALONE}, {"approver_id": zhou}):
            with pytest.raises(Exception, match=r"ck_alerts_|check"):
                async with database.write() as store:
                    await a_sent(store, alert, **bad)
        for good in (
            {"way": Way.TWO, "approver_id": li},
            {"way": Way.ALONE, "reason": "洪水到了"},
            {"way": Way.ONE, "content": a_content(level=Level.BLUE)},
        ):
            async with database.write() as store:
                await a_sent(store, alert, **good)

    async def test_the_newest_message_of_an_event_is_in_force(self, store: Store) -> None:
        zhou, unit = await a_person(store), await a_unit(store, "G1")
        first = await a_sent(store, await an_alert(store, unit, zhou))
        other = await a_sent(store, await an_alert(store, unit, zhou, "W-1111-1111", level=Level.RED))
        assert await store.alerts.in_force(now=after(hours=1)) == (other, first)
        assert await store.alerts.in_force(now=after(hours=13)) == (), "expired"
        update = await store.alerts.add(
            first.event,
            a_content(level=Level.ORANGE),
            serial=2,
            message=MessageType.UPDATE,
            unit_id=unit.id,
            author_id=zhou,
            now=NOW,
        )
        assert await store.alerts.in_force(now=NOW) == (other, first), "a draft changes nothing"
        update = await a_sent(store, update)
        assert await store.alerts.in_force(now=NOW) == (other, update)
        await store.alerts.end_event(first.event, now=NOW)
        assert [one.id for one in await store.alerts.in_force(now=NOW)] == [other.id]

    async def test_the_gravest_goes_first(self, store: Store) -> None:
        zhou, unit = await a_person(store), await a_unit(store, "G1")
        levels = (Level.BLUE, Level.RED, Level.YELLOW, Level.ORANGE)
        for number, level in enumerate(levels):
            await a_sent(store, await an_alert(store, unit, zhou, f"W-{number}", level=level))
        assert [one.level for one in await store.alerts.under_way()] == [
            Level.RED,
            Level.ORANGE,
            Level.YELLOW,
            Level.BLUE,
        ]

    async def test_what_is_due(self, store: Store) -> None:
        """Also what a clock put off too far that was wrong."""
        alert = await an_alert(store, await a_unit(store, "G1"), await a_person(store))
        await store.alerts.save(alert.model_copy(update={"next_at": after(seconds=90)}))
        for now, latest, due in ((89, 1800, 0), (90, 1800, 1), (0, 60, 1)):
            assert len(await store.alerts.due(now=after(seconds=now), latest=after(seconds=latest))) == due

    async def test_drafts_are_their_authors(self, store: Store) -> None:
        zhou, li, unit = await a_person(store), await a_person(store, 1002), await a_unit(store, "G1")
        draft = await an_alert(store, unit, zhou)
        await a_sent(store, await an_alert(store, unit, zhou, "W-1111-1111"))
        assert await store.alerts.drafts(zhou, limit=5) == (draft,)
        assert await store.alerts.drafts(li, limit=5) == ()
        await store.alerts.forget_drafts(before=after(seconds=1))
        assert await store.alerts.drafts(zhou, limit=5) == ()

    async def test_what_is_nobodys_is_found_by_whoever_may_write_there(self, store: Store) -> None:
        """The gravest first; not what somebody has taken on, what is over, dropped or out, and nothing from next door."""
        zhou, boss, li, gone = [await a_person(store, 1001 + number) for number in range(4)]
        community = await a_unit(store, "C1", UnitKind.COMMUNITY)
        grid, beside = await a_unit(store, "G1", parent="C1"), await a_unit(store, "G2")
        await store.roles.grant(boss, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOW)
        for person, unit in ((zhou, community), (li, beside), (gone, community)):
            await store.roles.grant(person, Role.STAFF, unit.id, via=Via.COMMAND, now=NOW)
        await store.roles.revoke(gone, Role.STAFF, via=Via.COMMAND, now=NOW)
        fields: list[tuple[Unit, dict[str, Any]]] = [(grid, {}), (grid, {"level": Level.RED}), (beside, {})]
        fields += [(grid, {}), (grid, {}), (grid, {"until": NOW}), (grid, {})]
        yellow, red, next_door, dropped, out, expired, taken = [
            await an_alert(store, unit, None, f"W-{number}", **more) for number, (unit, more) in enumerate(fields)
        ]
        waiting = red.model_copy(update={"state": AlertState.SUBMITTED, "submitted_at": NOW})
        await store.alerts.save(waiting)
        await store.alerts.save(dropped.model_copy(update={"state": AlertState.DISCARDED}))
        await store.alerts.save(taken.model_copy(update={"author_id": li}))
        await a_sent(store, out)

        async def found(person: int, *roles: Role, limit: int = 9) -> tuple[Alert, ...]:
            return await store.alerts.of_nobody(person, roles, now=NOW, limit=limit)

        assert await found(zhou, Role.STAFF, Role.ADMINISTRATOR) == (waiting, yellow)
        assert await found(zhou, Role.STAFF, limit=1) == (waiting,)
        assert await found(boss, Role.ADMINISTRATOR) == (waiting, next_door, yellow)
        assert await found(li, Role.STAFF) == (next_door,)
        assert await found(gone, Role.STAFF) == await found(zhou, Role.DUTY_OFFICER) == ()
        assert expired not in await found(boss, Role.ADMINISTRATOR)

    async def test_two_agree_beforehand(self, store: Store) -> None:
        zhou, li, unit = await a_person(store), await a_person(store, 1002), await a_unit(store, "G1")
        for who in (zhou, zhou):
            await store.alerts.agree(unit.id, AlertKind.GAS, who, now=NOW)
            (standing,) = await store.alerts.standing(unit.id)
            assert (standing.kind, standing.first_by, standing.second_by) == (AlertKind.GAS, zhou, None)
        await store.alerts.agree(unit.id, AlertKind.GAS, li, now=after(seconds=5))
        (standing,) = await store.alerts.standing(unit.id)
        assert (standing.second_by, standing.second_at) == (li, after(seconds=5))
        await store.alerts.disagree(unit.id, AlertKind.GAS)
        assert await store.alerts.standing(unit.id) == ()


class TestCopies:
    async def test_everybody_in_the_area_once_the_nearest_first(self, store: Store) -> None:
        near, far, beside = [await a_unit(store, code) for code in ("G1", "G2", "G3")]
        people = await residents(store, 3, far.id) + await residents(store, 4, near.id, first=3000)
        await residents(store, 2, beside.id, first=4000)
        alert = await an_alert(store, near, None)
        await store.alerts.set_units(alert.id, (near.id, far.id))
        assert await store.alerts.units(alert.id) == (near.id, far.id)
        await store.copies.put(alert.id, [Copy(person_id=people[0], unit_id=far.id, place=0, rings=False)])
        await store.copies.put(alert.id, [Copy(person_id=people[1], unit_id=far.id, state=CopyState.MUTED)])
        assert await store.copies.count_living(alert.id) == 7
        for limit in (2, 3, 100):
            await spread(store, alert, limit=limit)
        assert await store.copies.waiting(alert.id) == 6
        (first, *_) = await store.copies.next_ones(alert.id, limit=2)
        assert (first.person_id, first.rings) == (people[0], False)
        assert await hand_over(store, alert) == [people[0], *people[3:], people[2]]
        assert await store.copies.by_unit(alert.id) == {
            near.id: {OWED: 4},
            far.id: {OWED: 2, CopyState.MUTED: 1},
        }
        assert await store.copies.state_of(alert.id, people[1]) is CopyState.MUTED
        assert await store.copies.state_of(alert.id, 9) is None

    async def test_who_comes_later_is_found(self, store: Store) -> None:
        unit = await a_unit(store, "G1")
        await residents(store, 2, unit.id)
        alert = await an_alert(store, unit, None)
        await store.alerts.set_units(alert.id, (unit.id,))
        assert await store.copies.is_somebody_missing(alert.id)
        await spread(store, alert)
        assert not await store.copies.is_somebody_missing(alert.id)
        (late,) = await residents(store, 1, unit.id, first=5000)
        assert await store.copies.is_somebody_missing(alert.id)
        await store.people.set_unreachable(late, NOW)
        assert not await store.copies.is_somebody_missing(alert.id)

    async def test_an_update_follows_whoever_has_the_first(self, store: Store) -> None:
        """Silently, but for those to whom it is new."""
        old, new = await a_unit(store, "G1"), await a_unit(store, "G2")
        had, never = await residents(store, 2, old.id)
        (fresh,) = await residents(store, 1, new.id, first=3000)
        first = await an_alert(store, old, None)
        await store.alerts.set_units(first.id, (old.id,))
        await spread(store, first)
        await store.copies.owed(first.id, [had])
        update = await store.alerts.add(
            first.event, a_content(), serial=2, message=MessageType.UPDATE, unit_id=old.id, author_id=None, now=NOW
        )
        await store.alerts.set_units(update.id, (old.id, new.id))
        for living, without, count in ((False, (), 1), (True, (), 0), (False, (had,), 0), (False, (never,), 1)):
            assert await store.copies.count_following(update, living=living, without=without) == count
        assert await store.copies.piece(update.id, [first.id], after=0, limit=1) == had
        await spread(store, update)
        await store.copies.follow(update.id, first.id, rings=False, after=0, last=None)
        rings = {one.person_id: one.rings for one in await store.copies.next_ones(update.id, limit=9)}
        assert rings == {had: False, never: True, fresh: True}

    async def test_an_all_clear_follows_them_alone_and_rings(self, store: Store) -> None:
        unit = await a_unit(store, "G1")
        had, _ = await residents(store, 2, unit.id)
        first = await an_alert(store, unit, None)
        await store.alerts.set_units(first.id, (unit.id,))
        await spread(store, first)
        await store.copies.owed(first.id, [had])
        clear = await store.alerts.add(
            first.event, a_content(), serial=2, message=MessageType.CLEAR, unit_id=unit.id, author_id=None, now=NOW
        )
        assert await store.copies.piece(None, [first.id], after=0, limit=10) is None
        await store.copies.follow(clear.id, first.id, rings=True, after=0, last=None)
        assert [(one.person_id, one.rings) for one in await store.copies.next_ones(clear.id, limit=9)] == [(had, True)]

    async def test_what_was_stopped_is_dropped_in_pieces(self, store: Store) -> None:
        unit = await a_unit(store, "G1")
        await residents(store, 5, unit.id)
        alert = await an_alert(store, unit, None)
        await store.alerts.set_units(alert.id, (unit.id,))
        await spread(store, alert)
        await store.copies.owed(alert.id, [one.person_id for one in await store.copies.next_ones(alert.id, limit=1)])
        assert await store.copies.drop(alert.id, limit=3)
        assert not await store.copies.drop(alert.id, limit=3)
        assert await store.copies.by_unit(alert.id) == {unit.id: {OWED: 1}}

    async def test_for_whom_it_would_be_the_third_ring(self, store: Store) -> None:
        unit = await a_unit(store, "G1")
        people = await residents(store, 3, unit.id)
        for number in range(2):
            alert = await a_sent(store, await an_alert(store, unit, None, f"W-{number}"), released_at=after(hours=1))
            rung = people[: 2 - number]
            await store.copies.put(alert.id, [Copy(person_id=one, unit_id=unit.id) for one in rung])
            await hand_over(store, alert)
        draft = await an_alert(store, unit, None, "W-9")
        await store.alerts.set_units(draft.id, (unit.id,))
        assert await store.copies.rung_often(draft.id, rings=2, since=NOW) == 1
        assert await store.copies.rung_often(draft.id, rings=1, since=NOW) == 2
        assert await store.copies.rung_often(draft.id, rings=2, since=after(hours=2)) == 0

    async def test_answers(self, store: Store) -> None:
        """Whoever needs help stays so until they are safe; to have read it takes nothing back."""
        unit = await a_unit(store, "G1")
        lin, wang, chen = await residents(store, 3, unit.id)
        alert = await an_alert(store, unit, None)
        await store.copies.put(alert.id, [Copy(person_id=one, unit_id=unit.id) for one in (lin, wang, chen)])
        await hand_over(store, alert)
        for answer, changes in (
            (Answer.READ, True),
            (Answer.HELP, True),
            (Answer.HELP, False),
            (Answer.READ, False),
            (Answer.SAFE, True),
        ):
            assert await store.copies.answer(alert, lin, answer, now=NOW) is changes
        await store.copies.answer(alert, wang, Answer.HELP, now=NOW)
        assert await store.copies.answered(alert.event) == {Answer.SAFE: 1, Answer.HELP: 1}
        assert await store.copies.answered_by_unit(alert) == {unit.id: {Answer.SAFE: 1, Answer.HELP: 1, None: 1}}
        assert await store.copies.silent(alert, unit.id) == (chen,)

    async def test_whom_it_was_for_is_forgotten(self, store: Store) -> None:
        unit = await a_unit(store, "G1")
        (lin,) = await residents(store, 1, unit.id)
        alert = await an_alert(store, unit, None)
        await store.copies.put(alert.id, [Copy(person_id=lin, unit_id=unit.id)])
        await store.copies.answer(alert, lin, Answer.SAFE, now=NOW)
        for hours, left in ((12, 1), (13, 0)):
            await store.copies.forget(before=after(hours=hours))
            assert len(await store.copies.by_unit(alert.id)) == left
        assert await store.copies.answered(alert.event) == {}


class TestRollCalls:
    async def test_the_first_to_confirm_counts(self, store: Store) -> None:
        unit, zhou = await a_unit(store, "G1"), await a_person(store)
        alert = await an_alert(store, unit, zhou)
        call = RollCall(alert_id=alert.id, unit_id=unit.id, called_at=NOW, next_at=after(seconds=90))
        await store.rollcalls.call([call])
        await store.rollcalls.call([call])
        assert await store.rollcalls.of_alert(alert.id) == (call,)
        for now, latest, due in ((89, 1800, ()), (90, 1800, (alert.id,)), (0, 60, (alert.id,))):
            assert await store.rollcalls.due(now=after(seconds=now), latest=after(seconds=latest)) == due
        again = call.model_copy(update={"rung": CallRung.AGAIN, "again_at": after(seconds=90)})
        await store.rollcalls.ring(again)
        assert await store.rollcalls.of_alert(alert.id) == (again,)
        assert await store.rollcalls.confirm(call, zhou, now=after(seconds=99))
        assert not await store.rollcalls.confirm(call, zhou, now=after(seconds=100))
        (confirmed,) = await store.rollcalls.of_alert(alert.id)
        assert (confirmed.confirmed_at, confirmed.confirmed_by, confirmed.next_at) == (after(seconds=99), zhou, None)
        await store.rollcalls.end(alert.id)
