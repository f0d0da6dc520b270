"""The dialog of a report, for any sequence of inputs: pure rules, no bot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dialog import CANNOT_SHARE
from handlers.input import Attachment, Choice, File, Input, Located, LookedInto, Words
from handlers.report import flow, voices
from handlers.report.flow import NO_PHOTO, NO_WORDS, NOT_THERE, STEPS, THERE, Draft
from handlers.report.voices import Voices
from handlers.units.choice import UNSURE
from storage.case import Place, PlaceSource
from storage.media import MediaKind

WORDS = st.sampled_from(("井盖没了", "三号院", "a lift is stuck"))
POINT = Place(source=PlaceSource.LIVE, latitude=30.66, longitude=104.06, accuracy=12.0)
FOUND = Place(source=PlaceSource.FILE, latitude=30.66, longitude=104.06)
CHOICES = {
    "photo": (NO_PHOTO,),
    "voice": (voices.SEND, voices.WRITE),
    "place": (CANNOT_SHARE,),
    "found": (THERE, NOT_THERE),
    "area": ("QY-01", ">QY", UNSURE),
    "words": (NO_WORDS,),
}


def file(media: MediaKind = MediaKind.PHOTO, file_id: str = "f", words: str | None = None) -> File:
    """A file of a kind."""
    return File(sent=Attachment(media=media, file_id=file_id), words=words)


PICTURE, PHOTO, VOICE = file(MediaKind.DOCUMENT, "d"), file(), file(MediaKind.VOICE, "v")
AT_POINT, IN_IT = Located(place=POINT), LookedInto(file_id="d", place=FOUND)

sent: st.SearchStrategy[Input] = st.one_of(
    st.builds(file, st.sampled_from(MediaKind), st.sampled_from(("f1", "f2")), st.none() | WORDS),
    st.just(AT_POINT),
    st.builds(Words, words=WORDS),
)
looked = st.builds(
    LookedInto, file_id=st.sampled_from(("f1", "f2")), is_picture=st.booleans(), place=st.none() | st.just(FOUND)
)
moves = st.lists(st.one_of(sent, looked, st.sampled_from(("choose", "back"))), max_size=12)
drafts = st.builds(Draft, voices=st.sampled_from(Voices), by_minor=st.booleans())


def play(draft: Draft, move: Input | str, pick: int = 0) -> Draft:
    """The draft after one move; what answers nothing changes nothing."""
    at = flow.step(draft)
    assert at is not None
    if move == "back":
        return flow.back(at, draft) or draft
    if isinstance(move, str):
        choices = [one for one in CHOICES[at] if one != NO_WORDS or (draft.write_instead and draft.sees)]
        if not choices:
            return draft
        move = Choice(value=choices[pick % len(choices)])
    return flow.take(at, draft, move) or draft


def played(*moves: Input | str, draft: Draft | None = None) -> Draft:
    """The draft after these; a word is a choice."""
    draft = draft or Draft()
    for move in moves:
        at = flow.step(draft)
        assert at is not None
        draft = flow.take(at, draft, Choice(value=move) if isinstance(move, str) else move) or draft
    return draft


def said(draft: Draft) -> str:
    """Every word that the draft holds."""
    return f"{draft.words or ''} {(draft.place and draft.place.words) or ''}"


@given(drafts, moves, st.integers(0, 5))
def test_it_ends_exactly_when_staff_have_enough(draft: Draft, inputs: list[Input | str], pick: int) -> None:
    """Something to see, or words, or a voice that they may hear; for the place a point, or words or a voice with an area."""
    for move in inputs:
        at = flow.step(draft)
        if at is None:
            break
        assert at in STEPS
        draft = play(draft, move, pick)
    heard = draft.voices is Voices.HEARD and any(one.media.is_spoken for one in draft.files)
    seen = any(not one.media.is_spoken for one in draft.files)
    hazard = seen or (draft.no_photo and (heard or bool(draft.words)))
    place = draft.place is not None and (draft.place.latitude is not None or draft.area is not None)
    open_voice = draft.voices is Voices.ASK and any(one.media.is_spoken for one in draft.files)
    wants_words = draft.write_instead and not draft.words
    assert (flow.step(draft) is None) == (hazard and place and not open_voice and not wants_words)


@given(drafts, st.lists(sent, max_size=10))
def test_nothing_sent_is_lost(draft: Draft, inputs: list[Input]) -> None:
    """Every file, every word, and the last point are in the draft, in whatever order they came; but a child's voice is not."""
    taken: list[Input] = []
    for one in inputs:
        if flow.step(draft) is None:
            break
        draft = play(draft, one)
        taken.append(one)
    files = [one.sent for one in taken if isinstance(one, File)]
    assert list(draft.files) == [one for one in files if draft.voices is not Voices.DROP or not one.media.is_spoken]
    for one in taken:
        if isinstance(one, File | Words):
            assert (one.words or "") in said(draft)
    if any(isinstance(one, Located) for one in taken):
        assert draft.place == POINT or (draft.place and draft.place.source is PlaceSource.WORDS)


