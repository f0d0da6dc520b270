"""Calendar files (RFC 5545), written by the library icalendar: lines are folded at 75 bytes, and never within a Chinese character."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress

from handlers.messages import CalendarEntry

_PRODUCT = "-//Shao//Training//EN"
_NOBODY = "invalid:nomail"  # we have no address of whoever invites, and a calendar wants one


def calendar_file(entry: CalendarEntry, title: str, organizer: str, now: datetime) -> bytes:
    """One event; times are in UTC, so that no phone has to know our time zone. A cancelled one takes it out again (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_cancelled else "PUBLISH")
    calendar.add_component(_event(entry, title, organizer, now))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, title: str, organizer: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@shao")
    event.add("sequence", entry.version)
    event.add("dtstamp", now)
    event.add("dtstart", entry.starts.at)
    event.add("dtend", entry.ends.at)
    event.add("summary", title)
    event.add("location", entry.place)
    event.add("organizer", _organizer(organizer))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.point is not None:
        event.add("geo", (entry.point.latitude, entry.point.longitude))
    for minutes in () if entry.is_cancelled else entry.alarms:
        event.add_component(_alarm(minutes, title))
    return event


def _organizer(name: str) -> vCalAddress:
    organizer = vCalAddress(_NOBODY)
    organizer.params["CN"] = name
    return organizer


def _alarm(minutes: int, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -timedelta(minutes=minutes))
    return alarm
