"""Units from a GeoJSON file: all of them, or every reason why not."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import shapely

from handlers.units.datum import Datum
from handlers.units.geometry import depth
from handlers.units.problems import FileRefused, Flaw, ProblemKind, UnitProblem, shown
from handlers.units.shapes import cells_of, read_shape
from handlers.units.tree import Node, Tree, tree_problems
from storage.units import PLACE_KINDS, NewUnit, Unit, UnitKind

CODE = re.compile(r"[A-Za-z0-9-]{1,32}")
LONGEST_NAME = 100
T = TypeVar("T")


@dataclass(frozen=True)
class Draft:
    """A feature as far as it could be read; `unit` is None where it has problems, `node` where it is no feature."""

    problems: Sequence[UnitProblem]
    node: Node | None = None
    unit: NewUnit | None = None


def parse_units(text: str, datum: Datum, known: Iterable[Unit] = ()) -> tuple[NewUnit, ...]:
    """The units of a FeatureCollection, parents before children, in WGS-84; raises FileRefused with all problems.

    `known` are the units loaded before. One with a code of the file is replaced; the others may be parents of the
    file's units, and must not overlap with them.
    """
    known = tuple(known)
    drafts = [_draft(f"feature {number}", feature, datum) for number, feature in enumerate(features(text), start=1)]
    problems = [problem for draft in drafts for problem in draft.problems]
    problems += [*_duplicates(drafts), *_of_teams(drafts, known), *tree_problems(_tree(drafts, known))]
    if problems:
        raise FileRefused(problems)
    units = [draft.unit for draft in drafts if draft.unit]
    return tuple(sorted(units, key=lambda unit: depth(unit.kind)))


def features(text: str) -> list[object]:
    """Those of a FeatureCollection; FileRefused when the text is none."""
    try:
        collection = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise _unreadable(f"is not JSON: {error}") from error
    match collection:
        case {"type": "FeatureCollection", "features": list(features)}:
            return features
    raise _unreadable("is not a GeoJSON FeatureCollection with a list of features")


def _draft(label: str, feature: object, datum: Datum) -> Draft:
    match feature:
        case {"type": "Feature", "properties": dict(properties), "geometry": geometry}:
            return _read(label, properties, geometry, datum)
    flaw = Flaw(ProblemKind.UNREADABLE, "is not a GeoJSON feature with properties and a geometry")
    return Draft([flaw.at(label)])


def _read(label: str, properties: Mapping[str, object], geometry: object, datum: Datum) -> Draft:
    """One feature: each of its values is read on its own, so that each may be found wanting."""
    flaws: list[Flaw] = []
    code = attempt(flaws, lambda: _code(properties.get("code")))
    kind = attempt(flaws, lambda: _kind(properties.get("kind")))
    parent = _parent(properties.get("parent"))
    name = attempt(flaws, lambda: read_name("name", properties.get("name")))
    english = properties.get("name:en")
    name_en = name if english is None else attempt(flaws, lambda: read_name("name:en", english))
    shape = attempt(flaws, lambda: read_shape(geometry, kind, datum))
    node = Node(code or label, kind, parent, shape, is_new=True)
    problems = [flaw.at(node.code) for flaw in flaws]
    if not (code and kind and name and name_en and shape):
        return Draft(problems, node)
    written, cells = shapely.to_geojson(shape), cells_of(shape, kind)
    unit = NewUnit(code=code, kind=kind, parent=parent, name=name, name_en=name_en, geometry=written, cells=cells)
    return Draft(problems, node, unit)


def attempt(flaws: list[Flaw], read: Callable[[], T]) -> T | None:
    """What `read` returns; or None, with its flaw noted."""
    try:
        return read()
    except Flaw as flaw:
        flaws.append(flaw)
        return None


def _code(value: object) -> str:
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    raise Flaw(ProblemKind.BAD_CODE, f"code {shown(value)} is not 1 to 32 letters A-Z, a-z, digits or hyphens")


def _kind(value: object) -> UnitKind:
    kind = next((kind for kind in PLACE_KINDS if kind == value), None)
    if kind is None:
        raise Flaw(ProblemKind.UNKNOWN_KIND, f"kind {shown(value)} is none of {', '.join(PLACE_KINDS)}")
    return kind


def _parent(value: object) -> str | None:
    """What is no text becomes a code that no unit can have, and so an unknown parent."""
    return value if isinstance(value, str | None) else f"{shown(value)} (not text)"


def read_name(property_name: str, value: object) -> str:
    """Without line breaks, and without what could turn the text around it: both would forge lines in messages."""
    if isinstance(value, str) and value.strip() and value.isprintable() and len(value) <= LONGEST_NAME:
        return value.strip()
    detail = f"{property_name} {shown(value)} is not 1 to {LONGEST_NAME} printable characters on one line"
    raise Flaw(ProblemKind.BAD_NAME, detail)


def _duplicates(drafts: Iterable[Draft]) -> Iterator[UnitProblem]:
    for code, times in Counter(draft.node.code for draft in drafts if draft.node).items():
        if times > 1:
            detail = f"the code stands at {times} features"
            yield UnitProblem(kind=ProblemKind.DUPLICATE_CODE, code=code, detail=detail)


def _of_teams(drafts: Iterable[Draft], known: Iterable[Unit]) -> Iterator[UnitProblem]:
    """A place that would take the place of a team, with its people and its cases."""
    teams = {unit.code for unit in known if unit.kind is UnitKind.TEAM}
    for draft in drafts:
        if draft.node and draft.node.code in teams:
            yield UnitProblem(kind=ProblemKind.DUPLICATE_CODE, code=draft.node.code, detail="the code is a team's")


def _tree(drafts: Iterable[Draft], known: Iterable[Unit]) -> Tree:
    """Old and new units together, as they would be after loading."""
    codes = {unit.id: unit.code for unit in known}
    old = {unit.code: _known_node(unit, codes) for unit in known}
    return old | {draft.node.code: draft.node for draft in drafts if draft.node}


def _known_node(unit: Unit, codes: Mapping[int, str]) -> Node:
    parent = None if unit.parent_id is None else codes[unit.parent_id]
    return Node(unit.code, unit.kind, parent, shapely.from_geojson(unit.geometry), is_new=False)


def _unreadable(detail: str) -> FileRefused:
    return FileRefused([UnitProblem(kind=ProblemKind.UNREADABLE, code="file", detail=detail)])
