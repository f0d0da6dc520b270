"""Training, who comes and who waits, on either engine: never more with a seat than there are seats."""

import asyncio
import random
from datetime import timedelta
from typing import Any

import pytest

from storage.engine import Database
from storage.store import Store
from storage.training import CourseKind, Enrolled, NewSession, Session, SessionState
from tests.storage.makers import NOW, a_person, a_session, a_town, a_unit, after

DAY_BEFORE = after(days=1)
LATER = after(hours=6)


async def full_house(store: Store, seats: int, waiting: int) -> tuple[Session, list[int], list[int]]:
    """A session with all seats taken, who has them, and who waits."""
    author, unit = await a_person(store), await a_unit(store, "G")
    session = await a_session(store, unit, author, seats=seats)
    people = [await a_person(store, 2000 + number) for number in range(seats + waiting)]
    for one in people[:seats]:
        assert await store.training.enrol(session.id, one, remind_at=DAY_BEFORE, now=NOW)
    for one in people[seats:]:
        assert await store.training.wait(session.id, one, now=NOW)
    return session, people[:seats], people[seats:]


async def states(store: Store, session: Session) -> dict[int, Enrolled]:
    """How everybody stands to it, in the order in which they came."""
    sql = "SELECT person_id, state FROM enrolments WHERE session_id = :session ORDER BY turn"
    rows = await store._conn.fetch(sql, {"session": session.id})
    return {row["person_id"]: Enrolled(row["state"]) for row in rows}


class TestSessions:
    async def test_comes_back_as_it_was_written(self, store: Store) -> None:
        author, unit = await a_person(store), await a_unit(store, "G")
        where: dict[str, Any] = {"place": "小区 <b>广场</b>", "latitude": 30.66, "longitude": 104.06}
        session = await a_session(store, unit, author, kind=CourseKind.OTHER, title="防\n溺水", seats=5, **where)
        assert await store.training.by_code("T-0000-0000") == await store.training.by_id(session.id) == session
        assert (session.kind, session.title, session.place) == (CourseKind.OTHER, "防\n溺水", where["place"])
        assert (session.latitude, session.longitude, session.unit_id) == (30.66, 104.06, unit.id)
        assert (session.starts_at, session.ends_at, session.author_id) == (
            after(days=2),
            after(days=2, hours=2),
            author,
        )
        assert (session.state, session.version, session.taken, session.left) == (SessionState.OPEN, 0, 0, 5)
        assert await store.training.by_code("T-1111-1111") is None
        assert await store.training.by_id(session.id + 1) is None

    async def test_changing(self, store: Store) -> None:
        author, unit = await a_person(store), await a_unit(store, "G")
        session = await a_session(store, unit, author, latitude=30.66, longitude=104.06)
        moved = session.model_copy(
            update={
                "starts_at": after(days=3),
                "ends_at": after(days=4),
                "place": "别处",
                "latitude": None,
                "longitude": None,
                "version": 1,
            }
        )
        await store.training.change(moved)
        assert await store.training.by_id(session.id) == moved
        called_off = moved.model_copy(update={"state": SessionState.CANCELLED, "version": 2})
        await store.training.change(called_off)
        assert await store.training.by_id(session.id) == called_off

    async def test_what_is_on(self, store: Store) -> None:
        """Of where somebody lives and of all above; not elsewhere, not what has begun or was called off."""
        units, author = await a_town(store), await a_person(store)
        for number, code in enumerate(("D", "C1", "C2", "G1", "G2")):
            await a_session(store, units[code], author, f"T-{code}", starts_at=after(days=1, hours=-number))
        await a_session(store, units["G1"], author, "T-begun", starts_at=NOW)
        gone = await a_session(store, units["G1"], author, "T-gone")
        await store.training.change(gone.model_copy(update={"state": SessionState.CANCELLED}))
        found = await store.training.upcoming(units["G1"].id, now=NOW, limit=9)
        assert [one.code for one in found] == ["T-G1", "T-C1", "T-D"]
        assert len(await store.training.upcoming(units["G1"].id, now=NOW, limit=2)) == 2
        assert [one.code for one in await store.training.upcoming(units["D"].id, now=NOW, limit=9)] == ["T-D"]

    async def test_ending_and_forgetting(self, store: Store) -> None:
        """With who came, and the course where it is held no more."""
        session, _, _ = await full_house(store, 1, 1)
        await store.training.end_past(now=session.ends_at - timedelta(seconds=1))
        assert await store.training.by_id(session.id) == session.model_copy(update={"taken": 1, "waiting": 1})
        await store.training.end_past(now=session.ends_at)
        over = await store.training.by_id(session.id)
        assert over is not None
        assert over.state is SessionState.OVER
        await store.training.forget(before=session.ends_at)
        assert await store.training.by_id(session.id) == over
        await store.training.forget(before=after(days=90))
        assert await store.training.by_id(session.id) is None
        for table in ("courses", "sessions", "enrolments"):
            assert await store._conn.fetch(f"SELECT 1 FROM {table}") in ([], ())

    async def test_outlives_its_author(self, store: Store) -> None:
        session, _, _ = await full_house(store, 1, 0)
        assert session.author_id is not None
        await store.people.delete(session.author_id)
        found = await store.training.by_id(session.id)
        assert found is not None
        assert (found.author_id, found.place) == (None, session.place)


