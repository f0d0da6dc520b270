"""The dialog of a report: a picture and a place suffice, in any order. Pure; questions.py says it in words."""

from pydantic import BaseModel, ConfigDict

from handlers.dialog import CANNOT_SHARE
from handlers.input import Attachment, Choice, File, Input, Located, LookedInto, Words
from handlers.report import voices
from handlers.report.voices import Voices
from handlers.units.choice import go_below
from storage.case import Place, PlaceSource

STEPS = ("photo", "voice", "words", "place", "found", "area")
# More than any report holds, so that it is told what was cut; a draft is written down with each input, and must not grow for ever.
_MOST_FILES, _MOST_WORDS = 40, 5000
NO_PHOTO, NO_WORDS, THERE, NOT_THERE = "no_photo", "no_words", "there", "not_there"

# What a (question, answer) changes, where that is all there is to it.
_ANSWERS: dict[tuple[str, str], dict[str, object]] = {
    ("photo", NO_PHOTO): {"no_photo": True},
    ("words", NO_WORDS): {"write_instead": False},
    ("voice", voices.SEND): {"voices": Voices.HEARD, "agreed": True},
    ("place", CANNOT_SHARE): {"cannot_share": True},
    ("found", NOT_THERE): {"found": None, "not_found": True},
}


class Draft(BaseModel):
    """What is known so far. `area` is the code of a unit, chosen where the place is in words alone, and `below` that of the unit whose
    parts are being asked for; `found` is the place that a picture names, until it is answered. `needs_words` where no picture could be
    taken, `write_instead` of a voice that is not to be heard; `agreed` that it is. `by_minor` keeps nothing of the person; `by_rider` is
    said less to; `owes_menu` says that the lasting menu has to come back."""

    model_config = ConfigDict(frozen=True)

    files: tuple[Attachment, ...] = ()
    words: str | None = None
    place: Place | None = None
    no_photo: bool = False
    cannot_share: bool = False
    below: str | None = None
    area: str | None = None
    found: Place | None = None
    not_found: bool = False
    voices: Voices = Voices.ASK
    agreed: bool = False
    write_instead: bool = False
    needs_words: bool = False
    by_minor: bool = False
    by_rider: bool = False
    owes_menu: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.files or self.words or self.place)

    @property
    def sees(self) -> bool:
        """Whether staff can see what is wrong."""
        return voices.sees(self.files)

    @property
    def tells(self) -> bool:
        """Whether staff can read or hear what is wrong."""
        return bool(self.words) or (self.voices is Voices.HEARD and voices.speaks(self.files))


def step(draft: Draft) -> str | None:
    """The open question; None when the report is complete."""
    if draft.write_instead and not draft.words:
        return "words"
    if draft.is_empty and not draft.no_photo:
        return "photo"
    if draft.voices is Voices.ASK and voices.speaks(draft.files):
        return "voice"
    if draft.place is None:
        return _before_the_place(draft)
    if draft.place.source is PlaceSource.WORDS and draft.area is None:
        return "area"
    if draft.needs_words and not draft.words:
        return "words"
    if draft.sees or (draft.tells and draft.no_photo):
        return None
    return "words" if draft.no_photo else "photo"


def _before_the_place(draft: Draft) -> str:
    if not (draft.sees or draft.tells):
        return "words" if draft.no_photo else "photo"
    return "place" if draft.found is None else "found"


def take(at: str, draft: Draft, given: Input) -> Draft | None:
    """The draft with an input; None when the input answers nothing. What was not asked for is welcome too."""
    if at in ("place", "found"):
        draft = _changed(draft, owes_menu=True)
    match given:
        case File():
            return _with_file(at, draft, given)
        case Located():
            return _located(draft, given.place)
        case LookedInto():
            return _looked_into(draft, given)
        case Words() if at in ("place", "area", "found"):
            so_far = draft.place.words if draft.place else None
            return _changed(draft, place=Place(source=PlaceSource.WORDS, words=joined(so_far, given.words)))
        case Words():
            return _changed(draft, words=joined(draft.words, given.words))
        case Choice():
            return _chosen(at, draft, given.value)


