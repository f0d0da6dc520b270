"""Our own source as data: the modules of each floor, and where wording is asked for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("bot", "handlers", "storage")
HOLE = "{}"  # stands in a key for what the code fills in

# Functions whose first argument is a key of the catalogues.
ASKING = {"text", "say", "say_with_menu", "answer_tap", "button", "plain", "in_every_language", "key", "_format"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A file and what Python makes of it."""

    path: Path
    lines: tuple[str, ...]
    tree: ast.Module

    @property
    def name(self) -> str:
        """As it stands in messages: bot/app.py."""
        return str(self.path.relative_to(ROOT))


@dataclass(frozen=True)
class Asking:
    """A call that asks for wording: which keys it may mean, with holes, and which arguments it gives."""

    place: str
    function: str
    keys: frozenset[str] | None
    given: frozenset[str] | None


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below these folders."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(_read(path) for path in paths)


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function, methods and inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def docstrings(tree: ast.AST) -> set[int]:
    """The ids of the nodes that are docstrings."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | Function)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def strings(module: Module) -> Iterator[ast.Constant]:
    """Every string that is no docstring, parts of f-strings too."""
    explaining = docstrings(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node


@cache
def askings() -> tuple[Asking, ...]:
    """Every call for wording in the conversations and the process."""
    return tuple(asking for module in modules("bot", "handlers") for asking in _askings(module))


def _read(path: Path) -> Module:
    source = path.read_text(encoding="utf8")
    return Module(path, tuple(source.splitlines()), ast.parse(source))


def _askings(module: Module) -> Iterator[Asking]:
    if module.name.startswith("bot/demo/"):
        return
    for scope in (module.tree, *functions(module.tree)):
        for node in _own(scope):
            if isinstance(node, ast.Call) and node.args and (function := _called(node)) in ASKING:
                yield Asking(f"{module.name}:{node.lineno}", function, _keys(node.args[0], scope), _given(node))


def given_to(function: str, position: int, *folders: str) -> set[str]:
    """The strings that calls of a function have in this position."""
    calls = (node for module in modules(*folders) for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    arguments = [node.args[position] for node in calls if _called(node) == function and len(node.args) > position]
    return {str(one.value) for one in arguments if isinstance(one, ast.Constant)}


def _called(node: ast.Call) -> str:
    """The last part of the name of what is called; a route names an action, and only for a key of the menu a text."""
    match node.func:
        case ast.Attribute(value=ast.Name(id="routes"), attr=name) if name != "key":
            return f"routes.{name}"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _given(node: ast.Call) -> frozenset[str] | None:
    names = {one.arg for one in node.keywords}
    return None if None in names else frozenset(str(name) for name in names)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, without those of the functions in it."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, Function):
            yield from _own(node)


def _keys(node: ast.expr, scope: ast.AST) -> frozenset[str] | None:
    """The keys that an expression may be; None where that cannot be seen here."""
    match node:
        case ast.Constant(value=str(key)):
            return frozenset({key})
        case ast.JoinedStr(values=parts):
            return frozenset({"".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in parts)})
        case ast.IfExp(body=one, orelse=other):
            return _union([_keys(one, scope), _keys(other, scope)])
        case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get"), args=[_, default]):
            return _union([_keys(value, scope) for value in (*values, default)])
        case ast.Name(id=name):
            values = [one.value for one in _own(scope) if isinstance(one, ast.Assign) and _names(one) == {name}]
            return _union([_keys(value, scope) for value in values]) if values else None
    return None


def _names(assignment: ast.Assign) -> set[str]:
    return {target.id for target in assignment.targets if isinstance(target, ast.Name)}


def _union(parts: list[frozenset[str] | None]) -> frozenset[str] | None:
    known = [part for part in parts if part is not None]
    return frozenset().union(*known) if len(known) == len(parts) else None
