"""Wording, over all features at once: every language says the same, everything said is there, and everything there is said."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax.ast import Message, Resource, VariableReference
from fluent.syntax.visitor import Visitor
from sqlalchemy import CheckConstraint

from bot.commands import listed_commands
from bot.config import LANGUAGES
from bot.demo.markup import check_text, units
from handlers.alerts.editing import FIELDS
from handlers.alerts.foreign import Unfit
from handlers.alerts.importing import Outcome
from handlers.alerts.rules import Refusal as NotLetGo
from handlers.cap.problems import CapProblem
from handlers.clocks.terms import Term
from handlers.data.consents import Consent
from handlers.factor.proving import Aim
from handlers.factor.service import Verdict
from handlers.features import CATALOGUES
from handlers.input import OddKind
from handlers.joining.rules import Age, Refusal
from handlers.messages import Text
from handlers.passport.holding import TOLD
from handlers.points.rules import Cut
from handlers.report.card import NOTED
from handlers.report.rules import CHANGES, CONDUCT_REASONS, PATIENCE, QUESTIONS, REASONS, REPORTED, Action
from handlers.report.settings import BUILT_IN
from handlers.report.team_card import STEPS, THEIRS
from handlers.rewards.rules import Outcome as RewardOutcome
from handlers.teams.rules import REFUSALS
from handlers.texts import Texts, catalogue, load_texts
from handlers.verify.rules import UNSHOWN
from handlers.worklist.lines import SORTS
from storage.alert import AlertKind, AlertState, Audience, Level
from storage.alert import Rung as AlertRung
from storage.case import Actor, PlaceSource, Status, Urgency
from storage.copies import Answer as Said
from storage.doors import DoorResult
from storage.groups import GroupKind
from storage.ledger import Reason
from storage.people import Naming
from storage.phrases import Purpose
from storage.roles import Role
from storage.rollcalls import CallRung
from storage.shifts import Days
from storage.tables.reports import report_events
from storage.training import CourseKind
from storage.votes import Answer
from storage.whistles import Rung, WhistleKind
from storage.worklists import Scope, Stand
from tests.meta.source import HOLE, ROOT, Asking, askings, given_to, modules, strings
from tests.town import NOON

BY_STAFF = {action for (_, action), change in CHANGES.items() if {Actor.STAFF, Actor.TEAM} & {*change.actors}}
EVENTS = next(
    re.findall(r"'(\w+)'", str(one.sqltext))
    for one in report_events.constraints
    if isinstance(one, CheckConstraint) and one.name == "ck_report_events_event"
)

# What the code fills into keys; a key with a new hole gets its line here.
FILLED: dict[str, Iterable[str]] = {
    "alert-advice-{}": AlertKind,
    "alert-answer-{}": Said,
    "alert-ask-{}": ("clear", "wrong"),
    "alert-audience-{}": Audience,
    "alert-call-{}": set(CallRung) - {CallRung.SILENT},
    "points-line-{}": Reason,
    "points-pending-{}": ("open", "done"),
    "points-cut-{}": set(Cut) - {Cut.NONE},
    "alert-card-{}": (AlertState.DRAFT, AlertState.SUBMITTED),
    "alert-clear-{}": AlertKind,
    "alert-column-{}": ("unit", "called", "again", "deputy", "silent", "confirmed"),
    "alert-edit-{}": (*FIELDS, "area", "more"),
    "alert-kind-{}": AlertKind,
    "alert-level-choice-{}": Level,
    "alert-titled-{}": Level,
    "alert-reason-{}": ("unreachable", "spreading", "people"),
    "alert-refused-{}": set(NotLetGo) - {NotLetGo.EARLY},
    "alert-review-{}": (AlertRung.REVIEW, AlertRung.ABOVE),
    "alert-rung-{}": ("again", "deputy", "silent"),
    "alert-said-{}": Said,
    "alert-sure-{}": ("clear", "wrong"),
    "alert-write-{}": ("words", "advice"),
    "alert-{}-none": ("words", "advice"),
    "alert-map-{}": Level,
    "ask-{}": QUESTIONS,
    "breach-{}": Term,
    "cap-{}": set(Outcome) - {Outcome.KNOWN, Outcome.OVER},
    "cap-refused-{}": (*CapProblem, *Unfit, "unreachable"),
    "card-head-{}": Urgency,
    "card-note-{}": NOTED,
    "card-status-{}": Status,
    "card-waits-{}": PATIENCE,
    "drill-level-{}": Level,
    "drill-todo-{}": AlertKind,
    "due-{}": Term,
    "late-{}": Term,
    "own-due-{}": Term,
    "own-late-{}": Term,
    "category-{}": [category.code.replace("_", "-") for category in BUILT_IN],
    "command-{}": listed_commands(),
    "doors-door-{}": DoorResult,
    "doors-officer-{}": (DoorResult.HELP, DoorResult.ABSENT),
    "doors-result-{}": DoorResult,
    "doors-said-{}": DoorResult,
    "factor-{}": set(Verdict) - {Verdict.OK},
    "factor-to-{}": Aim,
    "group-report-{}": Urgency,
    "history-{}": EVENTS,
    "invite-{}": Role,
    "joining-age-{}": Age,
    "joining-refused-{}": Refusal,
    "joining-told-{}": ("merged", "split"),
    "lost-{}": GroupKind,
    "language-{}": [language.lower() for language in LANGUAGES],
    "mine-{}": Naming,
    "naming-set-{}": Naming,
    "odd-{}": get_args(OddKind),
    "own-status-{}": Status,
    "passport-event-{}": TOLD,
    "phrase-write-{}": Purpose,
    "phrases-for-{}": Purpose,
    "place-source-{}": PlaceSource,
    "training-kind-{}": CourseKind,
    "reason-{}": (*REASONS, *CONDUCT_REASONS),
    "refusal-{}": REFUSALS,
    "reward-{}": set(RewardOutcome) - {RewardOutcome.BOUGHT},
    "reward-any-{}": ("stock", "monthly"),
    "reward-ask-{}": ("name", "name-en", "price", "stock", "monthly"),
    "reporter-{}": REPORTED,
    "role-{}": Role,
    "roster-days-{}": Days,
    "roster-on-{}": Days,
    "sheet-{}": WhistleKind,
    "sheet-rung-{}": Rung,
    "silent-{}": given_to("tell_officers", 1, "handlers"),
    "staff-{}": given_to("ring_about", 2, "handlers") | given_to("to_staff", 1, "handlers"),
    "summons-{}": WhistleKind,
    "team-card-{}": STEPS,
    "team-status-{}": THEIRS,
    "toast-{}": BY_STAFF,
    "toast-whistle-{}": WhistleKind,
    "unshown-{}": UNSHOWN,
    "consent-line-{}": Consent,
    "withdraw-{}": Consent,
    "withdraw-after-{}": Consent,
    "withdraw-before-{}": Consent,
    "vote-by-{}": (Actor.REPORTER, Actor.NEIGHBOUR),
    "vote-said-{}": (Answer.NO, Answer.PARTLY),
    "whistle-{}": WhistleKind,
    "whistle-ask-{}": WhistleKind,
    "worklist-line-{}": SORTS,
    "worklist-scope-{}": Scope,
    "worklist-stand-{}": Stand,
}

# Where a key is handed on that somebody else has named; it is checked where it was named.
HANDING_ON = {
    "bot/delivery/compose.py", "handlers/buttons.py", "handlers/context.py", "handlers/dialog.py", "handlers/groups/visit.py",
    "handlers/routing.py", "handlers/texts.py",
}  # fmt: skip
OWN_ARGUMENTS = {"buttons", "lane", "worth", "slot", "dedupe"}  # of Context.say and button, not of the text
LONGEST_TOAST, LONGEST_DESCRIPTION = 200, 256  # UTF-16 units, as Telegram wants them


class _Arguments(Visitor):
    """Collects the names of a message's arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


