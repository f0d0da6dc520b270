"""No path leads from a drill to those whom a warning is for, nor back: neither by a query, nor by an import, nor by what a store offers.
import-linter says the same of imports in CI; here it is said of what is asked for, too."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.meta.source import ROOT, Module, modules

OF_WARNINGS = {"alerts", "alert_units", "alert_copies", "alert_answers", "roll_calls", "standing_alerts"}
OF_DRILLS = {"drills", "drill_copies"}
ASKING_FOR_WARNINGS = {"alerts", "copies", "rollcalls"}  # of a store
WORDS = {"handlers.alerts.wording", "storage.alert"}  # all that both may use: how kinds and levels are called


def parts(*names: str) -> list[Module]:
    """The modules of these folders and files."""
    everything = modules("bot", "handlers", "storage")
    return [one for one in everything if one.name.startswith(names)]


DRILLS = parts("handlers/drill/", "bot/cap/drills.py", "storage/drills.py", "storage/tables/drills.py")
SHARED = parts("handlers/cap/", "bot/cap/replies.py")  # what both are written with for others
WARNINGS = parts("handlers/alerts/", "storage/alert", "storage/copies", "storage/rollcalls", "storage/tables/alerts")


def imported(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def asked_for(module: Module) -> set[str]:
    """The attributes that it asks anything for."""
    return {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}


def named(sql: str) -> set[str]:
    """The words of a file of queries."""
    return set(re.findall(r"\w+", (ROOT / "storage" / sql).read_text(encoding="utf8")))


def test_both_are_here() -> None:
    assert len(DRILLS) > 8
    assert len(WARNINGS) > 5
    assert len(SHARED) > 5


@pytest.mark.parametrize("module", DRILLS, ids=lambda module: module.name)
def test_a_drill_knows_of_warnings_only_words(module: Module) -> None:
    of_warnings = {one for one in imported(module) if re.match(r"(handlers|storage)\.(alert|copies|rollcalls)", one)}
    assert {one for one in of_warnings if not one.startswith(tuple(WORDS))} == set()
    assert asked_for(module) & ASKING_FOR_WARNINGS == set()


@pytest.mark.parametrize("module", WARNINGS, ids=lambda module: module.name)
def test_a_warning_knows_nothing_of_drills(module: Module) -> None:
    assert [one for one in imported(module) if re.match(r"handlers\.drill|storage\.(tables\.)?drills", one)] == []
    assert "drills" not in asked_for(module)


@pytest.mark.parametrize("module", SHARED, ids=lambda module: module.name)
def test_what_both_are_written_with_knows_of_neither(module: Module) -> None:
    known = r"handlers\.(alerts|drill)|storage\.((tables\.)?(alerts|drills)|copies|rollcalls)"
    assert [one for one in imported(module) if re.match(known, one)] == []
    assert asked_for(module) & (ASKING_FOR_WARNINGS | {"drills"}) == set()


def test_what_shows_warnings_asks_for_no_drill() -> None:
    """They stand at one door, and are put there by two."""
    (shown,) = parts("bot/cap/http.py")
    assert "drills" not in asked_for(shown)
    assert [one for one in imported(shown) if re.match(r"handlers\.drill|storage\.drills", one)] == []


def test_their_queries_have_no_table_in_common() -> None:
    """But that in which messages wait, where a drill's are found by its own mark."""
    assert named("drills.sql") & OF_WARNINGS == set()
    assert named("drills.sql") >= OF_DRILLS
    for sql in ("alerts.sql", "copies.sql", "rollcalls.sql"):
        assert named(sql) & OF_DRILLS == set()


def test_their_tables_do_not_refer_to_each_other() -> None:
    source = (ROOT / "storage" / "tables" / "drills.py").read_text(encoding="utf8")
    assert not re.search(r"alert", source)
    assert not re.search(r"drill", (ROOT / "storage" / "tables" / "alerts.py").read_text(encoding="utf8"))
