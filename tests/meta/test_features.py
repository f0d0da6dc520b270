"""What must hold for every feature at once; whoever adds one is told here what is missing."""

import re
from itertools import chain
from pathlib import Path

import pytest
from fluent.syntax.ast import Message, Resource, VariableReference
from fluent.syntax.visitor import Visitor

from bot.commands import listed_commands
from bot.config import LANGUAGES
from handlers.features import CATALOGUES, FEATURES
from handlers.texts import catalogue

ROOT = Path(__file__).parents[2]


class _Arguments(Visitor):
    """Collects the names of a message's arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


def arguments(resource: Resource) -> dict[str, set[str]]:
    """Key → names of its arguments."""
    found = {}
    for entry in resource.body:
        if isinstance(entry, Message):
            visitor = _Arguments()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


def every_key() -> dict[str, set[str]]:
    """All keys of the first language."""
    return dict(chain.from_iterable(arguments(catalogue(package, LANGUAGES[0])).items() for package in CATALOGUES))


@pytest.mark.parametrize("package", CATALOGUES)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_catalogues_have_the_same_keys_and_arguments(package: str, language: str) -> None:
    """A key or an argument that one language lacks would be an error in front of somebody."""
    assert arguments(catalogue(package, language)) == arguments(catalogue(package, LANGUAGES[0]))


@pytest.mark.parametrize("kind", ["commands", "buttons", "links", "keys", "flows"])
def test_no_two_features_answer_the_same(kind: str) -> None:
    """Commands, callback actions, link prefixes, menu keys and flows are each one feature's."""
    names: list[str] = []
    for feature in FEATURES:
        answered = getattr(feature.routes, kind)
        names += answered if isinstance(answered, dict) else [one.name for one in answered]
    assert len(names) == len(set(names)), names


def test_each_listed_command_is_described() -> None:
    """In Telegram's command menu, in every language."""
    assert {f"command-{name}" for name in listed_commands()} <= every_key().keys()


def test_each_key_of_the_menu_has_its_text() -> None:
    """What a feature answers as a key is there to be pressed."""
    assert {key for feature in FEATURES for key in feature.routes.keys} <= every_key().keys()


def test_every_text_is_used() -> None:
    """By its whole key in the code, or by the part before what the code fills in, such as card-status-…"""
    sources = "".join(
        path.read_text(encoding="utf8") for floor in ("bot", "handlers") for path in (ROOT / floor).rglob("*.py")
    )
    unused = [
        key for key in every_key() if not re.search(f"[\"']{key}[\"']", sources) and not _has_a_stem(key, sources)
    ]
    assert not unused


def _has_a_stem(key: str, sources: str) -> bool:
    parts = key.split("-")
    stems = ("-".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return any(f'f"{stem}-{{' in sources for stem in stems)


def test_every_feature_is_a_folder_with_its_texts() -> None:
    """Texts live beside the feature that says them."""
    for package in CATALOGUES:
        folder = ROOT.joinpath(*package.split("."))
        assert {f"{language}.ftl" for language in LANGUAGES} <= {path.name for path in folder.iterdir()}


def test_no_sentence_in_python() -> None:
    """What people read is in the catalogues: no Chinese in the code of the conversations, save what explains the code."""
    for path in (ROOT / "handlers").rglob("*.py"):
        code = [
            line for line in path.read_text(encoding="utf8").splitlines() if not line.lstrip().startswith(("#", '"""'))
        ]
        said = [line for line in code if any("\u4e00" <= character <= "\u9fff" for character in line) and "=" in line]
        assert not said, path


@pytest.mark.parametrize(
    "flow", [flow for feature in FEATURES for flow in feature.routes.flows], ids=lambda flow: flow.name
)
def test_each_flow_begins_with_a_step_of_its_own_and_can_be_left(flow: object) -> None:
    """Its name and steps fit into callback data beside the longest code of a unit."""
    name, steps, version = flow.name, flow.steps, flow.version  # type: ignore[attr-defined]
    longest = max(f"choose:{name}:{version}:{step}:>{'X' * 32}" for step in steps)
    assert len(longest.encode()) <= 64