def arguments(resource: Resource) -> dict[str, set[str]]:
    """Key → names of its arguments; attributes count as key.attribute."""
    found = {}
    for entry in resource.body:
        if isinstance(entry, Message):
            for key, pattern in (
                (entry.id.name, entry.value),
                *((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes),
            ):
                visitor = _Arguments()
                visitor.visit(pattern)
                found[key] = visitor.names
    return found


@cache
def every_key() -> dict[str, set[str]]:
    """All keys, with the names of their arguments."""
    return dict(chain.from_iterable(arguments(catalogue(package, LANGUAGES[0])).items() for package in CATALOGUES))


@cache
def texts() -> Texts:
    return load_texts(CATALOGUES, LANGUAGES, ZoneInfo("Asia/Shanghai"))


def filled(key: str) -> set[str]:
    """The keys that one with a hole may mean."""
    return {key.replace(HOLE, value) for value in FILLED[key]} if HOLE in key else {key}


def asked(*functions: str) -> Iterator[tuple[Asking, str]]:
    """Each call of these functions with each key that it may mean."""
    for asking in askings():
        if not functions or asking.function in functions:
            for key in chain.from_iterable(filled(key) for key in asking.keys or ()):
                yield asking, key


def said(key: str, language: str) -> str:
    """The text as it comes out; each argument is its own name."""
    return texts().render(Text(key=key, args={name: name for name in every_key()[key]}), language, now=NOON)


@pytest.mark.parametrize("package", CATALOGUES)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_the_same(package: str, language: str) -> None:
    """A key or an argument that one lacks would be an error in front of somebody."""
    assert arguments(catalogue(package, language)) == arguments(catalogue(package, LANGUAGES[0]))


def test_every_catalogue_is_read() -> None:
    """A file that no feature names, or in a language that is none of ours, would be waste that looks like wording."""
    read = {ROOT.joinpath(*package.split("."), f"{language}.ftl") for package in CATALOGUES for language in LANGUAGES}
    assert set(ROOT.glob("handlers/**/*.ftl")) | set(ROOT.glob("bot/**/*.ftl")) == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_comes_out(language: str) -> None:
    """Nothing Fluent would drop or leave in braces, and nothing Telegram would refuse."""
    for key in every_key():
        text = said(key, language)
        check_text(text, "HTML")
        assert "{" not in text, key
        assert text == text.strip(), key


def test_the_code_asks_for_keys_that_can_be_seen() -> None:
    """Or hands on what somebody else has named."""
    unseen = [asking.place for asking in askings() if asking.keys is None]
    assert [place for place in unseen if place.partition(":")[0] not in HANDING_ON] == []


def test_the_table_of_holes_is_right() -> None:
    """Each is used, none is missing, and something is filled into each."""
    assert all(FILLED.values())
    assert {key for asking in askings() for key in asking.keys or () if HOLE in key} == FILLED.keys()


def test_whatever_is_asked_for_is_there() -> None:
    missing = [(asking.place, key) for asking, key in asked() if key not in every_key()]
    assert missing == []


def test_whatever_is_there_is_asked_for() -> None:
    """By its whole key, wherever in the code that stands, or by a key with a hole."""
    constants = {str(node.value) for module in modules("bot", "handlers") for node in strings(module)}
    used = constants | {key for _, key in asked()}
    assert every_key().keys() - used == set()


def test_every_argument_is_given() -> None:
    """A missing one is noticed only when somebody should read it."""
    wanting = [
        (asking.place, key, every_key()[key] - asking.given)
        for asking, key in asked("text", "say", "say_with_menu", "answer_tap", "button")
        if asking.given is not None and not every_key()[key] <= asking.given
    ]
    assert wanting == []


def test_no_argument_is_given_in_vain() -> None:
    """One that no text takes is a text that was forgotten."""
    vain = []
    for asking in askings():
        keys = {one for key in asking.keys or () for one in filled(key)}
        if keys and asking.given:
            taken = set().union(*(every_key()[key] for key in keys))
            vain += [(asking.place, name) for name in asking.given - taken - OWN_ARGUMENTS]
    assert vain == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_and_labels_are_plain(language: str) -> None:
    """Telegram shows them as they are; and a toast is short."""
    for asking, key in asked("answer_tap", "button", "key"):
        assert not re.search(r"[<\n]", said(key, language)), key
        if asking.function == "answer_tap":
            assert units(said(key, language)) <= LONGEST_TOAST, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_listed_command_is_described(language: str) -> None:
    for name in listed_commands():
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 3 <= units(texts().plain(f"command-{name}", language)) <= LONGEST_DESCRIPTION


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_danger(language: str) -> None:
    """None is empty: it would be found in everything that anybody writes."""
    words = texts().plain("emergency-words", language).split(",")
    assert len(words) > 5
    assert all(len(word) >= 2 and word == word.strip().lower() for word in words)


def test_languages_are_told_apart_by_their_first_part() -> None:
    """That is how a phone's language finds ours."""
    assert len({language.split("-")[0].lower() for language in LANGUAGES}) == len(LANGUAGES)


def test_no_sentence_in_python() -> None:
    """What people of the bot read is in the catalogues: no Chinese in the code, save where it explains itself."""
    chinese = re.compile("[\u3400-\u9fff]")
    found = [
        (module.name, node.lineno)
        for module in modules("bot", "handlers", "storage")
        if "demo" not in module.path.parts
        for node in strings(module)
        if chinese.search(str(node.value))
    ]
    assert found == []


def test_actions_are_events() -> None:
    """The history of a report knows every change that there is."""
    assert {action.value for action in Action} < set(EVENTS)
