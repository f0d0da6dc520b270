"""The rules of drills: the dialog, how long one lasts, when it rings; and the mark, first and last in whatever is said of one."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import LANGUAGES
from handlers.buttons import button
from handlers.drill.codes import is_code, new_code
from handlers.drill.flow import BARE, MOST_WORDS, START, Draft, back, step, take
from handlers.drill.rules import begun, can_be_ended, ended, has_lasted, is_silent, is_to_begin, minutes_and_seconds
from handlers.drill.wording import Standing, beginning, card, ending
from handlers.input import Attachment, Choice, File, Input, Words
from handlers.messages import Message
from handlers.texts import catalogue
from storage.alert import AlertKind, Level
from storage.drills import Drill, DrillAnswers, DrillState
from storage.media import MediaKind
from storage.tally import Tally
from storage.units import Unit, UnitKind
from storage.wishes import Wishes
from tests.meta.test_texts import every_key, said, texts
from tests.town import CHENGDU, NOON

MARKS = {"zh-Hans": "【演练】", "en": "[DRILL]"}
COLOURS = "🔵🟡🟠🔴"
CODE = "D-0000-0001"
KIND = Draft(code=CODE, kind=AlertKind.FIRE)
LEVEL = KIND.model_copy(update={"level": Level.RED})
HERE = LEVEL.model_copy(update={"unit": "QY-01"})
MORE = HERE.model_copy(update={"words": "带好证件"})
DRILL = Drill(
    id=1, code=CODE, unit_id=1, author_id=1, kind=AlertKind.FIRE, level=Level.RED, words="带好<b>证件", state=DrillState.WAITING,
    people=7, shown=0, send_at=NOON, created_at=NOON, ended_at=None,
)  # fmt: skip
UNIT = Unit(id=1, code="G", kind=UnitKind.GRID, parent_id=None, name="蕉园网格", name_en="Jiaoyuan", geometry="{}")
# What is no text of its own: labels, and parts of others.
PARTS = {
    "drill-rings", "drill-quiet", "drill-start", "drill-bare", "drill-got", "drill-undo", "drill-end",
    "drill-median", "drill-lost", "drill-head", "drill-safe", "drill-todo-more",
    *(f"drill-todo-{kind}" for kind in AlertKind), *(f"drill-level-{level}" for level in Level),
}  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft(code=CODE), "kind"),
        (Draft(code=CODE, unit="QY-01-1", is_only=True), "kind"),
        (KIND, "level"),
        (LEVEL, "unit"),
        (HERE, "preview"),
        (MORE, "preview"),
        (HERE.model_copy(update={"is_begun": True}), None),
    ],
)
def test_step(draft: Draft, expected: str | None) -> None:
    assert step(draft) == expected


@pytest.mark.parametrize(
    ("at", "draft", "given", "expected"),
    [
        ("kind", Draft(code=CODE), Choice(value="fire"), KIND),
        ("kind", Draft(code=CODE), Choice(value="red"), None),
        ("kind", Draft(code=CODE), Words(words="x"), None),
        ("level", KIND, Choice(value="red"), LEVEL),
        ("level", KIND, Choice(value="fire"), None),
        ("unit", LEVEL, Choice(value="QY-01"), HERE),
        ("unit", LEVEL, Choice(value=">QY"), LEVEL.model_copy(update={"below": "QY"})),
        ("preview", HERE, Words(words="带好证件"), MORE),
        ("preview", HERE, Words(words="x" * 301), HERE.model_copy(update={"length": MOST_WORDS + 1})),
        ("preview", MORE, Choice(value=BARE), HERE),
        ("preview", HERE, Choice(value=START), HERE.model_copy(update={"is_begun": True})),
        ("preview", HERE.model_copy(update={"length": 301}), Choice(value=START), None),
        ("level", KIND, Choice(value=START), None),
        ("preview", HERE, File(sent=Attachment(media=MediaKind.PHOTO, file_id="a")), None),
    ],
)
def test_take(at: str, draft: Draft, given: Input, expected: Draft | None) -> None:
    assert take(at, draft, given) == expected


def test_back() -> None:
    """To the question before; not to that for the unit where there was none."""
    assert back("preview", HERE) == LEVEL
    assert back("unit", LEVEL.model_copy(update={"below": "QY"})) == LEVEL
    assert back("unit", LEVEL) == KIND
    assert back("level", KIND) == Draft(code=CODE)
    assert back("kind", Draft(code=CODE)) is None
    assert back("preview", HERE.model_copy(update={"is_only": True})) == KIND.model_copy(
        update={"unit": "QY-01", "is_only": True}
    )


@pytest.mark.parametrize(("seconds", "begins"), [(-1, False), (0, True), (1, True), (-31, False), (-86_400, True)])
def test_when_it_begins(seconds: int, begins: bool) -> None:
    """A clock that was set back must not keep it waiting."""
    now = NOON + timedelta(seconds=seconds)
    assert is_to_begin(DRILL, now) is begins
    assert not is_to_begin(begun(DRILL, 1, NOON), now)


@pytest.mark.parametrize(("minutes", "over"), [(0, False), (119, False), (120, True), (-0.4, False), (-5, True)])
def test_how_long_it_lasts(minutes: float, over: bool) -> None:
    """Two hours; and where the clock was set back, not a year."""
    now = NOON + timedelta(minutes=minutes)
    assert has_lasted(begun(DRILL, 1, NOON), now) is over
    assert not has_lasted(DRILL, now)


def test_how_it_ends() -> None:
    """Before it began nobody has to be told."""
    assert ended(DRILL, NOON).state is DrillState.CANCELLED
    assert ended(DRILL, NOON).ended_at == NOON
    over = ended(begun(DRILL, 1, NOON), NOON)
    assert (over.state, over.ended_at) == (DrillState.DONE, None)
    assert [can_be_ended(one) for one in (DRILL, begun(DRILL, 1, NOON), over)] == [True, True, False]


@pytest.mark.parametrize(
    ("clock", "silent"), [("21:59", False), ("22:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_it_never_rings_at_night(clock: str, silent: bool) -> None:
    """Nor in somebody's quiet hours."""
    moment = datetime.fromisoformat(f"2026-05-20T{clock}").replace(tzinfo=CHENGDU).astimezone(UTC)
    assert is_silent(Wishes(drills=True), moment, CHENGDU) is silent
    assert is_silent(Wishes(drills=True, quiet_begins=0, quiet_ends=23 * 60 + 59), moment, CHENGDU)


