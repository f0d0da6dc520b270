"""A shift in words."""

from handlers.context import Work
from handlers.digest.rules import clock_of
from handlers.messages import Argument, Text, text
from storage.shifts import Shift


async def shift_words(work: Work, shift: Shift) -> Text:
    """When, who, and who is their deputy."""
    when = text(f"roster-days-{shift.days.value}", span=span_words(shift.begins, shift.ends))
    who = text("roster-who", who=await name_of(work, shift.person_id), number=shift.number or "")
    if shift.number is None:
        who = text("roster-who-alone", who=await name_of(work, shift.person_id))
    if shift.deputy_id is None:
        return text("roster-shift", when=when, who=who)
    return text("roster-shift-deputy", when=when, who=who, deputy=await name_of(work, shift.deputy_id))


def span_words(begins: int, ends: int) -> Text:
    """From when to when."""
    if begins == ends:
        return text("roster-all-day")
    return text("roster-span", begins=clock_of(begins), ends=clock_of(ends))


async def name_of(work: Work, person_id: int) -> Argument:
    """As colleagues know them."""
    return await work.store.people.name(person_id) or text("roster-nameless")
