"""The dialog of a report: a photo and a place suffice, in any order. Pure; questions.py says it in words."""

from pydantic import BaseModel, ConfigDict

from handlers.dialog import CANNOT_SHARE
from handlers.input import Choice, Input, Located, Photo, Words
from storage.reports import Place, PlaceSource

STEPS = ("photo", "place", "area", "words")
NO_PHOTO = "no_photo"
UNKNOWN_AREA = "unknown"


class Draft(BaseModel):
    """What is known so far. `area` is the code of a unit, chosen where the place is in words alone; `by_minor` keeps nothing of
    the person; `owes_menu` says that the keyboard below the chat is not the lasting menu, which has to come back."""

    model_config = ConfigDict(frozen=True)

    photos: tuple[str, ...] = ()
    words: str | None = None
    place: Place | None = None
    no_photo: bool = False
    cannot_share: bool = False
    area: str | None = None
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
            return _changed(draft, place=given.place)
        case Words() if at == "place" and draft.cannot_share:
            return _changed(draft, place=Place(source=PlaceSource.WORDS, words=given.words))
        case Words() if at == "area":
            return None
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
            return _changed(draft, place=None)
        case "words":
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
        return _changed(draft, area=value)
    return None


def _joined(before: str | None, more: str | None) -> str | None:
    return "\n".join(part for part in (before, more) if part) or None


def _changed(draft: Draft, **changes: object) -> Draft:
    return Draft.model_validate({**draft.model_dump(), **changes})
