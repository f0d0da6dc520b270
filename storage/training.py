"""Training: courses, their sessions, who comes to each and who waits for a place. What staff wrote is sealed."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from storage.clock import from_micros, to_micros
from storage.module import Module, timed


class CourseKind(StrEnum):
    """What is learnt; OTHER has a title."""

    EXTINGUISHER = "extinguisher"
    AED = "aed"
    EVACUATION = "evacuation"
    GAS = "gas"
    FIRST_AID = "first_aid"
    EBIKE = "ebike"
    OTHER = "other"


class SessionState(StrEnum):
    """OPEN until it is over, or was called off."""

    OPEN = "open"
    CANCELLED = "cancelled"
    OVER = "over"


class Enrolled(StrEnum):
    """ENROLLED and OFFERED have a seat; an offer that ran out is EXPIRED."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    OFFERED = "offered"
    LEFT = "left"
    EXPIRED = "expired"


class NewSession(BaseModel):
    """When and where a course is to be held, and for how many; `code` is random, as anybody may see it."""

    model_config = ConfigDict(frozen=True)

    code: str
    starts_at: datetime
    ends_at: datetime
    place: str
    latitude: float | None = None
    longitude: float | None = None
    seats: int


class Session(NewSession):
    """One as it is stored, with what its course says. `taken` and `waiting` are how many have a seat, or wait for one."""

    id: int
    course_id: int
    unit_id: int
    author_id: int | None
    kind: CourseKind
    title: str | None
    state: SessionState
    version: int
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        """Seats that anybody may have: none while somebody waits for one."""
        return 0 if self.waiting else max(self.seats - self.taken, 0)


class Enrolment(BaseModel):
    """How somebody stands to a session; `position` is theirs on the waiting list, from 1, while they wait."""

    model_config = ConfigDict(frozen=True)

    state: Enrolled
    turn: int
    position: int
    since_at: datetime
    offer_until: datetime | None
    remind_at: datetime | None
    confirmed_at: datetime | None

    @property
    def has_seat(self) -> bool:
        """Whether one is theirs, or is kept for them."""
        return self.state in (Enrolled.ENROLLED, Enrolled.OFFERED)


