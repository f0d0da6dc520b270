"""Who gets a report about staff or a department, and who never does. Pure."""

from storage.units import Unit, UnitKind


def owner(upwards: tuple[Unit, ...]) -> Unit | None:
    """The unit that gets a report about the first of these, which are that unit and all above it, nearest first: the one above; for a team
    the one above its unit, which works with it every day. None where that leaves the administrators of the whole bot alone."""
    steps = 2 if upwards and upwards[0].kind is UnitKind.TEAM else 1
    return upwards[steps] if len(upwards) > steps else None