class TestSeats:
    async def test_one_by_one(self, store: Store) -> None:
        """The first come; then there are none, and whoever wants one waits. Nobody has two."""
        session, (lin, he), (emily, wang) = await full_house(store, 2, 2)
        zhou = await a_person(store, 3000)
        for one in (lin, he, emily, wang, zhou):
            assert not await store.training.enrol(session.id, one, remind_at=None, now=NOW)
        for one in (lin, he, emily, wang):
            assert not await store.training.wait(session.id, one, now=NOW)
        found = await store.training.by_id(session.id)
        assert found is not None
        assert (found.taken, found.waiting, found.left) == (2, 2, 0)
        second = await store.training.enrolment(session.id, wang)
        assert second is not None
        assert (second.state, second.position, second.since_at) == (Enrolled.WAITING, 2, NOW)
        assert await store.training.enrolment(session.id, zhou) is None
        assert await store.training.concerned(session.id) == (lin, he, emily, wang)

    async def test_a_free_seat_is_the_next_one_s(self, store: Store) -> None:
        """Kept for them for a while; nobody new gets it, and there is no second offer for it."""
        session, (lin,), (emily, wang) = await full_house(store, 1, 2)
        zhou = await a_person(store, 3000)
        assert await store.training.offer(session.id, until=LATER) is None
        assert await store.training.leave(session.id, lin)
        assert not await store.training.leave(session.id, lin)
        assert not await store.training.enrol(session.id, zhou, remind_at=None, now=NOW)
        assert await store.training.to_fill(now=NOW) == (session.id,)
        assert await store.training.offer(session.id, until=LATER) == emily
        assert await store.training.offer(session.id, until=LATER) is None
        assert await store.training.to_fill(now=NOW) == ()
        assert not await store.training.accept(session.id, wang, remind_at=None, now=NOW)
        assert not await store.training.accept(session.id, emily, remind_at=None, now=LATER), "too late"
        assert await store.training.accept(session.id, emily, remind_at=DAY_BEFORE, now=NOW)
        assert not await store.training.accept(session.id, emily, remind_at=None, now=NOW)
        assert await states(store, session) == {lin: Enrolled.LEFT, emily: Enrolled.ENROLLED, wang: Enrolled.WAITING}

    async def test_offers_run_out(self, store: Store) -> None:
        """The seat is free again, for the one after; who let it go may wait again, behind the others."""
        session, (lin,), (emily, wang) = await full_house(store, 1, 2)
        await store.training.leave(session.id, lin)
        await store.training.offer(session.id, until=LATER)
        assert await store.training.run_out(now=LATER - timedelta(seconds=1)) == ()
        assert await store.training.run_out(now=LATER) == ((session.id, emily),)
        assert await store.training.run_out(now=LATER) == ()
        assert await store.training.wait(session.id, emily, now=LATER)
        assert await store.training.offer(session.id, until=after(hours=9)) == wang
        behind = await store.training.enrolment(session.id, emily)
        assert behind is not None
        assert (behind.state, behind.position) == (Enrolled.WAITING, 1)

    async def test_whoever_cannot_be_reached_is_passed_over(self, store: Store) -> None:
        """And holds up nobody."""
        session, (lin,), (emily,) = await full_house(store, 1, 1)
        zhou = await a_person(store, 3000)
        await store.training.leave(session.id, lin)
        await store.people.set_unreachable(emily, NOW)
        assert await store.training.to_fill(now=NOW) == ()
        assert await store.training.offer(session.id, until=LATER) is None
        assert await store.training.enrol(session.id, zhou, remind_at=None, now=NOW)

    async def test_whoever_is_erased_leaves_a_seat(self, store: Store) -> None:
        session, (lin,), (emily,) = await full_house(store, 1, 1)
        await store.people.delete(lin)
        assert await store.training.to_fill(now=NOW) == (session.id,)
        assert await store.training.offer(session.id, until=LATER) == emily

    @pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.OVER])
    async def test_nothing_of_what_is_not_open(self, store: Store, state: SessionState) -> None:
        session, (lin,), (emily,) = await full_house(store, 1, 1)
        zhou = await a_person(store, 3000)
        await store.training.change(session.model_copy(update={"state": state}))
        await store.training.leave(session.id, lin)
        assert not await store.training.enrol(session.id, zhou, remind_at=None, now=NOW)
        assert not await store.training.wait(session.id, zhou, now=NOW)
        assert await store.training.offer(session.id, until=LATER) is None
        assert await store.training.of_person(emily, now=NOW) == ()

    async def test_nothing_of_what_has_begun(self, store: Store) -> None:
        session, (lin,), _ = await full_house(store, 1, 0)
        zhou = await a_person(store, 3000)
        await store.training.leave(session.id, lin)
        assert not await store.training.enrol(session.id, zhou, remind_at=None, now=session.starts_at)
        assert not await store.training.wait(session.id, zhou, now=session.starts_at)

    async def test_what_somebody_comes_to(self, store: Store) -> None:
        """Or waits for, until it is over; the next first."""
        session, (lin,), (emily,) = await full_house(store, 1, 1)
        unit, author = await a_unit(store, "H"), await a_person(store)
        sooner = await a_session(store, unit, author, "T-1111-1111", starts_at=after(days=1))
        await store.training.enrol(sooner.id, lin, remind_at=None, now=NOW)
        assert [one.id for one in await store.training.of_person(lin, now=NOW)] == [sooner.id, session.id]
        assert [one.id for one in await store.training.of_person(emily, now=NOW)] == [session.id]
        assert await store.training.of_person(lin, now=session.ends_at) == ()

    async def test_reminders(self, store: Store) -> None:
        """Of those who have a seat, when they are due; set anew by whoever has reminded them."""
        session, (lin, he), (emily,) = await full_house(store, 2, 1)
        await store.training.leave(session.id, he)
        assert await store.training.to_remind(now=DAY_BEFORE - timedelta(seconds=1), limit=9) == ()
        assert await store.training.to_remind(now=DAY_BEFORE, limit=9) == ((session.id, lin),)
        await store.training.remind_at(session.id, lin, after(days=1, hours=23))
        assert await store.training.to_remind(now=DAY_BEFORE, limit=9) == ()
        assert await store.training.confirm(session.id, lin, now=NOW)
        assert not await store.training.confirm(session.id, lin, now=NOW)
        assert not await store.training.confirm(session.id, emily, now=NOW)