class Training(Module):
    """Queries about courses, sessions and who comes."""

    async def add_course(
        self, unit_id: int, author_id: int, kind: CourseKind, title: str | None, *, now: datetime
    ) -> int:
        """The id of a new one."""
        return int(
            await self._q.training.add_course(
                self._conn,
                unit_id=unit_id,
                author_id=author_id,
                kind=kind.value,
                title=self._seal.seal_text("words", title),
                now=to_micros(now),
            )
        )

    async def add_session(self, course_id: int, new: NewSession) -> Session:
        """The course is held once more."""
        fields = new.model_dump() | {"place": self._seal.seal_text("words", new.place)}
        times = {"starts_at": to_micros(new.starts_at), "ends_at": to_micros(new.ends_at)}
        number = await self._q.training.add_session(self._conn, **(fields | times), course_id=course_id)
        found = await self.by_id(int(number))
        assert found is not None, "it was just written"
        return found

    async def by_id(self, session_id: int) -> Session | None:
        """The session, if there is one of this id."""
        row = await self._q.training.session(self._conn, session_id=session_id)
        if row is None:
            return None
        opened = {name: self._seal.open_text("words", row[name]) for name in ("title", "place")}
        return Session.model_validate(timed(row) | opened)

    async def by_code(self, code: str) -> Session | None:
        """The session of a code that anybody can make up, if there is one."""
        number: int | None = await self._q.training.id_of(self._conn, code=code)
        return None if number is None else await self.by_id(number)

    async def upcoming(self, unit_id: int, *, now: datetime, limit: int) -> tuple[Session, ...]:
        """The next that anybody may come to who lives in the unit: of it and of all above."""
        rows = self._q.training.upcoming(self._conn, unit_id=unit_id, now=to_micros(now), limit=limit)
        return await self._sessions([row["id"] async for row in rows])

    async def of_person(self, person_id: int, *, now: datetime) -> tuple[Session, ...]:
        """Those that are not over to which somebody comes, or for which they wait."""
        rows = self._q.training.of_person(self._conn, person_id=person_id, now=to_micros(now))
        return await self._sessions([row["id"] async for row in rows])

    async def change(self, session: Session) -> None:
        """Writes what may change: when, where, state, version."""
        await self._q.training.change(
            self._conn,
            **session.model_dump(include={"latitude", "longitude", "version"}),
            session_id=session.id,
            place=self._seal.seal_text("words", session.place),
            starts_at=to_micros(session.starts_at),
            ends_at=to_micros(session.ends_at),
            state=session.state.value,
        )

    async def reset(self, session_id: int, *, starts_at: datetime, remind_at: datetime | None) -> None:
        """It was moved: whoever comes is asked again, and no offer outlasts it."""
        times = {"starts_at": to_micros(starts_at), "remind_at": to_micros(remind_at)}
        await self._q.training.reset(self._conn, session_id=session_id, **times)

    async def end_past(self, *, now: datetime) -> None:
        """What has ended is over."""
        await self._q.training.end_past(self._conn, now=to_micros(now))

    async def forget(self, *, before: datetime) -> None:
        """Deletes what ended before then, with who came; and courses that are not held any more."""
        await self._q.training.forget_sessions(self._conn, before=to_micros(before))
        await self._q.training.forget_courses(self._conn, before=to_micros(before))

    async def enrol(self, session_id: int, person_id: int, *, remind_at: datetime | None, now: datetime) -> bool:
        """A seat, where one is free that nobody waits for; False where there is none, or they have one."""
        named = {"session_id": session_id, "person_id": person_id, "now": to_micros(now)}
        return await self._q.training.enrol(self._conn, **named, remind_at=to_micros(remind_at)) is not None

    async def wait(self, session_id: int, person_id: int, *, now: datetime) -> bool:
        """To the end of the waiting list; False where they are on it, or have a seat."""
        named = {"session_id": session_id, "person_id": person_id, "now": to_micros(now)}
        return await self._q.training.wait(self._conn, **named) is not None

    async def offer(self, session_id: int, *, until: datetime) -> int | None:
        """Keeps a free seat for the next who waits and can be reached; who that is, None where there is no seat or nobody."""
        row = await self._q.training.offer(self._conn, session_id=session_id, until=to_micros(until))
        return None if row is None else int(row["person_id"])

    async def accept(self, session_id: int, person_id: int, *, remind_at: datetime | None, now: datetime) -> bool:
        """The seat that was kept is theirs; False where none is kept any more."""
        named = {"session_id": session_id, "person_id": person_id, "now": to_micros(now)}
        return await self._q.training.accept(self._conn, **named, remind_at=to_micros(remind_at)) is not None

    async def leave(self, session_id: int, person_id: int) -> bool:
        """They do not come, or do not wait any more; False where they had not wanted to."""
        return await self._q.training.leave(self._conn, session_id=session_id, person_id=person_id) is not None

    async def confirm(self, session_id: int, person_id: int, *, now: datetime) -> bool:
        """They say once more that they come; False where they have said so, or have no seat."""
        named = {"session_id": session_id, "person_id": person_id, "now": to_micros(now)}
        return await self._q.training.confirm(self._conn, **named) is not None

    async def enrolment(self, session_id: int, person_id: int) -> Enrolment | None:
        """How somebody stands to a session, if they ever wanted to come."""
        row = await self._q.training.enrolment(self._conn, session_id=session_id, person_id=person_id)
        return None if row is None else Enrolment(**timed(row) | {"offer_until": from_micros(row["offer_until"])})

    async def concerned(self, session_id: int) -> tuple[int, ...]:
        """Who comes or waits, in the order in which they came."""
        rows = self._q.training.concerned(self._conn, session_id=session_id)
        return tuple([row["person_id"] async for row in rows])

    async def run_out(self, *, now: datetime) -> tuple[tuple[int, int], ...]:
        """Ends the offers whose time is over; (session, person) of each."""
        rows = self._q.training.run_out(self._conn, now=to_micros(now))
        return tuple([(row["session_id"], row["person_id"]) async for row in rows])

    async def is_due(self, *, now: datetime, last_call: datetime) -> bool:
        """Whether anything is over, runs out, is to be reminded of, or free for somebody who waits and begins after the `last_call`."""
        return bool(await self._q.training.is_due(self._conn, now=to_micros(now), last_call=to_micros(last_call)))

    async def to_fill(self, *, now: datetime) -> tuple[int, ...]:
        """Ids of those with a free seat that somebody waits for."""
        return tuple([row["id"] async for row in self._q.training.to_fill(self._conn, now=to_micros(now))])

    async def to_remind(self, *, now: datetime, limit: int) -> tuple[tuple[int, int], ...]:
        """(session, person) of those whose reminder is due."""
        rows = self._q.training.to_remind(self._conn, now=to_micros(now), limit=limit)
        return tuple([(row["session_id"], row["person_id"]) async for row in rows])

    async def remind_at(self, session_id: int, person_id: int, at: datetime | None) -> None:
        """When they are reminded next."""
        await self._q.training.remind_at(self._conn, session_id=session_id, person_id=person_id, at=to_micros(at))

    async def _sessions(self, ids: Sequence[int]) -> tuple[Session, ...]:
        return tuple([found for one in ids if (found := await self.by_id(one)) is not None])
