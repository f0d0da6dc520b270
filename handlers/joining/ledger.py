"""Who brought a case to notice: what the points for it go by."""

from typing import NamedTuple

from handlers.report import parts
from storage.case import Report
from storage.store import Store


class Contribution(NamedTuple):
    """Somebody's report of a case that is fixed: `place` is 1 for whoever reported it first, and goes on for those who came after."""

    person_id: int
    report: Report
    place: int


async def contributions(store: Store, case: Report) -> tuple[Contribution, ...]:
    """Of each person one, in the order in which they first reported it, to be asked for when a case is verified: the first counts in
    full, the next ones in part. Who wanted nothing kept, or took it back, is not among them."""
    found = [one for one in await parts.followers(store, case) if one.reporter_id is not None]
    return tuple(Contribution(one.reporter_id or 0, one, place) for place, one in enumerate(found, start=1))
