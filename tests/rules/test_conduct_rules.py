"""Who gets a report about staff, from whom it is kept, and what is never done with it."""

import random
from datetime import UTC, datetime

import pytest

from handlers.conduct.rules import owner
from handlers.conduct.telling import Told, back, step, take
from handlers.input import Attachment, Choice, File, Words
from handlers.joining import rules as joining
from handlers.report import rules, turns
from handlers.report.rules import CHANGES, Action
from handlers.report.settings import Category
from handlers.teams.rules import may_be_routed
from storage.case import CONDUCT, Report
from storage.media import MediaKind
from storage.units import Unit, UnitKind
from tests.storage.makers import a_report

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
DISTRICT, COMMUNITY, GRID, TEAM = (
    Unit(id=number, code=str(number), kind=kind, parent_id=None, name="", name_en="", geometry="{}")
    for number, kind in enumerate((UnitKind.DISTRICT, UnitKind.COMMUNITY, UnitKind.GRID, UnitKind.TEAM), start=1)
)


def about(unit: int | None = 2) -> Report:
    """A report about staff of a unit."""
    return a_report(id=1, category=CONDUCT, about_id=unit)


@pytest.mark.parametrize(
    ("upwards", "expected"),
    [
        ((GRID, COMMUNITY, DISTRICT), COMMUNITY),
        ((COMMUNITY, DISTRICT), DISTRICT),
        ((DISTRICT,), None),
        ((TEAM, COMMUNITY, DISTRICT), DISTRICT),
        ((TEAM, DISTRICT), None),
        ((), None),
    ],
)
def test_it_goes_to_the_unit_above(upwards: tuple[Unit, ...], expected: Unit | None) -> None:
    """About a team to the one above its unit."""
    assert owner(upwards) == expected


def test_it_is_hidden_from_whoever_works_there_and_from_nobody_else() -> None:
    dice = random.Random(5)
    for _ in range(1_000):
        works, whom = {dice.randrange(6) for _ in range(dice.randrange(4))}, dice.choice((None, *range(6)))
        assert about(whom).is_hidden_from(works) is (whom in works)


@pytest.mark.parametrize(("status", "action"), [one for one in CHANGES if one[1] in (Action.ASSIGN, Action.MERGE)])
def test_no_team_and_no_other_case_ever_gets_it(status: object, action: Action) -> None:
    """Whoever asks for that, in whatever state."""
    for report in (about(), about(None)):
        there = report.model_copy(update={"status": status})
        for actor in CHANGES[there.status, action].actors:
            assert rules.changed(there, action, actor, now=NOW, team=9, into=9, holder=9) is None


def test_it_is_joined_with_nothing_and_routed_nowhere() -> None:
    other = a_report(id=7)
    assert joining.refusal(about(), other) is joining.Refusal.APART
    assert joining.refusal(other, about()) is joining.Refusal.APART
    assert joining.refusal(other, a_report(id=8)) is None
    assert not may_be_routed(about(), ())
    assert may_be_routed(other, ())


def test_the_card_does_not_offer_to_pass_it_on() -> None:
    assert turns.passing_on(a_report())
    assert not turns.passing_on(about())


def test_no_category_of_hazards_may_be_called_that() -> None:
    with pytest.raises(ValueError, match="no kind of hazard"):
        Category(code=CONDUCT)


class TestDialog:
    def test_whom_then_what(self) -> None:
        """Down to a part of a unit, and back; a picture alone says too little."""
        draft = Told()
        assert step(draft) == "whom"
        below = take("whom", draft, Choice(value=">QY"))
        assert below == Told(below="QY")
        assert below is not None
        assert back("whom", below) == draft
        chosen = take("whom", below, Choice(value="QY-01"))
        assert chosen is not None
        assert step(chosen) == "what"
        assert back("what", chosen) == draft
        shown = take("what", chosen, File(sent=Attachment(media=MediaKind.PHOTO, file_id="a"), words="看"))
        assert shown is not None
        assert step(shown) == "what"
        told = take("what", shown, Words(words="他不处理"))
        assert told is not None
        assert step(told) is None
        assert told.words == "看\n他不处理"

    def test_a_voice_is_not_taken(self) -> None:
        """It would say who speaks."""
        voice = File(sent=Attachment(media=MediaKind.VOICE, file_id="a"))
        assert take("what", Told(about="QY-01"), voice) is None
