"""What must hold for every feature at once; whoever adds one is told here what is missing."""

import ast
from itertools import chain

import pytest

from bot.config import LANGUAGES, Settings
from handlers.alerts.editing import FIELDS
from handlers.buttons import button
from handlers.codes import new_digits
from handlers.data.consents import Consent
from handlers.features import CATALOGUES, FEATURES
from handlers.report.codes import new_code
from handlers.report.rules import CONDUCT_REASONS, REASONS, Action
from handlers.report.settings import Category
from handlers.routing import Act
from handlers.units.choice import go_below
from handlers.units.geojson import CODE
from handlers.worklist import choosing
from storage.alert import AlertKind
from storage.copies import Answer as Said
from storage.doors import DoorResult
from storage.people import Naming
from storage.phrases import Purpose
from storage.votes import Answer
from tests.meta.source import ROOT, given_to, modules
from tests.meta.test_texts import every_key, texts

ACTIONS: dict[str, Act] = dict(chain.from_iterable(feature.routes.buttons.items() for feature in FEATURES))
FLOWS = [flow for feature in FEATURES for flow in feature.routes.flows]

LONGEST_UNIT, LONGEST_KIND = "X" * 32, "k" * 30
# The longest that each argument of a button may be, by its name in the function that answers.
LONGEST = {
    "alert_id": "9" * 18,
    "unit_id": "9" * 18,
    "list_id": "9" * 18,
    "place": "99",
    "result": max(DoorResult, key=len),
    "digest": "f" * 20,
    "number": "W-0000-0000",
    "said": max(Said, key=len),
    "field": max((*FIELDS, "area", "more"), key=len),
    "code": new_code(),
    "category_code": LONGEST_KIND,
    "into": new_code(),
    "reason": max((*REASONS, *CONDUCT_REASONS), key=len),
    "page": "999999",
    "before": "9" * 18,
    "kind": max(AlertKind, key=len),
    "purpose": max(Purpose, key=len),
    "reward_id": "9" * 18,
    "voucher_id": "9" * 18,
    "asked": new_digits(),
    "digits": new_digits(),
    "phrase_id": "9" * 18,
    "shift_id": "9" * 18,
    "what": max(choosing.WHAT, key=len),
    "route_id": "9" * 18,
    "taken": max(Action, key=len),
    "unit_code": LONGEST_UNIT,
    "drill_code": new_code(),
    "session_code": new_code(),
    "notice_id": "9" * 18,
    "group_id": "9" * 18,
    "stamp": "9" * 10,
    "state": "99999-99999-99",
    "answer": max(Answer, key=len),
    "consent": max(Consent, key=len),
    "wanted": max(LANGUAGES, key=len),
    "how": max(Naming, key=len),
    "flow": max((flow.name for flow in FLOWS), key=len),
    "version": "99",
    "step": max(chain.from_iterable(flow.steps for flow in FLOWS), key=len),
    "value": f">{LONGEST_UNIT}",
}
OF_A_UNIT = {"home"}  # the actions whose code is a unit's


def parameters(act: Act) -> tuple[str, ...]:
    """The names of a function's parameters after the context."""
    return act.__code__.co_varnames[1 : act.__code__.co_argcount]


@pytest.mark.parametrize("kind", ["commands", "buttons", "links", "keys", "flows"])
def test_no_two_features_answer_the_same(kind: str) -> None:
    """Commands, callback actions, link prefixes, menu keys and flows are each one feature's."""
    answered = [getattr(feature.routes, kind) for feature in FEATURES]
    names = [one if isinstance(one, str) else one.name for one in chain.from_iterable(answered)]
    assert names
    assert len(names) == len(set(names))


def test_every_feature_is_a_folder_with_its_texts() -> None:
    """Texts live beside the feature that says them."""
    for package in CATALOGUES:
        folder = ROOT.joinpath(*package.split("."))
        assert {f"{language}.ftl" for language in LANGUAGES} <= {path.name for path in folder.iterdir()}


def test_each_key_of_the_menu_can_be_told_from_every_other() -> None:
    """A key sends its own text, in whatever language its keyboard was."""
    keys = list(chain.from_iterable(feature.routes.keys for feature in FEATURES))
    assert set(keys) <= every_key().keys()
    labels = [(label, key) for key in keys for label in texts().in_every_language(key)]
    assert len({label for label, _ in labels}) == len(labels)


def test_every_button_is_answered_and_every_answer_has_its_button() -> None:
    assert given_to("button", 1, "handlers") == ACTIONS.keys()


def test_every_button_carries_what_its_answer_takes() -> None:
    """One argument more or less, and the tap gets nothing but a word."""
    for module in modules("handlers"):
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Name(id="button"), args=[_, ast.Constant(value=str(action)), *given]):
                    assert len(given) == len(parameters(ACTIONS[action])), f"{module.name}:{node.lineno}"


@pytest.mark.parametrize("action", ACTIONS)
def test_the_longest_callback_data_fits(action: str) -> None:
    """64 bytes; an argument of a new name gets its line in LONGEST."""
    longest = LONGEST | ({"code": LONGEST_UNIT} if action in OF_A_UNIT else {})
    made = button("named", action, *(longest[name] for name in parameters(ACTIONS[action])), name="x")
    assert made.data.startswith(action)


def test_codes_are_no_longer_than_that() -> None:
    """Of units as they are loaded, of kinds as they are set; and neither can hold the colon that parts callback data."""
    assert CODE.fullmatch(LONGEST_UNIT)
    assert not CODE.fullmatch(LONGEST_UNIT + "X")
    assert not CODE.fullmatch("A:B")
    assert go_below(f">{LONGEST_UNIT}") == LONGEST_UNIT, "a choice adds one sign to a code"
    Category(code=LONGEST_KIND)
    for code in (LONGEST_KIND + "k", "a:b"):
        with pytest.raises(ValueError, match="pattern"):
            Category(code=code)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_names_of_flows_and_steps_fit_a_button(flow: object) -> None:
    """And hold no colon."""
    for step in flow.steps:  # type: ignore[attr-defined]
        button("named", "choose", flow.name, str(flow.version), step, LONGEST["value"], name="x")  # type: ignore[attr-defined]


def test_as_many_kinds_as_may_be_set_fit_below_one_message() -> None:
    """Telegram takes a hundred buttons."""
    limits = Settings.model_fields["categories"].metadata
    assert max(one.max_length for one in limits if hasattr(one, "max_length")) <= 100
