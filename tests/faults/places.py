"""The twelve places of test 1: before and after every commit and every send on the way of a report."""

from enum import StrEnum


class Place(StrEnum):
    """Where the bot dies, and what has to make up for it."""

    INTAKE_BEFORE = "intake, not committed"  # only Telegram has the update, and gives it again
    INTAKE_AFTER = "intake, committed"  # Telegram was not told, and gives again what the inbox has already
    HANDLING_BEFORE = "handling, not committed"  # report, dialog and messages owed are gone together
    HANDLING_AFTER = "handling, committed"  # nobody was woken, and a tap was not answered
    CLAIM_BEFORE = "claim, not committed"  # nothing was promised to anybody
    CLAIM_AFTER = "claim, committed"  # nothing was sent, but that is known to nobody
    CALL_BEFORE = "call, not done"  # Telegram got it and did nothing
    CALL_AFTER = "call, done"  # the message is there, its answer was never read
    SETTLING_BEFORE = "settling, not committed"  # the answer was read, and not written down
    SETTLING_AFTER = "settling, committed"  # what is owed next goes on
    PICTURE_BEFORE = "picture, not committed"  # the file is on the disk, and no row knows it
    PICTURE_AFTER = "picture, committed"  # nothing is to be fetched twice


AT_TELEGRAM = (Place.CALL_BEFORE, Place.CALL_AFTER)  # where only the other end knows how far the call is
