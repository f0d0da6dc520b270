"""Lines of a card about what belongs to the case beside its first report."""

from handlers.messages import Named, Text, text
from handlers.texts import shorten
from storage.case import Report
from storage.media import Media, MediaKind
from storage.units import Unit

_PARTS, _PART_UNITS = 3, 40  # of what became part of it


def of_parts(case: Report | None, parts: tuple[Report, ...], *, names: bool) -> list[Text]:
    """What else was said of the same: the first of them with their words and, where they want that, their name; or where it went."""
    if case is not None:
        return [text("card-merged-into", code=case.code)]
    lines = []
    for one in parts[:_PARTS]:
        lines.append(text("card-part", code=one.code, words=shorten(one.words or "", _PART_UNITS)))
        if names and one.reporter_name:
            lines.append(text("card-reporter", name=one.reporter_name))
    rest = len(parts) - _PARTS
    return [*lines, text("card-parts-more", count=rest)] if rest > 0 else lines


def unshown(media: tuple[Media, ...]) -> list[Text]:
    """What was sent and cannot be shown (yet)."""
    documents = [one for one in media if one.kind is MediaKind.DOCUMENT and one.path is None]
    withheld = any(one.withheld for one in media)
    return [
        *([text("card-picture-waiting")] if any(one.state == "waiting" for one in documents) else ()),
        *([text("card-picture-lost")] if any(one.state != "waiting" for one in documents) else ()),
        *([text("card-voice-withheld")] if withheld else ()),
    ]


def of_orphan(neighbour: Unit | None) -> Text:
    """That it is in doubt whose it is, and who else might have it."""
    if neighbour is None:
        return text("orphan-alone")
    return text("orphan-between", unit=Named(names={"": neighbour.name, "en": neighbour.name_en}))
