"""The house itself: README against the command line, budgets of size, floors, nothing of this or that machine in the repository."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from bot.cli import app
from handlers.features import FEATURES
from tests.meta.source import FLOORS, ROOT, Module, functions, modules

CODE = [module for module in modules(*FLOORS) if "migrations" not in module.path.parts]
TESTS = modules("tests")
README = (ROOT / "README.md").read_text(encoding="utf8")
NOT_OURS = re.compile(r"\.(?!ci$|github$|gitignore$)|build$|dist$|data$|__pycache__$|.*\.egg-info$")

# What a module may do when it is imported: say what there is.
DEFINING = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
PUTTING_TOGETHER = ("routes.include(", "app.add_typer(", "Text.model_rebuild(")
GUARDS = ("TYPE_CHECKING", "__name__ == '__main__'")

# Said in two halves, so that this file itself holds none of them.
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(?:work|ro" r"ot|ho" r"me|Us" r"ers|mnt|opt)/\w|[A-Z]:\\\\Us" r"ers|py" r"pi\.org|pythonho" r"sted|"
    r"artif" r"actory|nex" r"us\.|--index" r"-url|--find" r"-links|trusted" r"-host"
)  # fmt: skip


def commands(group: object, path: str) -> Iterator[tuple[str, object]]:
    """Each command as it is typed, and what Typer knows of it."""
    if not isinstance(group, TyperGroup):
        yield path, group
        return
    for name, below in group.commands.items():
        yield from commands(below, f"{path} {name}")


COMMANDS = dict(commands(typer.main.get_command(app), "shao"))


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command_with_its_options(command: str) -> None:
    """In the table of commands; --config is said once for all of them."""
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{command}")]
    options = [
        one for parameter in getattr(COMMANDS[command], "params", ()) for one in parameter.opts if one[:2] == "--"
    ]
    assert [one for one in options if one not in row and one != "--config"] == []
    assert ("--config" in options) == (command != "shao demo"), "all but demo take --config"


def test_readme_names_no_command_that_there_is_not() -> None:
    named = {
        match[0]
        for match in re.finditer(
            r"(?<=[`/])shao (?:units |places |export |key |roles |factor |dead-letters )?[a-z]+", README
        )
    }
    assert named == COMMANDS.keys()


def test_readme_names_every_command_of_the_conversation() -> None:
    for feature in FEATURES:
        for command in feature.routes.commands:
            assert f"`/{command.name}`" in README or command.name == "start"


def test_readme_opens_with_the_two_commands() -> None:
    typed = re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)
    assert typed == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/shao demo",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.name)
def test_code_stays_small(module: Module) -> None:
    """No file over 300 lines, no function over 40; each module and each public function says what it is for."""
    assert len(module.lines) <= 300
    assert ast.get_docstring(module.tree) or not module.tree.body
    for function in functions(module.tree):
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < 40, function.name


def test_code_stays_small_as_a_whole() -> None:
    """Half of the files have at most 120 lines, half of the functions about 8."""
    assert statistics.median(len(module.lines) for module in CODE) <= 120
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for module in CODE for node in functions(module.tree)]
    assert statistics.median(lengths) <= 9


@pytest.mark.parametrize("module", TESTS, ids=lambda module: module.name)
def test_tests_stay_small(module: Module) -> None:
    assert len(module.lines) <= 500
    for function in functions(module.tree):
        assert (function.end_lineno or 0) - function.lineno < 40, function.name


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.name)
def test_importing_only_defines(module: Module) -> None:
    """No loops, no calls for their effect, nothing opened, at the top of a module; and no function changes a global."""
    for node in module.tree.body:
        said = ast.unparse(node)
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant) or said.startswith(PUTTING_TOGETHER), said
        elif isinstance(node, ast.If):
            assert ast.unparse(node.test) in GUARDS, said
        else:
            assert isinstance(node, DEFINING), said
    assert not [node for node in ast.walk(module.tree) if isinstance(node, ast.Global)]


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.name)
def test_imports_go_down_only(module: Module) -> None:
    """As import-linter checks it in CI, and here for whoever has only the tests' tools. Storage knows nothing of Telegram."""
    floor = FLOORS.index(module.path.relative_to(ROOT).parts[0])
    forbidden = {*FLOORS[:floor], "tests", *(("telegram",) if FLOORS[floor] == "storage" else ())}
    assert not {name.partition(".")[0] for name in _imported(module.tree)} & forbidden


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def test_only_the_groups_feature_writes_to_groups() -> None:
    """Whatever is owed to a group goes through the modules that know what may be said there."""
    owing = [
        module.name
        for module in CODE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Owed"
        if any(keyword.arg == "group_id" for keyword in node.keywords)
    ]
    assert set(owing) == {"handlers/groups/tell.py", "handlers/groups/visit.py", "handlers/groups/warn.py"}


def test_no_test_is_skipped_or_sleeps() -> None:
    """A skipped test is a wish, and a sleep is a guess. Only where there is no browser, and never in CI, is its page not tested."""
    words = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|importorskip)|time\.sl" r"eep\(")
    assert [
        module.name
        for module in TESTS
        if words.search("\n".join(module.lines)) and module.name not in (_HERE, _BROWSER)
    ] == []


_BROWSER = "tests/page/conftest.py"
_HERE = str(Path(__file__).relative_to(ROOT))


def test_nothing_of_a_machine_is_in_the_repository() -> None:
    """No path of somebody's disk, no address of a package registry or mirror."""
    found = []
    for path in _files():
        try:
            text = path.read_text(encoding="utf8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in OF_A_MACHINE.finditer(text)]
    assert found == []


def _files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and not any(NOT_OURS.match(part) for part in path.relative_to(ROOT).parts):
            yield path


def test_every_dependency_is_bounded_and_has_its_reason() -> None:
    """One line each, with a comment; a lower and an upper bound, but for time zones and certificates, whose news are always wanted."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf8")
    project = tomllib.loads(text)["project"]
    groups = (project["dependencies"], *project["optional-dependencies"].values())
    for wanted in (one for group in groups for one in group):
        (line,) = [line for line in text.splitlines() if f'"{wanted}"' in line]
        assert re.search(r'",\s+# \w.{8,}', line), line
        assert re.fullmatch(r"[\w.\[\]-]+>=[\d.]+,<[\d.]+", wanted) or wanted.startswith(
            ("tzdata>=", "certifi>=", "shao[")
        ), wanted


def test_every_dependency_is_used() -> None:
    """Or it is on the list of those that others use for us."""
    modules_of = {
        "python-telegram-bot": "telegram", "pydantic-settings": "pydantic_settings", "fluent.runtime": "fluent", "Pillow": "PIL",
        "pillow-heif": "pillow_heif", "APScheduler": "apscheduler", "SQLAlchemy": "sqlalchemy",
        "prometheus-client": "prometheus_client", "aiohttp-socks": "aiohttp_socks",
    }  # fmt: skip
    unseen = {"tzdata", "python-multipart"}  # read by zoneinfo, and by Starlette for uploads
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]["dependencies"]
    names = {re.split(r"[\[>=<]", one)[0] for one in wanted}
    imported = {name.partition(".")[0] for module in modules(*FLOORS) for name in _imported(module.tree)}
    assert {name for name in names - unseen if modules_of.get(name, name) not in imported} == set()


def test_socks_proxies_can_be_used() -> None:
    """The settings take them, so what they need is installed."""
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]["dependencies"]
    assert any(one.startswith("aiohttp-socks") for one in dependencies)
