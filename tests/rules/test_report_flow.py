"""The dialog of a report, for any sequence of inputs: pure rules, no bot."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.dialog import CANNOT_SHARE
from handlers.input import Choice, Input, Located, Photo, Unreadable, Words
from handlers.report import flow
from handlers.report.flow import NO_PHOTO, STEPS, Draft
from handlers.units.choice import UNSURE
from storage.reports import Place, PlaceSource

WORDS = st.sampled_from(("井盖没了", "三号院", "a lift is stuck"))
POINT = Place(source=PlaceSource.LIVE, latitude=30.66, longitude=104.06, accuracy=12.0)
CHOICES = {
    "photo": (NO_PHOTO,),
    "place": (CANNOT_SHARE,),
    "area": ("QY-01", ">QY", UNSURE),
    "words": (),
}

sent: st.SearchStrategy[Input] = st.one_of(
    st.builds(Photo, file_id=st.sampled_from(("f1", "f2")), words=st.none() | WORDS),
    st.just(Located(place=POINT)),
    st.builds(Words, words=WORDS),
    st.just(Unreadable()),
)
moves = st.lists(st.one_of(sent, st.sampled_from(("choose", "back"))), max_size=12)


def play(draft: Draft, move: Input | str, pick: int = 0) -> Draft:
    """The draft after one move; what answers nothing changes nothing."""
    at = flow.step(draft)
    assert at is not None
    if move == "back":
        return flow.back(at, draft) or draft
    if isinstance(move, str):
        choices = CHOICES[at]
        move = Choice(value=choices[pick % len(choices)]) if choices else Unreadable()
    return flow.take(at, draft, move) or draft


def said(draft: Draft) -> str:
    """Every word that the draft holds."""
    return f"{draft.words or ''} {(draft.place and draft.place.words) or ''}"


@given(moves, st.integers(0, 2))
def test_it_ends_exactly_when_staff_have_enough(inputs: list[Input | str], pick: int) -> None:
    """A photo or words for the hazard; for the place a point, or words with an area."""
    draft = Draft()
    for move in inputs:
        at = flow.step(draft)
        if at is None:
            break
        assert at in STEPS
        draft = play(draft, move, pick)
    hazard = bool(draft.photos) or (draft.no_photo and bool(draft.words))
    place = draft.place is not None and (draft.place.latitude is not None or draft.area is not None)
    assert (flow.step(draft) is None) == (hazard and place)


@given(st.lists(sent, max_size=10))
def test_nothing_sent_is_lost(inputs: list[Input]) -> None:
    """Every picture, every word, and the last point are in the draft, in whatever order they came."""
    draft = Draft()
    taken: list[Input] = []
    for one in inputs:
        if flow.step(draft) is None:
            break
        draft = play(draft, one)
        taken.append(one)
    assert list(draft.photos) == [one.file_id for one in taken if isinstance(one, Photo)]
    for one in taken:
        if isinstance(one, Photo | Words):
            assert (one.words or "") in said(draft)
    if any(isinstance(one, Located) for one in taken):
        assert draft.place == POINT or (draft.place and draft.place.source is PlaceSource.WORDS)


@given(moves, st.integers(0, 2))
def test_back_always_leads_out(inputs: list[Input | str], pick: int) -> None:
    """From any question, going back reaches the first one in a few steps; nobody is caught."""
    draft = Draft()
    for move in inputs:
        if flow.step(draft) is None:
            return
        draft = play(draft, move, pick)
    for _ in range(8):
        at = flow.step(draft)
        if at is None:
            return
        before = flow.back(at, draft)
        if before is None:
            return
        draft = before
    raise AssertionError(f"still not out: {draft}")


def test_two_actions_of_a_known_person() -> None:
    """Photo and place, in either order."""
    for order in ((Photo(file_id="f"), Located(place=POINT)), (Located(place=POINT), Photo(file_id="f"))):
        draft = Draft()
        for one in order:
            draft = play(draft, one)
        assert flow.step(draft) is None


def test_a_point_replaces_the_places_words_and_keeps_them() -> None:
    """Words typed where the place was asked for stay among the words of the report."""
    draft = play(play(Draft(photos=("f",)), Words(words="三号院门口")), Located(place=POINT))
    assert (draft.place, draft.words) == (POINT, "三号院门口")


def test_no_more_than_a_report_may_hold() -> None:
    """Pictures and words are cut at the limits."""
    full = flow.trimmed(Draft(photos=tuple("abcdef"), words="x" * 50), photos=3, words=10)
    assert (full.photos, full.words) == (("a", "b", "c"), "x" * 10)
