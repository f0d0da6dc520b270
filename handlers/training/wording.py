"""What is said of a session: in a list, to whoever signs up, waits, is offered a seat or reminded; and its staff's card. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.buttons import button, in_rows
from handlers.context import Rows
from handlers.messages import Button, CalendarEntry, Message, Moment, Named, Point, Text, text
from handlers.training.rules import REMINDERS, is_on_offer
from storage.training import Enrolled, Enrolment, Session
from storage.units import Unit

_MINUTE = timedelta(minutes=1)
Listed = tuple[Session, Enrolment | None]


def course_name(session: Session) -> Text:
    """Its kind, or its title where it is of no kind."""
    if session.title is not None:
        return text("training-titled", title=session.title)
    return text(f"training-kind-{session.kind.value}")


def described(session: Session) -> Text:
    """What, when, for how long, where."""
    return text(
        "training-described",
        course=course_name(session),
        starts=Moment.of(session.starts_at),
        minutes=(session.ends_at - session.starts_at) // _MINUTE,
        place=session.place,
    )


def listing(found: Iterable[Listed], now: datetime) -> Message:
    """What is on, how many seats are left, how one stands to it; one tap each."""
    numbered = tuple(enumerate(found, start=1))
    if not numbered:
        return Message(text=text("training-none"))
    lines = [_line(number, session, mine) for number, (session, mine) in numbered]
    buttons = [_button(number, session, mine) for number, (session, mine) in numbered if is_on_offer(session, now)]
    return Message(text=text("training-list"), lines=tuple(lines), buttons=in_rows(buttons))


def _line(number: int, session: Session, mine: Enrolment | None) -> Text:
    said = _standing(mine) or text("training-seats", left=session.left, waiting=session.waiting)
    return text("training-line", number=number, session=described(session), standing=said)


def _standing(mine: Enrolment | None) -> Text | None:
    match mine:
        case Enrolment(state=Enrolled.ENROLLED):
            return text("training-you-come")
        case Enrolment(state=Enrolled.WAITING):
            return text("training-you-wait", position=mine.position)
        case Enrolment(state=Enrolled.OFFERED, offer_until=datetime() as until):
            return text("training-kept-for-you", until=Moment.of(until))
        case _:
            return None


def _button(number: int, session: Session, mine: Enrolment | None) -> Button:
    match mine and mine.state:
        case Enrolled.ENROLLED | Enrolled.WAITING:
            return button("training-leave", "trainleave", session.code, number=number)
        case Enrolled.OFFERED:
            return button("training-take-number", "trainjoin", session.code, number=number)
        case _ if session.left:
            return button("training-join", "trainjoin", session.code, number=number)
        case _:
            return button("training-wait", "trainjoin", session.code, number=number)


def confirmation(session: Session, unit: Unit, clashing: Iterable[Session]) -> Message:
    """They have a seat, with a file for their calendar."""
    return Message(
        text=text("training-confirmed", session=described(session)),
        lines=warned_of(clashing),
        calendar=entry(session, unit),
        buttons=((button("training-cannot", "trainnot", session.code),),),
    )


def on_the_list(session: Session, mine: Enrolment, clashing: Iterable[Session]) -> Message:
    """They wait for one."""
    said = text("training-waits", session=described(session), position=mine.position)
    leave = button("training-wait-no-more", "trainnot", session.code)
    return Message(text=said, lines=warned_of(clashing), buttons=((leave,),))


def offer(session: Session, until: datetime) -> Message:
    """A seat is kept for them for a while."""
    said = text("training-offer", session=described(session), until=Moment.of(until))
    take, leave = button("training-take", "traintake", session.code), button("training-no", "trainnot", session.code)
    return Message(text=said, buttons=((take, leave),))


def ran_out(session: Session) -> Message:
    """They did not answer in time."""
    again = button("training-wait-again", "trainagain", session.code)
    return Message(text=text("training-ran-out", session=described(session)), buttons=((again,),), silent=True)


def reminder(session: Session, *, is_confirmed: bool) -> Message:
    """It is soon; who has said so is not asked once more."""
    cannot = button("training-cannot", "trainnot", session.code)
    if is_confirmed:
        return Message(text=text("training-soon", session=described(session)), buttons=((cannot,),))
    come = button("training-come", "traincome", session.code)
    return Message(text=text("training-reminder", session=described(session)), buttons=((come, cannot),))


def called_off(session: Session, unit: Unit, *, had_seat: bool) -> Message:
    """It is not held; with what takes it out of their calendar, if it is in there."""
    said = text("training-called-off", session=described(session), unit=name_of(unit))
    return Message(text=said, calendar=entry(session, unit, is_cancelled=True) if had_seat else None)


def moved_to(session: Session, unit: Unit, clashing: Iterable[Session], *, had_seat: bool) -> Message:
    """It is at another time; with what changes the entry in their calendar, if it is in there."""
    cannot = button("training-cannot" if had_seat else "training-wait-no-more", "trainnot", session.code)
    return Message(
        text=text("training-moved", session=described(session), unit=name_of(unit)),
        lines=warned_of(clashing),
        calendar=entry(session, unit) if had_seat else None,
        buttons=((cannot,),),
    )


def card(session: Session, unit: Unit, *, is_sure: bool = False) -> Message:
    """For staff: how it stands, and how to call it off."""
    counted = {"taken": session.taken, "seats": session.seats, "waiting": session.waiting}
    said = text("course-card", session=described(session), unit=name_of(unit), **counted)
    if is_sure:
        people = session.taken + session.waiting
        sure = button("course-off-sure", "courseoffsure", session.code, people=people)
        return Message(text=said, buttons=((sure,), (button("course-keep", "course", session.code),)))
    return Message(text=said, buttons=_card_buttons(session))


def _card_buttons(session: Session) -> Rows:
    look, move = button("course-look", "course", session.code), button("course-move", "coursemove", session.code)
    return ((look, move), (button("course-off", "courseoff", session.code),))


def warned_of(clashing: Iterable[Session]) -> tuple[Text, ...]:
    """What of their own is at the same time."""
    return tuple(text("training-clash", session=described(one)) for one in clashing)


def entry(session: Session, unit: Unit, *, is_cancelled: bool = False) -> CalendarEntry:
    """For their calendar."""
    here = session.latitude is not None and session.longitude is not None
    return CalendarEntry(
        uid=session.code,
        version=session.version,
        is_cancelled=is_cancelled,
        title=course_name(session),
        place=session.place,
        starts=Moment.of(session.starts_at),
        ends=Moment.of(session.ends_at),
        point=Point(latitude=session.latitude, longitude=session.longitude) if here else None,
        organizer=name_of(unit),
        alarms=tuple(before // _MINUTE for before in REMINDERS),
    )


def name_of(unit: Unit) -> Named:
    """In the reader's language."""
    return Named(names={"": unit.name, "en": unit.name_en})
