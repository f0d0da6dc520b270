"""The house itself: README against the command line, budgets of size, nothing of this or that machine in the repository."""

import ast
import re
import tomllib
from pathlib import Path

import typer

from bot.cli import app

ROOT = Path(__file__).parents[2]
FLOORS = ("bot", "handlers", "storage")
CODE = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]


def test_readme_names_every_command() -> None:
    """As it is typed."""
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    missing = [path for path in _paths(typer.main.get_command(app), "shao") if path not in readme]
    assert not missing


def _paths(command: object, path: str) -> list[str]:
    below = getattr(command, "commands", None)
    if below is None:
        return [path]
    return [one for name, inner in below.items() for one in _paths(inner, f"{path} {name}")]


def test_files_and_functions_stay_small() -> None:
    """No file over 300 lines, no function over 40."""
    for path in CODE:
        text = path.read_text(encoding="utf8")
        assert text.count("\n") <= 300, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                assert node.end_lineno - node.lineno < 40, f"{path}: {node.name}"


def test_importing_only_defines() -> None:
    """No loops, no calls for their effect, nothing opened, at the top of a module."""
    allowed = (
        ast.Import,
        ast.ImportFrom,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Assign,
        ast.AnnAssign,
        ast.If,
    )
    harmless = ("routes.include", "app.add_typer", "Text.model_rebuild")
    for path in CODE:
        for node in ast.parse(path.read_text(encoding="utf8")).body:
            if isinstance(node, ast.Expr):
                source = ast.unparse(node)
                assert isinstance(node.value, ast.Constant) or source.startswith(harmless), f"{path}: {source}"
            else:
                assert isinstance(node, allowed), f"{path}:{node.lineno}"


def test_every_dependency_is_bounded_and_has_a_reason() -> None:
    """One line each, with a comment."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf8")
    project = tomllib.loads(text)["project"]
    for wanted in (
        *project["dependencies"],
        *(one for group in project["optional-dependencies"].values() for one in group),
    ):
        line = next(line for line in text.splitlines() if f'"{wanted}"' in line)
        assert re.search(r"#\s*\S+", line), line
        assert re.search(r">=\S+,<", wanted) or wanted.startswith("tzdata"), wanted