@given(drafts, moves, st.integers(0, 5))
def test_back_always_leads_out(draft: Draft, inputs: list[Input | str], pick: int) -> None:
    """From any question, going back reaches the first one in a few steps; nobody is caught."""
    for move in inputs:
        if flow.step(draft) is None:
            return
        draft = play(draft, move, pick)
    for _ in range(10):
        at = flow.step(draft)
        if at is None:
            return
        before = flow.back(at, draft)
        if before is None:
            return
        draft = before
    raise AssertionError(f"still not out: {draft}")


def test_two_actions_of_a_known_person() -> None:
    """Something to see and a place, in either order."""
    for seen in (PHOTO, PICTURE, file(MediaKind.VIDEO)):
        assert flow.step(played(seen, AT_POINT)) is None
        assert flow.step(played(AT_POINT, seen)) is None


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ((VOICE,), "voice"),
        ((VOICE, voices.SEND), "place"),
        ((VOICE, voices.SEND, AT_POINT), "photo"),
        ((VOICE, voices.SEND, AT_POINT, NO_PHOTO), None),
        ((VOICE, voices.WRITE), "words"),
        ((VOICE, voices.WRITE, Words(words="井盖没了")), "place"),
        ((VOICE, voices.WRITE, VOICE), "words"),
        ((VOICE, PHOTO, voices.WRITE, NO_WORDS), "place"),
        ((PHOTO, VOICE, voices.WRITE, AT_POINT), "words"),
        ((Words(words="井盖没了"), VOICE, voices.WRITE), "place"),
        ((AT_POINT, NO_PHOTO, VOICE), "voice"),
        ((AT_POINT, NO_PHOTO, VOICE, voices.SEND), None),
        ((AT_POINT, NO_PHOTO, VOICE, voices.WRITE), "words"),
        ((PHOTO, CANNOT_SHARE, VOICE), "voice"),
        ((PHOTO, CANNOT_SHARE, VOICE, voices.SEND), "area"),
        ((PHOTO, CANNOT_SHARE, VOICE, voices.WRITE, NO_WORDS), "place"),
    ],
)
def test_a_voice_is_an_answer_once_it_may_be_heard(given: tuple[Input | str, ...], at: str | None) -> None:
    """Where words are asked for it counts as words; withheld, it does not, and words are asked for instead."""
    assert flow.step(played(*given)) == at


@pytest.mark.parametrize("kind", MediaKind)
def test_a_childs_voice_is_not_kept(kind: MediaKind) -> None:
    """Whatever it comes as; words are asked for, even where there is a photo."""
    draft = played(PHOTO, file(kind, "x"), draft=Draft(voices=Voices.DROP, by_minor=True))
    assert len(draft.files) == (1 if kind.is_spoken else 2)
    assert flow.step(draft) == ("words" if kind.is_spoken else "place")


def test_the_place_in_a_picture_is_offered_and_not_taken() -> None:
    """It may show where somebody lives, or where the picture was made long ago."""
    offered = played(PICTURE, IN_IT)
    assert (flow.step(offered), offered.place) == ("found", None)
    assert played(THERE, draft=offered).place == FOUND
    assert flow.step(played(THERE, draft=offered)) is None
    assert flow.step(played(NOT_THERE, draft=offered)) == "place"
    assert flow.step(played(NOT_THERE, IN_IT, draft=offered)) == "place", "it is offered once"
    assert flow.take("found", offered, IN_IT) is None, "and not again while it is asked about"
    assert played(AT_POINT, draft=offered).place == POINT


@pytest.mark.parametrize("before", [(PICTURE, AT_POINT), (PICTURE, Words(words="三号院")), (PHOTO,), ()])
def test_a_place_in_a_picture_comes_too_late_or_for_nothing(before: tuple[Input, ...]) -> None:
    """The place was given meanwhile, or the picture is not in this draft any more."""
    draft = played(*before)
    assert flow.take(flow.step(draft) or "place", draft, IN_IT) is None


def test_what_is_no_picture_leaves_the_draft() -> None:
    """And a picture is asked for again."""
    draft = played(PICTURE, LookedInto(file_id="d", is_picture=False))
    assert (draft.files, flow.step(draft)) == ((), "photo")


def test_a_point_replaces_the_places_words_and_keeps_them() -> None:
    """Words typed where the place was asked for stay among the words of the report."""
    draft = played(PHOTO, Words(words="三号院门口"), AT_POINT)
    assert (draft.place, draft.words) == (POINT, "三号院门口")


def test_no_more_than_a_report_may_hold() -> None:
    """Files and words are cut at the limits."""
    files = tuple(file(file_id=one).sent for one in "abcdef")
    full = flow.trimmed(Draft(files=files, words="x" * 50), files=3, words=10)
    assert (full.files, full.words) == (files[:3], "x" * 10)


@pytest.mark.parametrize("at", STEPS)
def test_a_draft_does_not_grow_for_ever(at: str) -> None:
    """It is written down anew with each input: a flood must not make each more costly than the one before."""
    draft: Draft = Draft()
    for number in range(200):
        for one in (Words(words="水" * 4096), file(file_id=str(number))):
            draft = flow.take(at, draft, one) or draft
    place_words = "" if draft.place is None else draft.place.words or ""
    assert 10 < len(draft.files) <= 40
    assert 4000 < len(draft.words or place_words) <= 5000
    assert len(place_words) <= 5000
