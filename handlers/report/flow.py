"""The dialog of a report: a photo and a place suffice, in any order. Pure; questions.py says it in words."""

from pydantic import BaseModel, ConfigDict

from handlers.dialog import CANNOT_SHARE
from handlers.input import Choice, Input, Located, Photo, Words
from handlers.units.choice import go_below
from storage.reports import Place, PlaceSource

STEPS = ("photo", "place", "area", "words")
NO_PHOTO = "no_photo"


class Draft(BaseModel):
    """What is known so far. `area` is the code of a unit, chosen where the place is in words alone, and `below` that of the unit whose
    parts are being asked for; `needs_words` where no photo could be taken; `by_minor` keeps nothing of the person; `owes_menu` says that
    the lasting menu has to come back."""

    model_config = ConfigDict(frozen=True)

    photos: tuple[str, ...] = ()
    words: str | None = None
    place: Place | None = None
    no_photo: bool = False
    cannot_share: bool = False
    below: str | None = None
    area: str | None = None
    needs_words: bool = False
    by_minor: bool = False
    owes_menu: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.photos or self.words or self.place)


def step(draft: Draft) -> str | None:
    """The open question; None when the report is complete."""
    if draft.is_empty and not draft.no_photo:
        return "photo"
    if draft.place is None:
        return "place" if draft.photos or draft.words else "words"
    if draft.place.source is PlaceSource.WORDS and draft.area is None:
        return "area"
    if draft.needs_words and not draft.words:
        return "words"
    if draft.photos or (draft.words and draft.no_photo):
        return None
    return "words" if draft.no_photo else "photo"


def take(at: str, draft: Draft, given: Input) -> Draft | None:
    """The draft with an input; None when the input answers nothing. What was not asked for is welcome too."""
    if at == "place":
        draft = _changed(draft, owes_menu=True)
    match given:
        case Photo():
            return _changed(draft, photos=(*draft.photos, given.file_id), words=_joined(draft.words, given.words))
        case Located():
            return _located(draft, given.place)
        case Words() if at in ("place", "area"):
            so_far = draft.place.words if draft.place else None
            return _changed(draft, place=Place(source=PlaceSource.WORDS, words=_joined(so_far, given.words)))
        case Words():
            return _changed(draft, words=_joined(draft.words, given.words))
        case Choice():
            return _chosen(at, draft, given.value)
        case _:
            return None


def back(at: str, draft: Draft) -> Draft | None:
    """The draft before this question was reached; None at the first."""
    match at:
        case "place" if draft.cannot_share:
            return _changed(draft, cannot_share=False)
        case "place":
            return None if draft.no_photo is False else _changed(draft, words=None, no_photo=False)
        case "area":
            return _changed(draft, below=None) if draft.below else _changed(draft, place=None)
        case "words" if not draft.needs_words:
            return _changed(draft, no_photo=False)
        case "photo" if draft.place is not None:
            return _changed(draft, place=None) if draft.words else None
        case _:
            return None


def trimmed(draft: Draft, *, photos: int, words: int) -> Draft:
    """No more than a report may hold."""
    return _changed(draft, photos=draft.photos[:photos], words=draft.words and draft.words[:words])


def _chosen(at: str, draft: Draft, value: str) -> Draft | None:
    if at == "photo" and value == NO_PHOTO:
        return _changed(draft, no_photo=True)
    if at == "place" and value == CANNOT_SHARE:
        return _changed(draft, cannot_share=True)
    if at == "area":
        below = go_below(value)
        return _changed(draft, area=value) if below is None else _changed(draft, below=below)
    return None


def _located(draft: Draft, place: Place) -> Draft:
    """A point is worth more than words; what was taken for the place's words is kept among the others."""
    said = draft.place.words if draft.place and draft.place.source is PlaceSource.WORDS else None
    return _changed(draft, place=place, words=_joined(draft.words, said))


def _joined(before: str | None, more: str | None) -> str | None:
    return "\n".join(part for part in (before, more) if part) or None


def _changed(draft: Draft, **changes: object) -> Draft:
    return Draft.model_validate({**draft.model_dump(), **changes})
