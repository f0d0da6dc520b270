"""The card of a case for the staff next to its place, as long as nobody has said whose it is: to be read. Pure."""

from handlers.messages import Message, text
from handlers.report import card
from handlers.report.card import Facts
from storage.case import Urgency


def neighbour_card(known: Facts) -> Message:
    """One message: photo with caption, and who has it. It rings only where life is in danger: somebody else sees to it."""
    report = known.report
    owner = None if known.orphan is None else known.orphan.owner
    return Message(
        text=text(f"card-head-{report.urgency.value}", code=report.code, kind=known.kind),
        lines=(text("orphan-beside", unit=card.unit_name(owner)), *card.lines(known)),
        buttons=tuple(row for row in card.extras(known) if row),
        silent=report.urgency is Urgency.ORDINARY,
        **card.picture(known),
    )