def back(at: str, draft: Draft) -> Draft | None:
    """The draft before this question was reached; None at the first, and where nothing would be left to ask."""
    before = _before(at, draft)
    return None if before is None or step(before) is None else before


def _before(at: str, draft: Draft) -> Draft | None:
    match at:
        case "voice":
            return _changed(draft, files=_unspoken(draft), place=_without_spoken(draft.place))
        case "place" if draft.cannot_share:
            return _changed(draft, cannot_share=False)
        case "place":
            return _changed(draft, words=None, files=_unspoken(draft), no_photo=False) if draft.no_photo else None
        case "area":
            return _changed(draft, below=None) if draft.below else _changed(draft, place=None)
        case "words" if draft.write_instead and not draft.words:
            return _changed(draft, write_instead=False, voices=_asked_again(draft))
        case "words" if not draft.needs_words:
            return _changed(draft, no_photo=False)
        case "photo" if draft.place is not None:
            return _changed(draft, place=None) if draft.tells else None
        case _:
            return None


def trimmed(draft: Draft, *, files: int, words: int) -> Draft:
    """No more than a report may hold."""
    return _changed(draft, files=draft.files[:files], words=draft.words and draft.words[:words])


def _with_file(at: str, draft: Draft, given: File) -> Draft:
    words = joined(draft.words, given.words)
    if not given.sent.media.is_spoken:
        return _changed(draft, files=with_file(draft.files, given.sent), words=words)
    write_instead = draft.voices in (Voices.WITHHOLD, Voices.DROP)
    files = draft.files if draft.voices is Voices.DROP else with_file(draft.files, given.sent)
    # Where the place was asked for in words, a voice names it.
    names_place = at == "place" and draft.cannot_share and not write_instead
    place = Place(source=PlaceSource.WORDS) if names_place else draft.place
    return _changed(draft, files=files, words=words, write_instead=write_instead, place=place)


def _chosen(at: str, draft: Draft, value: str) -> Draft | None:
    if (at, value) in _ANSWERS:
        return _changed(draft, **_ANSWERS[at, value])
    match at:
        case "voice" if value == voices.WRITE:
            return _changed(draft, voices=Voices.WITHHOLD, write_instead=True, place=_without_spoken(draft.place))
        case "found" if value == THERE:
            return _changed(draft, place=draft.found)
        case "area":
            below = go_below(value)
            return _changed(draft, area=value) if below is None else _changed(draft, below=below)
    return None


def _without_spoken(place: Place | None) -> Place | None:
    """The place, unless a voice alone had named it."""
    return None if place is not None and place.source is PlaceSource.WORDS and not place.words else place


def _located(draft: Draft, place: Place) -> Draft:
    """A point is worth more than words; what was taken for the place's words is kept among the others."""
    said = draft.place.words if draft.place and draft.place.source is PlaceSource.WORDS else None
    return _changed(draft, place=place, words=joined(draft.words, said))


def _looked_into(draft: Draft, given: LookedInto) -> Draft | None:
    """A picture's place is offered, unless there is one by now; what is no picture goes."""
    if given.file_id not in (one.file_id for one in draft.files):
        return None
    if not given.is_picture:
        return _changed(draft, files=tuple(one for one in draft.files if one.file_id != given.file_id))
    if given.place is None or draft.place is not None or draft.found is not None or draft.not_found:
        return None
    return _changed(draft, found=given.place)


def _unspoken(draft: Draft) -> tuple[Attachment, ...]:
    return tuple(one for one in draft.files if not one.media.is_spoken)


def _asked_again(draft: Draft) -> Voices:
    return Voices.DROP if draft.voices is Voices.DROP else Voices.ASK


def with_file(files: tuple[Attachment, ...], sent: Attachment) -> tuple[Attachment, ...]:
    """A draft's files with one more, as long as there is room."""
    return (*files, sent)[:_MOST_FILES]


def joined(before: str | None, more: str | None) -> str | None:
    """A draft's words with more of them, as long as there is room; None where there are none."""
    return "\n".join(part for part in (before, more) if part)[:_MOST_WORDS] or None


def _changed(draft: Draft, **changes: object) -> Draft:
    return Draft.model_validate({**draft.model_dump(), **changes})