class TestRaces:
    async def test_two_hundred_for_twenty_seats(self, database: Database) -> None:
        """Who come and go in transactions of their own, as they like: never more than twenty, and none free while somebody waits for it
        and can be reached."""
        async with database.write() as store:
            author, unit = await a_person(store), await a_unit(store, "G")
            session = await a_session(store, unit, author, seats=20)
            crowd = [await a_person(store, 2000 + number) for number in range(200)]

        async def wants(person: int, dice: random.Random) -> None:
            async with database.write() as store:
                if not await store.training.enrol(session.id, person, remind_at=None, now=NOW):
                    await store.training.wait(session.id, person, now=NOW)
            if dice.random() < 0.3:
                async with database.write() as store:
                    await store.training.leave(session.id, person)
                    await store.training.offer(session.id, until=LATER)
            async with database.read() as store:
                found = await store.training.by_id(session.id)
            assert found is not None
            assert found.taken <= 20

        dice = random.Random(17)
        await asyncio.gather(*(wants(one, random.Random(dice.random())) for one in crowd))
        async with database.write() as store:
            found = await store.training.by_id(session.id)
            assert found is not None
            assert (found.taken, found.left) == (20, 0)
            assert await store.training.to_fill(now=NOW) == ()
            assert await store.training.offer(session.id, until=LATER) is None
            assert found.waiting > 100

    async def test_the_statement_alone_holds_the_line(self, store: Store) -> None:
        """Whatever the caller believes: twenty-one tries, twenty seats, in one transaction too."""
        session, _, _ = await full_house(store, 20, 0)
        last = await a_person(store, 3000)
        assert not await store.training.enrol(session.id, last, remind_at=None, now=NOW)
        again = NewSession(code="T-2", starts_at=after(days=1), ends_at=after(days=2), place="x", seats=1)
        other = await store.training.add_session(session.course_id, again)
        assert await store.training.enrol(other.id, last, remind_at=None, now=NOW), "each session has its own seats"