def test_how_long_it_took() -> None:
    assert minutes_and_seconds(timedelta(seconds=40, milliseconds=900)) == (0, 40)
    assert minutes_and_seconds(timedelta(hours=1, seconds=1)) == (60, 1)


def test_codes() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"D-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", one) for one in codes)
    assert all(is_code(one) for one in codes)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "D-",
        "D-0000-000",
        "D-0000-00000",
        "d-0000-0000",
        "D00000000",
        "D-00000000",
        "D-000O-0000",
        "W-0000-0000",
        "D-0000-0000 ",
    ],
)
def test_what_is_no_code(words: str) -> None:
    """To the letter: an address is copied, not typed."""
    assert not is_code(words)


def marked(words: str, language: str) -> bool:
    """Whether the mark is the first and the last of it."""
    return words.startswith(MARKS[language]) and words.endswith(MARKS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_begins_and_ends_with_the_mark(language: str) -> None:
    """Whoever adds one has to put it there, or say that it is a part of another."""
    keys = {entry.id.name for entry in catalogue("handlers.drill", language).body if hasattr(entry, "id")}
    assert keys <= every_key().keys()
    assert keys > PARTS
    assert [key for key in keys - PARTS if not marked(said(key, language), language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_colour_of_a_warning(language: str) -> None:
    source = "".join(said(key, language) for key in every_key() if key.startswith("drill-"))
    assert not set(source) & set(COLOURS)
    assert "🟣" in source


def rendered(message: Message, language: str) -> str:
    """As it is read."""
    lines = [one for one in (message.text, *message.lines) if one is not None]
    return "\n".join(texts().render(one, language, now=NOON) for one in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", DrillState)
@pytest.mark.parametrize("words", [None, "真的着火了！", "】\n【", ""])
def test_every_message_begins_and_ends_with_the_mark(language: str, state: DrillState, words: str | None) -> None:
    """Of each kind and level, in title and last line, whatever is added; what is added stays between them."""
    standing = Standing(told=Tally(sent=3, failed=1), answers=DrillAnswers(people=2, median=timedelta(seconds=40)))
    for kind in AlertKind:
        for level in Level:
            drill = DRILL.model_copy(update={"kind": kind, "level": level, "words": words, "state": state})
            first = rendered(beginning(drill, UNIT), language)
            assert marked(first.splitlines()[0], language)
            assert first.splitlines()[-1].endswith(MARKS[language])
            assert not set(first) & set(COLOURS)
            assert words is None or words in first[len(MARKS[language]) : -len(MARKS[language])]
            for message in (beginning(drill, UNIT), ending(drill, UNIT), card(drill, UNIT, standing)):
                assert marked(rendered(message, language), language)


def test_the_only_button() -> None:
    assert beginning(DRILL, UNIT).buttons == ((button("drill-got", "drillgot", CODE),),)
    assert ending(DRILL, UNIT).buttons == ()
